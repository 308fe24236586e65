/// The keys with which cashiers log in.
extension CashierAccounts {
  /// An account's keys, in the order in which they were added; what is no key in its file is left out.
  package func keys(of name: AccountName) -> [PublicKey] {
    keyFileLines(of: name).compactMap { try? PublicKey($0) }
  }

  /// The file's lines, with what an administrator wrote there by hand.
  func keyFileLines(of name: AccountName) -> [String] {
    (machine.text(of: CashierPlaces.keys(of: name)) ?? "").split(separator: "\n").map(String.init)
  }

  /// Whether an account has a key; nil where this account may not look.
  package func hasKey(_ name: AccountName) -> Bool? {
    machine.names(in: CashierPlaces.settings).isEmpty ? nil : keyFileLines(of: name).contains { !$0.hasPrefix("#") }
  }

  /// The same, each as `ssh-keygen -l` shows it: length, fingerprint, comment, kind.
  package func keyLines(of name: AccountName) throws(CashierProblem) -> [String] {
    var lines: [String] = []
    for key in keys(of: name) { lines.append(try shown(key)) }
    return lines
  }

  private func shown(_ key: PublicKey) throws(CashierProblem) -> String {
    do throws(MachineProblem) {
      let answer = try machine.run(["ssh-keygen", "-l", "-f", "-"], input: key.line + "\n")
      if answer.code != 0 { throw MachineProblem.failed(program: "ssh-keygen", words: answer.lastLine) }
      return answer.lastLine
    } catch { throw .machine(error) }
  }

  /// What is to be said of keys that were let in earlier and would not be now; words that follow her name.
  func weakKeys(of name: AccountName) throws(CashierProblem) -> [LoginFault] {
    var faults: [LoginFault] = []
    for key in keys(of: name) {
      guard case .weak(let words)? = key.weakness else { continue }
      let fingerprint = try shown(key).split(separator: " ").first { $0.contains(":") } ?? ""
      var fault = LoginFault(
        "has \(words), which can be broken: \(fingerprint)",
        "Let her make another (ssh-keygen -t ed25519), add that, then run kaunta cashier remove \(name.text) --key "
          + "\(fingerprint).")
      fault.mayBeMeant = true
      faults.append(fault)
    }
    return faults
  }

  /// Takes one key from an account, named by its fingerprint; who has logged in with it stays at the desk.
  package func removeKey(_ fingerprint: String, of name: AccountName) throws(CashierProblem) {
    var left: [String] = []
    let there = keyFileLines(of: name)
    for line in there {
      if let key = try? PublicKey(line), try shown(key).split(separator: " ").contains(fingerprint[...]) { continue }
      left.append(line)
    }
    if left.count == there.count { throw .noSuchKey(fingerprint, of: name.text) }
    try write(left, of: name)
  }

  /// Whose key that is already; nil where it is nobody's.
  func owner(of key: PublicKey) throws(CashierProblem) -> String? {
    // Also of one who is shut out: she may come back with it. Keys of an account that is gone never do.
    try list().first { cashier in
      guard cashier.place != .vanished, let name = AccountName(cashier.name) else { return false }
      return keys(of: name).contains { $0.words == key.words }
    }?.name
  }

  func write(_ lines: [String], of name: AccountName) throws(CashierProblem) {
    do throws(MachineProblem) {
      // Open to be read: sshd reads it as the account itself. A public key is no secret.
      try machine.write(CashierPlaces.keys(of: name), lines.map { $0 + "\n" }.joined(), mode: 0o644)
    } catch { throw .machine(error) }
  }

  /// Why sshd lets nobody in with this account's keys, and what to do; nil where it does (StrictModes, sshd_config(5)).
  package func keysFault(of name: AccountName) throws(CashierProblem) -> LoginFault? {
    let file = CashierPlaces.keys(of: name)
    for path in [CashierPlaces.settings, CashierPlaces.keys, file] {
      let answer: ProgramAnswer
      do throws(MachineProblem) {
        answer = try machine.run(["stat", "--format=%u %a %F", path], input: "")
      } catch { throw .machine(error) }
      let words = answer.text.split(maxSplits: 2) { $0 == " " || $0 == "\n" }
      guard answer.code == 0, words.count == 3, let mode = UInt32(words[1], radix: 8) else {
        return .noKey(of: name)
      }
      let isFile = path == file
      let wanted: UInt32 = isFile ? 0o004 : 0o001
      if words[0] != "0" || mode & 0o022 != 0 || mode & wanted != wanted {
        return LoginFault(
          "cannot log in: sshd does not take keys from \(path) with mode \(words[1])"
            + (words[0] == "0" ? "" : " that is not root's"),
          "Run chown root:root \(path) and chmod \(isFile ? "644" : "755") \(path)."
        )
      }
    }
    return keys(of: name).isEmpty ? .noKey(of: name) : nil
  }
}
