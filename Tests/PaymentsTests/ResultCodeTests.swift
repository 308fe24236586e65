import PaymentLaws
import Payments
import Testing

/// Every code of daraja.md section 5.
struct ResultCodeTests {
  static let table: [(code: String, meaning: ResultMeaning)] = [
    ("0", .paid), ("1", .notEnoughMoney), ("2", .belowMinimum), ("3", .aboveMaximum), ("4", .aboveDailyLimit),
    ("8", .receiverLimit), ("17", .repeatedTooSoon), ("26", .systemBusy), ("1001", .subscriberBusy),
    ("1019", .expired), ("1025", .promptNotDelivered), ("9999", .promptNotDelivered), ("1031", .cancelled),
    ("1032", .cancelled), ("1036", .notAcknowledged), ("1037", .phoneNotReached), ("2001", .wrongPIN),
    ("2028", .notPermitted), ("8006", .lockedPIN), ("SFC_IC0003", .receiverUnknown), ("4999", .stillProcessing),
    ("E3008", .badDebt), ("2006", .accountRule), ("2008", .authenticationFailed), ("2026", .sessionExpired),
    ("1101", .promptTooLong), ("1102", .promptTooLong), ("100000000", .systemBusy), ("100000011", .systemBusy),
  ]

  /// Codes of other products, of legacy lists, and shapes that are not exactly 0.
  static let unlisted = [
    "", "00", "0.0", "0 ", " 0", "-0", "+0", "٠", "5", "15", "20", "29", "03", "12", "35", "99", "1050", "4102",
    "100000012", "2002", "2040", "4001", "sfc_ic0003", "null",
  ]

  @Test(arguments: table) func everyCodeHasAMeaning(_ code: String, _ meaning: ResultMeaning) {
    #expect(ResultCode(code).meaning == meaning)
  }

  @Test func everyMeaningHasACode() {
    for meaning in ResultMeaning.allCases where meaning != .unlisted {
      #expect(Self.table.contains { $0.meaning == meaning }, "\(meaning)")
    }
  }

  @Test(arguments: unlisted) func anythingElseIsUnlisted(_ code: String) {
    #expect(ResultCode(code).meaning == .unlisted)
    #expect(ResultCode(code) != .paid)
  }

  /// rules.md section 2: 1019, 1025, 1036, 1037, 9999, 26 and every unknown code.
  @Test func mayStillPay() {
    let named: Set = ["1019", "1025", "1036", "1037", "9999", "26"]
    for (code, meaning) in Self.table {
      // A gateway that is busy, and "still processing", have said nothing of the money.
      let says = named.contains(code) || meaning == .systemBusy || meaning == .stillProcessing
      #expect(meaning.mayStillPay == says, "\(code)")
    }
    for code in Self.unlisted { #expect(ResultCode(code).meaning.mayStillPay, "\(code)") }
  }

  @Test func finalFailures() {
    for (code, meaning) in Self.table {
      #expect(meaning.isFinalFailure == !["0", "4999"].contains(code), "\(code)")
    }
    #expect(!ResultMeaning.unlisted.isFinalFailure)
  }

  /// What each code makes of a payment: by a callback, and by a query.
  @Test(arguments: table + unlisted.filter { !$0.isEmpty && !$0.contains(" ") }.map { ($0, .unlisted) })
  func whatACodeMakesOfAPayment(_ code: String, _ meaning: ResultMeaning) throws {
    let expected: (callback: String, query: String) =
      switch meaning {
      case .paid: ("check", "paid receipt-to-follow")
      case .stillProcessing: ("waiting", "waiting")
      case .unlisted: ("check", "waiting")
      default: ("not-paid", "not-paid")
      }
    let asked = "0 recorded 1000\n1 sending\n2 accepted A\n"
    let called = try PaymentStory(asked + "9 callback \(code) A\n= \(expected.callback)")
    let queried = try PaymentStory(asked + "71 answers q1 \(code) A asked=70\n= \(expected.query)")
    #expect(called.breaches + queried.breaches == [])
    // A final word opens "ask again" by itself, unless money may still come.
    #expect(Guards.isSurelyOver(called.status) == (meaning.isFinalFailure && !meaning.mayStillPay), "\(code)")
    #expect(!Guards.isSurelyOver(queried.status), "\(code)")
  }
}
