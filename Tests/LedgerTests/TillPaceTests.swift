import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// A till asks at most so many different phones a minute; beyond that a supervisor agrees.
struct TillPaceTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  private func ask(_ phone: Int, till: Int = 2, at moment: Moment) throws -> RecordOutcome {
    let draft = try home.draft(amount: 50 + phone, phone: "25471234560\(phone)", till: till, phonesPerMinute: 3)
    return try ledger.record(draft, at: moment)
  }

  private func expectBlocked(
    _ outcome: RecordOutcome, waitSeconds: Int64, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .blocked(let block) = outcome else {
      Issue.record("not blocked", sourceLocation: sourceLocation)
      return
    }
    #expect(block.reason == .tillPace, sourceLocation: sourceLocation)
    #expect(block.waitMilliseconds == waitSeconds * 1000, sourceLocation: sourceLocation)
    #expect(!block.reason.isOverridden, sourceLocation: sourceLocation)
  }

  private func expectRecorded(_ outcome: RecordOutcome, sourceLocation: SourceLocation = #_sourceLocation) {
    guard case .recorded = outcome else {
      Issue.record("\(outcome)", sourceLocation: sourceLocation)
      return
    }
  }

  @Test func theFourthPhoneInAMinuteWaitsForTheFirstToBeAMinuteOld() throws {
    for phone in 0..<3 { expectRecorded(try ask(phone, at: at(Int64(phone) * 10))) }
    expectBlocked(try ask(3, at: at(25)), waitSeconds: 35)
    expectBlocked(try ask(3, at: at(59)), waitSeconds: 1)
    expectRecorded(try ask(3, at: at(60)))
    expectBlocked(try ask(4, at: at(61)), waitSeconds: 9)
  }

  @Test func anotherTillHasItsOwnPace() throws {
    for phone in 0..<3 { expectRecorded(try ask(phone, at: at(0))) }
    expectRecorded(try ask(4, till: 3, at: at(1)))
    expectBlocked(try ask(5, at: at(1)), waitSeconds: 59)
  }

  /// The customer whose prompt was refused is asked once more: that is not one more phone.
  @Test func theSamePhoneOnceMoreIsNotOneMorePhone() throws {
    for phone in 0..<3 { expectRecorded(try ask(phone, at: at(0))) }
    guard let newest = try ledger.newestPayments(limit: 1).first else { throw TestFailure("none") }
    try ledger.tell(newest.id, "1 not-sent too-old")
    expectRecorded(try ask(2, at: at(2)))
  }

  /// By a clock that was set back after a restart of the machine, an hour ago looks like a moment ago: it excuses no
  /// fourth phone.
  @Test func thePhoneOfAnHourAgoIsOneMorePhoneAfterARestart() throws {
    func restarted(_ seconds: Int64, wall: Int64) -> Moment {
      Moment(wallMilliseconds: at(wall).wallMilliseconds, bootMilliseconds: seconds * 1000, bootID: "the next boot")
    }
    expectRecorded(try ask(0, at: at(0)))
    guard let first = try ledger.newestPayments(limit: 1).first else { throw TestFailure("none") }
    try ledger.tell(first.id, "1 not-sent too-old")
    for phone in 1..<4 { expectRecorded(try ask(phone, at: restarted(5, wall: 3605))) }
    expectBlocked(try ask(0, at: restarted(6, wall: 10)), waitSeconds: 59)
  }

  /// A recording that waited for the ledger bears an older moment than one that went ahead of it.
  @Test func whatWaitedForTheLedgerIsAskedWhenItGetsIt() throws {
    expectRecorded(try ask(0, at: at(0)))
    guard let first = try ledger.newestPayments(limit: 1).first else { throw TestFailure("none") }
    try ledger.tell(first.id, "1 not-sent too-old")
    for phone in 1..<3 { expectRecorded(try ask(phone, at: at(30))) }
    expectRecorded(try ask(3, at: at(61)))
    expectBlocked(try ask(0, at: at(59)), waitSeconds: 29)
  }

  /// A wall clock that was set back by an hour must not close the till for an hour, and one that jumped does not open
  /// it.
  @Test func itGoesByTheBootClock() throws {
    for phone in 0..<3 { expectRecorded(try ask(phone, at: at(0))) }
    var ahead = at(10)
    ahead.wallMilliseconds += 3_600_000
    expectBlocked(try ask(3, at: ahead), waitSeconds: 50)
    var back = at(61)
    back.wallMilliseconds -= 3_600_000
    expectRecorded(try ask(3, at: back))
  }

  /// What was asked a moment ago is tomorrow's by a clock that was set back over midnight, and counts all the same.
  @Test func aClockThatWasSetBackOverMidnightDoesNotOpenTheTill() throws {
    func moment(_ seconds: Int64, minutesAfterMidnight minutes: Int64) -> Moment {
      var moment = at(seconds)
      let midnight = (moment.wallMilliseconds / 86_400_000 + 1) * 86_400_000 - 3 * 3_600_000
      moment.wallMilliseconds = midnight + minutes * 60_000
      return moment
    }
    for phone in 0..<3 { expectRecorded(try ask(phone, at: moment(0, minutesAfterMidnight: 10))) }
    expectBlocked(try ask(3, at: moment(5, minutesAfterMidnight: -110)), waitSeconds: 55)
    expectBlocked(try ask(3, at: moment(6, minutesAfterMidnight: 10)), waitSeconds: 54)
  }

  private func agree(_ pin: String, to block: GuardBlock) throws -> DecisionOutcome {
    let cost = SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1)
    let mary = try SupervisorPIN(name: "mary", pin: TypedPIN("749210"), salt: Array(0..<16), cost: cost)
    return try ledger.decide(
      DecisionRequest(
        id: "agreed-\(pin)", payment: block.payment.id, action: .fasterPaceAllowed, why: "a bus came", cashier: "amina",
        till: block.payment.till, seenPosition: block.payment.position, pin: TypedPIN(pin)),
      supervisors: [mary], at: at(2))
  }

  /// What a supervisor allowed by a clock that was ahead of midnight is older than what was asked since it was set
  /// back.
  @Test func whatWasAllowedTomorrowOpensNothingToday() throws {
    func tomorrow(_ seconds: Int64) -> Moment {
      var moment = at(seconds)
      moment.wallMilliseconds += 86_400_000
      return moment
    }
    for phone in 0..<3 { expectRecorded(try ask(phone, at: tomorrow(0))) }
    guard case .blocked(let block) = try ask(3, at: tomorrow(1)) else { throw TestFailure("not blocked") }
    guard case .decided = try agree("749210", to: block) else { throw TestFailure("not agreed") }
    for phone in 3..<6 { expectRecorded(try ask(phone, at: at(4))) }
    expectBlocked(try ask(6, at: at(5)), waitSeconds: 59)
  }

  @Test func aSupervisorLetsItGoOnAndItsCountBeginsAnew() throws {
    for phone in 0..<3 { expectRecorded(try ask(phone, at: at(0))) }
    guard case .blocked(let block) = try ask(3, at: at(1)) else { throw TestFailure("not blocked") }
    func agree(_ pin: String) throws -> DecisionOutcome { try self.agree(pin, to: block) }
    guard case .refused(.wrongPIN) = try agree("000000") else { throw TestFailure("a wrong PIN agreed") }
    expectBlocked(try ask(3, at: at(3)), waitSeconds: 57)
    guard case .decided(let payment) = try agree("749210") else { throw TestFailure("not agreed") }
    #expect(payment.status == block.payment.status, "it says nothing of the money")
    for phone in 3..<6 { expectRecorded(try ask(phone, at: at(4))) }
    expectBlocked(try ask(6, at: at(5)), waitSeconds: 59)
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func withoutTheSettingThereIsNoPace() throws {
    for _ in 0..<40 { expectRecorded(try ledger.record(try home.draft(), at: at(0))) }
  }
}
