import NIOCore
import Payments
import Synchronization

/// The simulated Daraja on a real clock: requests come in from any connection, callbacks go out when they are due.
final class RunningSimulator: Sendable {
  private struct State {
    var daraja: SimulatedDaraja
    var timer: Scheduled<Void>?
    var callbacksUnderWay = 0
    var isStopping = false
    var whenRefusing: (@Sendable () -> Void)?
  }

  private let state: Mutex<State>
  private let clock: SimulatorClock
  private let loop: any EventLoop
  private let courier: CallbackCourier
  private let journal: SimulatorJournal?
  private let log: @Sendable (String) -> Void
  private let idle: EventLoopPromise<Void>

  /// Goes on where the journal ends.
  init(
    settings: SimulatorSettings, loop: any EventLoop, courier: CallbackCourier,
    log: @escaping @Sendable (String) -> Void
  ) throws(SimulatorServerError) {
    var settings = settings
    if let path = settings.journal {
      let journal = try SimulatorJournal(path: path, seed: settings.seed)
      settings.seed = journal.seed
      self.journal = journal
    } else {
      journal = nil
    }
    let (daraja, end) = Self.relived(SimulatedDaraja(settings: settings), journal?.told ?? [])
    state = Mutex(State(daraja: daraja))
    clock = SimulatorClock(speed: settings.speed, earliestMilliseconds: end)
    self.loop = loop
    self.courier = courier
    self.log = log
    idle = loop.makePromise(of: Void.self)
  }

  /// Lives through a journal; a callback that was under way when the process was killed is lost, as Safaricom's may be.
  private static func relived(
    _ daraja: SimulatedDaraja, _ told: [SimulatorJournal.Entry]
  ) -> (SimulatedDaraja, endMilliseconds: Int64) {
    var daraja = daraja
    var end: Int64 = 0
    for entry in told {
      switch entry {
      case .asked(let request, let time):
        end = time
        _ = daraja.respond(to: request, atMilliseconds: time)
      case .sent(let time):
        end = time
        _ = daraja.advance(toMilliseconds: time)
      case .delivered(let outcome): daraja.recordDelivery(outcome)
      }
    }
    if !told.isEmpty { _ = daraja.advance(toMilliseconds: end) }
    return (daraja, end)
  }

  /// Sends what was due while it was not running, and sets the timer for the next.
  func start() { loop.execute { self.deliverWhatIsDue() } }

  /// Answers a request, and writes its line in the log.
  func respond(to request: SimulatedRequest) -> SimulatedAnswer {
    let (answer, now) = state.withLock { state in
      let now = clock.nowMilliseconds
      note(.asked(request, atMilliseconds: now))
      return (state.daraja.respond(to: request, atMilliseconds: now), now)
    }
    let status = String(answer.status)
    writeLine("\(request.method) \(Self.printable(request.path)) \(status) \(answer.note)", at: now)
    loop.execute { self.deliverWhatIsDue() }
    return answer
  }

  /// Called once an answer is on its way: a fault that closes the listening socket may have been switched on by it.
  func answered() {
    let refuse = state.withLock { state in
      state.daraja.connectionsRefusedUntil(atMilliseconds: clock.nowMilliseconds) == nil ? nil : state.whenRefusing
    }
    refuse?()
  }

  /// What to do when connections are to be refused.
  func whenRefusing(_ act: @escaping @Sendable () -> Void) { state.withLock { $0.whenRefusing = act } }

  /// How long connections are still to be refused, on a real clock.
  var refusedForMilliseconds: Int64? {
    state.withLock { $0.daraja.connectionsRefusedUntil(atMilliseconds: clock.nowMilliseconds) }
      .map(clock.realMillisecondsUntil)
  }

  /// Sends nothing more; returns when the callbacks that are under way are answered or given up.
  func stop() async {
    let isIdle = state.withLock { state in
      state.isStopping = true
      state.timer?.cancel()
      return state.callbacksUnderWay == 0
    }
    if isIdle { idle.succeed() }
    try? await idle.futureResult.get()
  }

  private func deliverWhatIsDue() {
    let due = state.withLock { state -> [CallbackDelivery] in
      if state.isStopping { return [] }
      let now = clock.nowMilliseconds
      let due = state.daraja.advance(toMilliseconds: now)
      if !due.isEmpty { note(.sent(atMilliseconds: now)) }
      state.callbacksUnderWay += due.count
      state.timer?.cancel()
      state.timer = state.daraja.nextDeadlineMilliseconds.map { next in
        loop.scheduleTask(in: .milliseconds(clock.realMillisecondsUntil(next))) { self.deliverWhatIsDue() }
      }
      return due
    }
    for delivery in due {
      courier.deliver(delivery, on: loop).whenSuccess { self.delivered(delivery, $0) }
    }
  }

  private func delivered(_ delivery: CallbackDelivery, _ outcome: DeliveryOutcome) {
    let isLast = state.withLock { state in
      note(.delivered(outcome))
      state.daraja.recordDelivery(outcome)
      state.callbacksUnderWay -= 1
      return state.isStopping && state.callbacksUnderWay == 0
    }
    let what =
      switch outcome {
      case .answered(let status): "answered \(status)"
      case .unanswered: "not answered"
      }
    // Neither the address nor the body: both are secrets or personal data.
    writeLine("callback #\(delivery.pushNumber) code \(delivery.resultCode): \(what)", at: clock.nowMilliseconds)
    if isLast { idle.succeed() }
  }

  private func note(_ entry: SimulatorJournal.Entry) {
    if journal?.append(entry) == false { log("the journal cannot be written: a restart will not know of this") }
  }

  private func writeLine(_ text: String, at now: Int64) {
    log(EastAfricaTime(wallMilliseconds: now).timeOfDay + " " + text)
  }

  private static func printable(_ path: String) -> String {
    String(
      path.unicodeScalars.prefix(80).map { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F ? Character($0) : "?" })
  }
}
