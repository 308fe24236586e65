import Payments

/// Who may have a desk ended from outside.
///
/// Accounts are as the kernel tells them of both ends of the connection, and the map of tills is the owner's file: no
/// name that somebody else wrote decides anything.
package struct TillRights: Sendable, Equatable {
  /// Another account of the same till takes a desk over only once nobody has pressed a key there for so long.
  package static let forgottenAfterMilliseconds: Int64 = 120_000

  /// The account that has the desk.
  package var holder: UInt32
  /// The account that owns the home.
  package var owner: UInt32

  /// Rights at one desk.
  package init(holder: UInt32, owner: UInt32) {
    self.holder = holder
    self.owner = owner
  }

  /// What is said to whoever wants to go on with this till elsewhere.
  package enum Answer: Sendable, Equatable {
    /// It is this person's own.
    case yes
    /// It is another person's.
    case anothers
    /// The till was given to both, and somebody works at it.
    case inUse
  }

  /// Whether this account may go on with the till elsewhere.
  ///
  /// - Parameter sharesTill: whether the owner's map gives this till to both accounts.
  package func takeOver(by asker: UInt32, sharesTill: Bool, idleMilliseconds: Int64) -> Answer {
    if asker == holder { return .yes }
    if !sharesTill { return .anothers }
    return idleMilliseconds >= Self.forgottenAfterMilliseconds ? .yes : .inUse
  }

  /// Whether this account may close the desk, for an upgrade say.
  package func close(by asker: UInt32) -> Bool { asker == 0 || asker == owner || asker == holder }
}
