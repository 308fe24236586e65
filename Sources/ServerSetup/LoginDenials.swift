/// Why a cashier is not let in, and what to do.
package struct LoginFault: Sendable, Equatable {
  /// In words that follow her name.
  package let words: String
  package let remedy: String
  /// Perhaps it is as it should be: she was never given a key, her account was taken away, or she logs in all the same.
  package var mayBeMeant = false

  init(_ words: String, _ remedy: String) {
    self.words = words
    self.remedy = remedy
  }

  static func noKey(of name: AccountName) -> LoginFault {
    var fault = LoginFault("has no key", "Add one: kaunta cashier add \(name.text) --key FILE.")
    fault.mayBeMeant = true
    return fault
  }

  static func leftOut(_ name: AccountName) -> LoginFault {
    LoginFault(
      "is not let in: her account is not in the group \(CashierPlaces.group) any more",
      "Run kaunta cashier add \(name.text), which takes her back, or kaunta cashier remove \(name.text), which also "
        + "closes a desk that she has open yet.")
  }

  static func stranger(_ name: AccountName) -> LoginFault {
    var fault = LoginFault(
      "has no key that lets it in, and is no cashier's account",
      "Take it out of the group: gpasswd --delete \(name.text) \(CashierPlaces.group), or usermod --gid where that is its "
        + "first group.")
    fault.mayBeMeant = true
    return fault
  }

  static func vanished(_ name: AccountName) -> LoginFault {
    var fault = LoginFault(
      "has no account any more, and a key or a till yet",
      "Run kaunta cashier remove \(name.text), or kaunta cashier add \(name.text) for a new account.")
    fault.mayBeMeant = true
    return fault
  }
}

/// Why sshd or the machine turns a cashier away who has the right key.
struct LoginDenials {
  /// What `sshd -T` says about her.
  let effective: [String]
  let account: String
  let groups: [String]

  /// In words that follow her name, and what to do; nil where nothing turns her away.
  var fault: LoginFault? {
    let denied = patterns("denyusers").contains { Self.matches(account, $0) }
    let deniedGroup = patterns("denygroups").contains { pattern in groups.contains { Self.matches($0, pattern) } }
    let allowed = patterns("allowusers")
    let allowedGroups = patterns("allowgroups")
    let isAllowed = allowed.isEmpty || allowed.contains { Self.matches(account, $0) }
    let groupIsAllowed =
      allowedGroups.isEmpty || allowedGroups.contains { pattern in groups.contains { Self.matches($0, pattern) } }
    let names = [
      ("DenyUsers", denied), ("DenyGroups", deniedGroup), ("AllowUsers", !isAllowed), ("AllowGroups", !groupIsAllowed),
    ].filter(\.1).map(\.0)
    if names.isEmpty { return nil }
    return LoginFault(
      "is not let in: sshd says so by \(names.joined(separator: ", "))",
      "Let the group \(CashierPlaces.group) in there (/etc/ssh), then sshd -t and systemctl reload ssh."
    )
  }

  private func patterns(_ name: String) -> [String] {
    effective.compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.count == 2 && words[0] == name ? String(words[1]) : nil
    }
  }

  /// A name and a pattern with `*` and `?` (ssh_config(5), PATTERNS); of `USER@HOST` the user, since hosts are not
  /// known here.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let pattern = pattern.split(separator: "@", omittingEmptySubsequences: false).first ?? ""
    return matches(Array(name.utf8)[...], Array(pattern.utf8)[...])
  }

  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    if first == UInt8(ascii: "*") {
      return matches(name, rest) || (!name.isEmpty && matches(name.dropFirst(), pattern))
    }
    guard let sign = name.first, first == UInt8(ascii: "?") || first == sign else { return false }
    return matches(name.dropFirst(), rest)
  }
}

extension CashierAccounts {
  /// Why an account is not let in although its key is right: by sshd, by its shell, by its date.
  func denial(of name: AccountName) throws(CashierProblem) -> LoginFault? {
    func asked(_ words: String...) throws(CashierProblem) -> ProgramAnswer {
      do throws(MachineProblem) { return try machine.run(words, input: "") } catch { throw .machine(error) }
    }
    if machine.text(of: "/etc/nologin") != nil || machine.text(of: "/run/nologin") != nil {
      return LoginFault("is not let in: the machine is closed to all but root (/etc/nologin)", "Remove that file.")
    }
    let said = try asked("sshd", "-T", "-C", "user=\(name.text),host=phone.example,addr=198.51.100.7")
    let groups = try asked("id", "--groups", "--name", name.text)
    let denials = LoginDenials(
      effective: said.text.split(separator: "\n").map(String.init), account: name.text,
      groups: groups.text.split(whereSeparator: \.isWhitespace).map(String.init))
    if let fault = denials.fault { return fault }
    let account = try asked("getent", "passwd", name.text).text.split(separator: "\n").first
    let shell = account?.split(separator: ":", omittingEmptySubsequences: false).last
    if let shell, shell != "/bin/sh" {
      return LoginFault("gets no desk: the account's shell is \(shell)", "Run usermod --shell /bin/sh \(name.text).")
    }
    let shadow = try asked("getent", "shadow", name.text).text.split(separator: "\n").first
    let fields = shadow?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    let now = Int64(try asked("date", "--utc", "+%s").text.filter(\.isNumber)) ?? 0
    if fields.count > 4, Self.passwordHasExpired(fields, onDay: now / 86_400) {
      return LoginFault(
        "gets no desk: the account's password has expired, and sshd asks for a new one",
        "Run kaunta cashier add \(name.text), which ends that.")
    }
    if fields.count > 7, let days = Int64(fields[7]), days * 86_400 <= now {
      return LoginFault("is not let in: the account has expired", "Run chage --expiredate -1 \(name.text).")
    }
    return nil
  }

  /// As shadow(5) has it: changed never, or longer ago than it may be.
  private static func passwordHasExpired(_ fields: [Substring], onDay today: Int64) -> Bool {
    guard let changed = Int64(fields[2]) else { return false }
    if changed == 0 { return true }
    guard let most = Int64(fields[4]), most >= 0, most < 99_999 else { return false }
    return changed + most < today
  }
}
