import Payments
import Spool
import Wording

/// What a doctor finds of the listener, and of the way to it.
package struct ListenerExamination {
  private let reading: HeartbeatReading
  private let terms: ListenerTerms
  private let publicAddress: (Heartbeat) -> [Finding]
  private let strangers: (Heartbeat) -> String?

  /// - Parameters:
  ///   - strangers: what is to be said of callbacks from addresses that are not listed.
  ///   - publicAddress: tries the way to it from outside.
  package init(
    _ reading: HeartbeatReading, _ terms: ListenerTerms, strangers: @escaping (Heartbeat) -> String?,
    publicAddress: @escaping (Heartbeat) -> [Finding]
  ) {
    self.reading = reading
    self.terms = terms
    self.strangers = strangers
    self.publicAddress = publicAddress
  }

  /// In this order; the way is tried only while a listener runs: that none does is said already.
  package var findings: [Finding] {
    var findings = [Finding.listener(reading, terms), Finding.witness(reading)].compactMap(\.self)
    guard case .beat(let heartbeat, _) = reading else { return findings }
    findings += strangers(heartbeat).map { [Finding(.look, "listener", $0)] } ?? []
    return findings + (reading.fresh.map(publicAddress) ?? [])
  }
}
