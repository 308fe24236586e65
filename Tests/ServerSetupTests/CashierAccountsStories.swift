import Testing

@testable import ServerSetup

/// A machine on which sshd says what it says with the package's snippet.
private func server(_ change: (String) -> String? = { $0 }) -> ScriptedMachine {
  let machine = ScriptedMachine()
  machine.answers("getent passwd", code: 2)
  machine.answers("sshd -T", CashierPlaces.effective.compactMap(change).joined(separator: "\n") + "\nport 22\n")
  return machine
}

private func njeri() throws -> AccountName { try #require(AccountName("njeri")) }

private func key(_ comment: String = "njeri@phone") throws -> PublicKey {
  try PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKxYp0wMfhMBa0wEXvTq1gqC1JYyT4bQbEDVGyaMOcl5 \(comment)\n")
}

private let keys = "/etc/kaunta/keys/njeri"
private let cashierLine = "njeri:*:1001:1001:Kaunta cashier:/usr/share/kaunta/home:/bin/sh\n"

@Suite struct CashierAccountsStories {
  @Test func aNewCashierGetsAnAccountWithoutAHomeOfHerOwnAndThenHerKey() throws {
    let machine = server()
    #expect(try CashierAccounts(machine).add(njeri(), key()))
    #expect(
      machine.ran == [
        "getent passwd njeri",
        "getent group kaunta", "getent passwd",
        "useradd --no-create-home --home-dir /usr/share/kaunta/home --shell /bin/sh --user-group --groups kaunta "
          + "--password * --comment Kaunta cashier njeri",
        "chage --lastday -1 --mindays -1 --maxdays -1 --warndays -1 --inactive -1 njeri",
        "sshd -T -C user=njeri,host=localhost,addr=127.0.0.1",
        "sshd -T -C user=njeri,host=phone.example,addr=198.51.100.7",
      ])
    #expect(machine.text(of: keys) == (try key().line) + "\n")
    #expect(machine.mode(of: keys) == 0o644)
  }

  @Test func theSameOnceMoreChangesNothingAndAnotherKeyIsAdded() throws {
    let machine = server()
    machine.answers("getent passwd", cashierLine)
    machine.answers("id", "njeri kaunta\n")
    machine.put(keys, try key().line + "\n")
    #expect(try CashierAccounts(machine).add(njeri(), key("another comment")) == false)
    #expect(!machine.ran.contains { $0.hasPrefix("useradd") })
    let second = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5Zl7mYbYfHq0vMZc0L0aYJr2o4H9o8mF2yqz0m3hXk laptop"
    #expect(try CashierAccounts(machine).add(njeri(), PublicKey(second)))
    #expect(machine.text(of: keys) == (try key().line) + "\n" + second + "\n")
  }

  /// An administrator who is taken into the group could do nothing any more.
  @Test func anAccountThatIsNoCashiersIsLeftAlone() throws {
    let machine = server()
    machine.answers("getent passwd", "njeri:x:1000:1000:Njeri:/home/njeri:/bin/bash\n")
    machine.answers("id", "njeri sudo kaunta\n")
    #expect(throws: CashierProblem.anotherAccount("njeri")) { try CashierAccounts(machine).add(njeri(), key()) }
    #expect(throws: CashierProblem.notACashiers("njeri")) { try CashierAccounts(machine).remove(njeri()) { _ in } }
    #expect(machine.text(of: keys) == nil && !machine.ran.contains { $0.hasPrefix("user") })
  }

  /// With one key for two nobody could say who asked for money.
  @Test func anothersKeyIsNotTaken() throws {
    let machine = server()
    machine.answers("getent group", "kaunta:x:990:amina,kaunta-listen\n")
    machine.put("/etc/kaunta/keys/amina", try key().line + "\n")
    #expect(throws: CashierProblem.anothersKey("njeri", of: "amina")) {
      try CashierAccounts(machine).add(njeri(), key("another comment"))
    }
    #expect(machine.text(of: keys) == nil && !machine.ran.contains { $0.hasPrefix("useradd") }, "nothing was done")
  }

  @Test func oneOfTwoKeysIsTakenAwayAndWhatAnAdministratorWroteStays() throws {
    let machine = server()
    let second = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5Zl7mYbYfHq0vMZc0L0aYJr2o4H9o8mF2yqz0m3hXk laptop"
    machine.put(keys, "# since May\n" + second + "\n")
    machine.answers("ssh-keygen -l", "256 SHA256:abc laptop (ED25519)\n")
    let accounts = CashierAccounts(machine)
    #expect(throws: CashierProblem.noSuchKey("SHA256:x", of: "njeri")) {
      try accounts.removeKey("SHA256:x", of: njeri())
    }
    try accounts.removeKey("SHA256:abc", of: njeri())
    #expect(machine.text(of: keys) == "# since May\n")
  }

  @Test(arguments: [
    (
      "1001 644 regular file",
      "cannot log in: sshd does not take keys from /etc/kaunta with mode 644 that is not root's"
    ),
    ("0 775 directory", "cannot log in: sshd does not take keys from /etc/kaunta with mode 775"),
    ("0 700 directory", "cannot log in: sshd does not take keys from /etc/kaunta with mode 700"),
  ])
  func keysThatSshdDoesNotTakeAreNamed(_ stat: String, _ words: String) throws {
    let machine = server()
    machine.answers("stat", stat + "\n")
    #expect(try CashierAccounts(machine).keysFault(of: njeri())?.words == words)
  }

  @Test func whoHasKeysThatSshdTakesHasNoFault() throws {
    let machine = server()
    machine.answers("stat", "0 755 directory\n")
    machine.put(keys, try key().line + "\n")
    #expect(try CashierAccounts(machine).keysFault(of: njeri()) == nil)
    machine.put(keys, "")
    #expect(try CashierAccounts(machine).keysFault(of: njeri())?.words == "has no key")
  }

  @Test(arguments: CashierPlaces.effective)
  func whereSshdWouldAllowMoreNoKeyIsLetIn(line: String) throws {
    let machine = server { $0 == line ? nil : $0 }
    #expect(throws: CashierProblem.notClosed("njeri", ["it does not say \(line)"])) {
      try CashierAccounts(machine).add(njeri(), key())
    }
    #expect(machine.text(of: keys) == nil)
  }

  /// What is let in by one file is added to what another lets in.
  @Test(arguments: ["LD_PRELOAD", "*", "LD_*", "TERMINFO", "LANGUAGE", "L*"])
  func whereSshdTakesOtherVariablesNoKeyIsLetIn(variable: String) throws {
    let machine = server()
    let said = CashierPlaces.effective + ["acceptenv LANG", "acceptenv LC_*", "acceptenv \(variable)"]
    machine.answers("sshd -T", said.joined(separator: "\n"))
    #expect(throws: CashierProblem.notClosed("njeri", ["it says acceptenv \(variable)"])) {
      try CashierAccounts(machine).add(njeri(), key())
    }
  }

  /// A block for the addresses outside (`Match Address`) that gives them a shell.
  @Test func whatIsClosedFromHereOnlyIsNotClosed() throws {
    let machine = server()
    let open = CashierPlaces.effective.filter { !$0.hasPrefix("forcecommand") }.joined(separator: "\n")
    machine.answers("sshd -T -C user=njeri,host=phone.example", open + "\nforcecommand none\n")
    let holes = try CashierAccounts(machine).holes(for: njeri())
    #expect(holes == ["it does not say forcecommand exec /usr/bin/kaunta desk --home /var/lib/kaunta --own-till"])
  }

  @Test func whoIsRemovedLosesHerKeyBeforeHerDesk() throws {
    let machine = server()
    machine.answers("getent passwd", cashierLine)
    machine.answers("id", "njeri kaunta\n")
    machine.put(keys, try key().line + "\n")
    var closed: [UInt32?] = []
    machine.answers("pgrep", "4711\n")
    #expect(throws: CashierProblem.stillRuns("njeri")) {
      try CashierAccounts(machine).remove(njeri()) { user in
        closed.append(user)
        #expect(machine.text(of: keys) == nil, "she cannot come back meanwhile")
        #expect(!machine.ran.contains { $0.hasPrefix("pkill") }, "her desk is asked before it is ended")
      }
    }
    #expect(closed == [1_001])
    #expect(machine.text(of: keys) == nil)
    #expect(!machine.ran.contains { $0.hasPrefix("userdel") })
    #expect(
      machine.ran.suffix(6).map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
        "pkill --signal TERM", "timeout 5 pidwait", "pgrep --uid njeri", "pkill --signal KILL", "timeout 5 pidwait",
        "pgrep --uid njeri",
      ])
    machine.answers("pgrep", "", code: 1)
    try CashierAccounts(machine).remove(njeri()) { _ in }
    #expect(machine.ran.last == "userdel --force njeri")
  }

  @Test func theListHasMembersAndNoServices() throws {
    let machine = server()
    machine.answers("getent group", "kaunta:x:990:kaunta-listen,kaunta-poll,wanjiru,njeri\n")
    machine.put(keys, "# hers\n" + (try key().line) + "\n")
    let list = try CashierAccounts(machine).list()
    #expect(list.map(\.name) == ["njeri", "wanjiru"] && list.map(\.keys) == [1, 0])
  }

  @Test func whoseFirstGroupItIsIsAMember() throws {
    let machine = server()
    machine.answers("getent group", "kaunta:x:990:kaunta-poll,njeri\n")
    machine.answers(
      "getent passwd", cashierLine + "otieno:x:1002:990::/home/otieno:/bin/bash\nroot:x:0:0::/root:/bin/sh\n")
    #expect(try CashierAccounts(machine).members() == ["kaunta-poll", "njeri", "otieno"])
    #expect(try CashierAccounts(machine).list().map(\.name) == ["njeri", "otieno"])
  }

  @Test(arguments: [
    "", "Njeri", "njeri wa", "../njeri", "-njeri", "1njeri", "njeri:x", "njéri", String(repeating: "n", count: 33),
  ])
  func noOtherNamesAreTaken(name: String) { #expect(AccountName(name) == nil) }

  @Test func whatIsNoPublicKeyIsNamed() throws {
    let good = try key().line
    func fault(_ text: String) -> PublicKey.Fault? {
      do {
        _ = try PublicKey(text)
        return nil
      } catch { return error }
    }
    #expect(fault(good) == nil && fault("\n" + good + "\r\n") == nil)
    #expect(fault(" \n") == .empty)
    #expect(fault(good + "\n" + good) == .severalLines)
    #expect(fault("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n") == .privateKey)
    #expect(fault("command=\"sh\" " + good) == .options)
    #expect(fault("environment=\"LD_PRELOAD=/tmp/x\",no-pty " + good) == .options)
    #expect(fault("ssh-ed25519 AAAA") == .damaged)
    #expect(fault(good.replacing("AAAAI", with: "AAAA;")) == .damaged)
    #expect(try PublicKey(good + "\u{1B}[2J").comment == "njeri@phone[2J")
  }
}
