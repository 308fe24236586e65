import Daraja
import Files
import Glibc

struct ListenerUser {
  let name: String
  let userID: uid_t
}

/// The steps of making a home, remembered so that they can be undone.
struct HomeWorks {
  let rights: HomeRights
  let groupID: gid_t?
  let listenerID: ListenerUser?
  /// The directories of a spool, as the target Spool makes them where they are missing.
  static let spoolPlaces = ["tmp", "new", "done", "odd", "reserve"]

  private(set) var commandsForRoot: [String] = []
  private var madeDirectories: [String] = []
  private var madeFiles: [String] = []
  /// The directory that was there, and how.
  private var found: (path: String, facts: FileFacts)?

  init(rights: HomeRights, groupID: gid_t?, listenerID: ListenerUser?) {
    self.rights = rights
    self.groupID = groupID
    self.listenerID = listenerID
  }

  /// - Parameter there: the empty directory that becomes the home; nil where there is none.
  mutating func makeHome(_ home: Home, _ there: FileFacts?) throws(HomeProblem) {
    if let there {
      found = (home.path, there)
      try setRights(home.path, rights.keptDirectory)
    } else {
      try makeParents(of: home.path)
      try makeDirectory(home.path, rights.keptDirectory)
    }
  }

  mutating func fill(_ home: Home, _ plan: HomePlan, key: TagKey) throws(HomeProblem) {
    for kept in [home.secretsDirectory, home.themesDirectory] { try makeDirectory(kept, rights.keptDirectory) }
    let shared = [
      home.ledgerDirectory, home.spoolDirectory, home.cacheDirectory, home.logDirectory, home.locksDirectory,
    ]
    for directory in shared { try makeDirectory(directory, rights.sharedDirectory) }
    // Made here and not by whoever comes first: a listener outside the group cannot set the set-group-ID bit
    // (chmod(2)).
    for place in Self.spoolPlaces { try makeDirectory(home.spoolDirectory + "/" + place, rights.sharedDirectory) }
    try makeDirectory(home.witnessDirectory, rights.witnessDirectory)
    let initial = InitialSecrets(plan.kind)
    try makeFile(home.consumerSecretFile, initial.consumerSecret + "\n")
    try makeFile(home.passkeyFile, initial.passkey + "\n")
    try makeFile(home.callbackKeysFile, InitialSecrets.keyFileText([key]))
    try giveWitness(home.witnessDirectory)
  }

  mutating func finish(_ home: Home, _ plan: HomePlan) throws(HomeProblem) {
    try makeFile(home.settingsFile, SettingsFileText.text(plan))
    try doing(home.path) { () throws(FileError) in try ByPath.sync(directory: home.path) }
  }

  func undo() {
    for file in madeFiles.reversed() { ByPath.removeQuietly(file) }
    for directory in madeDirectories.reversed() { try? ByPath.removeDirectory(directory) }
    if let (path, facts) = found {
      try? ByPath.give(path, groupID: facts.groupID)
      try? ByPath.setMode(path, facts.mode)
    }
  }

  private mutating func makeParents(of path: String) throws(HomeProblem) {
    let parts = path.split(separator: "/").dropLast()
    var parent = ""
    for part in parts {
      parent += "/" + part
      if FileFacts(path: parent) != nil { continue }
      // The mode that the XDG specification asks for; a server's home goes into a directory that is there.
      do throws(FileError) { try ByPath.makeDirectory(parent, mode: 0o700) } catch {
        if error.code == .fileExists { continue }
        throw .cannotMake(parent, reason: error.words)
      }
      madeDirectories.append(parent)
    }
  }

  private mutating func makeDirectory(_ path: String, _ mode: UInt32) throws(HomeProblem) {
    try doing(path) { () throws(FileError) in try ByPath.makeDirectory(path, mode: 0o700) }
    madeDirectories.append(path)
    try setRights(path, mode)
  }

  private mutating func makeFile(_ path: String, _ text: String) throws(HomeProblem) {
    try doing(path) { () throws(FileError) in
      try WholeFile.make(path, Array(text.utf8), mode: 0o600, durably: true)
    }
    madeFiles.append(path)
    try setRights(path, rights.keptFile)
  }

  private func setRights(_ path: String, _ mode: UInt32) throws(HomeProblem) {
    // chown first: it clears the set-group-ID bit (chown(2)).
    try doing(path) { () throws(FileError) in
      if let groupID { try ByPath.give(path, groupID: groupID) }
      try ByPath.setMode(path, mode)
    }
  }

  private mutating func giveWitness(_ path: String) throws(HomeProblem) {
    guard let listenerID else { return }
    if geteuid() == listenerID.userID { return }
    do throws(FileError) { try ByPath.give(path, userID: listenerID.userID) } catch {
      guard error.code == .notPermitted else { throw .cannotMake(path, reason: error.words) }
      commandsForRoot.append("chown \(listenerID.name) \(shellQuoted(path))")
      return
    }
    try doing(path) { () throws(FileError) in try ByPath.setMode(path, rights.witnessDirectory) }
  }

  private func doing(_ path: String, _ work: () throws(FileError) -> Void) throws(HomeProblem) {
    do throws(FileError) { try work() } catch { throw .cannotMake(path, reason: error.words) }
  }
}

/// What stands in the secret files of a new home.
struct InitialSecrets {
  /// What the sandbox publishes for everybody (daraja.md section 2.1).
  static let sandboxShortCode = "174379"
  /// What the sandbox publishes for everybody (daraja.md section 2.1).
  static let sandboxPasskey = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"
  /// How every placeholder starts.
  static let placeholder = "CHANGE-ME"

  let consumerSecret: String
  let passkey: String

  init(_ kind: HomeKind) {
    consumerSecret = kind == .simulator ? "demo" : Self.placeholder + "-consumer-secret"
    passkey = Self.sandboxPasskey
  }

  static func keyFileText(_ keys: [TagKey]) -> String {
    """
    # Keys of the callback addresses, one a line: whoever knows one can forge Safaricom's answers.
    #   active KEY              signs new addresses; exactly one
    #   retired KEY 2026-11-24  signed until that day; leave it here for 35 days, since money may come late
    #   suspect KEY             leaked: its answers are kept, and Safaricom is asked about each
    \(keys.map(\.line).joined(separator: "\n"))

    """
  }
}
