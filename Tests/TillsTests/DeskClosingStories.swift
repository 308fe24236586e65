import CanonicalJSON
import Files
import Payments
import Testing
import Tills

/// How desks are closed: asked, waited for, ended by force, and what is said of each.
@Suite struct DeskClosingStories {
  private let place = ScriptedTills()
  private let one: Till
  private let three: Till

  init() throws {
    one = try #require(Till(1))
    three = try #require(Till(3))
  }

  private func name(_ account: UInt32) -> String { account == 1_001 ? "njeri" : "user \(account)" }

  private func closing(_ words: String..., within seconds: Int = 60) throws -> DeskClosings<ScriptedTills> {
    try DeskClosings(
      try #require(TillsToClose(typed: words)), at: place, withinSeconds: seconds, at: 0, nameOfAccount: name)
  }

  /// Turns it to its end, a turn a second, and tells what came of it.
  private func story(
    _ closings: inout DeskClosings<ScriptedTills>, until end: Int64 = 200, _ happens: [Int64: () -> Void] = [:]
  ) throws -> [String] {
    var told: [String] = []
    for second in 0...end where !closings.isOver {
      happens[second]?()
      told += try closings.turn(at: second * 1_000).map { "\(second) s: \($0.line)" }
    }
    return told
  }

  @Test func whoAnswersEndsByItselfAndSaysWhatWaits() throws {
    let desk = place.open(one)
    var closings = try closing("1")
    #expect(desk.log == ["close(withinSeconds: 60)"])
    let told = try story(
      &closings,
      [
        1: { desk.answers = [.answer(.ends(inSeconds: 60))] },
        61: {
          desk.answers = [.answer(.ended(waiting: 1))]
          place.holders = [:]
        },
      ])
    #expect(told == ["61 s: till 1  njeri  closed after 61 s; 1 payment waits"])
    #expect(!closings.remains && closings.asked == [one])
  }

  @Test func whoDoesNotAnswerIsSignalledAndThenEnded() throws {
    let desk = place.open(one)
    var closings = try closing("1")
    let told = try story(&closings, [46: { place.holders = [:] }])
    #expect(desk.log == ["close(withinSeconds: 60)", "terminate", "kill"])
    #expect(told == ["46 s: till 1  njeri  did not answer; ended by force after 46 s"])
  }

  @Test func whoEndsAtTheSignalIsNotKilled() throws {
    let desk = place.open(one)
    var closings = try closing("1")
    let told = try story(&closings, [7: { place.holders = [:] }])
    #expect(desk.log == ["close(withinSeconds: 60)", "terminate"])
    #expect(told == ["7 s: till 1  njeri  did not answer; ended by a signal after 7 s"])
  }

  @Test func whoMayNotCloseItIsTold() throws {
    let desk = place.open(one, account: 1_007)
    var closings = try closing("1")
    desk.answers = [.answer(.refused(.anothers))]
    #expect(
      try story(&closings) == [
        "0 s: till 1  user 1007  is still open: only root, the home's owner and its own account may close it"
      ])
    #expect(closings.remains)
    #expect(desk.log == ["close(withinSeconds: 60)"], "nobody is signalled who refused")
  }

  @Test func whoCannotBeSignalledRemains() throws {
    let desk = place.open(one)
    desk.maySignal = false
    var closings = try closing("1")
    let told = try story(&closings)
    #expect(told.count == 1 && told[0].hasPrefix("5 s: till 1  njeri  is still open: it does not answer"))
    #expect(closings.remains)
  }

  /// It had gone when it was signalled: there is nobody to signal, and its lock is free.
  @Test func whoGoesBetweenLookAndSignalIsClosed() throws {
    final class LateTills: TillPlace {
      let base: ScriptedTills
      var looks = 0
      init(_ base: ScriptedTills) { self.base = base }
      func tills() throws(FileError) -> [Till] { base.had }
      func take(_ till: Till) throws(FileError) -> Taken<String> { try base.take(till) }
      func visit(_ till: Till) -> ScriptedTills.Desk? { base.visit(till) }
      func holder(of till: Till) throws(FileError) -> String? {
        looks += 1
        return looks < 3 ? "njeri" : nil
      }
    }
    place.open(one).maySignal = false
    var closings = try DeskClosings(
      .these([one]), at: LateTills(place), withinSeconds: 60, at: 0, nameOfAccount: name)
    #expect(
      try closings.turn(at: 5_000).map(\.line) == [
        "till 1  njeri  did not answer; ended by a signal after 5 s"
      ])
  }

  @Test func aDeskWithoutADoorCannotBeAsked() throws {
    place.open(one, hasDoor: false)
    var closings = try closing("1")
    #expect(try story(&closings) == ["0 s: till 1  is still open: it cannot be asked. Close it there"])
  }

  @Test func ofOneAccountOnlyItsOwnAreClosed() throws {
    place.had = [one, three]
    let others = place.open(one, account: 1_007)
    let hers = place.open(three)
    var closings = try DeskClosings(
      .heldBy(userID: 1_001), at: place, withinSeconds: 0, at: 0, nameOfAccount: name)
    #expect(closings.asked == [three] && others.log.isEmpty && hers.log == ["close(withinSeconds: 0)"])
    place.holders = [:]
    #expect(try story(&closings) == ["0 s: till 3  njeri  closed after 0 s"])
  }

  @Test func whoNamesATillHearsThatItWasNotOpen() throws {
    place.had = [one, three]
    place.open(one)
    var closings = try closing("3", "1", "1")
    place.holders = [:]
    #expect(
      try story(&closings).map { $0.dropFirst(5) } == ["till 3  was not open", "till 1  njeri  closed after 0 s"])
  }

  @Test func ofAllOnlyTheOpenOnesAreTold() throws {
    place.had = [one, three]
    #expect(try closing("all").isOver)
    place.open(three)
    var closings = try closing("all")
    #expect(closings.asked == [three])
    place.holders = [:]
    #expect(try story(&closings).count == 1)
  }

  @Test(arguments: [["0"], ["1000"], ["till"], ["1", "x"], ["-1"], [""]])
  func whatIsNoTillIsRefused(words: [String]) { #expect(TillsToClose(typed: words) == nil) }

  @Test func aScriptReadsTheSame() {
    func text(_ end: ClosingEnd) -> String { JSONValue.object(end.json).compactText }
    #expect(text(.wasNotOpen(one)) == #"{"till":1,"end":"was-not-open"}"#)
    #expect(
      text(.closed(one, account: "njeri", .asked, afterSeconds: 4, waiting: nil))
        == #"{"till":1,"end":"closed","account":"njeri","by":"asked","after_seconds":4,"waiting":null}"#)
    #expect(
      text(.stillOpen(three, account: nil, why: .noDoor))
        == #"{"till":3,"end":"still-open","account":null,"why":"no-door"}"#)
  }
}
