/// The accounts of a shop server's cashiers: each may log in with her key, gets a desk, and nothing else.
package struct CashierAccounts<Server: Machine> {
  /// The machine.
  package let machine: Server

  /// On this machine.
  package init(_ machine: Server) { self.machine = machine }

  /// Adds an account unless it is there, and a key to it; true when anything changed.
  ///
  /// The key comes last, and only when sshd would give this account a desk and nothing else: until then nobody can log
  /// in as it.
  package func add(_ name: AccountName, _ key: PublicKey?) throws(CashierProblem) -> Bool {
    var isChanged = false
    let account = try account(name)
    guard account?.isMadeForCashier != false else { throw .anotherAccount(name.text) }
    // Before anything is made: who is refused for her key has no account.
    if let key, let other = try owner(of: key), other != name.text { throw .anothersKey(name.text, of: other) }
    if account == nil {
      try doing { () throws(MachineProblem) in
        try machine.must(
          "useradd", "--no-create-home", "--home-dir", CashierPlaces.home, "--shell", "/bin/sh", "--user-group",
          "--groups", CashierPlaces.group, "--password", "*", "--comment", "Kaunta cashier", name.text)
      }
      // Keys of an account of that name that was taken away by hand are somebody else's.
      machine.remove(CashierPlaces.keys(of: name))
      isChanged = true
    }
    try forgetPasswordsAge(name)
    if let account, !account.isMember {
      try takeBack(name)
      isChanged = true
    } else {
      try requireClosed(name)
    }
    guard let key else { return isChanged }
    if keys(of: name).contains(where: { $0.words == key.words }) { return isChanged }
    try write(keyFileLines(of: name) + [key.line], of: name)
    return true
  }

  /// Takes an account away: first its keys, so that nobody comes in any more, then its desks.
  ///
  /// - Parameters:
  ///   - hasTill: a till was given to her.
  ///   - closeDesks: ends the desks of that user with words, or where there is no such user any more those of her till;
  ///     what is left of her, a login that waits for her till above all, is ended after them.
  package func remove(
    _ name: AccountName, hasTill: Bool = false, closeDesks: (UInt32?) -> Void
  ) throws(CashierProblem) {
    guard let account = try account(name) else {
      // Whoever took the account away by hand left its keys, which would let in the next one of that name, its till,
      // and perhaps a desk that goes on.
      if machine.text(of: CashierPlaces.keys(of: name)) == nil, !hasTill { throw .noAccount(name.text) }
      machine.remove(CashierPlaces.keys(of: name))
      return closeDesks(nil)
    }
    guard account.isMadeForCashier else { throw .notACashiers(name.text) }
    machine.remove(CashierPlaces.keys(of: name))
    closeDesks(account.userID)
    for signal in ["TERM", "KILL"] where try isRunning(name) {
      _ = try asking(["pkill", "--signal", signal, "--uid", name.text])
      _ = try asking(["timeout", "5", "pidwait", "--uid", name.text])
    }
    if try isRunning(name) { throw .stillRuns(name.text) }
    try doing { () throws(MachineProblem) in
      let answer = try machine.run(["userdel", "--force", name.text], input: "")
      // 12: there is no home to be removed, and none was wanted.
      if answer.code != 0, answer.code != 12 { throw .failed(program: "userdel", words: answer.lastLine) }
    }
  }

  /// In words, what sshd would allow this account beyond a desk; nothing when it is closed.
  ///
  /// A block for some addresses may say otherwise than the rest: it is asked about this machine and about one outside.
  package func holes(for name: AccountName) throws(CashierProblem) -> [String] {
    var missing: [String] = []
    var unwanted: [String] = []
    for place in ["host=localhost,addr=127.0.0.1", "host=phone.example,addr=198.51.100.7"] {
      let answer = try asking(["sshd", "-T", "-C", "user=\(name.text),\(place)"])
      guard answer.code == 0 else { throw .machine(.failed(program: "sshd", words: answer.lastLine)) }
      let lines = answer.text.split(separator: "\n").map(String.init)
      missing += CashierPlaces.effective.filter { !lines.contains($0) && !missing.contains($0) }
      unwanted += lines.filter { CashierPlaces.isUnwanted($0) && !unwanted.contains($0) }
    }
    return [("it does not say ", missing), ("it says ", unwanted)].filter { !$0.1.isEmpty }.map {
      $0.0 + $0.1.joined(separator: "; ")
    }
  }

  private struct Account {
    /// By its home: also one that was taken out of the group.
    let isMadeForCashier: Bool
    let isMember: Bool
    let userID: UInt32?
  }

  private func account(_ name: AccountName) throws(CashierProblem) -> Account? {
    let answer = try asking(["getent", "passwd", name.text])
    guard answer.code == 0, let line = answer.text.split(separator: "\n").first else { return nil }
    let fields = line.split(separator: ":", omittingEmptySubsequences: false)
    let groups = try asking(["id", "--groups", "--name", name.text])
    let isMember = groups.text.split(whereSeparator: \.isWhitespace).contains(Substring(CashierPlaces.group))
    return Account(
      isMadeForCashier: fields.count > 5 && fields[5] == CashierPlaces.home, isMember: isMember,
      userID: fields.count > 2 ? UInt32(fields[2]) : nil)
  }

  private func requireClosed(_ name: AccountName) throws(CashierProblem) {
    let holes = try holes(for: name)
    guard holes.isEmpty else { throw .notClosed(name.text, holes) }
  }

  /// Into the group, from which somebody took her by hand.
  ///
  /// sshd is asked about a member only, so that her keys are put aside meanwhile; where it would give her more than a
  /// desk, she is where she was.
  private func takeBack(_ name: AccountName) throws(CashierProblem) {
    let keys = keyFileLines(of: name)
    func putBack() throws(CashierProblem) { if !keys.isEmpty { try write(keys, of: name) } }
    machine.remove(CashierPlaces.keys(of: name))
    do throws(CashierProblem) {
      try doing { () throws(MachineProblem) in try machine.must("gpasswd", "--add", name.text, CashierPlaces.group) }
    } catch {
      try putBack()
      throw error
    }
    do throws(CashierProblem) { try requireClosed(name) } catch {
      if try asking(["gpasswd", "--delete", name.text, CashierPlaces.group]).code == 0 { try putBack() }
      throw error
    }
    try putBack()
  }

  /// There is a process of hers.
  private func isRunning(_ name: AccountName) throws(CashierProblem) -> Bool {
    try asking(["pgrep", "--uid", name.text]).text.contains(where: \.isNumber)
  }

  /// Nothing makes her choose a password, which would stand before her desk: she logs in with a key alone.
  private func forgetPasswordsAge(_ name: AccountName) throws(CashierProblem) {
    let never = ["--lastday", "--mindays", "--maxdays", "--warndays", "--inactive"].flatMap { [$0, "-1"] }
    let answer = try asking(["chage"] + never + [name.text])
    if answer.code != 0 { throw .machine(.failed(program: "chage", words: answer.lastLine)) }
  }

  func asking(_ words: [String]) throws(CashierProblem) -> ProgramAnswer {
    do throws(MachineProblem) { return try machine.run(words, input: "") } catch { throw .machine(error) }
  }

  private func doing(_ work: () throws(MachineProblem) -> Void) throws(CashierProblem) {
    do throws(MachineProblem) { try work() } catch { throw .machine(error) }
  }
}

