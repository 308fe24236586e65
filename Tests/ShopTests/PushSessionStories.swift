import Payments
import SimulatedShop
import Testing

@testable import Shop

@Suite("A payment without a screen")
struct PushSessionStories {
  let story: Story
  let surroundings: StoryBeside

  init() throws {
    story = try Story()
    surroundings = StoryBeside(ledger: story.ledger)
  }

  private func session(waitSeconds: Int? = nil) throws -> PushSession<StoryBeside> {
    PushSession(
      try story.worker(till: 0), surroundings, startedAt: story.clock.now(), payment: try draft().id,
      waitSeconds: waitSeconds)
  }

  private func draft(shillings: Int = 50) throws -> PaymentDraft { try story.draft(till: 0, shillings: shillings) }

  /// Recorded and accepted, unless something happens while the request is with Safaricom.
  private func sent(_ session: inout PushSession<StoryBeside>) throws -> PaymentID {
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    guard case .recorded(let payment) = try session.record(try draft(), .none) else { throw StoryError.notRecorded }
    session.send(payment.id)
    return payment.id
  }

  @Test("It is sent, waited for, and ends when the callback is in the spool")
  func paid() throws {
    var session = try session()
    let id = try sent(&session)
    #expect(session.keepAnswer(of: id) == nil)
    #expect(session.known.map(session.end) == .done, "whoever does not wait is told that it was taken")
    session.beginWaiting(for: id, seconds: 150)
    #expect(session.turn(for: id) == 1_000)
    story.callback(for: id)
    #expect(session.turn(for: id) == nil)
    #expect(session.known?.payment.status.standing == .paid)
    #expect(session.ledgerTrouble == nil)
  }

  @Test("Whoever drives it is told each step: sent, waited for, and how it ended")
  func steps() throws {
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    var session = try session(waitSeconds: 150)
    #expect(session.next() == .ended(.check), "nothing is recorded")
    guard case .recorded(let payment) = try session.record(try draft(), .none) else { throw StoryError.notRecorded }
    #expect(session.next() == .wait(milliseconds: 0))
    #expect(session.known?.payment.status.standing == .waiting, "sent, and can be told before the first look")
    #expect(session.next() == .wait(milliseconds: 1_000))
    story.callback(for: payment.id)
    #expect(session.next() == .ended(.done))
    #expect(session.next() == .ended(.done))
    #expect(story.safaricom.pushTokens.count == 1)
  }

  @Test("Whoever does not wait ends once the request was taken; a repeat sends nothing")
  func stepsWithoutWaiting() throws {
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    var first = try session()
    let draft = try story.draft(till: 0, shillings: 50)
    _ = try first.record(draft, .none)
    #expect(first.next() == .ended(.done))
    var again = try session(waitSeconds: 150)
    guard case .alreadyRecorded = try again.record(draft, .none) else { throw StoryError.notRecorded }
    #expect(again.next() == .wait(milliseconds: 0))
    #expect(again.next() == .wait(milliseconds: 1_000))
    #expect(story.safaricom.pushTokens.count == 1)
  }

  @Test("When the time is up it ends without an answer")
  func timeIsUp() throws {
    var session = try session()
    let id = try sent(&session)
    session.beginWaiting(for: id, seconds: 20)
    story.pass(seconds: 19.5)
    #expect(session.turn(for: id) == 500)
    story.pass(seconds: 0.5)
    #expect(session.turn(for: id) == nil)
    #expect(session.known?.payment.status.standing == .waiting)
  }

  @Test("It asks Safaricom when that is due, and looks again at once")
  func asks() throws {
    var session = try session()
    let id = try sent(&session)
    session.beginWaiting(for: id, seconds: 150)
    story.pass(seconds: 71)
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
    #expect(session.turn(for: id) == 0)
    #expect(story.safaricom.queried.count == 1)
    #expect(session.turn(for: id) == nil)
    #expect(session.known?.payment.status.standing == .paid)
  }

