import Desk
import Payments
import Shop
import SimulatedShop
import Synchronization
import Testing

@testable import DeskRuntime

/// How a desk starts, and when its next turn is: what a simulated shop runs as well.
struct DeskRoundTests {
  private let shop = QuietShop()

  private func port(ranLast: Int64? = nil, isHeard: Bool = false, spoolFails: Bool = false) -> PortOfATest {
    let report = ListenerReport(
      pulse: ListenerPulse(writtenAt: shop.clock.now(), lastCallbackAt: nil), keyFingerprints: [],
      environment: "simulator", shortCode: "174379")
    return PortOfATest(
      ledger: shop.ledger, ranLastAtWallMilliseconds: ranLast, report: isHeard ? report : nil, spoolFails: spoolFails)
  }

  @Test func aDeskThatStartsHearsOfItsBoardAndThenOfItsAbsence() throws {
    let events = try DeskRound.start(shop.works, port(ranLast: 7)).events
    #expect(events == [.evidenceCommitted([]), .cameBack(sinceWallMilliseconds: 7)])
    #expect(try DeskRound.start(shop.works, port()).events == [.evidenceCommitted([])], "it never ran before")
  }

  /// What stands on the board is not told as a change.
  @Test func theFirstTurnTellsNothingThatTheBoardHas() throws {
    let console = shop.console()
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    let started = try DeskRound.start(shop.works, port())
    #expect(started.events == [.evidenceCommitted(shop.ledger.allPayments)])
    #expect(shop.ledger.allPayments.count == 1)
    var round = started.round
    let turn = round.turn(at: shop.clock.now())
    #expect(turn.news.changed.isEmpty)
    #expect(turn.nextInMilliseconds == 1_000, "nobody tells of a listener: it looks sooner")
  }

  /// Every desk is woken by each answer: the one whose customer waits goes first.
  @Test func whoIsWokenByOthersGivesWayUnlessItsOwnAnswerIsThere() throws {
    func sell(_ phone: String, till: Int) throws -> PaymentSummary {
      let draft = PaymentDraft(
        id: shop.freshID(), till: try #require(Till(till)), cashier: "amina",
        phone: try #require(PhoneNumber(msisdn: phone)), amount: try #require(Shillings(50)))
      _ = try shop.ledger.record(draft, at: shop.clock.now())
      if till == 1 { _ = try shop.works.worker.send(draft.id) }
      return try #require(try shop.ledger.payment(draft.id))
    }
    let others = try sell("254712345677", till: 2)
    let own = try sell("254712345678", till: 1)
    var round = try DeskRound.start(shop.works, port(isHeard: true)).round
    _ = round.turn(at: shop.clock.now())
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 2) == 50, "a person sees no such delay")
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 60) == 120, "the machine is busy")
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 9_000) == 250)
    shop.pay(others)
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 60) == 120)
    shop.pay(own)
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 60) == 0)
    _ = round.turn(at: shop.clock.now())
    #expect(try shop.ledger.payment(own.id)?.status.standing == .paid)
    #expect(round.wayGivenMilliseconds(lastTurnMilliseconds: 2) == 50, "what is left is another till's")
  }

  @Test func inTroubleItLooksSoonerThanTheRoundWould() throws {
    var round = try DeskRound.start(shop.works, port(isHeard: true)).round
    let turn = round.turn(at: shop.clock.now())
    #expect(!turn.isInTrouble && turn.nextInMilliseconds == 2_000)
    var failing = try DeskRound.start(shop.works, port(isHeard: true, spoolFails: true)).round
    #expect(failing.turn(at: shop.clock.now()).nextInMilliseconds == 500)
  }

  /// A full disk is no reason to show nothing.
  @Test func whatTheLedgerDoesNotTakeAtTheStartIsConcludedOnceItDoes() throws {
    let till = try #require(Till(1))
    let draft = PaymentDraft(
      id: shop.freshID(), till: till, cashier: "amina", phone: try #require(PhoneNumber(msisdn: "254712345678")),
      amount: try #require(Shillings(50)))
    _ = try shop.ledger.record(draft, at: shop.clock.now())
    shop.ledger.setTrouble(.refusesWrites)
    let started = try DeskRound.start(shop.works, port(isHeard: true))
    #expect(started.events == [.evidenceCommitted(shop.ledger.allPayments)])
    var round = started.round
    let failing = round.turn(at: shop.clock.now())
    #expect(failing.isInTrouble && failing.news.ledgerError is LedgerUnwritable)
    shop.ledger.setTrouble(nil)
    #expect(!round.look(at: shop.clock.now()).isInTrouble)
    #expect(shop.ledger.allPayments.map(\.status.notSent) == [.restarted])
  }

  @Test func itNotesEveryFiveSecondsThatTheTillRuns() throws {
    let port = port()
    var round = try DeskRound.start(shop.works, port).round
    for _ in 0..<11 {
      round.noteThatThisTillRuns(at: shop.clock.now())
      shop.clock.advance(byMilliseconds: 1_000)
    }
    #expect(port.notes.count.withLock(\.self) == 3)
  }
}

