import Payments
import Shop
import SimulatedShop
import Synchronization
import Testing

@Suite("Stories of one turn after the other")
struct RoundStories {
  let story: Story
  let surroundings = QuietSurroundings()
  let archive = CountingArchive()

  init() throws { story = try Story() }

  private func round(till: Int = 1) throws -> ShopRound {
    ShopRound(
      try story.worker(till: till), surroundings, .board(LedgerChanges(payments: [], position: 0)),
      purging: Purge(story.ledger, archive))
  }

  @Test("What lies in the spool is ingested, and told together with everybody else's news")
  func aTurnTellsWhatChanged() throws {
    let id = try story.sent()
    let other = try story.sent(till: 2, shillings: 51)
    var round = try round()
    let first = round.turn(at: story.clock.now())
    #expect(first.changed.map(\.id) == [id, other])
    #expect(first.totals?.waitingCount == 2)
    story.callback(for: id)
    let second = round.turn(at: story.clock.now())
    #expect(second.ingesting.ingested == 1)
    #expect(second.changed.map(\.status.standing) == [.paid])
    #expect(second.totals != nil)
    let third = round.turn(at: story.clock.now())
    #expect(third.changed == [])
    #expect(third.totals == nil)
    #expect(third.nextTurnInMilliseconds == 1_000, "one still waits")
  }

  @Test("A question is handed out once, and the next one when that has ended and a turn of the shop has gone by")
  func oneQuestionAtATime() throws {
    let first = try story.sent()
    _ = try story.sent(shillings: 51)
    var round = try round()
    _ = round.turn(at: story.clock.now())
    story.pass(seconds: 71)
    #expect(round.turn(at: story.clock.now()).question == first)
    story.pass(seconds: 30)
    #expect(round.turn(at: story.clock.now()).question == nil, "it is still being asked")
    round.questionEnded(at: story.clock.now())
    let early = round.turn(at: story.clock.now())
    #expect(early.question == nil)
    #expect(early.questionInMilliseconds == 12_000)
    story.pass(seconds: 12)
    #expect(round.turn(at: story.clock.now()).question != nil)
  }

  @Test("The next turn comes when a question is due: after 30 s where no listener is heard of")
  func theNextTurn() throws {
    var round = try round()
    #expect(round.turn(at: story.clock.now()).nextTurnInMilliseconds == 2_000, "nobody waits")
    _ = try story.sent()
    story.pass(seconds: 29.5)
    #expect(round.turn(at: story.clock.now()).nextTurnInMilliseconds == 500)
  }

  @Test("Another till asks about money that nobody proved, 20 s later, when the own desk is gone")
  func othersAskAboutWeakEvidence() throws {
    let id = try story.sent(till: 1)
    var round = try round(till: 2)
    story.callback(for: id, peer: .unlisted)
    var asked: [Int] = []
    for second in 0..<28 where asked.isEmpty {
      if round.turn(at: story.clock.now()).question == id { asked.append(second) }
      story.pass(seconds: 1)
    }
    // After 3 s it is taken out of the spool for the other till; from then on it is due.
    #expect(asked == [23])
  }

  @Test("What a dead process left is concluded, and each business day has its totals and one purge")
  func dayAndTidying() throws {
    let left = try story.record(till: 2)
    var round = try round()
    story.pass(seconds: 61)
    _ = round.turn(at: story.clock.now())
    #expect(try story.status(of: left).standing == .notSent)
    _ = round.turn(at: story.clock.now())
    #expect(archive.looks == 1)
    story.pass(seconds: 86_400)
    #expect(round.turn(at: story.clock.now()).totals != nil)
    #expect(archive.looks == 2)
  }

  @Test("While the ledger cannot be read a turn says so, and the next one goes on where it was")
  func aLedgerInTrouble() throws {
    let id = try story.sent()
    var round = try round()
    story.ledger.setTrouble(.unreachable)
    let news = round.turn(at: story.clock.now())
    #expect(news.ledgerError != nil)
    story.ledger.setTrouble(nil)
    let after = round.turn(at: story.clock.now())
    #expect(after.changed.map(\.id) == [id])
    #expect(after.ledgerError == nil)
  }

