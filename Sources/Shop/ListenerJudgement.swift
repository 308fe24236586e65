import Daraja
import Payments

extension KeyReadiness {
  /// Whether the answers to what is sent under a ring of keys could reach this shop, by what the listener told last
  /// (rules.md section 6).
  package init(_ ring: TagKeyRing, _ listener: ListenerReport?, environment: String, shortCode: String, at now: Moment)
  {
    let isRefused = listener.map {
      $0.isFresh(at: now)
        && !$0.takesAnswers(to: ring.active.fingerprint, environment: environment, shortCode: shortCode)
    }
    self = isRefused == true ? .listenerRefusesOurKey : .ready(ring)
  }
}
