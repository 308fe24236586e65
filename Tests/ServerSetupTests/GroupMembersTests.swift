import ServerSetup
import Testing

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
}
