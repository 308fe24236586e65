import Desk
import Payments

/// A desk's engine with a face: it takes events, draws, rings, and hands jobs out.
///
/// It has no thread.
final class DeskConsole {
  private let face: any Face
  private let signals: OutcomeSignals
  private let log: (String) -> Void
  /// Has somebody do a job; its events come back through ``hear(_:at:)``.
  private let submit: (DeskJob) -> Void
  private(set) var engine: DeskEngine
  /// When the second of two short rings is due, on the boot clock.
  private(set) var ringAgainAt: Int64?
  private(set) var hasEnded = false
  private var drawnAt: Moment

  init(
    identity: DeskIdentity, at now: Moment, face: any Face, signals: OutcomeSignals,
    log: @escaping (String) -> Void, submit: @escaping (DeskJob) -> Void
  ) {
    self.face = face
    self.signals = signals
    self.log = log
    self.submit = submit
    engine = DeskEngine(identity: identity, at: now)
    drawnAt = now
  }

  var state: DeskState { engine.state }

  /// Takes what happened, and does what a face can.
  func hear(_ event: DeskEvent, at now: Moment) {
    for order in engine.take(event, at: now) where !hasEnded {
      switch order {
      case .job(let job): submit(job)
      case .ring(let bell): ring(bell, at: now)
      case .noteNumberShown(let id):
        log("the whole phone number of payment \(id.short) was shown to \(state.identity.cashier)")
      case .quit: hasEnded = true
      }
    }
  }

  /// Tells the engine what there is room for.
  func hearOfRoom(at now: Moment) { hear(.roomChanged(face.room), at: now) }

  func draw(at now: Moment) {
    drawnAt = now
    face.draw(state, at: now)
  }

  /// When what is drawn is due to change if nothing happens before, on the boot clock.
  ///
  /// Counted from when it was drawn: asked about a moment later, a minute that ended in between would not be drawn
  /// before the next one.
  var nextChangeAt: Int64? { state.nextVisibleChangeMilliseconds(at: drawnAt).map { drawnAt.bootMilliseconds + $0 } }

  func ringAgainIfDue(at now: Moment) {
    guard let due = ringAgainAt, due <= now.bootMilliseconds else { return }
    ringAgainAt = nil
    face.ring()
  }

  private func ring(_ bell: Bell, at now: Moment) {
    if signals.flashes, bell == .trouble { face.flash() }
    guard signals.rings, !state.isSilent else { return }
    face.ring()
    if bell == .paid { ringAgainAt = now.bootMilliseconds + OutcomeSignals.betweenRingsMilliseconds }
  }
}
