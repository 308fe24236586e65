import Files
import Payments
import Testing
import Wording

@testable import Tills

/// How a desk comes by its till, a line a step: what is heard, what is said, what comes next.
@Suite struct TillTakingStories {
  private let place = ScriptedTills()
  private let till: Till
  private let me: UInt32 = 1_001

  init() throws { till = try #require(Till(1)) }

  private typealias Taking = TillTaking<ScriptedTills>

  private func taking(_ language: Language = .english, isOwn: Bool = false) -> Taking {
    Taking(till, isOwn: isOwn, at: place, by: me, language: language)
  }

  private func words(_ next: Taking.Next) -> String {
    switch next {
    case .taken(let lock): "has \(lock)"
    case .refused(let why): why.sentence(file: "locks/till-1.lock")
    case .stopped(let signal): "stopped by \(signal)"
    case .pause(let milliseconds): "pause \(milliseconds)"
    case .listen(let milliseconds): "listen \(milliseconds)"
    }
  }

  /// A turn, as the words that are said and what comes next.
  private func turn(_ taking: inout Taking, _ heard: PromptHeard = .nothing, at now: Int64 = 0) -> [String] {
    let (said, next) = taking.turn(heard, at: now)
    return said.map(\.english) + [words(next)]
  }

  /// Past the looks at a lock that `kaunta tills` may hold just now.
  private func lookedFor(_ language: Language = .english) -> Taking {
    var taking = taking(language)
    for _ in 0..<4 { #expect(turn(&taking) == ["pause 50"]) }
    return taking
  }

  private let key = { (letter: Character) in PromptHeard.typed(Array(String(letter).utf8)) }
  private let isOpen =
    "till 1 is open already: njeri, process 42 has it. Nothing was changed. Close that desk, or use --till with another "
    + "number."

  @Test func aFreeTillIsTakenAtOnce() {
    var taking = taking()
    #expect(turn(&taking) == ["has lock of till 1"])
  }

  @Test func alockThatIsHeldForAMomentIsNoDesk() {
    place.holders[till] = "kaunta tills"
    var taking = taking()
    #expect(turn(&taking) == ["pause 50"])
    place.holders = [:]
    #expect(turn(&taking) == ["has lock of till 1"])
  }

  /// Where lines are typed, a word and Enter: nothing of it is left for the desk that opens.
  @Test(arguments: [("yes\n", true), ("Y\n", true), ("Ndiyo.\n", true), ("no\n", false), ("hapana\n", false)])
  func onesOwnIsTakenOverWithALine(_ line: String, _ takesOver: Bool) {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking, at: 200)
    let again = "y  ends that desk and opens the till here; what waits goes on here.\nn  leaves it as it is."
    #expect(turn(&taking, .line(line), at: 300) == [again, "listen 1000"], "it was typed before anybody could hear")
    #expect(turn(&taking, .line("0712345678\n"), at: 800) == [again, "listen 1000"])
    let answer = turn(&taking, .line(line), at: 900)
    #expect(answer == (takesOver ? ["Waiting for the other desk to end.", "listen 0"] : [isOpen]))
  }

  @Test func theEndOfTheLinesIsNo() {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking, at: 200)
    #expect(turn(&taking, .line(nil), at: 900) == [isOpen])
  }

