import Glibc

/// Whose files and directories are used in a directory that several accounts may write into.
///
/// Whoever may write there may put links, pipes, and names of other people's files into a place of ours. What lies
/// there is therefore looked at once it is open, and used only if it was made by an account that may write there: by
/// its owner, or as one of the group, which only the group's members and the directory's set-group-ID bit give to a
/// file.
package struct Makers: Sendable, Equatable {
  /// Accounts.
  package var userIDs: Set<UInt32>
  /// The group; nil where only accounts count.
  package var groupID: UInt32?
  /// Rights that a directory must not give.
  package var forbiddenRights: UInt32

  /// Makers as given.
  package init(userIDs: Set<UInt32>, groupID: UInt32? = nil, forbiddenRights: UInt32) {
    self.userIDs = userIDs
    self.groupID = groupID
    self.forbiddenRights = forbiddenRights
  }

  /// Those who may write into a shared directory: root, its owner, this process, and its group if it hands that on.
  package static func sharing(_ directory: FileFacts) -> Makers {
    let isGroup = directory.mode & 0o2000 != 0
    return Makers(
      userIDs: [0, geteuid(), directory.userID], groupID: isGroup ? directory.groupID : nil,
      forbiddenRights: isGroup ? 0o007 : 0o077)
  }

  /// Whether one of them made it.
  package func made(_ facts: FileFacts) -> Bool { userIDs.contains(facts.userID) || facts.groupID == groupID }
}
