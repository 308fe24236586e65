import Daraja
import PaymentLaws
import Payments
import Shop
import SimulatedShop
import Testing

/// A shop in a few words: a clock that the story turns, a ledger and a spool in memory, and a Safaricom that answers
/// what the story tells it to.
final class Story {
  let clock = VirtualClock()
  let ledger = MemoryLedger()
  let spool = MemorySpool()
  let safaricom: ScriptedSafaricom
  let phone: PhoneNumber
  let keys: TagKeyRing
  private let identifiers = SeededIdentifiers(SeededGenerator(seed: 7))
  private let account: Account

  init() throws {
    safaricom = ScriptedSafaricom(clock: clock)
    phone = try #require(PhoneNumber(msisdn: "254712345678"))
    let key = try #require(TagKey(bytes: (0..<32).map { UInt8($0) }, status: .active))
    keys = try #require(TagKeyRing([key]))
    account = Account(receiver: .payBill(try #require(ShortCode("174379"))), passkey: Passkey("passkey"))
  }

  func worker(
    till: Int = 1, ledger: (any LedgerPort)? = nil, spool: (any SpoolPort)? = nil, keys: KeyReadiness? = nil,
    publicURL: String = "https://pay.shop.co.ke"
  ) throws -> ShopWorker {
    let readiness = keys ?? .ready(self.keys)
    return ShopWorker(
      facts: ShopFacts(
        till: try #require(Till(till)), owner: "process \(till)", environment: .simulator, account: account,
        publicURL: publicURL),
      ledger: ledger ?? self.ledger, spool: spool ?? self.spool, daraja: safaricom, clock: clock,
      identifiers: identifiers, keys: { readiness })
  }

  /// A till records a payment; every payment has an amount of its own, so that no guard stands in the way.
  func record(till: Int = 1, shillings: Int = 50) throws -> PaymentID {
    guard case .recorded(let payment) = try ledger.record(draft(till: till, shillings: shillings), at: clock.now())
    else { throw StoryError.notRecorded }
    return payment.id
  }

  func draft(till: Int = 1, shillings: Int = 50) throws -> PaymentDraft {
    let number = try #require(PhoneNumber(msisdn: "2547123456" + (shillings < 10 ? "0" : "") + "\(shillings % 100)"))
    return PaymentDraft(
      id: identifiers.paymentID(at: clock.now()), till: try #require(Till(till)), cashier: "asha", phone: number,
      amount: try #require(Shillings(shillings)))
  }

  /// A payment that was sent and accepted; its prompt is called `prompt-<shillings>`.
  func sent(till: Int = 1, shillings: Int = 50) throws -> PaymentID {
    let id = try record(till: till, shillings: shillings)
    safaricom.answersPush(.accepted(prompt: "prompt-\(shillings)"))
    try worker(till: till).send(id)
    return id
  }

  func pass(seconds: Double) { clock.advance(byMilliseconds: Int64(seconds * 1000)) }

  /// Safaricom's callback lands in the spool.
  @discardableResult
  func callback(
    for id: PaymentID, code: String = "0", shillings: Int = 50, receipt: String? = "UKO1234567", prompt: String? = nil,
    peer: PeerClass = .listed
  ) -> ArrivalName {
    let paid = code == "0"
    let body = StatedCallback(
      code: code, prompt: prompt ?? "prompt-\(shillings)", amount: paid ? shillings : nil,
      receipt: paid ? receipt : nil
    ).body
    return spool.deliver(body, to: id, peer: peer, keyIsTrusted: true)
  }

  func status(of id: PaymentID) throws -> PaymentStatus { try #require(try ledger.payment(id)).status }

  func kinds(of id: PaymentID) -> [String] { ledger.evidence(of: id).map(\.evidence.kind) }
}

enum StoryError: Error { case notRecorded }

extension PushOutcome {
  static func accepted(prompt: String) -> PushOutcome {
    .accepted(Acknowledgement(checkoutRequestID: CheckoutRequestID(prompt), merchantRequestID: nil))
  }

  static var tokenRefused: PushOutcome { .invalidAccessToken(AnswerNote(status: 404, code: "404.001.03")) }
}

extension QueryOutcome {
  static func code(_ code: String, prompt: String) -> QueryOutcome {
    .result(
      QueryResult(code: ResultCode(code), description: nil, checkoutRequestID: CheckoutRequestID(prompt)))
  }

  static var pending: QueryOutcome { .pending(.stillProcessing, AnswerNote(status: 200)) }
}
