import Desk
import Payments
import Testing
import Wording

/// When the screen changes by time alone.
@Suite struct NextChangeTests {
  private let start = DeskPilot.start.advanced(byMilliseconds: 12_345)

  private let untilTheMinute: Int64 = 47_655

  @Test func anIdleDeskWakesOnlyForTheMinuteOfItsClock() {
    let desk = DeskPilot(at: start)
    #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == untilTheMinute)
    desk.passes(milliseconds: untilTheMinute)
    #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == 60_000)
  }

  @Test func aNoticeGoesOnTime() {
    story(DeskPilot(at: start)) { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.waiting(since: desk.now))
      desk.passes(milliseconds: 5_999)
      #expect(desk.state.notice != nil)
      desk.passes(milliseconds: 1)
      #expect(desk.state.notice == nil)
    }
  }

  @Test func thatAPaymentIsOnItsWayIsNotSaidAfterItsEnd() {
    story(DeskPilot(at: start)) { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      #expect(desk.state.notice != nil)
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.state.notice == nil)
    }
  }

  @Test func theCounterOfAWaitingPaymentChangesOnItsOwnSecond() {
    story(DeskPilot(at: start)) { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.passes(milliseconds: 777)
      desk.becomes(1, Statuses.waiting(since: desk.now))
      var shown: [String] = []
      for _ in 0..<130 {
        guard let payment = desk.payment(1), let next = desk.state.nextVisibleChangeMilliseconds(at: desk.now) else {
          return
        }
        let words = payment.words(at: desk.now)
        if shown.last != words.detail.english { shown.append(words.detail.english) }
        #expect(next > 0 && next <= 1_000)
        desk.passes(milliseconds: next - 1)
        #expect(payment.words(at: desk.now) == words, "nothing changes before its time")
        let isAnEvent =
          payment.standing(at: desk.now) == .waiting
          && payment.standing(at: desk.now.advanced(byMilliseconds: 1)) == .check
        if isAnEvent { desk.passes(milliseconds: 1, "ring trouble") } else { desk.passes(milliseconds: 1) }
      }
      #expect(shown == (0..<120).map { "\($0) s" } + ["no answer yet"], "every second is shown, and none twice")
    }
  }

  @Test func fiftyWaitingPaymentsTickOnceASecondInStepWithTheOneSpokenOf() throws {
    try story(DeskPilot(at: start)) { desk in
      for number in 1...50 {
        desk.passes(milliseconds: 137)
        let moment = desk.now
        desk.happens(
          .evidenceCommitted([
            try Others.payment(number, recordedAt: moment, status: Statuses.waiting(since: moment))
          ]))
      }
      var ticks = 0
      let began = desk.now
      while desk.now.wallMilliseconds < began.wallMilliseconds + 10_000 {
        desk.passes(milliseconds: desk.state.nextVisibleChangeMilliseconds(at: desk.now) ?? 10_000)
        let payment = try #require(desk.state.toldPayment(at: desk.now))
        let since = desk.now.overdueMilliseconds(since: payment.recordedAt)
        #expect(since % 1_000 == 0 || desk.now.wallMilliseconds % 60_000 == 0)
        ticks += 1
      }
      #expect(ticks <= 11)
    }
  }

  @Test func anOldOpenPaymentDoesNotKeepTheDeskAwake() throws {
    try story(DeskPilot(at: start)) { desk in
      let old = try Others.payment(
        7, recordedAt: start.advanced(byMilliseconds: -86_400_000),
        status: Statuses.unknown(.noAnswer, at: start.advanced(byMilliseconds: -86_400_000)))
      desk.happens(.evidenceCommitted([old]))
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == untilTheMinute)
      #expect(old.ageWords(at: desk.now).english == "23/11")
    }
  }

  @Test func agesGetCoarser() throws {
    let open = try Others.payment(7, recordedAt: start, status: Statuses.unknown(.noAnswer, at: start))
    func age(_ seconds: Int64, _ language: Language = .english) -> String {
      open.ageWords(at: start.advanced(byMilliseconds: seconds * 1_000))[language]
    }
    #expect([0, 9, 75, 599].map { age($0) } == ["0:00", "0:09", "1:15", "9:59"])
    #expect([600, 3_599].map { age($0) } == ["10 min", "59 min"])
    #expect([3_600, 7_300].map { age($0) } == ["1 h", "2 h"])
    #expect(
      [86_400, 864_000, 40_000_000].map { age($0) } == ["24/11", "24/11", "2026"], "on which day, and never wider")
    #expect([599, 600, 7_300, 172_800].map { age($0, .swahili) } == ["9:59", "dak 10", "2 h", "24/11"])
    let paid = try Others.payment(7, recordedAt: start, status: Statuses.paid(at: start))
    #expect(
      paid.ageWords(at: start.advanced(byMilliseconds: 5_000_000)).english == "14:02", "when it ended, once it has")
  }
}