  @Test("An answer that the ledger does not take is offered to it for 15 s, and said to be out meanwhile")
  func answerIsKept() throws {
    let ledger = story.ledger
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    var session = try session()
    let id = try sent(&session)
    #expect(session.keepAnswer(of: id) == 200)
    story.pass(seconds: 14.9)
    #expect(session.keepAnswer(of: id) == 200)
    #expect(session.ledgerTrouble?.english.contains("does not take its answer") == true)
    story.pass(seconds: 0.1)
    #expect(session.keepAnswer(of: id) == nil)
    #expect(session.known?.payment.status.standing == .waiting)
    #expect(session.known.map(session.end) == .check, "taken, and the ledger does not know it")
    ledger.setTrouble(nil)
    session.beginWaiting(for: id, seconds: 1)
    #expect(session.turn(for: id) != nil)
    #expect(session.ledgerTrouble == nil)
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("What only the spool has is told, and where it is kept")
  func answerIsInTheSpool() throws {
    var session = try session()
    let id = try sent(&session)
    story.ledger.setTrouble(.refusesWrites)
    story.callback(for: id)
    session.beginWaiting(for: id, seconds: 150)
    #expect(session.turn(for: id) == nil)
    #expect(session.known?.payment.status.standing == .paid)
    #expect(session.ledgerTrouble?.english.contains("kept in the spool") == true)
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("An answer in the spool that cannot be weighed is told as that, and never as what was known before")
  func answerCannotBeWeighed() throws {
    var session = try session()
    let id = try sent(&session)
    story.ledger.setTrouble(.unreachable)
    story.callback(for: id)
    session.beginWaiting(for: id, seconds: 1)
    #expect(session.turn(for: id) != nil)
    #expect(session.answerIsUnweighed)
    #expect(session.known?.payment.status.standing == .waiting)
    story.ledger.setTrouble(nil)
    #expect(session.turn(for: id) == nil)
    #expect(!session.answerIsUnweighed)
    #expect(session.known?.payment.status.standing == .paid)
  }

  @Test("An answer that the spool keeps is said to be kept, with what keeps the ledger")
  func answerIsKeptInTheSpool() throws {
    let ledger = story.ledger
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    var session = try session()
    let id = try sent(&session)
    #expect(session.keepAnswer(of: id) == 200)
    #expect(session.ledgerTrouble?.english.contains("it is kept in the spool") == true)
    story.spool.setUnreachable(true)
    let alone = try self.session()
    #expect(alone.ledgerTrouble == nil)
  }

  @Test("A row that begins the attempt and is not written is an attempt that was not made")
  func notBegun() throws {
    var session = try session()
    guard case .recorded(let payment) = try session.record(try draft(), .none) else { throw StoryError.notRecorded }
    story.ledger.setTrouble(.refusesWrites)
    session.send(payment.id)
    #expect(story.safaricom.pushTokens == [])
    #expect(session.known?.payment.status.standing == .notSent)
  }

  @Test("A backup takes the ledger's place: what this process learnt is written into it")
  func replaced() throws {
    let backup = MemoryLedger()
    var session = try session()
    guard case .recorded(let payment) = try session.record(try draft(), .none) else { throw StoryError.notRecorded }
    _ = try backup.record(try draft(), at: story.clock.now())
    surroundings.replacement = backup
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    session.send(payment.id)
    story.ledger.setTrouble(.unreachable)
    #expect(session.keepAnswer(of: payment.id) == nil)
    #expect(session.known?.isLost == true, "the backup has other payments")
    #expect(session.ledgerTrouble?.english.contains("replaced by a backup") == true)
  }

  @Test("A guard's no is overridden once for each payment that stands in the way, and only where that was asked")
  func overrides() throws {
    let first = try story.sent(till: 0)
    var session = try session()
    guard case .blocked(let block) = try session.record(try draft(), .none) else { throw StoryError.notRecorded }
    #expect(block.payment.id == first)
    guard case .recorded(let again) = try session.record(try draft(), .sameSale) else { throw StoryError.notRecorded }
    #expect(again.sale == first)
    guard case .recorded(let other) = try session.record(try draft(), .anotherSale) else {
      throw StoryError.notRecorded
    }
    #expect(other.sale == other.id)
  }
}

extension PushSession {
  fileprivate func end(_ known: KnownPayment) -> PushEnd { endUnlessWaited(known.payment) }
}

/// What a story's payment is beside: no listener, and another ledger once the story puts one there.
final class StoryBeside: PushPort, @unchecked Sendable {
  // A story is one thread.
  private let ledger: MemoryLedger
  var replacement: MemoryLedger?

  init(ledger: MemoryLedger) { self.ledger = ledger }

  func listenerReport(at now: Moment) -> ListenerReport? { nil }
  func totals(of day: BusinessDay) throws -> DayTotals { DayTotals() }

  func payment(_ id: PaymentID, assuming beyond: [LearntEvidence]) throws -> PaymentSummary? {
    try ledger.payment(id, assuming: beyond)
  }

  func reopened(_ worker: ShopWorker, after error: any Error) -> (ShopWorker, StoryBeside)? {
    replacement.map { (worker.moved(to: $0), StoryBeside(ledger: $0)) }
  }
}
