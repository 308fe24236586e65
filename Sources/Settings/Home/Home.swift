import Files
import Glibc
import Payments

/// One directory with a shop's settings, secrets, ledger and spool.
///
/// `docs/home.md` says of every file who writes and who reads it. The ledger has a directory of its own, since SQLite
/// makes files beside it: so a shop server's cashiers need not be able to write in the home itself, where they could
/// put other settings in the place of the owner's.
package struct Home: Sendable, Hashable {
  /// Its absolute path, without a slash at the end.
  package let path: String

  /// The home at a path; a relative one is taken from the working directory.
  package init(path: String) {
    var absolute = path.hasPrefix("/") ? path : Self.workingDirectory + "/" + path
    while absolute.count > 1, absolute.hasSuffix("/") { absolute.removeLast() }
    self.path = absolute
  }

  /// The settings.
  package var settingsFile: String { path + "/kaunta.toml" }
  /// Where secrets lie, unless the settings name other places.
  package var secretsDirectory: String { path + "/secrets" }
  /// The Daraja app's consumer secret.
  package var consumerSecretFile: String { secretsDirectory + "/consumer-secret" }
  /// The passkey of the short code.
  package var passkeyFile: String { secretsDirectory + "/passkey" }
  /// The keys of the callback addresses.
  package var callbackKeysFile: String { secretsDirectory + "/callback-keys" }
  /// Where the ledger lies, with the files that SQLite puts beside it.
  package var ledgerDirectory: String { path + "/ledger" }
  /// The ledger; `.lock` and `.bell` stand beside it.
  package var ledgerFile: String { ledgerDirectory + "/ledger.sqlite" }
  /// Callbacks.
  package var spoolDirectory: String { path + "/spool" }
  /// The listener's own log of what it acknowledged.
  package var witnessDirectory: String { path + "/witness" }
  /// Access tokens.
  package var cacheDirectory: String { path + "/cache" }
  /// Log files, unless the settings name another place.
  package var logDirectory: String { path + "/log" }
  /// The log file, unless the settings name another.
  package var logFile: String { logDirectory + "/kaunta.log" }
  /// The shop's own themes.
  package var themesDirectory: String { path + "/themes" }
  /// One lock a till.
  package var locksDirectory: String { path + "/locks" }
  /// Says that this home has had a ledger, whatever became of it.
  package var ledgerTrace: String { locksDirectory + "/ledger-was-made" }

  /// What the owner was told of, and waits to be told again until it was well.
  package var alertsFile: String { path + "/alerts" }

  /// The lock that makes a till somebody's.
  package func tillLockFile(_ till: Till) -> String { locksDirectory + "/till-\(till.number).lock" }

  /// Whether there are settings here.
  package var exists: Bool { FileFacts(path: settingsFile) != nil }

  /// Something is here, or may be, that this account is not let in to see.
  package var isClosedToUs: Bool {
    do throws(FileError) { _ = try ByPath.facts(settingsFile) } catch { return error.code == .permissionDenied }
    return false
  }

  /// A path as the settings write it: absolute, or within the home.
  func resolved(_ written: String) -> String { written.hasPrefix("/") ? written : path + "/" + written }

  private static var workingDirectory: String {
    guard let text = getcwd(nil, 0) else { return "" }
    defer { free(text) }
    let directory = String(cString: text)
    return directory == "/" ? "" : directory
  }
}

extension Home {
  /// The home that a command means: `--home`, else `$KAUNTA_HOME`, else the XDG state directory.
  ///
  /// Empty variables count as unset, and so does a relative `$XDG_STATE_HOME` (XDG Base Directory Specification).
  ///
  /// - Throws: ``HomeProblem/noPlace`` when none of them says where, ``HomeProblem/emptyOption`` for an option without
  ///   a value.
  package static func locate(option: String?, environment: [String: String]) throws(HomeProblem) -> Home {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    // `--home "$SHOP"` with nothing in it means some shop, and must not mean another one.
    if option?.isEmpty == true { throw .emptyOption }
    if let option { return Home(path: option) }
    if let named = variable("KAUNTA_HOME") { return Home(path: named) }
    if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") { return Home(path: state + "/kaunta") }
    if let user = variable("HOME") { return Home(path: user + "/.local/state/kaunta") }
    throw .noPlace
  }
}
