import Payments
import Shop
import SimulatedShop
import Synchronization
import Testing

@Suite("Stories of ingesting")
struct IngestingStories {
  @Test("A crash between the commit and the filing away repeats harmlessly")
  func crashBeforeFiling() throws {
    let story = try Story()
    let id = try story.sent()
    let name = story.callback(for: id)
    let dying = try story.worker(spool: DiesBeforeFiling(spool: story.spool))
    #expect(dying.ingest().left == 1)
    #expect(try story.status(of: id).standing == .paid)
    #expect(story.spool.isWaiting(name))

    let rows = story.ledger.evidence(of: id)
    let restarted = try story.worker()
    #expect(restarted.ingest().ingested == 1)
    #expect(story.spool.isDone(name))
    #expect(story.ledger.evidence(of: id) == rows)
  }

  /// Found by simulated shops, seed 5385: the callback was filed away, and the new ledger never had it.
  @Test("A callback that was committed to a ledger just before a backup took its place goes on waiting")
  func replacedAfterTheCommit() throws {
    let story = try Story()
    let id = try story.sent()
    let backup = story.ledger.backup(at: story.clock.now())
    let name = story.callback(for: id)
    let desk = try story.worker(ledger: IsReplacedAfterCommit(ledger: story.ledger))
    #expect(desk.ingest().left == 1)
    #expect(story.spool.isWaiting(name))

    _ = story.ledger.restore(backup, strangers: 0, by: "owner", at: story.clock.now())
    #expect(try story.status(of: id).standing == .waiting)
    #expect(try story.worker().ingest().ingested == 1)
    #expect(try story.status(of: id).standing == .paid)
    #expect(story.spool.isDone(name))
  }

  @Test("Another till's callback is left to its desk for three seconds, then ingested by anybody")
  func graceForOtherTills() throws {
    let story = try Story()
    let id = try story.sent(till: 1)
    story.callback(for: id)
    let other = try story.worker(till: 2)
    #expect(other.ingest().left == 1)
    story.pass(seconds: 2.999)
    #expect(other.ingest().left == 1)
    #expect(try story.status(of: id).standing == .waiting)
    story.pass(seconds: 0.001)
    #expect(other.ingest().ingested == 1)
    #expect(try story.status(of: id).standing == .paid)
  }

  @Test("The grace runs on the boot clock: setting the wall clock does not shorten it")
  func graceAndTheWallClock() throws {
    let story = try Story()
    let id = try story.sent(till: 1)
    story.callback(for: id)
    let other = try story.worker(till: 2)
    _ = other.ingest()
    story.clock.setWallAhead(byMilliseconds: 3_600_000)
    #expect(other.ingest().left == 1)
  }

  @Test("What cannot be read goes to the unmatched callbacks")
  func unreadableGoesToTheUnmatched() throws {
    let story = try Story()
    let id = try story.sent()
    let name = story.spool.deliver(Array("{\"Body\":".utf8), to: id, peer: .listed, keyIsTrusted: true)
    #expect(try story.worker().ingest().setAside == 1)
    #expect(story.spool.odd == [MemorySpool.Odd(name: name, reason: .unreadable("not-json"))])
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("A callback for a payment that nobody knows goes to the unmatched callbacks, after the grace")
  func unknownGoesToTheUnmatched() throws {
    let story = try Story()
    let id = try #require(PaymentID(hex: "0123456789abcdef0123456789abcdef"))
    let name = story.callback(for: id)
    let worker = try story.worker()
    #expect(worker.ingest().left == 1)
    story.pass(seconds: 3)
    #expect(worker.ingest().setAside == 1)
    #expect(story.spool.odd == [MemorySpool.Odd(name: name, reason: .unknownPayment)])
  }

  @Test("An exact repeat lands on itself: before it is ingested, and after")
  func exactRepeat() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.callback(for: id)
    story.callback(for: id)
    #expect(worker.ingest().ingested == 1)
    story.callback(for: id)
    #expect(worker.ingest().ingested == 1)
    #expect(story.kinds(of: id) == ["recorded", "sending", "accepted", "callback"])
    #expect(story.spool.waitingCount == 0)
  }

  @Test("While the ledger cannot be written callbacks stay where they are, and the report says why")
  func ledgerInTrouble() throws {
    let story = try Story()
    let id = try story.sent()
    let name = story.callback(for: id)
    let worker = try story.worker()
    story.ledger.setTrouble(.refusesWrites)
    let report = worker.ingest()
    #expect(report.left == 1)
    #expect(report.trouble == LedgerUnwritable().explanation)
    #expect(story.spool.isWaiting(name))
    story.ledger.setTrouble(nil)
    #expect(worker.ingest().ingested == 1)
    #expect(try story.status(of: id).standing == .paid)
  }