/// Where things of cashiers lie on a shop's server, as the package puts them there.
package enum CashierPlaces {
  /// The group that means: a desk and nothing else.
  package static let group = "kaunta"
  /// Accounts of the group that nobody logs in to.
  package static let services: Set<String> = ["kaunta-listen", "kaunta-poll"]
  /// A home in which nothing can be written.
  static let home = "/usr/share/kaunta/home"

  /// What the owner writes for this machine.
  static let settings = "/etc/kaunta"
  /// Where the keys are; only root writes there.
  static let keys = settings + "/keys"

  /// The keys of an account.
  static func keys(of name: AccountName) -> String { "\(keys)/\(name.text)" }

  /// What `sshd -T` must say of every cashier.
  static let effective = [
    "forcecommand exec /usr/bin/kaunta desk --home /var/lib/kaunta --own-till",
    "authorizedkeysfile /etc/kaunta/keys/%u", "authorizedkeyscommand none", "trustedusercakeys none",
    "authorizedprincipalsfile none", "authorizedprincipalscommand none",
    "authenticationmethods publickey", "permitemptypasswords no", "passwordauthentication no",
    "kbdinteractiveauthentication no",
    "hostbasedauthentication no", "permituserenvironment no", "permituserrc no", "disableforwarding yes",
    "allowtcpforwarding no", "allowstreamlocalforwarding no", "allowagentforwarding no", "x11forwarding no",
    "permittunnel no", "gatewayports no", "permitopen none", "permitlisten none", "maxsessions 1",
    "clientaliveinterval 15", "clientalivecountmax 3",
  ]

  /// A variable that no desk may be sent: all but its language, and whether its terminal has colours.
  ///
  /// sshd adds up what the blocks that fit say, so that another file can let in what makes the program another program.
  static func isUnwanted(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count == 2, words[0] == "acceptenv" else { return false }
    return !words[1].hasPrefix("LC_") && !["LANG", "COLORTERM", "NO_COLOR"].contains(words[1])
  }
}

/// Why a cashier was not added or removed.
package enum CashierProblem: Error, Equatable, Sendable {
  /// The account is there and is no cashier's.
  case anotherAccount(String)
  /// The account that is to go is no cashier's.
  case notACashiers(String)
  /// Somebody has this key already: the books would not know who of the two it was.
  case anothersKey(String, of: String)
  /// No key of hers is meant by that.
  case noSuchKey(String, of: String)
  /// There is no such account.
  case noAccount(String)
  /// What runs as her cannot be ended.
  case stillRuns(String)
  /// sshd would allow her more than a desk: what it says or does not say.
  case notClosed(String, [String])
  /// This machine did not do it.
  case machine(MachineProblem)

  /// What happened, and what to do.
  package var sentence: String {
    switch self {
    case .anotherAccount(let name):
      "there is an account \(name) already, and it is not a cashier's: in the cashiers' group it would get the desk and "
        + "nothing else. Choose another name."
    case .notACashiers(let name): "\(name) is no cashier's account. Nothing was done."
    case .anothersKey(let name, let other):
      "that key is \(other)'s already. With one key for two nobody could say who asked for money: let \(name) make her own "
        + "(ssh-keygen -t ed25519). Nothing was done."
    case .noSuchKey(let key, let name):
      "\(name) has no key \(key). kaunta cashier list --keys names them. Nothing was done."
    case .noAccount(let name): "there is no account \(name). kaunta cashier list names those that there are."
    case .stillRuns(let name):
      "\(name) has no key any more, and something of hers still runs: ps -u \(name). Her desk may be open yet. End it, "
        + "and run this once more."
    case .notClosed(let name, let holes):
      "\(name) got no key, since sshd would give her more than a desk: \(holes.joined(separator: "; ")). "
        + "See whether another file in /etc/ssh says otherwise before kaunta.conf does."
    case .machine(let problem): problem.sentence
    }
  }
}
