import Files
import Glibc
import Payments

/// A file or directory of a home that the shop's own accounts cannot use.
///
/// The desks would say so, one after the other; the owner's commands run as root, to whom everything is open.
package struct ClosedFile: Sendable, Equatable {
  /// Where it lies.
  package let path: String
  /// Its rights.
  package let mode: UInt32
  /// The rights that it is made with.
  package let wantedMode: UInt32
  /// It belongs to another group than the home.
  package let isAnotherGroups: Bool
  /// It is a link, which no program of the shop makes: what root is told to run must not follow it.
  package let isLink: Bool
  /// It lies above the home: who cannot pass it does not come to the home at all.
  package var isAboveHome = false
  /// The account that writes it, where it belongs to another that let nobody else write.
  package var writer: String?
}

extension Home {
  /// What is closed to the group of a shop's server; nothing in a home of one user.
  ///
  /// Of callbacks only the directories are looked at: there may be a hundred thousand.
  package var closedFiles: [ClosedFile] {
    guard let home = FileFacts(path: path), rights == .group else { return [] }
    return places.compactMap { place in
      guard let facts = FileFacts(at: place.path) else { return nil }
      let isLink = facts.kind == .link
      let isAnotherGroups = facts.groupID != home.groupID
      // What the group is meant to have; the owner's own rights are not looked at, for whom root stands in.
      let wanted = place.mode & (facts.isDirectory ? 0o2070 : 0o0070)
      if !isLink, !isAnotherGroups, facts.mode & wanted == wanted { return nil }
      return ClosedFile(
        path: place.path, mode: facts.mode, wantedMode: place.mode, isAnotherGroups: isAnotherGroups,
        isLink: isLink)
    }
  }

  /// Directories above the home of a shop's server that its accounts cannot pass.
  package var closedParents: [ClosedFile] {
    guard let home = FileFacts(path: path), rights == .group, let real = try? ByPath.real(path) else { return [] }
    return ClosedDirectory.parents(of: real).compactMap { parent in
      guard let facts = FileFacts(path: parent) else { return nil }
      let isGroups = facts.groupID == home.groupID && facts.mode & 0o010 != 0
      if isGroups || facts.mode & 0o001 != 0 { return nil }
      return ClosedFile(
        path: parent, mode: facts.mode, wantedMode: facts.mode | 0o001, isAnotherGroups: false, isLink: false,
        isAboveHome: true)
    }
  }

  /// The first directory above the home that this account itself cannot pass; nil where the home alone is closed.
  package var parentClosedToUs: ClosedDirectory? { ClosedDirectory(above: path) }

  /// The listener's log of a day, where the listener cannot write it: root's, who ran one by hand.
  package func closedWitness(of day: BusinessDay) -> ClosedFile? {
    let path = witnessDirectory + "/\(day.text).log"
    guard let listener = FileFacts(at: witnessDirectory), listener.userID != 0, let facts = FileFacts(at: path),
      facts.userID != listener.userID
    else { return nil }
    return ClosedFile(
      path: path, mode: facts.mode, wantedMode: facts.mode, isAnotherGroups: false, isLink: facts.kind == .link,
      writer: accountName(listener.userID))
  }

  private var places: [(path: String, mode: UInt32)] {
    let rights = HomeRights.group
    let kept =
      [settingsFile, cashiersFile] + files(in: secretsDirectory) + files(in: themesDirectory)
      + [cacheDirectory + "/poller.lock"]
    let shared =
      files(in: ledgerDirectory) + files(in: locksDirectory) + files(in: logDirectory)
      + files(in: cacheDirectory).filter { $0.contains("/token-") } + [spoolDirectory + "/listener.lock"]
    let spools = [spoolDirectory] + HomeWorks.spoolPlaces.map { spoolDirectory + "/" + $0 }
    let sharedDirectories = spools + [ledgerDirectory, cacheDirectory, logDirectory, locksDirectory]
    return [path, secretsDirectory, themesDirectory, witnessDirectory].map { ($0, rights.keptDirectory) }
      + sharedDirectories.map { ($0, rights.sharedDirectory) } + kept.map { ($0, rights.keptFile) }
      + shared.map { ($0, rights.sharedFile) }
  }

  private func files(in directory: String) -> [String] {
    ((try? ByPath.names(in: directory)) ?? []).sorted().map { directory + "/" + $0 }
  }
}
