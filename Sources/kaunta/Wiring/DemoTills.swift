import DeskRuntime
import Payments
import Settings
import Shop

/// The other tills of a demo that goes on by itself: they ask, and the desk shows what becomes of it.
struct DemoTills {
  private static let cashiers = ["brian", "wanjiku", "otieno"]

  private let shops: [OpenShop]

  init(_ settings: ShopSettings) throws {
    shops = try Self.cashiers.indices.compactMap { index in
      try Till(index + 2).map { try OpenShop(settings, till: $0, staysOpen: true) }
    }
  }

  /// Has a till ask a customer, by its place among these.
  var ask: @Sendable (_ till: Int, _ phone: String, _ shillings: Int) -> Void {
    let workers = shops.map(\.worker)
    return { till, phone, shillings in
      let index = till - 1
      guard workers.indices.contains(index), case .success(let phone) = PhoneNumber.parse(phone),
        let amount = Shillings(shillings)
      else { return }
      let worker = workers[index]
      let now = worker.clock.now()
      let draft = PaymentDraft(
        id: worker.identifiers.paymentID(at: now), till: worker.facts.till, cashier: Self.cashiers[index],
        phone: phone, amount: amount)
      // A guard stops it, or the ledger is busy: this customer pays in cash.
      if case .recorded(let payment)? = try? worker.record(draft, at: now) { _ = try? worker.send(payment.id) }
    }
  }

  func close() { for shop in shops { shop.close() } }
}
