import Payments
import Settings

/// A desk that is open.
package struct OpenDesk: Sendable, Equatable {
  package let till: Till
  package let userID: UInt32
  /// Whose; nil where the account is gone from the machine.
  package let account: String?

  package init(till: Till, userID: UInt32, account: String?) {
    self.till = till
    self.userID = userID
    self.account = account
  }
}

/// A desk that goes on although whoever has it would not be let in to it any more: it asks for money all the same.
package struct StrayDesk: Sendable, Equatable {
  /// Why not.
  package enum Reason: Sendable, Equatable {
    /// The account is gone from the machine.
    case gone
    /// It was taken out of the group.
    case leftOut(group: String, isOfCashiers: Bool)
    /// A line of the cashiers' file in which it may stand says nothing clear.
    case unclear(line: Int)
    /// No till is given to it.
    case noTill
    /// Another till is given to it.
    case otherTill(Till)
    /// No key of it is left.
    case noKey
    /// sshd or the machine would not let it in: in words that follow its name.
    case turnedAway(String)
  }

  package let till: Till
  /// As people read it; a number where the account is gone.
  package let account: String
  package let reason: Reason

  package init(_ desk: OpenDesk, _ reason: Reason) {
    till = desk.till
    account = desk.account ?? "user \(desk.userID)"
    self.reason = reason
  }

  /// Nobody can have meant it to go on.
  package var isSurelyWrong: Bool {
    switch reason {
    case .gone, .leftOut: true
    case .unclear, .noTill, .otherTill, .noKey, .turnedAway: false
    }
  }

  /// Whose, where, and why not.
  package var words: String { "\(account) at till \(till.number): that desk is open and asks for money, and \(why)" }

  /// What to do.
  package func remedy(at home: Home) -> String {
    let end = "End it: \(Self.ending(till, at: home))."
    return switch reason {
    case .leftOut(_, isOfCashiers: true): end + " Or take her back: kaunta cashier add \(account)."
    default: end
    }
  }

  /// The command that ends a till's desk.
  package static func ending(_ till: Till, at home: Home) -> String {
    "kaunta tills --home \(shellQuoted(home.path)) --close \(till.number)"
  }

  private var why: String {
    switch reason {
    case .gone: "its account is gone from this machine"
    case .leftOut(let group, _): "\(account) is not in the group \(group) any more"
    case .unclear(let line): "which till \(account) has cannot be read (line \(line) of the file cashiers)"
    case .noTill: "no till is given to \(account)"
    case .otherTill(let till): "till \(till.number) is given to \(account)"
    case .noKey: "\(account) has no key any more"
    case .turnedAway(let words): "\(account) \(words)"
    }
  }
}
