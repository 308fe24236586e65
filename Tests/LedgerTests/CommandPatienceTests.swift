import Ledger
import Payments
import Testing

/// How long a command waits for whoever has the ledger.
struct CommandPatienceTests {
  private func left(ofPushAfter seconds: Int64) -> Int64 {
    LockPatience.ofPush(startedAt: at(0), now: { at(seconds) }, tell: { _, _ in }).limitMilliseconds()
  }

  @Test func aPushWaitsUntilItsRequestWouldBeTooOld() {
    #expect(left(ofPushAfter: 0) == 30_000)
    #expect(left(ofPushAfter: 20) == 10_000)
  }

  @Test func whatIsKnownThenIsStillTakenByALedgerThatIsFreeSoon() {
    #expect(left(ofPushAfter: 29) == 2_500)
    #expect(left(ofPushAfter: 300) == 2_500)
  }

  @Test func onceTheRequestMayBeOutItWaitsForNobodyLong() {
    let patience = LockPatience.ofPush(startedAt: at(0), now: { at(1) }, isOut: { true }, tell: { _, _ in })
    #expect(patience.limitMilliseconds() == 2_500)
  }

  @Test func anyOtherCommandWaitsHalfAMinute() {
    #expect(LockPatience.ofCommand { _, _ in }.limitMilliseconds() == 30_000)
  }
}