/// At rest a look tells whether a turn would find anything.
struct DeskLookTests {
  private let shop = QuietShop()
  private let port: PortOfATest

  init() {
    let report = ListenerReport(
      pulse: ListenerPulse(writtenAt: shop.clock.now(), lastCallbackAt: nil), keyFingerprints: [],
      environment: "simulator", shortCode: "174379")
    port = PortOfATest(ledger: shop.ledger, ranLastAtWallMilliseconds: nil, report: report, spoolFails: false)
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(1)]) }
  }

  private static func place(_ mark: Int64, changedAt: Int64? = nil) -> HomeSigns.Place {
    HomeSigns.Place(marks: [mark], changedWallMilliseconds: changedAt)
  }

  /// How many turns a number of looks made, each after so many seconds.
  private func turns(_ round: inout DeskRound, seconds: [Int64]) -> Int {
    let before = port.notes.turns.withLock(\.self)
    for seconds in seconds {
      shop.clock.advance(byMilliseconds: seconds * 1_000)
      _ = round.look(at: shop.clock.now())
    }
    return port.notes.turns.withLock(\.self) - before
  }

  @Test func nothingThatCameIsNoTurn() throws {
    var round = try DeskRound.start(shop.works, port).round
    _ = round.turn(at: shop.clock.now())
    #expect(turns(&round, seconds: [2, 2, 2, 2]) == 0)
    #expect(turns(&round, seconds: [2]) == 1, "what shows nowhere is found after ten seconds")
    #expect(round.look(at: shop.clock.now()).nextInMilliseconds == 2_000)
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(2)]) }
    #expect(turns(&round, seconds: [2, 2]) == 1)
    port.notes.signs.withLock { $0 = HomeSigns([nil]) }
    #expect(turns(&round, seconds: [2, 2]) == 1)
  }

  @Test func whatAnnouncesItselfIsLookedForLessOften() throws {
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(1)], areAnnounced: true) }
    var round = try DeskRound.start(shop.works, port).round
    #expect(round.turn(at: shop.clock.now()).nextInMilliseconds == 2_000)
    #expect(round.look(at: shop.clock.now()).nextInMilliseconds == 5_000)
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(1)]) }
    #expect(turns(&round, seconds: [1]) == 1, "announcements have ended")
    #expect(round.look(at: shop.clock.now()).nextInMilliseconds == 2_000)
  }

  /// A second file in the same tick of the filesystem's clock would not show.
  @Test func aChangeOfJustNowIsLookedAtOnceMore() throws {
    var round = try DeskRound.start(shop.works, port).round
    let now = shop.clock.now().wallMilliseconds
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(1, changedAt: now)]) }
    _ = round.turn(at: shop.clock.now())
    #expect(turns(&round, seconds: [1, 1, 1]) == 2)
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(1, changedAt: now + 3_600_000)]) }
    #expect(turns(&round, seconds: [2, 2, 2]) == 3, "a clock that was set back")
  }

  @Test func whereLooksTellNothingEachIsATurn() throws {
    port.notes.signs.withLock { $0 = nil }
    var round = try DeskRound.start(shop.works, port).round
    #expect(turns(&round, seconds: [2, 2, 2]) == 3)
  }

  @Test func inTroubleEachIsATurn() throws {
    var failing = port
    failing.spoolFails = true
    var round = try DeskRound.start(shop.works, failing).round
    #expect(turns(&round, seconds: [1, 1, 1]) == 3)
  }

  /// Its next word shows from outside: it is looked for often, and costs no turn until then.
  @Test func aSilentListenerIsLookedForWithoutTurns() throws {
    var silent = port
    silent.report = nil
    var round = try DeskRound.start(shop.works, silent).round
    #expect(round.turn(at: shop.clock.now()).nextInMilliseconds == 1_000)
    #expect(turns(&round, seconds: [1, 1, 1]) == 0)
    #expect(round.look(at: shop.clock.now()).nextInMilliseconds == 1_000)
    port.notes.signs.withLock { $0 = HomeSigns([Self.place(2)]) }
    #expect(turns(&round, seconds: [1]) == 1)
  }
}

private final class Notes: Sendable {
  let count = Mutex(0)
  let turns = Mutex(0)
  let signs = Mutex<HomeSigns?>(nil)
}

private struct PortOfATest: DeskPort {
  let ledger: MemoryLedger
  let ranLastAtWallMilliseconds: Int64?
  var report: ListenerReport?
  var spoolFails: Bool
  let notes = Notes()

  var signs: HomeSigns? { notes.signs.withLock(\.self) }

  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings {
    notes.turns.withLock { $0 += 1 }
    var readings = HealthReadings()
    if spoolFails { readings.unmatched = .failure(LedgerUnwritable()) }
    return readings
  }

  func board(newest limit: Int) throws -> LedgerChanges { try ledger.board(newest: limit) }
  func noteThatThisTillRuns() { notes.count.withLock { $0 += 1 } }
  func listenerReport(at now: Moment) -> ListenerReport? { report }
  func totals(of day: BusinessDay) throws -> DayTotals { DayTotals() }
}
