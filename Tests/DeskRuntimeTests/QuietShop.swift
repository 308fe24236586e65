import Daraja
import Desk
import Keys
import PaymentLaws
import Payments
import Shop
import SimulatedShop
import Synchronization
import Terminal

@testable import DeskRuntime

/// A shop in memory in which everything goes well unless a test says otherwise, driven step by step.
final class QuietShop {
  let clock = VirtualClock()
  let ledger = MemoryLedger()
  let spool = MemorySpool()
  let daraja = WillingDaraja()
  let face = LookedAtFace()
  private(set) var jobs: [DeskJob] = []
  private let log = LineLog()
  private let identifiers = SeededIdentifiers(SeededGenerator(seed: 5))
  private var round: DeskRound?

  var logged: [String] { log.lines }

  private lazy var worker = worker(by: clock)

  private func worker(by clock: any ClockPort) -> ShopWorker {
    guard let shortCode = ShortCode("174379"), let till = Till(1),
      let key = TagKey(bytes: (0..<32).map { UInt8($0) }, status: .active), let keys = TagKeyRing([key])
    else { preconditionFailure("well formed") }
    return ShopWorker(
      facts: ShopFacts(
        till: till, owner: "process 1", environment: .simulator,
        account: Account(receiver: .payBill(shortCode), passkey: Passkey("passkey")),
        publicURL: "https://pay.shop.co.ke"),
      ledger: ledger, spool: spool, daraja: daraja, clock: clock, identifiers: identifiers,
      keys: { .ready(keys) })
  }

  var works: DeskWorks { works(worker) }

  private func works(_ worker: ShopWorker) -> DeskWorks {
    let log = log
    return DeskWorks(
      worker: worker, decisions: ledger, unmatched: UnmatchedCallbacks(decisions: ledger, spool: spool),
      reading: ReadMemory(ledger: ledger),
      log: { log.note($0) })
  }

  /// The whole desk, with its threads, by the machine's clock.
  func loop(_ face: any Face) throws -> DeskLoop {
    try DeskLoop(
      identity: identity,
      start: DeskStart(works: works(worker(by: MachineClock())), watch: QuietWatch(ledger: ledger)), face: face,
      signals: OutcomeSignals(rings: true, flashes: true), door: nil, tell: { _ in })
  }

  var identity: DeskIdentity {
    guard let till = Till(1) else { preconditionFailure("well formed") }
    return DeskIdentity(shopName: "Duka", till: till, cashier: "amina", practice: .simulator)
  }

  func console(signals: OutcomeSignals = OutcomeSignals(rings: true, flashes: true)) -> DeskConsole {
    DeskConsole(identity: identity, at: clock.now(), face: face, signals: signals, log: { _ in }) { [unowned self] in
      jobs.append($0)
    }
  }

  func freshID() -> PaymentID { identifiers.paymentID(at: clock.now()) }

  /// Types text and Enter, a key a fifth of a second.
  func type(_ text: String, into console: DeskConsole) {
    for key in text.map({ KeyPress.character($0) }) + [.enter] { press(key, in: console) }
  }

  /// Presses a key, a fifth of a second later.
  func press(_ key: KeyPress, in console: DeskConsole) {
    clock.advance(byMilliseconds: 200)
    console.hear(.keyPressed(key, freshID: freshID()), at: clock.now())
  }

  /// Does every job, and those that come of them.
  func doJobs(of console: DeskConsole) {
    while !jobs.isEmpty {
      let job = jobs.removeFirst()
      for event in works.perform(job, askedAt: clock.now()) { console.hear(event, at: clock.now()) }
    }
  }

  /// One turn of the poller.
  func makeTurn(_ console: DeskConsole) {
    if round == nil, let started = try? DeskRound.start(works, QuietWatch(ledger: ledger)) {
      round = started.round
      for event in started.events { console.hear(event, at: clock.now()) }
    }
    clock.advance(byMilliseconds: 1_000)
    for event in round?.turn(at: clock.now()).events ?? [] { console.hear(event, at: clock.now()) }
  }

  /// Safaricom's callback lands in the spool.
  func pay(_ payment: PaymentSummary, code: String = "0") {
    let prompt = payment.status.attempt.checkoutRequestID?.rawValue ?? ""
    let isPaid = code == "0"
    let body = StatedCallback(
      code: code, prompt: prompt, amount: isPaid ? payment.amount.count : nil, receipt: isPaid ? "UKO1234567" : nil
    ).body
    _ = spool.deliver(body, to: payment.id, peer: .listed, keyIsTrusted: true)
  }
}

/// Lines that went to the log.
final class LineLog: Sendable {
  private let kept = Mutex<[String]>([])
  var lines: [String] { kept.withLock { $0 } }
  func note(_ line: String) { kept.withLock { $0.append(line) } }
}

/// Takes every push.
final class WillingDaraja: DarajaPort {
  private let count = Mutex(0)
  private let event = Mutex<(@Sendable () -> Void)?>(nil)

  /// Something happens when the next push has arrived and its answer has not.
  func whenPushed(_ event: @escaping @Sendable () -> Void) { self.event.withLock { $0 = event } }

  var pushes: Int { count.withLock { $0 } }

  func token() -> TokenOutcome {
    guard let token = AccessToken("token") else { return .failed(.serviceDown, nil) }
    return .token(token, lifetimeSeconds: 3599)
  }

  func drop(_ token: AccessToken) {}

  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome {
    event.withLock(\.self)?()
    let number = count.withLock { count in
      count += 1
      return count
    }
    return .accepted(
      Acknowledgement(checkoutRequestID: CheckoutRequestID("prompt-\(number)"), merchantRequestID: nil))
  }

  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome { .noAnswer(.noToken, nil) }
}

struct ReadMemory: ShopReading {
  let ledger: MemoryLedger

  func payment(_ id: PaymentID) throws -> PaymentSummary? { try ledger.payment(id) }

  func evidence(of id: PaymentID) throws -> [EvidenceRow] {
    _ = try ledger.payment(id)
    return ledger.evidence(of: id)
  }

  func payments(meant term: SearchTerm, limit: Int) throws -> [PaymentSummary] {
    try ledger.watchedPayments(sinceWallMilliseconds: 0).payments
  }

  func finding(on receipt: Receipt) throws -> CodeFinding {
    .notSeen(unanswered: try ledger.unfinishedPayments().count)
  }
}

/// The machine's own clock: threads wait by it.
struct MachineClock: ClockPort {
  func now() -> Moment {
    let now = BootClock.nowMilliseconds
    return Moment(
      wallMilliseconds: VirtualClock.morningMilliseconds + now, bootMilliseconds: now, bootID: "boot-1")
  }
}

/// Nothing but the ledger to watch, and all is well.
struct QuietWatch: ShopWatch {
  let ledger: MemoryLedger

  var descriptors: [Int32] { [] }
  var ledgerLockHolder: String? { nil }
  var ranLastAtWallMilliseconds: Int64? { nil }

  func drain() {}
  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings { HealthReadings() }
  func board(newest limit: Int) throws -> LedgerChanges { try ledger.board(newest: limit) }
  var signs: HomeSigns? { nil }
  func noteThatThisTillRuns() {}
  func betweenTransactions(_ body: () -> Void) { body() }
  func listenerReport(at now: Moment) -> ListenerReport? { nil }
  func totals(of day: BusinessDay) throws -> DayTotals { DayTotals() }
}
