import Files

/// Whether what decides about money belongs to the home's owner, and lies in the home itself.
///
/// Only the owner may write where these lie. What belongs to somebody else came there in another way: a member of the
/// group who got root to move a file of hers, say.
struct HomeOwners {
  let home: Home

  /// One problem for each that does not; each says what to do.
  var problems: [SettingsProblem] {
    guard let owner = FileFacts(path: home.path)?.userID else { return [] }
    return [home.secretsDirectory, home.spoolDirectory, home.witnessDirectory].compactMap(linked)
      + [home.settingsFile, home.secretsDirectory, home.supervisorsFile].compactMap { foreign($0, [0, owner]) }
      + foreignInWitness(owner)
  }

  /// A directory that is used by what it is and not by where a link leads.
  private func linked(_ path: String) -> SettingsProblem? {
    guard let facts = FileFacts(at: path), facts.kind == .link else { return nil }
    return SettingsProblem(
      file: path, fault: "is a link, and is not followed",
      remedy: "put the directory itself there; one on another disk can be mounted there")
  }

  private func foreign(_ path: String, _ owners: Set<UInt32>) -> SettingsProblem? {
    guard let facts = FileFacts(path: path), !owners.contains(facts.userID) else { return nil }
    return Self.problem(path, facts)
  }

  /// The listener's account owns the directory on a shop server, and writes what is in it.
  private func foreignInWitness(_ owner: UInt32) -> [SettingsProblem] {
    guard let listener = FileFacts(at: home.witnessDirectory), listener.isDirectory else { return [] }
    return ((try? ByPath.names(in: home.witnessDirectory)) ?? []).compactMap { name in
      let path = home.witnessDirectory + "/" + name
      guard let facts = FileFacts(at: path), ![0, owner, listener.userID].contains(facts.userID) else { return nil }
      return Self.problem(path, facts)
    }
  }

  static func problem(_ path: String, _ facts: FileFacts) -> SettingsProblem {
    SettingsProblem(
      file: path, fault: "belongs to \(accountName(facts.userID)), who may not write there",
      remedy: "see what it says and who put it there, then put the owner's own in its place")
  }
}
