import Files

/// Whether directories and the settings file are closed to everybody whom they do not concern.
struct HomeModes {
  let home: Home
  let rights: HomeRights

  /// One problem for each that is too open; each says the command that mends it.
  var problems: [SettingsProblem] {
    let forbidden: UInt32 = rights == .oneUser ? 0o077 : 0o027
    return [
      tooOpen(home.path, forbidden, rights.keptDirectory),
      tooOpen(home.secretsDirectory, forbidden, rights.keptDirectory),
      tooOpen(home.witnessDirectory, forbidden, rights.witnessDirectory),
      // What closes them keeps phone numbers from whoever else has an account here.
      tooOpen(home.ledgerFile, rights == .oneUser ? 0o077 : 0o007, rights.sharedFile),
      tooOpen(home.spoolDirectory, rights == .oneUser ? 0o077 : 0o007, rights.sharedDirectory),
      tooOpen(home.supervisorsFile, forbidden, rights.keptFile),
      // Settings hold no secret, but who writes them decides where the money's answers go.
      tooOpen(home.settingsFile, 0o022, rights.keptFile),
    ].compactMap { $0 } + HomeOwners(home: home).problems
  }

  private func tooOpen(_ path: String, _ forbidden: UInt32, _ wanted: UInt32) -> SettingsProblem? {
    guard let facts = FileFacts(path: path), facts.mode & forbidden != 0 else { return nil }
    let verb = facts.mode & forbidden & 0o022 != 0 ? "write to" : "look into"
    return SettingsProblem(
      file: path, fault: "others may \(verb) it (mode \(facts.modeText))",
      remedy: "run: chmod \(modeDigits(wanted).dropFirst()) \(shellQuoted(path))")
  }
}
