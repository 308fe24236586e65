import Testing

@testable import ServerSetup

private let home = "/var/lib/kaunta"
private let template = "server @HOST@\n@ADDRESSES@\nend\n"

private func wishes(host: String? = nil) -> SetupWishes {
  var wishes = SetupWishes()
  wishes.settings = [
    .init(name: "daraja.short_code") { $0.contains("code = ") ? $0.replacing("code = 1", with: "code = 2") : nil }
  ]
  wishes.secrets = [.init(words: "the passkey", path: home + "/secrets/passkey", text: "p4ss")]
  wishes.publicHost = host
  return wishes
}

@Suite struct SetupPlanTests {
  private let machine = ScriptedMachine()

  init() { machine.answers("systemctl is-enabled --quiet kaunta-simulate.service", code: 1) }

  private func steps(_ wishes: SetupWishes) throws -> [SetupStep] {
    try SetupPlan(machine, home: home).steps(
      wishes, newSettings: "code = 1\n", addresses: ["196.201.214.200", "196.201.214.206"])
  }

  /// What is planned is done to the machine in memory.
  private func take(_ steps: [SetupStep]) throws {
    for case .write(let path, let text, let mode, _) in steps { try machine.write(path, text, mode: mode) }
    machine.answers("systemctl is-")
    machine.answers("systemctl is-enabled --quiet kaunta-simulate.service", code: 1)
  }