  @Test("While the spool cannot be read nothing is ingested, and the report says why")
  func spoolInTrouble() throws {
    let story = try Story()
    let id = try story.sent()
    story.callback(for: id)
    story.spool.setUnreachable(true)
    #expect(try story.worker().ingest().trouble == SpoolUnreachable().explanation)
    story.spool.setUnreachable(false)
    #expect(try story.worker().ingest().ingested == 1)
  }

  @Test("The callback comes before the acknowledgement: paid, and the acknowledgement changes nothing")
  func callbackBeforeAcknowledgement() throws {
    let story = try Story()
    let id = try story.record()
    let spool = story.spool
    let worker = try story.worker()
    let body = StatedCallback(code: "0", prompt: "prompt-50", amount: 50, receipt: "UKO1234567").body
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives {
      spool.deliver(body, to: id, peer: .listed, keyIsTrusted: true)
      _ = worker.ingest()
    }
    try worker.send(id)
    #expect(story.kinds(of: id) == ["recorded", "sending", "callback", "accepted"])
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).flags.isEmpty)
  }

  @Test("Money after a failure was known is paid, and loud")
  func lateMoneyIsLoud() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.callback(for: id, code: "1037")
    _ = worker.ingest()
    #expect(try story.status(of: id).standing == .notPaid)
    story.pass(seconds: 240)
    story.callback(for: id)
    _ = worker.ingest()
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).flags.contains(.late))
  }

  @Test("Another payment's callback names our prompt: held, and not left waiting for ever")
  func promptOnTwoPayments() throws {
    let story = try Story()
    let ours = try story.sent(shillings: 51)
    let other = try story.sent(shillings: 52)
    let worker = try story.worker()
    story.callback(for: other, shillings: 52, prompt: "prompt-51")
    _ = worker.ingest()
    story.pass(seconds: 70)
    story.safaricom.answersQuery(.code("0", prompt: "prompt-51"))
    #expect(try worker.ask(about: ours))
    #expect(try story.status(of: ours).standing == .held)
    #expect(try story.status(of: other).standing == .held)
  }

  @Test("Callbacks that wait together go into the ledger together: this till's first, its newest payment before all")
  func ownCallbacksComeFirst() throws {
    let story = try Story()
    let others = try story.sent(till: 2, shillings: 61)
    let own = try [51, 52, 53].map { shillings in
      story.pass(seconds: 1)
      return try story.sent(shillings: shillings)
    }
    let ledger = WatchedLedger(ledger: story.ledger, clock: story.clock)
    let worker = try story.worker(ledger: ledger)
    story.callback(for: others, shillings: 61)
    _ = worker.ingest()
    story.pass(seconds: 3)
    for (id, shillings) in zip(own, [51, 52, 53]) { story.callback(for: id, shillings: shillings) }
    #expect(worker.ingest().ingested == 4)
    #expect(ledger.commits == [[own[2], own[1], own[0], others]])
    #expect(story.spool.waitingCount == 0)
  }

  @Test("What the ledger refuses of one callback keeps no other from being taken")
  func oneThatIsRefusedKeepsNoOther() throws {
    let story = try Story()
    let ids = try [51, 52, 53].map { try story.sent(shillings: $0) }
    let ledger = WatchedLedger(ledger: story.ledger, clock: story.clock, refuses: ids[1])
    let worker = try story.worker(ledger: ledger)
    let names = zip(ids, [51, 52, 53]).map { story.callback(for: $0, shillings: $1, receipt: "UKO12345\($1)") }
    let report = worker.ingest()
    #expect(report.ingested == 2 && report.left == 1 && !report.hasMore)
    #expect(report.trouble == LedgerUnwritable().explanation)
    #expect(names.map(story.spool.isWaiting) == [false, true, false])
    #expect(try story.status(of: ids[2]).standing == .paid)
  }

  @Test("A spool that is long is taken in turns, so that what comes meanwhile for this till is not behind it")
  func aLongSpoolIsTakenInTurns() throws {
    let story = try Story()
    let flooded = try story.sent(till: 2, shillings: 61)
    let ledger = WatchedLedger(ledger: story.ledger, clock: story.clock, takesMilliseconds: 300)
    let worker = try story.worker(ledger: ledger)
    for number in 0..<150 { story.callback(for: flooded, code: "1032", prompt: "prompt-of-a-stranger-\(number)") }
    _ = worker.ingest()
    story.pass(seconds: 3)
    let first = worker.ingest()
    #expect(first.hasMore && first.ingested > 0 && first.ingested + first.left == 150)
    let own = try story.sent(shillings: 51)
    story.callback(for: own, shillings: 51)
    #expect(worker.ingest().hasMore)
    #expect(try story.status(of: own).standing == .paid)
    #expect(ledger.commits.last?.first == own)
    var turns = 0
    while worker.ingest().hasMore { turns += 1 }
    #expect(turns < 3 && story.spool.waitingCount == 0)
  }

  @Test("What a newer version delivered is left to it, and is said")
  func newerCallbacks() throws {
    let story = try Story()
    let id = try story.sent()
    let unreadable = ArrivalName(paymentID: id, fileName: "z")
    let worker = try story.worker(spool: HoldsNewerCallbacks(spool: story.spool, unreadable: [unreadable]))
    #expect(IngestingReport().newerWords == nil)
    story.callback(for: id)
    let report = worker.ingest()
    #expect(report.ingested == 1 && report.setAside == 0 && report.newer == 3)
    #expect(report.newerWords != nil)
    #expect(story.spool.odd.isEmpty)
  }

  @Test("However many a newer version delivered, what this one can read is taken, and none is read at each turn")
  func manyNewerCallbacks() throws {
    let story = try Story()
    let id = try story.sent()
    let unreadable = (0..<200).map { ArrivalName(paymentID: id, fileName: "z\($0)") }
    let clock = story.clock
    let worker = try story.worker(
      spool: HoldsNewerCallbacks(
        spool: story.spool, unreadable: unreadable, onReading: { clock.advance(byMilliseconds: 10) }))
    story.callback(for: id)
    var turns = 0
    while worker.ingest().hasMore { turns += 1 }
    #expect(turns == 3)
    #expect(try story.status(of: id).standing == .paid)
    let began = clock.now()
    #expect(worker.ingest().newer == 202)
    #expect(clock.now() == began)
  }

  @Test("A callback from an address that is not listed is kept and proves nothing; Safaricom is asked at once")
  func strangePeer() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.pass(seconds: 5)
    story.callback(for: id, peer: .unlisted)
    _ = worker.ingest()
    #expect(try story.status(of: id).standing == .check)
    story.pass(seconds: 1)
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == id)
  }
}