  @Test func onesOwnIsTakenOverWithAKey() {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    #expect(
      turn(&taking, at: 200) == [
        "Your till 1 is open already: njeri, process 42 has it.",
        "Since 14:02; the last key was pressed there 2 min ago.",
        "y  ends that desk and opens the till here; what waits goes on here.\nn  leaves it as it is.", "listen 1000",
      ])
    #expect(turn(&taking, key("y"), at: 300) == ["listen 1000"], "it was typed before anybody could read")
    #expect(turn(&taking, .typed(Array("yy".utf8)), at: 700) == ["listen 1000"], "a paste is no key")
    #expect(desk.log == [])
    #expect(turn(&taking, key("y"), at: 900) == ["Waiting for the other desk to end.", "listen 0"])
    #expect(desk.log == ["takeOver"])
    desk.answers = [.answer(.ends(inSeconds: 0))]
    #expect(turn(&taking, at: 1_000) == ["listen 100"])
    #expect(turn(&taking, key("n"), at: 2_000) == ["listen 100"], "it is decided")
    place.holders = [:]
    #expect(turn(&taking, at: 36_000) == ["has lock of till 1"])
    #expect(desk.log == ["takeOver"], "who answered is given the time of a request")
  }

  /// Two logins waited for one desk, and the other has the till now: that one was never asked for, and whoever closes
  /// it must not meet this one.
  @Test func whoComesSecondDoesNotWaitForTheFirst() {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking, at: 200)
    _ = turn(&taking, key("y"), at: 900)
    #expect(turn(&taking, at: 1_000) == ["listen 100"])
    place.open(till, process: 43, name: "njeri, process 43")
    let refused = turn(&taking, at: 1_100)
    #expect(refused.count == 1 && refused[0].contains("process 43"), "\(refused)")
    place.holders = [:]
  }

  /// Whoever ends a program must not meet the desk that it opens in that moment.
  @Test func aSignalCountsAlthoughTheTillIsFreeByNow() {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking, at: 200)
    _ = turn(&taking, key("y"), at: 900)
    place.holders = [:]
    #expect(turn(&taking, .signal(15), at: 1_000) == ["stopped by 15"])
  }

  @Test func whatHangsIsSignalledAndThenEnded() {
    let desk = place.open(till)
    var taking = lookedFor()
    #expect(turn(&taking).contains("It does not answer: stopped, or hung. It may take 45 s to end it."))
    _ = turn(&taking, key("y"), at: 1_000)
    var told: [String] = []
    for second in Int64(1)...60 {
      let words = turn(&taking, at: second * 1_000)
      if words != ["listen 100"] { told.append("\(second) s: \(words[0])") }
      if words.count == 1, words != ["listen 100"] { break }
    }
    #expect(
      told == [
        "6 s: It does not answer: it is told by a signal.", "46 s: It is ended by force.",
        "51 s: till 1 is not let go: the desk there was told to end, and then ended by force, and still has it. What "
          + "waits there is not lost. Ask the administrator: `kaunta tills` as root says who has it.",
      ])
    #expect(desk.log == ["takeOver", "terminate", "kill"])
  }

  @Test(arguments: [
    (Language.english, "n", true), (.english, "h", true), (.english, "\u{1B}", true), (.english, "q", false),
    (.swahili, "n", false), (.swahili, "h", true),
  ])
  func noIsNoInBothLanguages(language: Language, typed: String, isNo: Bool) {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor(language)
    _ = turn(&taking)
    let words = turn(&taking, .typed(Array(typed.utf8)), at: 1_000)
    #expect(words == [isNo ? isOpen : "listen 1000"])
    #expect(desk.log == [])
  }

  @Test func aTillThatBecomesFreeWhileTheQuestionStandsIsTaken() {
    place.open(till).told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking)
    #expect(turn(&taking, at: 1_000) == ["listen 1000"])
    place.holders = [:]
    _ = turn(&taking, at: 2_000)
    #expect(turn(&taking, at: 2_000) == ["has lock of till 1"])
  }

  @Test func aSignalEndsItAtTheQuestionAndWhileItWaits() {
    place.open(till).told = (.example, .yes)
    var asked = lookedFor()
    _ = turn(&asked)
    #expect(turn(&asked, .signal(2), at: 1_000) == ["stopped by 2"])
    var waiting = lookedFor()
    _ = turn(&waiting)
    _ = turn(&waiting, key("y"), at: 1_000)
    #expect(turn(&waiting, .signal(15), at: 1_100) == ["stopped by 15"])
  }

  @Test func anothersIsNotTakenOver() {
    let desk = place.open(till)
    desk.told = (.example, .anothers)
    var taking = lookedFor()
    #expect(turn(&taking) == [isOpen])
    var facts = DeskFacts.example
    facts.idleMilliseconds = 30_000
    desk.told = (facts, .inUse)
    taking = lookedFor()
    #expect(
      turn(&taking) == [
        isOpen + " A key was pressed there 30 s ago; after two minutes without one you may take it over."
      ])
  }

  @Test func whoMayChooseNoOtherTillIsNotToldTo() {
    place.open(till, hasDoor: false)
    var taking = taking(isOwn: true)
    for _ in 0..<4 { _ = turn(&taking) }
    #expect(turn(&taking).last?.hasSuffix("Nothing was changed. That desk must be closed first.") == true)
  }

  @Test func whatDoesNotAnswerIsOnlyForWhoMaySignalIt() {
    place.open(till, account: 1_007)
    var taking = lookedFor()
    #expect(turn(&taking) == [isOpen])
  }

  @Test func aDeskWithoutADoorIsLeftAlone() {
    place.open(till, hasDoor: false)
    var taking = lookedFor()
    #expect(turn(&taking) == [isOpen])
  }

  @Test func aDeskThatThinksBetterOfItKeepsItsTill() {
    let desk = place.open(till)
    desk.told = (.example, .yes)
    var taking = lookedFor()
    _ = turn(&taking)
    _ = turn(&taking, key("y"), at: 1_000)
    desk.answers = [.answer(.refused(.inUse))]
    #expect(turn(&taking, at: 1_100) == [isOpen])
    #expect(desk.log == ["takeOver"])
  }

  @Test func aLockThatCannotBeReadIsSaidAndNothingIsChanged() {
    place.failure = .refused("till-1.lock", .noRegularFile)
    var taking = taking()
    #expect(
      turn(&taking) == [
        "till 1 cannot be locked (locks/till-1.lock: a pipe, link or directory in its place). Nothing was changed. If a "
          + "link or a pipe lies there, remove it."
      ])
  }
}
