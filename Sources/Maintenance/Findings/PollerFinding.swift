import Wording

extension Finding {
  /// A poller whose last turn is older hangs: systemd ends it at half past this.
  ///
  /// A turn with a question waits for the ledger, a token, Safaricom's answer, and once more for both after a refused
  /// token: 190 s at the worst.
  static let pollerTurnMilliseconds: Int64 = 200_000

  /// Whether somebody ingests and asks while no desk is open.
  ///
  /// - Parameter isServer: the home is a shop server's, where a service is to do it.
  package static func poller(_ reading: PollerPulse.Reading, isServer: Bool) -> Finding {
    let start =
      isServer
      ? "Run systemctl start kaunta-poll; journalctl -u kaunta-poll says why it ended." : "Start kaunta poll --watch."
    let meanwhile = "answers wait in the spool and nobody asks Safaricom unless a desk is open"
    switch reading {
    case .running(_, let turn?) where turn > pollerTurnMilliseconds:
      return Finding(
        .bad, "poller", "it runs, and its last turn ended \(spanWords(milliseconds: turn).english) ago: it hangs",
        remedy: isServer ? "Run systemctl restart kaunta-poll." : "End it and start kaunta poll --watch anew.")
    case .running(_, let turn):
      let ago = turn.map { ", last turn \(spanWords(milliseconds: $0).english) ago" } ?? ""
      return Finding(.good, "poller", "kaunta poll --watch runs" + ago)
    case .died(let turn):
      let ago = turn.map { ", last seen \(spanWords(milliseconds: $0).english) ago" } ?? ""
      return Finding(
        isServer ? .bad : .look, "poller", "kaunta poll --watch has died\(ago): \(meanwhile)", remedy: start)
    case .ended where isServer, .never where isServer:
      return Finding(.bad, "poller", "kaunta poll --watch does not run: \(meanwhile)", remedy: start)
    case .ended, .never:
      return Finding(.good, "poller", "each open desk ingests and asks; kaunta poll --watch does so while none is open")
    }
  }
}
