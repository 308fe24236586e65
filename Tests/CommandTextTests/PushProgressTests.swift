import CanonicalJSON
import CommandText
import PaymentLaws
import Payments
import Testing

/// What a push that a signal ends says: it never says that nothing was sent where something may be out.
@Suite struct PushProgressTests {
  private func stopped(_ progress: PushProgress, after seconds: Int64 = 1) throws -> CommandLastWords {
    try #require(progress.lastWords(signal: "SIGTERM", number: 15, at: Example.at(seconds)))
  }

  @Test func beforeItIsRecordedNothingWasSent() throws {
    let last = try stopped(PushProgress())
    #expect(last.code == 143)
    #expect(last.line == nil)
    #expect(last.json["sent"] == .bool(false) && last.json["payment"] == .null)
    #expect(last.errors == ["kaunta: stopped by SIGTERM. Nothing was sent."])
  }

  @Test func onceItIsRecordedThePaymentIsNamed() throws {
    var progress = PushProgress()
    let payment = try Example.payment(.recorded)
    progress.isRecorded(payment)
    let last = try stopped(progress)
    #expect(last.code == 143)
    #expect(last.json["sent"] == .bool(false) && last.json["payment"] == .string(payment.id.hex))
    #expect(last.errors.first?.contains("may be asked for again") == true)
  }

  @Test func fromTheRequestOnItIsInDoubt() throws {
    var progress = PushProgress()
    progress.isRecorded(try Example.payment(.recorded))
    #expect(!progress.requestMayBeOut)
    progress.members["warning"] = "silent"
    progress.requestBegins(at: Example.at(1))
    #expect(progress.requestMayBeOut)
    let last = try stopped(progress)
    #expect(last.code == PushEnd.check.rawValue)
    #expect(last.json["sent"] == nil && last.json["standing"] == "sending" && last.json["warning"] == "silent")
    #expect(last.json["stopped"] == "SIGTERM")
    #expect(last.json["trouble"]?.string?.contains("Do not ask again") == true)
    #expect(last.line?.contains("number 7") == true)
  }

  @Test func aRequestThatBeginsBeforeAnythingIsRecordedChangesNothing() throws {
    var progress = PushProgress()
    progress.requestBegins(at: Example.at(1))
    #expect(try stopped(progress).json["sent"] == .bool(false))
  }

  @Test(arguments: [
    (PaymentState.paid("UJ25K3M9QX", at: Example.at(9)), PushEnd.done, false),
    (.notPaid("1032", at: Example.at(9)), .notPaid, false),
    (.notPaid("1037", at: Example.at(9)), .mayStillBePaid, true),
    (.unknown(.noAnswer, at: Example.at(9)), .check, true),
    (.held(.idsDiffer, at: Example.at(9)), .held, false),
  ])
  func theCodeIsThatOfThePayment(_ state: PaymentState, _ end: PushEnd, _ isInDoubt: Bool) throws {
    var progress = PushProgress()
    progress.mayBeOut(try Example.payment(state), trouble: Phrase("The disk is full.", sw: "Diski imejaa."))
    let last = try stopped(progress, after: 10)
    #expect(last.code == end.rawValue)
    let trouble = try #require(last.json["trouble"]?.string)
    #expect(trouble.hasPrefix("The disk is full. Stopped by SIGTERM"))
    #expect(trouble.contains("Do not ask again") == isInDoubt)
  }

  @Test func whoTellsItsOwnEndIsLeftToIt() {
    var progress = PushProgress()
    progress.isTold()
    #expect(progress.lastWords(signal: "SIGINT", number: 2, at: Example.at(1)) == nil)
    #expect(!progress.requestMayBeOut)
  }

  @Test func aHolderOfTheLedgerIsNamedOnceAfterTheRequest() throws {
    var progress = PushProgress()
    for left in [Int64(3_000), 1_001] {
      let words = progress.words(onWaitingFor: "till 2", leftMilliseconds: left)
      #expect(words?.hasSuffix("giving up in \((left + 999) / 1000) s.") == true)
    }
    progress.mayBeOut(try Example.payment(.waiting(since: Example.at(1))), trouble: nil)
    let told = ["till 2", "till 2", "till 3"].map { progress.words(onWaitingFor: $0, leftMilliseconds: 3_000) }
    #expect(told[0]?.contains("do not ask again") == true && told[0]?.contains("giving up") == false)
    #expect(told[1] == nil && told[2] != nil)
  }
}
