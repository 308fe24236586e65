import PaymentLaws
import Payments
import Testing

/// One sale, one payment (money.md section 5).
struct SaleTests {
  private func attempt(_ story: String) throws -> PaymentStatus {
    let told = try PaymentStory("0 recorded 1000\n1 sending\n2 accepted A\n" + story)
    #expect(told.breaches.isEmpty, "\(told.breaches)")
    return told.status
  }

  @Test func twoAttemptsThatBothPaid() throws {
    let attempts = [
      try attempt("9 callback 0 1000 R2 A\n= paid"), try attempt("9 callback 0 1000 R1 A\n= paid"),
      try attempt("9 callback 1032 A\n= not-paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
    #expect(Sale.receipts(of: attempts).map(\.code) == ["UKOR1XXXX", "UKOR2XXXX"])
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true, false])
  }

  @Test func oneAttemptThatPaid() throws {
    let attempts = [try attempt("9 callback 1032 A\n= not-paid"), try attempt("9 callback 0 1000 R1 A\n= paid")]
    #expect(!Sale.isPaidTwice(attempts))
    #expect(Sale.flagged(attempts) == attempts)
  }

  @Test func aCodeAcceptedByHandAndTheSameReceipt() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("9 callback 0 1000 R1 A\n= paid"),
    ]
    #expect(!Sale.isPaidTwice(attempts))
  }

  @Test func aCodeAcceptedByHandAndAnotherReceipt() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true])
  }

  @Test func twoCodesAcceptedByHand() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("130 decides d1 by-hand R2\n= by-hand"),
    ]
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true])
  }

  @Test func paidByQueryAndByCallback() throws {
    let attempts = [
      try attempt("71 answers q1 0 A asked=70\n= paid receipt-to-follow"),
      try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
  }

  @Test func paidAndPaidAnotherWay() throws {
    let attempts = [
      try attempt("20 decides d1 pays-another-way\n= waiting"), try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
  }

  @Test func aWrongNumbersMoneyIsSomebodyElses() throws {
    let attempts = [
      try attempt("9 callback 0 1000 R1 A\n20 decides d1 wrong-number\n= paid wrong-number"),
      try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(!Sale.isPaidTwice(attempts))
    let third = [try attempt("9 callback 0 1000 R3 A\n= paid")]
    #expect(Sale.flagged(attempts + third).map { $0.flags.contains(.twice) } == [false, true, true])
  }
}