  @Test("While the ledger cannot be written a turn says so, and still tells what others have learnt")
  func aLedgerThatIsOnlyRead() throws {
    let left = try story.record(till: 2)
    let id = try story.sent(shillings: 51)
    var round = try round()
    story.pass(seconds: 61)
    story.ledger.setTrouble(.refusesWrites)
    let news = round.turn(at: story.clock.now())
    #expect(news.ledgerError != nil, "what a dead process left is still to be concluded")
    #expect(news.changed.map(\.id) == [left, id])
  }
}

extension RoundStories {
  @Test("A turn that found nothing says how long it holds, if nothing comes: ten seconds, three while an answer is due")
  func rest() throws {
    var round = try round()
    #expect(round.rest(at: story.clock.now()) == nil, "no turn was made yet")
    _ = round.turn(at: story.clock.now())
    story.pass(seconds: 9.9)
    let rest = try #require(round.rest(at: story.clock.now()))
    #expect(rest.nextTurnInMilliseconds == 2_000 && rest.changed.isEmpty && rest.totals == nil)
    story.pass(seconds: 0.1)
    #expect(round.rest(at: story.clock.now()) == nil)

    _ = try story.sent()
    _ = round.turn(at: story.clock.now())
    story.pass(seconds: 2.9)
    #expect(round.rest(at: story.clock.now())?.nextTurnInMilliseconds == 1_000)
    story.pass(seconds: 0.1)
    #expect(round.rest(at: story.clock.now()) == nil)
  }

  @Test("A question that becomes due ends a rest, and one that has ended as well")
  func questionsEndARest() throws {
    let id = try story.sent()
    var round = try round()
    story.pass(seconds: 29)
    _ = round.turn(at: story.clock.now())
    story.pass(seconds: 0.6)
    let rest = try #require(round.rest(at: story.clock.now()))
    #expect(rest.questionInMilliseconds == 400)
    #expect(rest.nextTurnInMilliseconds == 400)
    story.pass(seconds: 0.4)
    #expect(round.rest(at: story.clock.now()) == nil)
    #expect(round.turn(at: story.clock.now()).question == id)
    #expect(round.rest(at: story.clock.now()) == nil, "it was handed out a moment ago")
    _ = round.turn(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) != nil)
    round.questionEnded(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) == nil)
  }

  @Test("What lies in the spool, a ledger in trouble, a clock that is set and a new day leave no rest")
  func noRest() throws {
    let id = try story.sent()
    var round = try round(till: 2)
    story.callback(for: id)
    _ = round.turn(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) == nil, "it is left to till 1 for a while")
    story.pass(seconds: 3)
    _ = round.turn(at: story.clock.now())
    _ = round.turn(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) != nil)
    story.ledger.setTrouble(.unreachable)
    _ = round.turn(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) == nil)
    story.ledger.setTrouble(nil)
    _ = round.turn(at: story.clock.now())
    #expect(round.rest(at: story.clock.now()) != nil)
    var set = story.clock.now()
    set.wallMilliseconds += 5_000
    #expect(round.rest(at: set) == nil)
  }
}

/// Nothing beside ledger and spool.
struct QuietSurroundings: RoundPort {
  func listenerReport(at now: Moment) -> ListenerReport? { nil }
  func totals(of day: BusinessDay) throws -> DayTotals {
    var totals = DayTotals()
    totals.waitingCount = 2
    return totals
  }
}

/// An empty archive that counts how often somebody looks what may go.
final class CountingArchive: ArchivePort {
  private let count = Mutex(0)

  var looks: Int { count.withLock { $0 } }

  func archiveDays() throws -> [BusinessDay] {
    count.withLock { $0 += 1 }
    return []
  }

  func archived(on day: BusinessDay) throws -> [ArchivedFile] { [] }
  func remove(_ files: [ArchivedFile], archivedOn day: BusinessDay) throws -> Int { 0 }
}
