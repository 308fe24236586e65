import CustomerView
import PaymentLaws
import Payments

/// A customer's view of a made-up till.
struct CustomerScene {
  struct Impossible: Error {}

  /// 14:02:09 in Nairobi on 24 November 2026.
  static let start = Moment(wallMilliseconds: 1_795_518_129_000, bootMilliseconds: 90_000_000, bootID: "boot")
  static let phone = "0712345678"

  var state: CustomerState
  var now = start

  init(
    _ language: Language = .english, name: String = "Duka la Mfano",
    number: CustomerShop.MoneyNumber? = .till("5123456"),
    warning: Phrase? = nil
  ) throws {
    guard let till = Till(2) else { throw Impossible() }
    state = CustomerState(
      shop: CustomerShop(name: name, till: till, number: number, warning: warning, language: language))
  }

  /// What is shown.
  var page: CustomerPage { state.page(at: now) }

  /// The ledger tells of a payment, or of none.
  mutating func finds(_ payment: PaymentSummary?, isDeskOpen: Bool? = true, aPromptIsOut: Bool = false) {
    let books: CustomerLook.Books = payment.map { .newest($0) } ?? .nothing
    state.take(CustomerLook(books, isDeskOpen: isDeskOpen, aPromptIsOut: aPromptIsOut, at: now))
  }

  mutating func cannotRead() { state.take(CustomerLook(.unreadable, isDeskOpen: true, aPromptIsOut: false, at: now)) }

  /// The same is found again after so long.
  mutating func passes(seconds: Int64) { now = now.advanced(byMilliseconds: seconds * 1_000) }

  /// A payment that the till asked for so long ago, and that has stood so since then.
  static func payment(
    _ state: PaymentState, secondsAgo: Int64 = 5, amount: Int = 1_250, flags: Flags = [], cashier: String = "amina",
    _ change: (inout PaymentStatus) -> Void = { _ in }
  ) throws -> PaymentSummary {
    let at = start.advanced(byMilliseconds: -secondsAgo * 1_000)
    guard let till = Till(2), let amount = Shillings(amount), case .success(let phone) = PhoneNumber.parse(phone) else {
      throw Impossible()
    }
    var status = PaymentStatus.example(state, askedAt: at, flags: flags)
    change(&status)
    return PaymentSummary(
      id: PaymentID(wallMilliseconds: at.wallMilliseconds, randomHigh: 1, randomLow: 47), number: 47,
      day: EastAfricaTime(at).businessDay, till: till, cashier: cashier, phone: phone, amount: amount,
      reference: "2N47", sale: PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: 1), recordedAt: at,
      status: status, position: 1)
  }

  /// The moment that lies so long before the start.
  static func ago(seconds: Int64) -> Moment { start.advanced(byMilliseconds: -seconds * 1_000) }
}
