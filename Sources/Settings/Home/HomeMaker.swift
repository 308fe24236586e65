import Daraja
import Files
import Glibc
import Payments

/// What a new home is for.
package enum HomeKind: Sendable, Hashable, CaseIterable {
  /// Works at once with `kaunta simulate` and `kaunta listen`.
  case simulator
  /// Safaricom's sandbox; some values must be filled in before it loads.
  case sandbox
}

/// What a new home is made with, beside its place.
package struct HomePlan: Sendable {
  /// What it is for.
  package var kind: HomeKind
  /// The shop's name on screen.
  package var shopName: String
  /// The language of its desks.
  package var language: Language
  /// The group of a shop server's cashiers; nil for one user's home.
  package var group: String?
  /// The user that the listener runs as, to whom the witness log is given; nil to leave it.
  package var listenerUser: String?
  /// Where a simulator's home finds its parts.
  package var addresses: HomeAddresses

  package init(
    kind: HomeKind, shopName: String = "My shop", language: Language = .english, group: String? = nil,
    listenerUser: String? = nil, addresses: HomeAddresses = HomeAddresses()
  ) {
    self.kind = kind
    self.shopName = shopName
    self.language = language
    self.group = group
    self.listenerUser = listenerUser
    self.addresses = addresses
  }
}

/// What came of making a home.
package struct MadeHome: Sendable, Equatable {
  /// The home.
  package let home: Home
  /// Commands that only root may give, each of which is still wanted.
  package let commandsForRoot: [String]
}

/// Makes homes.
///
/// For a group, the directories get the set-group-ID bit, so that whatever is made in them belongs to the group. What
/// only root may do (giving the witness log to the listener's user) is done when root asks and said otherwise.
package enum HomeMaker {
  /// Makes a home in a directory that is not there, or is empty.
  ///
  /// The settings are written last, so that a home that was interrupted is none. After a failure everything that was
  /// made is taken away again.
  ///
  /// - Parameters:
  ///   - tagKey: 32 random bytes for the callback addresses.
  ///   - calls: how files are touched to find out whether the place can be a home.
  ///   - trial: tries whether the new spool works, before there are settings by which anybody could use it; its
  /// problem.
  package static func make(
    at home: Home, _ plan: HomePlan, tagKey: [UInt8], calls: FileCalls = .real, trial: (Home) -> String? = { _ in nil }
  ) throws(HomeProblem) -> MadeHome {
    guard let key = TagKey(bytes: tagKey, status: .active) else { throw .badKeyBytes }
    if home.exists { throw .alreadyThere(home.path) }
    let there = FileFacts(path: home.path)
    if let owner = there?.userID, owner != geteuid() {
      throw .belongsToAnother(home.path, owner: accountName(owner))
    }
    if there?.isDirectory == true, (try? ByPath.names(in: home.path)) != [] { throw .notEmpty(home.path) }
    var works = HomeWorks(
      rights: plan.group == nil ? .oneUser : .group, groupID: try groupID(plan.group),
      listenerID: try userID(plan.listenerUser))
    try HomeTrial(calls: calls).run(for: home)
    do throws(HomeProblem) {
      try works.makeHome(home, there)
      try works.fill(home, plan, key: key)
      if let problem = trial(home) { throw HomeProblem.spoolFails(problem) }
      try works.finish(home, plan)
    } catch {
      works.undo()
      throw error
    }
    return MadeHome(home: home, commandsForRoot: works.commandsForRoot)
  }

  private static func groupID(_ name: String?) throws(HomeProblem) -> gid_t? {
    guard let name else { return nil }
    guard let entry = getgrnam(name) else { throw .unknownGroup(name) }
    return entry.pointee.gr_gid
  }

  private static func userID(_ name: String?) throws(HomeProblem) -> ListenerUser? {
    guard let name else { return nil }
    guard let entry = getpwnam(name) else { throw .unknownUser(name) }
    return ListenerUser(name: name, userID: entry.pointee.pw_uid)
  }
}
