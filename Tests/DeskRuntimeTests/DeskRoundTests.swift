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
    #expect(turn.nextInMilliseconds == 500, "nobody tells of a listener: it looks sooner")
  }

  @Test func inTroubleItLooksSoonerThanTheRoundWould() throws {
    var round = try DeskRound.start(shop.works, port(isHeard: true)).round
    let turn = round.turn(at: shop.clock.now())
    #expect(!turn.isInTrouble && turn.nextInMilliseconds == 2_000)
    var failing = try DeskRound.start(shop.works, port(isHeard: true, spoolFails: true)).round
    #expect(failing.turn(at: shop.clock.now()).nextInMilliseconds == 500)
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

private final class Notes: Sendable {
  let count = Mutex(0)
}

private struct PortOfATest: DeskPort {
  let ledger: MemoryLedger
  let ranLastAtWallMilliseconds: Int64?
  let report: ListenerReport?
  let spoolFails: Bool
  let notes = Notes()

  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings {
    var readings = HealthReadings()
    if spoolFails { readings.unmatched = .failure(LedgerUnwritable()) }
    return readings
  }

  func board(newest limit: Int) throws -> LedgerChanges { try ledger.board(newest: limit) }
  func noteThatThisTillRuns() { notes.count.withLock { $0 += 1 } }
  func listenerReport(at now: Moment) -> ListenerReport? { report }
  func totals(of day: BusinessDay) throws -> DayTotals { DayTotals() }
}