  /// One plan, agreed to once: a home that was made and then left with placeholders would not be asked about again.
  @Test func aMachineWithoutAShopGetsAHomeFirstAndWhatBelongsIntoItInTheSamePlan() throws {
    machine.answers("systemctl is-", code: 3)
    #expect(
      try steps(wishes()).map(\.words) == [
        "make the shop's home, /var/lib/kaunta",
        "in /var/lib/kaunta/kaunta.toml set daraja.short_code",
        "put the passkey into /var/lib/kaunta/secrets/passkey",
        "systemctl enable --now kaunta-listen.socket kaunta-listen.service kaunta-poll.service kaunta-backup.timer "
          + "kaunta-lines.service kaunta-alert.timer",
        "systemctl try-restart kaunta-listen.service kaunta-poll.service",
      ])
  }

  /// Services of the shop that was moved away still hold its files.
  @Test func aHomeInThePlaceOfAnotherIsReadByServicesThatRunAlready() throws {
    machine.answers("systemctl is-")
    machine.answers("systemctl is-enabled --quiet kaunta-simulate.service")
    #expect(
      try steps(SetupWishes()).map(\.words) == [
        "make the shop's home, /var/lib/kaunta", "systemctl disable --now kaunta-simulate.service",
        "systemctl try-restart kaunta-listen.service kaunta-poll.service",
      ])
  }

  @Test func whatIsDoneIsNotDoneAgain() throws {
    machine.put(home + "/kaunta.toml", "code = 1\n")
    machine.answers("systemctl is-", code: 3)
    let first = try steps(wishes())
    #expect(
      first.map(\.words) == [
        "in /var/lib/kaunta/kaunta.toml set daraja.short_code",
        "put the passkey into /var/lib/kaunta/secrets/passkey",
        "systemctl enable --now kaunta-listen.socket kaunta-listen.service kaunta-poll.service kaunta-backup.timer "
          + "kaunta-lines.service kaunta-alert.timer",
        "systemctl try-restart kaunta-listen.service kaunta-poll.service",
      ])
    try take(first)
    #expect(machine.text(of: home + "/kaunta.toml") == "code = 2\n")
    #expect(try steps(wishes()) == [])
  }

  @Test func noVariablesAreTakenFromHomes() throws {
    machine.put(home + "/kaunta.toml", "code = 2\n")
    machine.put(home + "/secrets/passkey", "p4ss\n")
    machine.put(
      "/etc/pam.d/sshd", "session required pam_env.so # read it\nsession required pam_env.so user_readenv=1 x\n")
    try take(try steps(wishes()))
    #expect(
      machine.text(of: "/etc/pam.d/sshd")
        == "session required pam_env.so # read it\nsession required pam_env.so user_readenv=0 x\n")
    #expect(try steps(wishes()) == [])
  }

  @Test func noSecretIsShown() throws {
    machine.put(home + "/kaunta.toml", "code = 1\n")
    #expect(try !steps(wishes()).map(\.words).joined().contains("p4ss"))
  }

  @Test func aSettingWithoutALineIsSaidAndNotInvented() throws {
    machine.put(home + "/kaunta.toml", "nothing\n")
    machine.put(home + "/secrets/passkey", "p4ss\n")
    #expect(
      try steps(wishes()).map(\.words)
        == [
          "still to do by hand: /var/lib/kaunta/kaunta.toml has no line for daraja.short_code; write it there"
        ])
  }

  @Test func theProxyWaitsForACertificateAndKnowsSafaricom() throws {
    machine.put(home + "/kaunta.toml", "code = 2\n")
    machine.put(home + "/secrets/passkey", "p4ss\n")
    machine.put("/usr/share/kaunta/nginx.conf", template)
    let first = try steps(wishes(host: "pay.shop.co.ke"))
    #expect(first.count == 1 && first[0].words.contains("apt install nginx certbot"))
    machine.put("/etc/nginx/nginx.conf", "http {}")
    let without = try steps(wishes(host: "pay.shop.co.ke"))
    #expect(
      without.count == 1 && without[0].words.contains("certbot certonly --webroot -w /var/www/html -d pay.shop.co.ke"))
    machine.put("/etc/letsencrypt/live/pay.shop.co.ke/fullchain.pem", "certificate")
    let second = try steps(wishes(host: "pay.shop.co.ke"))
    #expect(
      second == [
        .write(
          path: "/etc/nginx/conf.d/kaunta.conf",
          text: "server pay.shop.co.ke\n  196.201.214.200 \"\";\n  196.201.214.206 \"\";\nend\n", mode: 0o644,
          words: "write /etc/nginx/conf.d/kaunta.conf for pay.shop.co.ke"),
        .run(["nginx", "-t"]), .run(["systemctl", "reload-or-restart", "nginx.service"]),
      ])
    try take(second)
    #expect(try steps(wishes(host: "pay.shop.co.ke")) == [])
  }

  /// One file, one name: what was served before is not any more.
  @Test func aSecondPublicNameIsSaidToTakeThePlaceOfTheFirst() throws {
    machine.put(home + "/kaunta.toml", "code = 2\n")
    machine.put(home + "/secrets/passkey", "p4ss\n")
    machine.put("/usr/share/kaunta/nginx.conf", "server {\n  server_name @HOST@;\n}\n")
    machine.put("/etc/nginx/nginx.conf", "http {}")
    for host in ["pay.shop.co.ke", "mpesa.shop.co.ke"] {
      machine.put("/etc/letsencrypt/live/\(host)/fullchain.pem", "certificate")
    }
    let first = try steps(wishes(host: "pay.shop.co.ke"))
    #expect(first[0].words == "write /etc/nginx/conf.d/kaunta.conf for pay.shop.co.ke")
    try take(first)
    #expect(
      try steps(wishes(host: "mpesa.shop.co.ke"))[0].words.hasPrefix(
        "write /etc/nginx/conf.d/kaunta.conf for mpesa.shop.co.ke in the place of pay.shop.co.ke, which nginx serves no "
          + "more"))
  }

  /// Callbacks would come to an address that nobody answers.
  @Test func theAddressOfAShopThatWorksStaysUntilTheNewOneHasItsCertificate() throws {
    machine.put(home + "/kaunta.toml", "code = 1\n")
    machine.put("/usr/share/kaunta/nginx.conf", template)
    machine.put("/etc/nginx/nginx.conf", "http {}")
    machine.put("/etc/nginx/conf.d/kaunta.conf", "the old one's")
    var wishes = SetupWishes()
    wishes.publicHost = "pay2.shop.co.ke"
    wishes.settings = [.init(name: "callbacks.public_url") { $0.replacing("code = 1", with: "code = 2") }]
    let without = try steps(wishes)
    #expect(without.map(\.words).first?.contains("the public address stays as it is") == true)
    try take(without)
    #expect(machine.text(of: home + "/kaunta.toml") == "code = 1\n")
    machine.put("/etc/letsencrypt/live/pay2.shop.co.ke/fullchain.pem", "certificate")
    try take(try steps(wishes))
    #expect(machine.text(of: home + "/kaunta.toml") == "code = 2\n")
    #expect(machine.text(of: "/etc/nginx/conf.d/kaunta.conf")?.contains("pay2.shop.co.ke") == true)
  }

  @Test(arguments: ["Include /etc/ssh/sshd_config.d/*.conf\n", "include=/etc/ssh/sshd_config.d/*.conf\n"])
  func sshdMustReadThePackagesSettings(_ line: String) throws {
    machine.put(home + "/kaunta.toml", "code = 2\n")
    machine.put("/etc/ssh/sshd_config", "# Include /etc/ssh/sshd_config.d/*.conf\nPort 22\n")
    #expect(
      try steps(SetupWishes()).map(\.words).first?.contains("into the first line of /etc/ssh/sshd_config") == true)
    machine.put("/etc/ssh/sshd_config", line)
    #expect(try steps(SetupWishes()) == [])
  }
}