/// A spool into which a newer version delivers too.
private struct HoldsNewerCallbacks: SpoolBetween {
  let spool: MemorySpool
  /// Those that cannot be read, besides the ones whose kind the name tells.
  let unreadable: [ArrivalName]
  var onReading: @Sendable () -> Void = {}

  func arrivals() throws -> Arrivals {
    Arrivals(try spool.arrivals().names + unreadable, newerKinds: ["incoming", "result"])
  }

  func read(_ name: ArrivalName) throws -> ArrivalReading {
    onReading()
    return unreadable.contains(name) ? .newer : try spool.read(name)
  }
}

/// A spool whose reader dies after the commit and before the filing away.
private struct DiesBeforeFiling: SpoolBetween {
  struct Died: Error {}
  let spool: MemorySpool

  func archive(_ names: [ArrivalName], on day: BusinessDay) throws { throw Died() }
  func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws { throw Died() }
}

/// A ledger whose commits are noted, take their time, and refuse a payment's callbacks.
private final class WatchedLedger: LedgerBetween {
  let ledger: MemoryLedger
  private let clock: VirtualClock
  private let takesMilliseconds: Int64
  private let refuses: PaymentID?
  private let noted = Mutex<[[PaymentID]]>([])

  /// Whose callbacks went in together.
  var commits: [[PaymentID]] { noted.withLock(\.self) }

  init(ledger: MemoryLedger, clock: VirtualClock, takesMilliseconds: Int64 = 0, refuses: PaymentID? = nil) {
    self.ledger = ledger
    self.clock = clock
    self.takesMilliseconds = takesMilliseconds
    self.refuses = refuses
  }

  func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome] {
    clock.advance(byMilliseconds: takesMilliseconds)
    if callbacks.contains(where: { $0.paymentID == refuses }) { throw LedgerUnwritable() }
    noted.withLock { $0.append(callbacks.map(\.paymentID)) }
    return try ledger.append(callbacks, at: now)
  }
}
