import Daraja
import DarajaSimulator
import Desk
import PaymentLaws
import Payments
import Shop

import struct Spool.Heartbeat

/// Something that happens in a world at a known time.
///
/// What is large is in a box: nearly all of them are a desk's turns.
enum Happening {
  case deskStarts(Int)
  case deskWorks(Int, process: Int, DeskWork)
  case processIsKilled(Int)
  case machineReboots
  case wallClockIsSet(aheadMilliseconds: Int64)
  indirect case cashier(Int, CashierMove)
  indirect case callbackArrives(CallbackDelivery)
  case forgery
  case strangersCallback
  case listenerStands(isUp: Bool)
  case ledgerTrouble(MemoryLedger.Trouble?)
  case spoolIsReadable(Bool)
  case diskIsFull(Bool)
  case keysRotate(leaked: Bool)
  case backup
  case restore
  indirect case commandLine(CommandLineWish)
  case commandLineGoesOn(CommandLineRun)
  case commandLineResolves
  case pollerStarts
  case pollerTurns(SimulatedPoller)
  case daysPass(Int)
  case purge
  case faultsStop
}

/// A whole shop in one thread on a virtual clock, from one seed: several desks (the real `DeskState` and
/// `ShopWorker`), ledger and spool in memory, Safaricom and its customers, cashiers, and everything that goes wrong.
///
/// A port's call that waits lets the world run on until its answer is there, so that other desks, callbacks and
/// crashes come in the middle of it. @unchecked because the world runs in one thread: the shop's code wants ports that
/// may be shared, and here nothing is.
package final class World: @unchecked Sendable {
  /// What was drawn before it started.
  package let plan: WorldPlan
  /// The machine's clocks.
  package let clock: VirtualClock
  /// What the desks write into.
  package let ledger: MemoryLedger
  /// Where callbacks land.
  package let spool: MemorySpool
  /// What happened how often.
  package internal(set) var counts = WorldCounts()
  /// The story.
  package internal(set) var trace: ShopTrace
  /// What should never be.
  package internal(set) var violations: [Violation] = []

  var daraja: SimulatedDaraja
  var weather: Weather
  var random: SeededGenerator
  var queue = Timetable<Happening>()
  var desks: [SimulatedDesk] = []
  var checks = Checks()
  var poller: SimulatedPoller?
  var isFaulty = true
  var listener: SimulatedListener?
  /// What the listener wrote last before it went.
  var lastHeartbeat: Heartbeat?
  /// The file of keys, which the listener looks at every ten seconds and desks with every push.
  var keys: TagKeyRing
  var backup: MemoryBackup?
  var restoredAt: Int64?
  /// When each till's desk ran last, by the wall clock; looked up, never iterated.
  var lastRuns: [Till: Int64] = [:]
  /// Grows with each ledger that takes the place of another.
  var ledgerGeneration = 0
  private(set) var depth = 0
  private var processes = 0
  let startedAt: Int64
  let identifiers: SeededIdentifiers
  let account: Account
  private(set) lazy var line = DarajaLine(world: self)

  static let publicURL = "https://pay.shop.co.ke"
  static let supervisor = MemorySupervisor(name: "wanjiku", pin: TypedPIN("482917"))

  /// Builds the world of a plan.
  package init(plan: WorldPlan, keepsTrace: Bool = false) {
    self.plan = plan
    random = SeededGenerator(seed: plan.seed &+ 0x5EED)
    clock = VirtualClock(trueMilliseconds: plan.startsAtMilliseconds)
    startedAt = plan.startsAtMilliseconds
    ledger = MemoryLedger(fold: plan.fold, supervisors: [Self.supervisor], omits: plan.ledgerOmits)
    spool = MemorySpool(forgetsEvery: plan.spoolForgetsEvery)
    trace = ShopTrace(isKept: keepsTrace)
    weather = plan.weather
    var settings = SimulatorSettings(seed: plan.seed)
    settings.faults = plan.switches
    if plan.takesPushesToBusyPhones { settings.busyPhone = .callback }
    daraja = SimulatedDaraja(settings: settings)
    identifiers = SeededIdentifiers(random.fork())
    guard let key = TagKey(bytes: (0..<32).map { UInt8($0) }, status: .active), let keys = TagKeyRing([key]),
      let shortCode = ShortCode("174379")
    else { preconditionFailure("a key and a short code that are well formed") }
    self.keys = keys
    account = Account(receiver: .payBill(shortCode), passkey: Passkey(SimulatedMerchant.sandboxPasskey))
    for number in 1...plan.tillCount {
      guard let till = Till(number) else { continue }
      desks.append(
        SimulatedDesk(
          identity: DeskIdentity(
            shopName: "Duka", till: till, cashier: "cashier\(number)", practice: .simulator,
            confirmAbove: plan.confirmAbove.flatMap { Shillings($0) }, phonesPerMinute: plan.phonesPerMinute)))
    }
    if plan.secondDesk, let first = desks.first { desks.append(SimulatedDesk(identity: first.identity)) }
    setListener(true)
    note(plan.sentence)
    planDay()
  }

  /// Lives through the faults and the calm after them, and checks everything once more at the end.
  package func run() {
    run(untilTrueMilliseconds: startedAt + plan.lengthMilliseconds)
    checkEnd()
  }

  /// The time outside of the machine.
  var now: Int64 { clock.trueMilliseconds }

  func note(_ line: @autoclosure () -> String) { trace.note(line(), atMilliseconds: now - startedAt) }

  func plan(_ happening: Happening, inMilliseconds milliseconds: Int64) {
    queue.add(happening, at: now + milliseconds)
  }

  func plan(_ happening: Happening, in range: ClosedRange<Int64>) {
    plan(happening, inMilliseconds: random.milliseconds(range))
  }

  /// Time passes while somebody waits, and everything that is due meanwhile happens.
  func pass(_ range: ClosedRange<Int64>) {
    let milliseconds = random.milliseconds(range)
    depth += 1
    run(untilTrueMilliseconds: now + milliseconds)
    depth -= 1
  }

  /// A process is slow now and then: others go first, between any two of its steps.
  func hesitate() {
    if isFaulty, depth < 3, random.happens(perThousand: 30) { pass(1...2_500) }
  }

  func weatherStrikes(_ kind: KeyPath<Weather, Int>) -> Bool { random.happens(perThousand: weather[keyPath: kind]) }

  func nextProcessNumber() -> Int {
    processes += 1
    return processes
  }

  /// Safaricom answers a request at this moment.
  func ask(_ request: SimulatedRequest) -> SimulatedAnswer {
    let answer = daraja.respond(to: request, atMilliseconds: now)
    note("Safaricom: \(answer.note)")
    return answer
  }

  private func run(untilTrueMilliseconds end: Int64) {
    while violations.count < 10 {
      let darajaTime = Self.nextDeadline(of: &daraja) ?? .max
      let planned = queue.nextMilliseconds ?? .max
      if min(darajaTime, planned) > end { break }
      clock.advance(toTrueMilliseconds: min(darajaTime, planned))
      if darajaTime <= planned {
        for delivery in daraja.advance(toMilliseconds: now) { callbackLeaves(delivery) }
      } else if let happening = queue.takeNext()?.event {
        perform(happening)
      }
      counts.steps += 1
      mark()
      checkStep()
    }
    clock.advance(toTrueMilliseconds: end)
  }

  /// By reference: read by its value, all of Safaricom would be copied with every step.
  private static func nextDeadline(of daraja: inout SimulatedDaraja) -> Int64? { daraja.nextDeadlineMilliseconds }

  /// The hash moves with the time and with everything that changed anywhere.
  private func mark() {
    trace.mark(now)
    trace.mark(ledger.position)
    trace.mark(spool.changes)
    trace.mark(daraja.history.prompts.count << 32 | daraja.history.payments.count)
  }

  private func perform(_ happening: Happening) {
    switch happening {
    case .deskStarts(let index): startDesk(index)
    case .deskWorks(let index, let process, let work):
      if desks[index].process?.number == process { deskWorks(index, work) }
    case .processIsKilled(let index):
      if let process = desks[index].process { kill(process, "is killed from outside") }
    case .machineReboots: reboot()
    case .wallClockIsSet(let ahead):
      note("the wall clock is set \(ahead / 1000) s ahead")
      counts.wallClockSettings += 1
      clock.setWallAhead(byMilliseconds: ahead)
    case .cashier(let index, let move): cashier(index, move)
    case .callbackArrives(let delivery): callbackArrives(delivery)
    case .forgery: forge()
    case .strangersCallback: strangersCallback()
    case .listenerStands(let isUp): setListener(isUp)
    case .ledgerTrouble(let trouble):
      note(trouble == nil ? "the ledger's disk is well again" : "the ledger's disk is in trouble")
      ledger.setTrouble(trouble)
    case .spoolIsReadable(let isReadable):
      note(isReadable ? "the spool can be read again" : "the spool cannot be read")
      if !isReadable { counts.spoolTroubles += 1 }
      spool.setUnreachable(!isReadable)
    case .diskIsFull(let isFull): setDisk(isFull: isFull)
    case .keysRotate(let leaked): rotateKeys(leaked: leaked)
    case .backup: backUp()
    case .restore: restore()
    case .commandLine(let wish): commandLine(wish)
    case .commandLineGoesOn(let run): commandLineGoesOn(run)
    case .commandLineResolves: commandLineResolves()
    case .pollerStarts: startPoller()
    case .pollerTurns(let poller): pollerTurns(poller)
    case .daysPass(let days): daysPass(days)
    case .purge: purge()
    case .faultsStop: stopFaults()
    }
  }

  /// A full disk takes neither rows nor callbacks, but for the spool's reserve.
  private func setDisk(isFull: Bool) {
    note(isFull ? "the disk is full" : "the disk has room again")
    if isFull { counts.fullDisks += 1 }
    spool.setFull(isFull)
    ledger.setTrouble(isFull ? .refusesWrites : nil)
  }

  private func stopFaults() {
    note("the faults stop")
    isFaulty = false
    weather = .calm
    daraja.clearFaults()
    setDisk(isFull: false)
    ledger.setTrouble(nil)
    spool.setUnreachable(false)
    setListener(true)
    for desk in desks {
      desk.process?.stepsUntilDeath = nil
      desk.process?.requestsUntilDeath = nil
    }
  }
}
