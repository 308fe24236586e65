import PaymentLaws
import Payments
import Testing

/// When Safaricom is asked (figures.md; rules.md section 2).
struct QueryScheduleTests {
  /// Accepted at 2 s, so that the first question is due at 72 s.
  static let asked = "0 recorded 1000\n1 sending\n2 accepted A\n"

  struct Case: Sendable {
    let story: String
    let seconds: Int64
    /// Seconds until the next question; nil when none is due today.
    let dueIn: Int64?
    var isBroken = false
  }

  private func dueIn(_ told: Case, at now: Moment? = nil) throws -> Int64? {
    let story = try PaymentStory(told.story)
    #expect(story.breaches.isEmpty, "\(story.breaches)")
    return QuerySchedule.standard.dueInMilliseconds(
      story.status, at: now ?? EvidenceNotation.moment(told.seconds), callbacksLookBroken: told.isBroken)
  }

  @Test(arguments: [
    Case(story: asked + "= waiting", seconds: 2, dueIn: 70),
    Case(story: asked + "= waiting", seconds: 72, dueIn: 0),
    Case(story: asked + "= waiting", seconds: 5_000, dueIn: -4_928),
    Case(story: asked + "= waiting", seconds: 2, dueIn: 30, isBroken: true),
    Case(story: asked + "32 asks q1 A\n= waiting", seconds: 40, dueIn: 32, isBroken: true),
    Case(story: asked + "72 asks q1 A\n= waiting", seconds: 80, dueIn: 102),
    Case(story: asked + "72 asks q1 A\n73 answers q1 pending A\n182 asks q2 A\n= waiting", seconds: 200, dueIn: 1_002),
    // Whoever put the first one died of it, so the second one takes its place.
    Case(story: asked + "72 asks q1 A\n182 asks q2 A\n= waiting", seconds: 200, dueIn: 92),
    // A desk that was closed for an hour asks as often as one that was open: one late "pending" must not end it. Found
    // by simulated shops, seed 4475.
    Case(story: asked + "3600 asks q1 A\n3601 answers q1 pending A\n= waiting", seconds: 3_610, dueIn: 100),
    Case(
      story: asked
        + "3600 asks q1 A\n3601 answers q1 pending A\n3710 asks q2 A\n3711 answers q2 pending A\n= waiting",
      seconds: 3_720, dueIn: 1_010),
    // A person's look in between is not the schedule's question either.
    Case(
      story: asked
        + "3600 asks q1 A\n3601 answers q1 pending A\n3650 asks q2 A\n3651 answers q2 pending A\n= waiting",
      seconds: 3_660, dueIn: 50),
    // After the last step, each time after twice as long.
    Case(
      story: asked
        + "72 asks q1 A\n73 answers q1 pending A\n182 asks q2 A\n183 answers q2 pending A\n1202 asks q3 A\n"
        + "1203 answers q3 pending A\n= waiting", seconds: 1_212, dueIn: 2_030),
    Case(
      story: asked
        + "72 asks q1 A\n73 answers q1 pending A\n182 asks q2 A\n183 answers q2 pending A\n1202 asks q3 A\n"
        + "1203 answers q3 pending A\n3242 asks q4 A\n3243 answers q4 pending A\n= waiting", seconds: 3_252,
      dueIn: 4_070),
    // A person's early look is not the schedule's question.
    Case(story: asked + "20 asks q1 A\n21 answers q1 pending A\n= waiting", seconds: 30, dueIn: 42),
    Case(story: asked + "9 callback 1037 A\n= not-paid", seconds: 30, dueIn: 42),
    Case(story: asked + "9 callback 1032 A unlisted\n= not-paid", seconds: 30, dueIn: 42),
    Case(story: asked + "72 asks q1 A\n73 answers q1 1032 A\n= not-paid", seconds: 80, dueIn: 102),
    // A question that brought nothing is put again after a minute, then after two.
    Case(story: asked + "72 asks q1 A\n73 answers q1 nothing A\n= waiting", seconds: 80, dueIn: 52),
    Case(
      story: asked + "72 asks q1 A\n73 answers q1 nothing A\n140 asks q2 A\n141 answers q2 nothing A\n= waiting",
      seconds: 150, dueIn: 110),
    // So is one whose answer names another prompt.
    Case(story: asked + "72 asks q1 A\n73 answers q1 0 A unechoed\n= waiting", seconds: 80, dueIn: 52),
    // Not after longer pauses in the first minutes: the network may be back, and the customer is still there.
    Case(
      story: asked
        + "72 asks q1 A\n73 answers q1 nothing A\n140 asks q2 A\n141 answers q2 nothing A\n270 asks q3 A\n"
        + "271 answers q3 nothing A\n400 asks q4 A\n401 answers q4 nothing A\n= waiting", seconds: 410, dueIn: 110),
    // Later after an eighth of the time that it took so far: seldom enough for a whole day of silence.
    Case(
      story: asked
        + "72 asks q1 A\n73 answers q1 nothing A\n140 asks q2 A\n141 answers q2 nothing A\n270 asks q3 A\n"
        + "271 answers q3 nothing A\n400 asks q4 A\n401 answers q4 nothing A\n7272 asks q5 A\n"
        + "7273 answers q5 nothing A\n= waiting", seconds: 7_282, dueIn: 900),
    // Whoever asked died of it: found by simulated shops, seed 4239.
    Case(story: asked + "72 asks q1 A\n= waiting", seconds: 131, dueIn: 51),
    Case(story: asked + "72 asks q1 A\n= waiting", seconds: 132, dueIn: 0),
    Case(story: asked + "130 decides d1 by-hand R1\n= by-hand", seconds: 130, dueIn: -58),
  ])
  func theThresholds(_ told: Case) throws {
    #expect(try dueIn(told) == told.dueIn.map { $0 * 1000 }, "\(told.story)")
  }

