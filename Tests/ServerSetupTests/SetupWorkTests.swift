import Testing

@testable import ServerSetup

/// What is shown and agreed to, and in which order a plan is carried out.
@Suite struct SetupWorkTests {
  private let machine = ScriptedMachine()
  private let steps: [SetupStep] = [
    .makeHome("/var/lib/kaunta"), .write(path: "/etc/a", text: "x", mode: 0o640, words: "write /etc/a"),
    .run(["systemctl", "start", "kaunta-listen"]), .tell("point the name here"),
  ]

  private func take(_ holdsTogether: Bool = true) throws -> (isWhole: Bool, homes: [String]) {
    var homes: [String] = []
    let isWhole = try SetupWork(machine).take(
      steps, holdsTogether: { holdsTogether }, makeHome: { homes.append($0) })
    return (isWhole, homes)
  }

  @Test func stepsAreTakenInTheirOrder() throws {
    let outcome = try take()
    #expect(outcome.isWhole && outcome.homes == ["/var/lib/kaunta"])
    #expect(machine.text(of: "/etc/a") == "x" && machine.mode(of: "/etc/a") == 0o640)
    #expect(machine.ran == ["systemctl start kaunta-listen"])
  }

  @Test func nothingIsStartedOnSettingsWithMistakes() throws {
    #expect(try !take(false).isWhole)
    #expect(machine.text(of: "/etc/a") == "x" && machine.ran == [])
  }

  @Test func aProgramThatFailsEndsIt() {
    machine.answers("systemctl", "no such unit\n", code: 5)
    #expect(
      throws: MachineProblem.failed(program: "systemctl start kaunta-listen", words: "no such unit")
    ) { try take() }
  }

  @Test func whatAPersonDoesIsNotAgreedTo() {
    #expect(SetupAgreement.isNeeded(steps))
    #expect(!SetupAgreement.isNeeded([.tell("point the name here")]) && !SetupAgreement.isNeeded([]))
    #expect(SetupAgreement.lines([]) == ["Nothing is left to set up."])
    #expect(SetupAgreement.lines(steps).last == "  still to do by hand: point the name here")
  }

  @Test(
    arguments: [
      ("y", true), ("YES", true), ("n", false), ("", false), (nil, false), ("ok", nil), ("yy", nil),
    ] as [(String?, Bool?)])
  func onlyYesIsYes(typed: String?, agrees: Bool?) { #expect(SetupAgreement.answer(typed) == agrees) }

  @Test(arguments: [
    ("https://pay.shop.co.ke/kaunta", "pay.shop.co.ke"), ("http://pay.shop.co.ke:8443", "pay.shop.co.ke"),
    ("http://[::1]:8744/x", "::1"), ("", ""),
  ])
  func theHostOfAnAddressIsLookedUp(url: String, host: String) {
    #expect(NameLookup<ScriptedMachine>.host(of: url) == host)
  }

  @Test func aNameThatLeadsToThisMachineIsKnown() {
    let lookup = NameLookup(machine)
    machine.answers("getent ahosts pay.shop.co.ke", "197.1.2.3 STREAM\n")
    machine.answers("getent ahosts here.co.ke", "127.0.1.1 STREAM here\n")
    #expect(!lookup.leadsToLoopback("https://pay.shop.co.ke") && lookup.leadsToLoopback("https://here.co.ke"))
    #expect(!lookup.leadsToLoopback("https://nowhere.co.ke"), "nobody knows")
  }
}
