import Payments
import Settings
import Testing

@testable import ServerSetup

/// Who is in the group of a shop, and what sshd would allow those who log in.
@Suite struct GroupMembersTests {
  private let machine = ScriptedMachine()

  @Test func whoeverHasItAsFirstGroupIsAMemberToo() throws {
    let group = try #require(GroupMembers(ofFile: "/etc/passwd"))
    #expect(group.name == "root" && group.members.contains("root") && !group.isOfCashiers)
    #expect(GroupMembers(ofFile: "/no/such/file") == nil)
  }

  @Test func onlyRootAsksSSHDAndOnlyWhereThereIsOne() throws {
    let accounts = CashierAccounts(machine)
    #expect(try accounts.logins(asRoot: true) == nil, "nobody logs in")
    machine.put("/etc/ssh/sshd_config", "")
    #expect(try accounts.logins(asRoot: false) == nil && machine.ran == [])
    machine.answers("getent group kaunta", "kaunta:x:990:njeri,kaunta-listen\n")
    machine.answers("getent passwd", "njeri:x:1001:1001::/:/bin/sh\n")
    machine.answers("sshd -T", "permittunnel yes\n")
    let logins = try #require(try accounts.logins(asRoot: true))
    #expect(logins.map(\.account) == ["njeri"] && logins[0].holes.first?.contains("permittunnel no") == true)
  }

  private func reasons(_ text: String, group: String = "kaunta", hasKey: Bool? = true) throws -> [StrayDesk.Reason?] {
    let rights = DeskRights(
      group: GroupMembers(name: group, members: ["njeri", "amina"]), cashiers: Cashiers(parsing: text)
    ) { _ in hasKey }
    let one = try #require(Till(1))
    return ["njeri", "brian", nil].map { account in
      rights.stray(among: [OpenDesk(till: one, userID: 1_001, account: account)]).first?.reason
    }
  }

  @Test func aDeskGoesOnWhoseHolderWouldNotBeLetInToIt() throws {
    let out = StrayDesk.Reason.leftOut(group: "kaunta", isOfCashiers: true)
    #expect(try reasons("njeri 1\n") == [nil, out, .gone])
    #expect(try reasons("amina 1\n") == [.noTill, out, .gone])
    #expect(try reasons("njeri 3\n") == [.otherTill(try #require(Till(3))), out, .gone])
    #expect(try reasons("amina 1\nnjeri till one\n") == [.unclear(line: 2), out, .gone])
    #expect(try reasons("njeri 1\n", hasKey: false) == [.noKey, out, .gone])
    #expect(try reasons("njeri 1\n", hasKey: nil) == [nil, out, .gone])
    // Of a group of one's own nobody knows more than who is in it.
    #expect(
      try reasons("", group: "duka", hasKey: false)
        == [nil, .leftOut(group: "duka", isOfCashiers: false), .gone])
  }

  @Test func weakKeysThatWereLetInEarlierAreTold() throws {
    let weak =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7" + String(repeating: "x", count: 172) + " njeri@old"
    machine.put("/etc/ssh/sshd_config", "")
    machine.put("/etc/kaunta/keys/njeri", weak + "\n")
    machine.answers("getent group kaunta", "kaunta:x:990:njeri\n")
    machine.answers("getent passwd", "njeri:*:1001:1001:Kaunta cashier:/usr/share/kaunta/home:/bin/sh\n")
    machine.answers("ssh-keygen -l", "1024 SHA256:abc njeri@old (RSA)\n")
    let login = try #require(try CashierAccounts(machine).logins(asRoot: true)?.first)
    #expect(
      login.weakKeys.map(\.words) == [
        "has an RSA key of 1024 bits (at least 2048 are wanted), which can be broken: SHA256:abc"
      ])
    #expect(login.weakKeys.first?.remedy.hasSuffix("kaunta cashier remove njeri --key SHA256:abc.") == true)
  }

  /// Who is in the group by hand is no cashier: no key is to be added for it.
  @Test func whoIsInTheGroupByHandIsAStranger() throws {
    machine.put("/etc/ssh/sshd_config", "")
    machine.answers("getent group kaunta", "kaunta:x:990:amina\n")
    machine.answers("getent passwd", "amina:x:1000:1000::/home/amina:/bin/bash\n")
    machine.answers("sshd -T", CashierPlaces.effective.joined(separator: "\n"))
    #expect(try CashierAccounts(machine).list() == [ListedCashier("amina", keys: 0, .stranger)])
    let login = try #require(try CashierAccounts(machine).logins(asRoot: true)?.first)
    #expect(login.account == "amina" && login.fault?.remedy.contains("gpasswd --delete amina kaunta") == true)
    #expect(login.fault?.remedy.contains("cashier add") == false)
  }
}
