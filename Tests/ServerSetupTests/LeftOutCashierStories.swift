import Testing

@testable import ServerSetup

private let keys = "/etc/kaunta/keys/njeri"
private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKxYp0wMfhMBa0wEXvTq1gqC1JYyT4bQbEDVGyaMOcl5 njeri@phone"

private func name(_ text: String = "njeri") throws -> AccountName { try #require(AccountName(text)) }

/// A cashier whose account was taken out of the group, or away, by hand: she has a key and a till yet.
@Suite struct LeftOutCashierStories {
  private let machine = ScriptedMachine()

  init() {
    let njeri = "njeri:*:1001:1001:Kaunta cashier:/usr/share/kaunta/home:/bin/sh\n"
    machine.answers("getent passwd", njeri + "amina:x:1000:1000::/home/amina:/bin/bash\n")
    machine.answers("getent passwd njeri", njeri)
    machine.answers("getent passwd brian", code: 2)
    machine.answers("getent group", "kaunta:x:990:kaunta-listen\n")
    machine.answers("id", "njeri\n")
    machine.answers("sshd -T", CashierPlaces.effective.joined(separator: "\n"))
    machine.put("/etc/ssh/sshd_config", "")
    machine.put(keys, key + "\n")
  }

  @Test func sheIsListedWithWhatBecameOfHer() throws {
    machine.put("/etc/kaunta/keys/brian", "# his\n")
    let listed = try CashierAccounts(machine).list(withTills: ["njeri", "amina", "otieno"])
    #expect(
      listed == [
        ListedCashier("brian", keys: 0, .vanished), ListedCashier("njeri", keys: 1, .leftOut),
      ], "amina has an account of another kind")
    machine.answers("getent passwd otieno", code: 2)
    #expect(try CashierAccounts(machine).list(withTills: ["otieno"]).map(\.name) == ["brian", "njeri", "otieno"])
  }

  @Test func theDoctorHasALineForHer() throws {
    machine.put("/etc/kaunta/keys/brian", key + "\n")
    let logins = try #require(try CashierAccounts(machine).logins(asRoot: true))
    #expect(logins.map(\.account) == ["brian", "njeri"])
    #expect(logins.map(\.fault?.mayBeMeant) == [true, false])
    #expect(logins[1].fault?.words == "is not let in: her account is not in the group kaunta any more")
    #expect(logins[1].fault?.remedy.contains("kaunta cashier add njeri") == true)
  }

  @Test func addTakesHerBackWithTheKeyThatSheHad() throws {
    #expect(try CashierAccounts(machine).add(name(), nil))
    #expect(machine.ran.contains("gpasswd --add njeri kaunta") && !machine.ran.contains { $0.hasPrefix("useradd") })
    #expect(machine.text(of: keys) == key + "\n")
  }

  /// In the group her key lets her in at once: while sshd is asked, it is not there.
  @Test func whereSshdWouldGiveHerMoreThanADeskSheStaysOut() throws {
    machine.answers("sshd -T", "forcecommand none\n")
    #expect(throws: CashierProblem.self) { try CashierAccounts(machine).add(name(), nil) }
    #expect(machine.ran.last == "gpasswd --delete njeri kaunta" && machine.text(of: keys) == key + "\n")
    machine.answers("gpasswd --delete", code: 1)
    #expect(throws: CashierProblem.self) { try CashierAccounts(machine).add(name(), nil) }
    #expect(machine.text(of: keys) == nil, "a member now, and without a key")
  }

  @Test func removeTakesHerAway() throws {
    machine.answers("pgrep", code: 1)
    try CashierAccounts(machine).remove(name()) { _ in }
    #expect(machine.ran.last == "userdel --force njeri" && machine.text(of: keys) == nil)
  }

  /// Her key was gone with her account, and her till was not.
  @Test func removeKnowsATillOfAnAccountThatIsGone() throws {
    #expect(throws: CashierProblem.noAccount("brian")) { try CashierAccounts(machine).remove(name("brian")) { _ in } }
    var closed: [UInt32?] = []
    try CashierAccounts(machine).remove(name("brian"), hasTill: true) { closed.append($0) }
    #expect(closed == [nil])
  }

  /// She may come back with it.
  @Test func herKeyIsNobodyElses() throws {
    machine.answers("getent passwd otieno", code: 2)
    #expect(throws: CashierProblem.anothersKey("otieno", of: "njeri")) {
      try CashierAccounts(machine).add(name("otieno"), PublicKey(key))
    }
  }
}
