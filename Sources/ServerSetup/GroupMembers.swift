import Files
import Glibc

/// A group of this machine, and who is in it.
package struct GroupMembers: Sendable, Equatable {
  package var name: String
  package var members: [String]

  /// A group as given.
  package init(name: String, members: [String]) {
    self.name = name
    self.members = members
  }

  /// The group of a file; nil where the machine does not know it.
  package init?(ofFile path: String) {
    guard let entry = FileFacts(path: path).flatMap({ getgrgid($0.groupID) })?.pointee,
      let name = entry.gr_name.map({ String(cString: $0) })
    else { return nil }
    self.name = name
    members = []
    var next = entry.gr_mem
    while let member = next?.pointee {
      members.append(String(cString: member))
      next = next?.successor()
    }
    // Whoever's first group it is stands in no list of members.
    setpwent()
    defer { endpwent() }
    while let account = getpwent()?.pointee {
      let account = (name: String(cString: account.pw_name), group: account.pw_gid)
      if account.group == entry.gr_gid, !members.contains(account.name) { members.append(account.name) }
    }
  }

  /// Accounts of it that log in to a desk: it is the shop's own group, and not somebody's.
  package var isOfCashiers: Bool { name == CashierPlaces.group }

  /// Those of it that nobody logs in to.
  package static var services: [String] { CashierPlaces.services.sorted() }
}

extension CashierAccounts {
  /// What sshd would allow each cashier beyond a desk; nil where that cannot be asked: only root can, and where there
  /// is no sshd, nobody logs in.
  ///
  /// - Parameter withTills: the accounts that were given a till.
  package func logins(asRoot: Bool, withTills: [String] = []) throws(CashierProblem) -> [CashierLogin]? {
    guard asRoot, machine.text(of: "/etc/ssh/sshd_config") != nil else { return nil }
    var logins: [CashierLogin] = []
    for cashier in try list(withTills: withTills) {
      guard let name = AccountName(cashier.name) else { continue }
      if [.leftOut, .vanished].contains(cashier.place) {
        // Out of the group it has neither a key that sshd looks for nor a password.
        let fault: LoginFault = cashier.place == .leftOut ? .leftOut(name) : .vanished(name)
        logins.append(CashierLogin(account: cashier.name, holes: [], fault: fault))
        continue
      }
      var fault = try keysFault(of: name)
      if fault == nil { fault = try denial(of: name) }
      // Who is no cashier is to be taken out, and not to be let in.
      if fault != nil, cashier.place == .stranger { fault = .stranger(name) }
      logins.append(
        CashierLogin(
          account: cashier.name, holes: try holes(for: name), fault: fault, weakKeys: try weakKeys(of: name)))
    }
    return logins
  }
}

/// What sshd does with a cashier who logs in.
package struct CashierLogin {
  package let account: String
  /// What it would allow her beyond a desk, in words.
  package let holes: [String]
  /// Why it does not let her in, and what to do.
  package let fault: LoginFault?
  /// What is to be said of keys that were let in earlier and would not be now.
  package var weakKeys: [LoginFault] = []
}
