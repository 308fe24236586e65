import Desk
import Payments

/// The other tills of a demo that goes on by itself: each does the jobs of a desk and has no face, and the desk that is
/// shown tells what becomes of them.
package struct OtherTills: Sendable {
  private static let cashiers = ["brian", "wanjiku", "otieno"]

  private let tills: [DeskWorks]

  /// - Parameter tills: what each of them works with.
  package init(_ tills: [DeskWorks]) { self.tills = tills }

  /// Has a till ask a customer; may wait for disk and network.
  ///
  /// - Parameter till: its place among these, from 1.
  func ask(_ till: Int, _ phone: String, _ shillings: Int) {
    guard tills.indices.contains(till - 1), case .success(let phone) = PhoneNumber.parse(phone),
      let amount = Shillings(shillings)
    else { return impossible("a customer of no till, no phone or no amount", instead: ()) }
    let works = tills[till - 1]
    let now = works.worker.clock.now()
    let draft = PaymentDraft(
      id: works.worker.identifiers.paymentID(at: now), till: works.worker.facts.till,
      cashier: Self.cashiers[(till - 1) % Self.cashiers.count], phone: phone, amount: amount)
    // Where a guard stops it, this customer pays in cash; trouble with the ledger stands in the log.
    for case .answered(_, .success(.recorded(let payment))) in works.perform(
      .ask(RequestID(number: 0), .record(draft)), askedAt: now)
    {
      _ = works.perform(.push(payment.id), askedAt: now)
    }
  }
}
