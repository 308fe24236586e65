import Files

/// Which account works for a shop in the background, where root is not to do it in its place: what root makes there,
/// that account could not write.
package enum ServiceAccount {
  /// What works in the background.
  package enum Service: Sendable, Equatable {
    case listener, poller

    fileprivate var unit: String { self == .listener ? "kaunta-listen.socket kaunta-listen" : "kaunta-poll" }
    fileprivate var command: String { self == .listener ? "kaunta listen" : "kaunta poll --watch" }
  }

  /// Why an account is not to run it; nil where it may.
  ///
  /// - Parameters:
  ///   - isUnits: the package's unit runs it there, as an account of its own.
  ///   - owner: whose the home is.
  ///   - witness: whose the listener's own log is; nil where there is none yet.
  package static func refusal(
    of service: Service, by user: UInt32, isUnits: Bool, owner: UInt32, witness: UInt32?
  ) -> String? {
    guard user == 0 else { return nil }
    let account = service == .listener ? witness ?? owner : owner
    if isUnits {
      return "its unit runs \(service.command) here, and could not write what root leaves behind: systemctl start "
        + "\(service.unit). Nothing was started."
    }
    if account == 0 { return nil }
    let name = accountName(account)
    let words = name.contains(" ") ? "'#\(account)'" : name
    return
      "\(name) runs \(service.command) here, and could not write what root leaves behind: put sudo -u \(words) before "
      + "it. Nothing was started."
  }
}

extension Home {
  /// Why this account is not to run a service of this home; nil where it may.
  ///
  /// - Parameter isUnits: it is the home that the package's units work in.
  package func refusal(of service: ServiceAccount.Service, by user: UInt32, isUnits: Bool) -> String? {
    guard let home = FileFacts(path: path) else { return nil }
    return ServiceAccount.refusal(
      of: service, by: user, isUnits: isUnits, owner: home.userID, witness: FileFacts(path: witnessDirectory)?.userID)
  }
}
