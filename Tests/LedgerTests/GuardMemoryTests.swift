import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// Which earlier payments the guards look at: a clock that was wrong takes none of them from their sight.
struct GuardMemoryTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let phone = "254712345678"

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  @Test func manyPaymentsOfTomorrowDoNotHideTheLivePrompt() throws {
    // Twenty-five payments of this phone while the clock was a day ahead, all refused; then the clock is mended.
    for index in 0..<25 {
      let seconds = 86_400 + Int64(index) * 200
      let payment = try ledger.ask(try home.draft(phone: phone), at: seconds)
      try ledger.tell(payment.id, "\(seconds) refused firewall")
    }
    let live = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(live.id, "1 sending", "2 accepted A")
    #expect(try blocked(at: 10) == GuardBlock(reason: .livePrompt, payment: try #require(try ledger.payment(live.id))))
  }

  @Test func manyPaidOnesOfTomorrowDoNotHideTheLivePrompt() throws {
    for (index, prompt) in "BCDEFGHIJKLMNOPQRSTUVW".enumerated() {
      let seconds = 86_400 + Int64(index) * 200
      let payment = try ledger.ask(try home.draft(amount: 50, phone: phone), at: seconds)
      try ledger.tell(
        payment.id, "\(seconds) sending", "\(seconds) accepted \(prompt)",
        "\(seconds + 9) callback 0 50 R\(index) \(prompt)")
    }
    let live = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(live.id, "1 sending", "2 accepted A")
    #expect(try blocked(at: 10)?.payment.id == live.id)
  }

  @Test func aPaidOneIsMindedForTwoMinutesAndNoLonger() throws {
    let paid = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(paid.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    #expect(try blocked(at: 128)?.reason == .sameAgain)
    #expect(try blocked(at: 129) == nil)
  }

  @Test func oneWithoutAnEndIsMindedForEver() throws {
    let waiting = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(waiting.id, "1 sending", "2 accepted A")
    #expect(try blocked(at: 90 * 86_400)?.payment.id == waiting.id)
    // The answer comes a month later; from then on it has two minutes.
    try ledger.tell(waiting.id, "7776100 callback 0 1000 R1 A")
    #expect(try blocked(at: 7_776_219)?.reason == .sameAgain)
    #expect(try blocked(at: 7_776_220) == nil)
  }

  @Test func afterARestartOfTheMachineLocksStartAgainInFull() throws {
    let paid = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(paid.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    let draft = try home.draft(phone: phone)
    let soon = Moment(wallMilliseconds: at(90_000).wallMilliseconds, bootMilliseconds: 60_000, bootID: "boot-9")
    guard case .blocked(let block) = try ledger.record(draft, at: soon) else { throw TestFailure("not blocked") }
    #expect(block.reason == .sameAgain)
    guard case .recorded = try ledger.record(draft, at: soon.advanced(byMilliseconds: 60_000)) else {
      throw TestFailure("blocked for ever")
    }
  }

  /// Its number is gone, and the digest of the phone that is asked for is still the same.
  @Test func aPurgedPhoneIsStillRecognised() throws {
    let live = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(live.id, "1 sending", "2 accepted A", "6 answers q1 1032 A asked=5")
    try home.tamper("DELETE FROM personal")
    #expect(try blocked(at: 10)?.payment.id == live.id)
  }

  @Test func aClockThatIsAheadPurgesNothingThatIsStillWanted() throws {
    let live = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(live.id, "1 sending", "2 accepted A", "6 answers q1 1032 A asked=5")
    // `kaunta poll --watch` looks while the wall clock is 40 days ahead; a payment is even recorded then.
    var ahead = at(8)
    ahead.wallMilliseconds += 40 * 86_400_000
    for _ in 1...2 {
      let limit = PurgeLimit(
        keptMilliseconds: 35 * 86_400_000, newestEvidence: try ledger.newestMoment(), at: ahead)
      #expect(try ledger.purgePersonal(before: limit) == PurgedPersonal())
      guard case .recorded = try ledger.record(try home.draft(), at: ahead) else { throw TestFailure("not recorded") }
    }
    #expect(
      try ledger.takeQueryTurn(live.id, till: .commandLine, question: "q2", spacingMilliseconds: 0, at: { at(9) })
        != nil)
    #expect(try blocked(at: 10)?.payment.id == live.id)
  }

  private func blocked(at seconds: Int64) throws -> GuardBlock? {
    if case .blocked(let block) = try ledger.record(try home.draft(phone: phone), at: at(seconds)) {
      block
    } else {
      nil
    }
  }
}
