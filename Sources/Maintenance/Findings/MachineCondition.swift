import Wording

/// The machine under a shop, as one look at it found: disks, watches, clock, who may log in and who may read.
package struct MachineCondition: Sendable, Equatable {
  /// The accounts of the group that may read the shop's secrets.
  package struct Readers: Sendable, Equatable {
    package var group: String
    package var members: [String]
    /// The group is the shop's own; else it is that of whoever made the shop.
    package var isOfCashiers: Bool

    /// A group as found.
    package init(group: String, members: [String], isOfCashiers: Bool) {
      self.group = group
      self.members = members
      self.isOfCashiers = isOfCashiers
    }
  }

  /// What sshd allows the cashiers.
  package enum Logins: Sendable, Equatable {
    /// Nobody could be asked, or nobody logs in here.
    case notAsked
    /// What it would allow each beyond a desk.
    case asked([Login])
    /// Asking failed, for this reason.
    case failed(String)
  }

  /// One account, and what sshd would allow it beyond a desk.
  package struct Login: Sendable, Equatable {
    package var account: String
    package var holes: [String]
    /// Why it does not let her in at all, and what to do.
    package var fault: Fault?
    /// What is to be said of keys that were let in earlier and would not be now.
    package var weakKeys: [Fault]

    /// A reason, in words that follow her name.
    package struct Fault: Sendable, Equatable {
      package var words: String
      package var remedy: String
      /// Perhaps it is as it should be: it was never given a key, was taken away, or is let in all the same.
      package var mayBeMeant: Bool

      package init(words: String, remedy: String, mayBeMeant: Bool = false) {
        self.words = words
        self.remedy = remedy
        self.mayBeMeant = mayBeMeant
      }
    }

    /// An account as sshd tells of it.
    package init(account: String, holes: [String], fault: Fault? = nil, weakKeys: [Fault] = []) {
      self.account = account
      self.holes = holes
      self.fault = fault
      self.weakKeys = weakKeys
    }
  }

  /// No money moves in this home.
  package var isPractice: Bool
  /// Where the shop's files lie.
  package var disks: [ShopCondition.Disk] = []
  /// How much this kernel lets an account watch.
  package var watches = WatchLimits()
  /// Something keeps the clock right.
  package var isClockKept = false
  /// The accounts that have a till.
  package var cashiers: [String] = []
  /// Why nobody knows who has which till, or not of all.
  package var cashiersTrouble: Finding?
  /// The accounts that no person logs in to.
  package var services: [String] = []
  /// Who may read; nil at a home of one user, and where the machine does not know the group.
  package var readers: Readers?
  /// Asked only where the shop's own group reads: the others have no cashiers.
  package var logins = Logins.notAsked

  /// Desks that go on although whoever has them would not be let in to them any more.
  package var strayDesks: [Finding] = []
  /// Cashiers who were given no till: nobody has a desk by that, and nobody is to be taken out of the group for it.
  package var cashiersWithoutTill: [String] = []

  /// A machine of which nothing is known yet.
  package init(isPractice: Bool) { self.isPractice = isPractice }

  /// What is to be said of it.
  package var findings: [Finding] {
    // Cashiers have an account each; the desks of one account share its limit.
    let inotify = Finding.inotify(watches, desks: max(1, cashiers.count))
    // A practice home takes no real day's money and shows nobody a certificate.
    let clock = isPractice ? nil : Finding.clockKeeping(isSynchronised: isClockKept)
    return disks.map { Finding.disk($0.room, of: $0.names) } + [inotify, clock].compactMap(\.self) + people
      + strayDesks
  }

  private var people: [Finding] {
    guard let readers else { return [] }
    guard readers.isOfCashiers else { return [.readers(ofOwnGroup: readers.group, members: readers.members)] }
    // Where nobody's till is known, each of them would be told once more.
    let withoutTill = cashiersTrouble == nil ? cashiersWithoutTill : []
    let read = [read(readers)] + withoutTill.map { .withoutTill($0) }
    switch logins {
    case .notAsked: return read
    case .asked(let logins):
      return read
        + logins.flatMap { login in
          [
            login.holes.isEmpty
              ? login.fault.map { .noLogin(login.account, $0) } ?? .login(login.account, holes: [])
              : .login(login.account, holes: login.holes)
          ] + login.weakKeys.map { .noLogin(login.account, $0) }
        }
    case .failed(let reason): return read + [.loginsNotLookedAt(reason)]
    }
  }

  private func read(_ readers: Readers) -> Finding {
    let known = cashiers + cashiersWithoutTill + services
    if let cashiersTrouble { return cashiersTrouble }
    return .readers(group: readers.group, members: readers.members.sorted(), known: known)
  }
}
