import Daraja
import Payments
import Shop

import struct Spool.Heartbeat

/// What desks read of the listener in its heartbeat, and what follows for them (rules.md sections 6 and 7).
extension World {
  /// A heartbeat older than this says nothing any more.
  private static let freshMilliseconds: Int64 = 30_000

  /// The newest heartbeat, if it is fresh.
  private var freshHeartbeat: Heartbeat? {
    let now = clock.now()
    listener?.tend(keyFile: keys, spool: spool, at: now)
    guard let heartbeat = listener?.heartbeat ?? lastHeartbeat,
      now.elapsedMilliseconds(since: heartbeat.moment) < Self.freshMilliseconds
    else { return nil }
    return heartbeat
  }

  /// A desk does not push under a key that the listener does not take.
  func keyReadiness() -> KeyReadiness {
    guard let heartbeat = freshHeartbeat else { return .ready(keys) }
    if heartbeat.keyFingerprints.contains(keys.active.fingerprint) { return .ready(keys) }
    counts.pushesHeldForKeys += 1
    return .listenerRefusesOurKey
  }

  func unheardPayments() -> [PaymentID] {
    guard let heartbeat = freshHeartbeat else { return [] }
    return heartbeat.refusedPayments + heartbeat.wrongTagPayments
  }

  /// Judged by the rule of the desks, from what this world's listener told last.
  func answers(_ waiting: [PaymentSummary], pace: ShopPace?) -> AnswerWatch {
    AnswerWatch(freshHeartbeat?.pulse, waiting: waiting, pace: pace, at: clock.now())
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
