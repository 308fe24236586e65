import Files

/// Who may do what in a home: one user, or the group of a shop server.
///
/// A home says which by its directory's set-group-ID bit, so that no setting can contradict the files.
package enum HomeRights: Sendable, Hashable, CaseIterable {
  /// Everything belongs to one user.
  case oneUser
  /// Cashiers share a group; they read settings and secrets and write the ledger and the spool.
  case group

  /// The home itself, secrets and themes: a group may enter and read, and change nothing.
  package var keptDirectory: UInt32 { self == .oneUser ? 0o700 : 0o2750 }
  /// Settings, secrets and themes: a group may read.
  package var keptFile: UInt32 { self == .oneUser ? 0o600 : 0o640 }
  /// Ledger, spool, cache, log and locks: a group may write.
  package var sharedDirectory: UInt32 { self == .oneUser ? 0o700 : 0o2770 }
  /// The files in them.
  package var sharedFile: UInt32 { self == .oneUser ? 0o600 : 0o660 }
  /// The witness log's directory: the listener writes, a group may read.
  package var witnessDirectory: UInt32 { keptDirectory }
  /// The witness log's files.
  package var witnessFile: UInt32 { keptFile }

  /// The rights of a home whose directory has this mode.
  init(homeMode: UInt32) { self = homeMode & 0o2000 == 0 ? .oneUser : .group }
}

extension Home {
  /// The rights that this home was made with; nil when there is no directory.
  package var rights: HomeRights? { FileFacts(path: path).map { HomeRights(homeMode: $0.mode) } }
}
