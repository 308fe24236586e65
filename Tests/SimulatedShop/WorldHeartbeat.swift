import Daraja
import Payments
import Shop

import struct Spool.Heartbeat

/// What desks read of the listener in its heartbeat, and what follows for them (rules.md sections 6 and 7).
extension World {
  /// What the listener told last.
  var listenerReport: ListenerReport? {
    listener?.tend(keyFile: keys, spool: spool, at: clock.now())
    return listener?.report() ?? lastHeartbeat?.report
  }

  /// When it was written last.
  var heartbeatBootMilliseconds: Int64? {
    listener?.tend(keyFile: keys, spool: spool, at: clock.now())
    return listener?.heartbeat.moment.bootMilliseconds ?? lastHeartbeat?.moment.bootMilliseconds
  }

  /// A desk does not push under a key that the listener does not take.
  func keyReadiness(_ report: ListenerReport?) -> KeyReadiness {
    KeyReadiness(
      keys, report, environment: DarajaEnvironment.simulator.rawValue,
      shortCode: account.receiver.businessShortCode.digits, at: clock.now())
  }

  /// The same before a push.
  func keyReadinessToPush() -> KeyReadiness {
    let readiness = keyReadiness(listenerReport)
    if case .listenerRefusesOurKey = readiness { counts.pushesHeldForKeys += 1 }
    return readiness
  }

  /// The owner makes another key; the old one retires, or is suspect if it leaked.
  func rotateKeys(leaked: Bool) {
    let bytes = (0..<32).map { _ in UInt8(random.below(256)) }
    let day = EastAfricaTime(clock.now()).businessDay
    guard let rotated = keys.rotated(to: bytes, on: day, oldLeaked: leaked) else { return }
    note(leaked ? "the owner replaces a key that leaked" : "the owner replaces the key")
    counts.keyRotations += 1
    keys = plan.forgetsOldKeys ? TagKeyRing([rotated.active]) ?? rotated : rotated
  }
}
