import Payments

/// What must be said before money is asked for while answers may not come in: a desk wants a second key then.
package enum ListenerWarning {
  /// The warning; nil where the listener keeps answers.
  ///
  /// - Parameter isServer: the home is a shop server's, where a service is to listen.
  package static func words(_ report: ListenerReport?, isServer: Bool = false, at now: Moment) -> String? {
    let knownLater =
      "nobody takes Safaricom's answers now, and whether it is paid is known a minute or more later, by asking. "
      + (isServer ? "Run systemctl start kaunta-listen.socket kaunta-listen." : "Start `kaunta listen`.")
    guard let report else {
      return "no listener was ever seen at this home, or its heartbeat cannot be read: " + knownLater
    }
    if report.isFresh(at: now) { return report.trouble?.english }
    let seconds = now.elapsedMilliseconds(since: report.pulse.writtenAt) / 1_000
    return "the listener has been silent for \(seconds) s: " + knownLater
  }
}