  /// Never after proof, and never where there is nothing to ask about.
  @Test(arguments: [
    asked + "9 callback 0 1000 R1 A\n= paid", asked + "71 answers q1 0 A asked=70\n= paid receipt-to-follow",
    asked + "9 callback 1032 A\n= not-paid", "0 recorded 1000\n1 sending\n= sending",
    "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n= unknown",
    "0 recorded 1000\n1 sending\n2 refused firewall\n= refused", asked + "3 accepted B\n= held",
    "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n40 callback 0 1000 R1 B unlisted\n= check",
  ])
  func neverAgain(_ story: String) throws {
    #expect(try dueIn(Case(story: story, seconds: 500, dueIn: nil)) == nil, "\(story)")
  }

  /// Evidence that was weighed and found wanting is asked about at once.
  @Test(arguments: [
    "9 callback 0 1000 R1 A unlisted\n= check", "9 callback 0 1000 R1 A leaked\n= check",
    "9 callback 0 R1 A\n= check", "9 callback 0 1 R1 A\n= held wrong-amount", "9 callback 0 1000 R1 B\n= held",
    "9 callback 1032 A\n10 callback 0 1000 R1 A unlisted\n= check contradicted",
    "9 callback 0 1000 R1 A\nelsewhere R1\n= held receipt-reused",
  ])
  func weakEvidenceAtOnce(_ lines: String) throws {
    let soon = try #require(try dueIn(Case(story: Self.asked + lines, seconds: 11, dueIn: nil)))
    #expect((-2_000...0).contains(soon))
    // Other tills ask a while after it was due here: that must not stay "now" for ever.
    #expect(try dueIn(Case(story: Self.asked + lines, seconds: 31, dueIn: nil)) == soon - 20_000)
    let again = Self.asked + lines + "\n12 asks q1 A"
    #expect(try dueIn(Case(story: again, seconds: 13, dueIn: 59)) != 0, "once")
  }

  @Test func aSecondWitnessAtOnce() throws {
    let story = "0 recorded 1000 confirm-above=500\n1 sending\n2 accepted A\n9 callback 0 1000 R1 A\n= check"
    #expect(try dueIn(Case(story: story, seconds: 9, dueIn: 0)) == 0)
  }

  @Test(arguments: [
    Case(story: asked + "10 asks q1 A\n11 answers q1 0 A\n= check", seconds: 11, dueIn: 14),
    Case(story: asked + "10 asks q1 A\n11 answers q1 0 A\n= check", seconds: 25, dueIn: 0),
    // While the second question is under way the schedule goes on.
    Case(story: asked + "10 asks q1 A\n11 answers q1 0 A\n25 asks q2 A\n= check", seconds: 26, dueIn: 46),
    // It brought nothing: again.
    Case(
      story: asked + "10 asks q1 A\n11 answers q1 0 A\n25 asks q2 A\n26 answers q2 nothing A\n= check", seconds: 40,
      dueIn: -15),
    Case(
      story: asked
        + "10 asks q1 A\n11 answers q1 0 A\n25 asks q2 A\n26 answers q2 nothing A\n40 asks q3 A\n"
        + "41 answers q3 nothing A\n= check",
      seconds: 55, dueIn: 15),
    // Whatever the second one said, the schedule goes on: found by simulated shops, seed 237, one payment of which was
    // asked about all day.
    Case(
      story: asked + "10 asks q1 A\n11 answers q1 0 A\n25 asks q2 A\n26 answers q2 1037 A\n= check contradicted",
      seconds: 40,
      dueIn: 32),
    Case(
      story: asked
        + "10 asks q1 A\n11 answers q1 0 A\n25 asks q2 A\n26 answers q2 1037 A\n72 asks q3 A\n73 answers q3 1037 A\n"
        + "= check contradicted",
      seconds: 90, dueIn: 92),
    // A final failure does not end it, with a zero against it.
    Case(
      story: asked + "9 callback 1032 A\n10 asks q1 A\n11 answers q1 0 A\n= check contradicted", seconds: 11, dueIn: 14),
  ])
  func anEarlyZeroIsAskedAgain(_ told: Case) throws {
    #expect(try dueIn(told) == told.dueIn.map { $0 * 1000 }, "\(told.story)")
  }

