import CanonicalJSON
import PaymentLaws
import Payments
import Testing

@testable import CommandText

/// What a script is told of an attempt about which another one decides.
struct DecidedByTests {
  private func failed(_ reason: DecisiveAttempt.Reason?) throws -> PaymentSummary {
    var payment = try Example.payment(
      .notPaid(ResultCode("1032"), by: .callback, isFinal: true, at: Example.at(9)))
    payment.decisiveAttempt = reason.map {
      DecisiveAttempt($0, number: 8, till: payment.till, day: payment.day)
    }
    return payment
  }

  /// 10 invites to ask again, which would be for a sale that is paid.
  @Test func whatIsPaidByAnotherAttemptIsNotToBeAskedForAgain() throws {
    for (reason, end) in [(nil, PushEnd.notPaid), (.isLater, .notPaid), (.paid, .held), (.paidAnotherWay, .held)]
      as [(DecisiveAttempt.Reason?, PushEnd)]
    {
      #expect(PushEnd(of: try failed(reason), at: Example.at(20)) == end)
    }
  }

  @Test func theOtherAttemptIsNamed() throws {
    let report = PaymentReport(payment: try failed(.paid), now: Example.at(20))
    #expect(
      report.json["decided_by"]?.canonicalText == #"{"day":"2026-11-24","number":8,"reason":"paid","till":0}"#)
    #expect(report.explanation().last == "Do not ask again: the sale was paid as number 8.")
    #expect(PaymentReport(payment: try failed(nil), now: Example.at(20)).json["decided_by"] == .null)
  }
}
