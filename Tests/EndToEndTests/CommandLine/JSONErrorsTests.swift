import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// With `--json` a script finds one JSON object on standard output whatever happened, and prose on standard error.
@Suite(.serialized, .onOwnThreads) struct JSONErrorsTests {
  private func object(_ result: CommandResult, _ what: String) throws -> JSONObject {
    #expect(result.lines.count == 1, "\(what): \(result.output)")
    guard let line = result.lines.first, let object = try JSONValue(parsing: line).object else {
      throw TestFailure("\(what): \(result.output)\(result.errors)")
    }
    return object
  }

  private func expectError(
    _ result: CommandResult, _ name: String, _ code: Int32, _ what: String, isPush: Bool = true
  ) throws {
    let object = try object(result, what)
    #expect(result.code == code, "\(what): \(result.errors)")
    #expect(object["error"]?.string == name, "\(what): \(result.output)")
    #expect(object["exit"] == .integer(Int64(code)), "\(what)")
    #expect(object["sent"] == (isPush ? .bool(false) : nil), "\(what)")
    let message = try #require(object["message"]?.string)
    #expect(!message.isEmpty && !message.hasPrefix("kaunta: ") && !message.contains("Usage:"), "\(what): \(message)")
    #expect(result.errors.contains(message.split(separator: "\n")[0]), "\(what): the prose is there as well")
  }

  @Test func everyMistakeAtPushIsOneObject() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    for arguments in [
      ["--phone", "07123", "--amount", "50"], ["--phone", "0712345678", "--amount", "0"], ["--phone", "0712345678"],
      ["--phone", "0712345678", "--amount", "50", "--wait=soon"],
      ["--phone", "0712345678", "--amount", "50", "--once="],
      ["--phone", "0712345678", "--amount", "50", "--no-such-option"],
      ["--phone", "0712345678", "--amount", "50", "60"],
      ["--phone=", "--amount", "50"], ["--phone", "0712345678", "--amount", "99999999999"],
      ["--phone", "0712345678", "--amount", "50", "--another-sale"],
      ["--phone", "0712345678", "--amount", "50", "--reference", "much too long for it"],
    ] {
      let words = ["push", "--json"] + arguments + ["--home", shop.home]
      let ran = try PipedProgram.run(try Kaunta.path, arguments: words)
      try expectError(
        CommandResult(status: ran.status, output: ran.output, errors: ran.errors), "usage", 64, "\(arguments)")
    }
    let nowhere = try PipedProgram.run(
      try Kaunta.path,
      arguments: ["push", "--phone", "0712345678", "--amount", "50", "--json", "--home", shop.pathBeside("nowhere")])
    try expectError(
      CommandResult(status: nowhere.status, output: nowhere.output, errors: nowhere.errors), "settings", 78, "no home")
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "A").code == 0)
    let blocked = try shop.run("push", "--phone", "0712345678", "--amount", "60", "--json")
    try expectError(blocked, "blocked", 75, "blocked")
    #expect(try object(blocked, "blocked")["blocked"]?.string == "live-prompt")
    let other = try shop.run("push", "--phone", "0712345678", "--amount", "60", "--once", "A", "--json")
    try expectError(other, "once-key-of-other-money", 64, "other money")
    try shop.settings.set("desk.bell", "\"loud\"")
    try expectError(
      try shop.run("push", "--phone", "0712345678", "--amount", "50", "--json"), "settings", 78, "settings")
    #expect(try shop.simulator.prompts().count == 1)
  }

  @Test func aLedgerOrSpoolThatCannotBeUsedIsOneObject() throws {
    let shop = try RunningShop(listens: false)
    #expect(rename(shop.path("ledger"), shop.path("ledger-away")) == 0)
    try shop.write("", to: "ledger")
    for command in [
      ["push", "--phone", "0712345678", "--amount", "50"], ["payments"], ["payment", "12345678"], ["tray"],
    ] {
      let ran = try PipedProgram.run(try Kaunta.path, arguments: command + ["--json", "--home", shop.home])
      try expectError(
        CommandResult(status: ran.status, output: ran.output, errors: ran.errors), "not-writable", 74, "\(command)",
        isPush: command[0] == "push")
    }
  }

  @Test func theOtherCommandsSayTheSame() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    for (command, name) in [
      (["payment", "ffffffff"], "no-such-payment"), (["payment"], "usage"),
      (["payments", "--since", "yesterday"], "usage"),
      (["payments", "--limit", "x"], "usage"), (["unmatched", "resolve"], "usage"), (["nonsense"], "usage"),
    ] {
      let ran = try PipedProgram.run(try Kaunta.path, arguments: command + ["--json", "--home", shop.home])
      try expectError(
        CommandResult(status: ran.status, output: ran.output, errors: ran.errors), name, 64, "\(command)", isPush: false
      )
    }
    let verified = try object(try shop.run("verify", "--json"), "verify")
    #expect(verified["payments"] == .integer(1))
    #expect(verified["problems"] == .array([]))
    let doctor = try object(try shop.run("doctor", "--json"), "doctor")
    #expect(doctor["bad"] == .integer(0))
    #expect(doctor["findings"]?.array?.allSatisfy { $0["state"]?.string == "ok" } == true)
    // Help is no failure.
    let help = try PipedProgram.run(try Kaunta.path, arguments: ["push", "--json", "--help"])
    #expect(help.status == .exited(code: 0))
    #expect(help.output.hasPrefix("OVERVIEW: "))
  }
}