  /// Also when the next step is hours away; nothing that came back "nothing" counts for it.
  @Test func theDaysEnd() throws {
    let wall = EvidenceNotation.moment(0).wallMilliseconds
    let lastMinutes = (EastAfricaTime.lastMinutes(ofDayOf: EvidenceNotation.moment(0)) - wall) / 1000
    let told =
      Self.asked + "72 asks q1 A\n73 answers q1 pending A\n182 asks q2 A\n183 answers q2 pending A\n"
      + "\(lastMinutes - 600) asks q3 A\n\(lastMinutes - 599) answers q3 pending A\n"
    #expect(try dueIn(Case(story: told + "= waiting", seconds: lastMinutes - 500, dueIn: nil)) == 500_000)
    let fruitless = told + "\(lastMinutes + 1) asks q4 A\n\(lastMinutes + 2) answers q4 nothing A\n= waiting"
    #expect(try dueIn(Case(story: fruitless, seconds: lastMinutes + 11, dueIn: nil)) == 50_000)
    let asked = told + "\(lastMinutes + 1) asks q4 A\n\(lastMinutes + 2) answers q4 pending A\n= waiting"
    #expect(try dueIn(Case(story: asked, seconds: lastMinutes + 11, dueIn: nil)) == 1_429_000)
  }

  /// Accepted in the day's last minutes: its first question comes at its own time, and serves for the day's end too.
  @Test func theDaysEndIsNoReasonToAskEarly() throws {
    let late = EastAfricaTime.lastMinutes(ofDayOf: EvidenceNotation.moment(0)) + 30_000
    let seconds = (late - EvidenceNotation.moment(0).wallMilliseconds) / 1000
    let story = "0 recorded 1000\n1 sending\n\(seconds) accepted A\n"
    #expect(try dueIn(Case(story: story + "= waiting", seconds: seconds + 1, dueIn: nil)) == 69_000)
    let heard = story + "\(seconds + 70) asks q1 A\n\(seconds + 71) answers q1 pending A\n= waiting"
    #expect(try dueIn(Case(story: heard, seconds: seconds + 80, dueIn: nil)) == 100_000)
  }

  /// A wall clock that was set back must not silence the questions.
  @Test func theWallClockDoesNotMind() throws {
    let told = Case(story: Self.asked + "= waiting", seconds: 0, dueIn: nil)
    var back = EvidenceNotation.moment(82)
    back.wallMilliseconds -= 3_600_000
    #expect(try dueIn(told, at: back) == -10_000)
    var ahead = EvidenceNotation.moment(12)
    ahead.wallMilliseconds += 3_600_000
    #expect(try dueIn(told, at: ahead) == 60_000)
    let rebooted = Moment(wallMilliseconds: back.wallMilliseconds, bootMilliseconds: 70_000, bootID: "boot-2")
    #expect(try dueIn(told, at: rebooted) == 0)
  }

  /// A question from an hour when the wall clock was a day ahead is not the newest for ever: it would let what brings
  /// nothing be asked about at every turn, and nothing else.
  @Test func aQuestionFromAClockThatWasAheadIsNotTheNewest() throws {
    let told =
      Self.asked + "72 asks q1 A\n73 answers q1 nothing A\n140 asks q2 A\n141 answers q2 nothing A\n= waiting"
    var status = try PaymentStory(told).status
    status.queries[0].at.wallMilliseconds += 86_400_000
    status.queries.reverse()
    let due = QuerySchedule.standard.dueInMilliseconds(
      status, at: EvidenceNotation.moment(150), callbacksLookBroken: false)
    #expect(due == 110_000)
  }

  @Test func theFiguresOfTheDesign() {
    let standard = QuerySchedule.standard
    #expect(standard.afterMilliseconds == [70_000, 180_000, 1_200_000])
    #expect(standard.brokenAfterMilliseconds == 30_000)
    #expect(standard.spacingMilliseconds == 12_000)
    #expect(standard.otherTillsLaterMilliseconds == 20_000)
    #expect(standard.againAfterMilliseconds == 60_000)
    #expect(PromptFigures.lifeMilliseconds == 60_000)
    #expect(PromptFigures.checkAfterMilliseconds == 120_000)
    #expect(PromptFigures.earlyZeroSpacingMilliseconds == 15_000)
    #expect(Guards.sameAgainMilliseconds == 120_000)
  }
}
