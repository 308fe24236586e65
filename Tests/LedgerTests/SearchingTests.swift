import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// Finding payments by what a person knows of them, and looking up the code of an SMS.
struct SearchingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  private func found(_ typed: String) throws -> [PaymentID] {
    try ledger.payments(meant: try #require(SearchTerm(typed)), limit: 50).map(\.id)
  }

  @Test func aPaymentIsFoundByWhateverIsKnownOfIt() throws {
    let payment = try ledger.ask(try home.draft())
    let paid = try ledger.tell(
      payment.id, "1 sending", "2 accepted A", "9 callback 0 \(payment.amount.count) R1 A")
    #expect(paid.status.standing == .paid)
    let receipt = try #require(paid.status.receipt)
    let phone = try #require(payment.phone)
    #expect(try found("\(payment.number)") == [payment.id])
    #expect(try found(payment.amount.grouped) == [payment.id])
    #expect(try found(String(phone.msisdn.suffix(3))) == [payment.id])
    #expect(try found("0" + phone.msisdn.dropFirst(3)) == [payment.id])
    #expect(try found("0" + phone.msisdn.dropFirst(3).prefix(3)) == [payment.id])
    #expect(try found(phone.masked) == [payment.id])
    #expect(try found(phone.maskedASCII) == [payment.id])
    #expect(try found("0799***\(phone.msisdn.suffix(3))").isEmpty)
    #expect(try found(receipt.code.lowercased()) == [payment.id])
    #expect(try found(String(receipt.code.suffix(4))) == [payment.id])
    #expect(try found("ZZZZZZ").isEmpty)
    // What the board says of a match and what the ledger says are the same.
    for typed in ["\(payment.number)", String(phone.msisdn.suffix(3)), phone.masked, receipt.code] {
      #expect(try #require(SearchTerm(typed)).matches(paid))
    }
  }

  @Test func aCodeIsSeenOrNotSeenYet() throws {
    let waiting = try ledger.ask(try home.draft())
    _ = try ledger.tell(waiting.id, "1 sending", "2 accepted A")
    let receipt = try #require(EvidenceNotation.receipt("R1"))
    #expect(try ledger.finding(on: receipt) == .notSeen(unanswered: 1))
    let paid = try ledger.tell(waiting.id, "9 callback 0 \(waiting.amount.count) R1 A")
    #expect(try ledger.finding(on: receipt) == .seen([paid]))
  }

  /// Who has learnt an address must not make somebody's code look like one that nobody waits for.
  @Test func aStrangersAnswerLeavesAPaymentWithoutOne() throws {
    let receipt = try #require(EvidenceNotation.receipt("R1"))
    let held = try ledger.ask(try home.draft())
    _ = try ledger.tell(held.id, "1 sending", "2 accepted A", "5 callback 1032 B unlisted")
    let cancelled = try ledger.ask(try home.draft())
    let told = try ledger.tell(cancelled.id, "1 sending", "2 accepted C", "5 callback 1032 C unlisted")
    #expect(told.status.standing == .notPaid && told.status.onlyStrangersAnswered)
    #expect(try ledger.finding(on: receipt) == .notSeen(unanswered: 2))
    let answered = try ledger.tell(cancelled.id, "9 callback 1032 C")
    #expect(!answered.status.onlyStrangersAnswered)
    #expect(try ledger.finding(on: receipt) == .notSeen(unanswered: 1))
  }

  /// A zero for an O, read off a customer's phone.
  @Test func aCodeThatLooksTheSameIsFound() throws {
    let payment = try ledger.ask(try home.draft())
    let paid = try ledger.tell(
      payment.id, "1 sending", "2 accepted A", "9 callback 0 \(payment.amount.count) R1 A")
    let seen = try #require(Receipt("UKOR1XXXX"))
    #expect(paid.status.receipt == seen)
    for typed in ["UK0R1XXXX", "UKORIXXXX", "UK0RLXXXX"] {
      #expect(try ledger.finding(on: try #require(Receipt(typed))) == .looksLike(seen, [paid]), "\(typed)")
    }
    #expect(try ledger.finding(on: seen) == .seen([paid]))
    for typed in ["UKQR1XXXX", "UKOR1XXX", "UKOR1XXXY"] {
      #expect(try ledger.finding(on: try #require(Receipt(typed))) == .notSeen(unanswered: 0), "\(typed)")
    }
  }

  @Test func signsThatMeanSomethingToTheDatabaseFindNothing() {
    for typed in ["%", "_", "' OR 1", "", "   "] { #expect(SearchTerm(typed) == nil) }
  }
}
