import Testing

@testable import ServerSetup

/// Who has the right key and is turned away all the same.
struct LoginDenialsTests {
  @Test(arguments: [
    ("allowgroups sudo", "AllowGroups"), ("allowusers admin", "AllowUsers"), ("denyusers nj*", "DenyUsers"),
    ("denygroups ka?nta", "DenyGroups"), ("denyusers njeri@10.0.0.*", "DenyUsers"),
  ])
  func whoIsTurnedAwayIsNamedWithTheSetting(_ line: String, _ setting: String) {
    let denials = LoginDenials(effective: ["port 22", line], account: "njeri", groups: ["njeri", "kaunta"])
    #expect(denials.fault?.words == "is not let in: sshd says so by \(setting)")
  }

  @Test(arguments: [
    [], ["allowgroups sudo", "allowgroups kaunta"], ["allowusers *"], ["denyusers brian"], ["denygroups kaunta-old"],
  ])
  func whoIsLetInHasNoFault(_ lines: [String]) {
    #expect(LoginDenials(effective: lines, account: "njeri", groups: ["njeri", "kaunta"]).fault == nil)
  }

  @Test func shellAndDateOfTheAccountCount() throws {
    let machine = ScriptedMachine()
    let accounts = CashierAccounts(machine)
    let njeri = try #require(AccountName("njeri"))
    machine.answers("getent passwd", "njeri:*:1001:1001::/usr/share/kaunta/home:/bin/sh\n")
    machine.answers("getent shadow", "njeri:*:19000:0:99999:7:::\n")
    machine.answers("date", "1795500000\n")
    #expect(try accounts.denial(of: njeri) == nil)
    machine.answers("getent shadow", "njeri:*:19000:0:99999:7::0:\n")
    #expect(try accounts.denial(of: njeri)?.words == "is not let in: the account has expired")
    machine.answers("getent passwd", "njeri:*:1001:1001::/usr/share/kaunta/home:/usr/sbin/nologin\n")
    #expect(try accounts.denial(of: njeri)?.words == "gets no desk: the account's shell is /usr/sbin/nologin")
    machine.put("/etc/nologin", "")
    #expect(try accounts.denial(of: njeri)?.words.contains("/etc/nologin") == true)
  }
}
