import Wording

extension ShopCondition {
  /// A callback that lies for longer is not ingested by those who should.
  static let arrivalMilliseconds: Int64 = 120_000

  /// What of the spool keeps callbacks from becoming payments.
  var spoolFindings: [Finding] { [callbacks, newerCallbacks, strayFiles].compactMap(\.self) }

  /// A service, a poller or a desk should ingest what comes.
  private var isWorkedOn: Bool {
    if case .running? = poller { return true }
    return isServer || openTills?.isEmpty == false
  }

  private var callbacks: Finding? {
    guard let arrived, arrived.count > 0 else { return nil }
    let words = "\(arrived.count) in the spool that nobody has ingested" + arrived.oldestWords
    guard (arrived.oldestMilliseconds ?? 0) >= Self.arrivalMilliseconds else {
      return Finding(.good, "callbacks", words)
    }
    if !isWorkedOn {
      return Finding(.look, "callbacks", words + ": they may be money", remedy: "Open a desk, or run kaunta poll.")
    }
    return Finding(
      .bad, "callbacks", words + ": they may be money",
      remedy: isServer
        ? "Run systemctl restart kaunta-poll; journalctl -u kaunta-poll says what keeps it."
        : "Run kaunta poll, which says what keeps them.")
  }

  private var newerCallbacks: Finding? {
    guard let newer, newer > 0 else { return nil }
    return Finding(
      .look, "newer", "\(newer) callbacks wait that only a newer Kaunta can read, and that are kept: they may be money",
      remedy: "Start that one here.")
  }

  private var strayFiles: Finding? {
    guard let strays, strays > 0 else { return nil }
    return Finding(
      .look, "strays", "\(strays) files in the spool's new/ that no listener put there", remedy: "See who did.")
  }
}

extension ShopCondition.Tally {
  /// Since when, for the end of a sentence's part; empty where nothing tells.
  var oldestWords: String { oldestMilliseconds.map { ", the oldest for \(spanWords(milliseconds: $0).english)" } ?? "" }
}
