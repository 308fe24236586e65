/// What the listener tells of itself in its heartbeat, read once a turn; what follows from it is judged here, by the
/// boot clock.
package struct ListenerReport: Sendable, Equatable {
  /// When it was written, and when the newest callback was stored.
  package var pulse: ListenerPulse
  /// Fingerprints of the keys whose callbacks it takes.
  package var keyFingerprints: [String]
  /// Which Daraja its callbacks are of.
  package var environment: String
  /// The short code whose callbacks it takes.
  package var shortCode: String
  /// What keeps it from storing; nil when it stores.
  package var trouble: Phrase?
  /// Callbacks with a good tag from addresses that are not listed, since it started.
  package var strangerCallbacks = 0
  /// Payments whose callback it had to turn away, for want of space or for a wrong tag from a listed address.
  package var unheardPayments: [PaymentID] = []

  /// A report without trouble.
  package init(pulse: ListenerPulse, keyFingerprints: [String], environment: String, shortCode: String) {
    self.pulse = pulse
    self.keyFingerprints = keyFingerprints
    self.environment = environment
    self.shortCode = shortCode
  }

  /// An older report says nothing any more.
  package func isFresh(at now: Moment) -> Bool { pulse.isFresh(at: now) }

  /// It keeps the answers that come now, as far as it tells.
  package func keepsAnswers(at now: Moment) -> Bool { isFresh(at: now) && trouble == nil }

  /// It would take the answers to what is sent under a key for a shop.
  package func takesAnswers(to fingerprint: String, environment: String, shortCode: String) -> Bool {
    keyFingerprints.contains(fingerprint) && self.environment == environment && self.shortCode == shortCode
  }
}
