import BlockingTests
import Glibc
import TestSupport
import Testing

/// Mistakes on the command line and in the settings: one code and one line each, and nothing is sent.
@Suite(.serialized, .onOwnThreads) struct WrongUseTests {
  @Test func wrongUseHasItsCodeAndSendsNothing() throws {
    let shop = try RunningShop(listens: false)
    try SettingsFile(home: shop.home).set("desk.amount_limit", "1000")
    for (phone, amount, says) in [
      ("071234567", "50", "--phone"), ("0202345678", "50", "--phone"), ("", "50", "--phone"),
      ("07x2345678", "50", "--phone"), ("0712345678", "0", "--amount"), ("0712345678", "50.50", "--amount"),
      ("0712345678", "-5", "amount"), ("0712345678", "fifty", "--amount"), ("0712345678", "1001", "1,000"),
      ("0712345678", "99999999999999999999", "--amount"),
    ] {
      let used = try shop.run("push", "--phone", phone, "--amount", amount)
      #expect(used.code == 64, "\(phone) \(amount)")
      #expect(used.errors.contains(says), "\(phone) \(amount): \(used.errors)")
      #expect(used.output == "")
      #expect(phone.isEmpty || !used.errors.contains(phone), "\(used.errors)")
    }
    let reference = try shop.run(
      "push", "--phone", "0712345678", "--amount", "5", "--reference", "much too long for it")
    #expect(reference.code == 64)
    #expect(try shop.run("push", "--phone", "0712345678").code == 64)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "5", "--wait=soon").code == 64)
    #expect(try shop.run("payments", "--since", "yesterday").code == 64)
    #expect(try shop.run("payment", "ffffffff").code == 64)
    #expect(try shop.run("payment", "4").code == 64, "a number that people say, and no part of an ID")
    #expect(try shop.run("desk", "--till", "0").code == 64)
    #expect(try shop.run("simulate", "--busy-phone", "shouts").code == 64)
    let spans = try shop.run("simulate", "--answer-delay", "soon")
    #expect(spans.code == 64)
    #expect(spans.errors.contains("4-9:50"), "\(spans.errors)")
    #expect(try shop.run("simulate", "--answer-delay", "4", "--answer-after", "1").code == 64)
    #expect(try shop.payments().isEmpty)
    #expect(try shop.simulator.prompts().isEmpty)
  }

  @Test func onlyAnOptionThatIsNearIsSuggested() throws {
    let far = try PipedProgram.run(try Kaunta.path, arguments: ["setup", "--bad"])
    #expect(far.status == .exited(code: 64))
    #expect(far.errors.contains("Unknown option '--bad'") && !far.errors.contains("Did you mean"), "\(far.errors)")
    let near = try PipedProgram.run(try Kaunta.path, arguments: ["setup", "--shpo", "Duka"])
    #expect(near.errors.contains("Did you mean '--shop'?"), "\(near.errors)")
  }

  /// It is told as what it is, and not as a mistake of the desk's.
  @Test func aWordThatIsNoCommandIsToldSo() throws {
    let shop = try RunningShop(listens: false)
    for words in [["foo"], ["--home", shop.home, "foo"], ["foo", "--json"], ["statsu"]] {
      let ran = try PipedProgram.run(try Kaunta.path, arguments: words)
      #expect(ran.status == .exited(code: 64), "\(words)")
      #expect(ran.errors.contains("there is no command") && !ran.errors.contains("kaunta desk"), "\(ran.errors)")
      #expect(ran.output.contains("\"error\":\"usage\"") == words.contains("--json"), "\(ran.output)")
      #expect(ran.errors.contains("Did you mean kaunta status?") == (words == ["statsu"]), "\(ran.errors)")
    }
  }

  /// The last would count, and which is meant nobody knows.
  @Test func anOptionWithTwoValuesIsRefused() throws {
    let shop = try RunningShop(listens: false)
    let ran = try shop.run("push", "--phone", "0712345678", "--amount", "5", "--amount=50")
    #expect(ran.code == 64 && ran.errors.contains("--amount stands there twice"), "\(ran.errors)")
    let phones = try shop.run("push", "--phone", "0712345678", "--amount", "5", "--phone", "0722345678")
    #expect(phones.code == 64 && !phones.errors.contains("7123"), "\(phones.errors)")
    #expect(try shop.run("payments", "--json", "--json").code == 0)
    #expect(try shop.payments().isEmpty && shop.simulator.prompts().isEmpty)
    let tills = try shop.run("tills", "--close", "1", "--close", "2", "--within", "0")
    #expect(tills.code == 0, "\(tills.errors)")
  }

  @Test func aPhoneMayComeFromStandardInput() throws {
    let shop = try RunningShop()
    let pushed = try shop.run("push", "--phone", "-", "--amount", "50", "--wait", "--json", input: "0712 345 678\n")
    #expect(pushed.code == 0)
    #expect(pushed.output.contains("0712***678"))
    #expect(try shop.run("push", "--phone", "-", "--amount", "50", input: "").code == 64)
  }

  /// An empty list on a full disk is not the list of a shop without payments.
  @Test func aListThatCannotBeWrittenIsNoList() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    for words in [
      "payments", "payments --json", "payment 1", "verify", "doctor", "status", "unmatched", "keys list", "pin list",
      "tills", "theme list",
    ] {
      let command = words == "payment 1" ? "payment " + (try #require(try shop.payments().first).id) : words
      let shell = "exec '\(try Kaunta.path)' --home '\(shop.home)' \(command) >/dev/full"
      let ran = try PipedProgram.run("/bin/sh", arguments: ["-c", shell])
      #expect(ran.status == .exited(code: 74), "\(words): \(ran.errors)")
      #expect(ran.errors.contains("No space left on device"), "\(ran.errors)")
    }
  }

  @Test func aMistakeInTheSettingsIsOneLineWithItsPlace() throws {
    let shop = try RunningShop(listens: false)
    let file = SettingsFile(home: shop.home)
    func expect(_ key: String, line: Int, says: String) throws {
      for command in ["payments", "desk", "verify"] {
        let ran = try shop.run(command)
        #expect(ran.code == 78, "\(command) \(key)")
        #expect(ran.output == "")
        let error = try #require(ran.errorLines.first)
        #expect(ran.errorLines.count == 1, "\(ran.errors)")
        #expect(error.hasPrefix("\(file.path):\(line): \(key): "), "\(error)")
        #expect(error.contains(says), "\(error)")
      }
    }
    try file.set("desk.bell", "\"loud\"")
    try expect("desk.bell", line: try file.line(of: "desk.bell"), says: "true or false")
    try file.set("desk.bell", "true")
    try file.add("dial_tone = 1", after: "desk.bell")
    try expect("desk.dial_tone", line: try file.line(of: "desk.bell") + 1, says: "not a setting")
    try file.set("desk.dial_tone", "1\n")
  }

  @Test func aSecretThatOthersMayReadIsRefused() throws {
    let shop = try RunningShop(listens: false)
    #expect(chmod(shop.path("secrets/passkey"), 0o644) == 0)
    let ran = try shop.run("push", "--phone", "0712345678", "--amount", "50")
    #expect(ran.code == 78)
    #expect(ran.errorLines.count == 1)
    #expect(ran.errors.contains("chmod 600"))
  }

  @Test func aPlaceholderAndAForbiddenWordAreNamed() throws {
    let directory = try TemporaryDirectory()
    let home = directory.path(of: "real")
    let made = try PipedProgram.run(try Kaunta.path, arguments: ["init", "--home", home])
    #expect(made.status == .exited(code: 0))
    let ran = try PipedProgram.run(try Kaunta.path, arguments: ["doctor", "--home", home])
    #expect(ran.status == .exited(code: 78))
    #expect(ran.output.contains("daraja.consumer_key"))
    #expect(ran.output.contains("callbacks.public_url"))
    try SettingsFile(home: home).set("callbacks.public_url", "\"https://mpesa.duka.co.ke\"")
    let word = try PipedProgram.run(try Kaunta.path, arguments: ["payments", "--home", home])
    #expect(word.errors.contains("callbacks.public_url"))
    #expect(word.errors.contains("mpesa"))
  }

  @Test func withoutAHomeItSaysHowToMakeOne() throws {
    let directory = try TemporaryDirectory()
    let nowhere = directory.path(of: "nowhere")
    for command in ["desk", "payments", "verify", "doctor", "poll", "listen"] {
      let ran = try PipedProgram.run(try Kaunta.path, arguments: [command, "--home", nowhere])
      #expect(ran.status == .exited(code: 78), "\(command)")
      #expect(ran.errors.contains("kaunta init"), "\(command)")
      #expect(ran.errors.contains("kaunta demo"), "\(command)")
    }
    #expect(access(nowhere, F_OK) != 0)
  }

  /// The home may be named before the command's words, between them and behind them.
  @Test func theHomeMayStandAnywhere() throws {
    let shop = try RunningShop(listens: false)
    let home = ["--home", shop.home]
    for command in [
      home + ["unmatched", "list"], ["unmatched"] + home + ["list"], ["tray", "list"] + home, ["tray"] + home,
      ["tray", "--home=" + shop.home, "list"], ["tray", "--json"] + home + ["list"], ["keys"] + home + ["list"],
      home + ["keys", "list"], ["pin"] + home + ["list"], ["theme"] + home + ["list"], home + ["payments"],
      home + ["verify"], ["simulate"] + home + ["--list"],
    ] {
      let ran = try PipedProgram.run(try Kaunta.path, arguments: command)
      #expect(ran.status == .exited(code: 0), "\(command): \(ran.errors)")
    }
    let resolved = try PipedProgram.run(
      try Kaunta.path, arguments: ["tray"] + home + ["settle", "abcd", "--why", "seen"])
    #expect(resolved.errors.contains("no unmatched callback has the key"), "\(resolved.errors)")
    let answered = try PipedProgram.run(
      try Kaunta.path, arguments: ["simulate"] + home + ["answer", "--phone", "0712345678", "pay"])
    #expect(answered.status == .exited(code: 1))
    #expect(answered.errors.contains("no prompt"), "\(answered.errors)")
  }

  /// `--home "$SHOP"` with nothing in it: not the home of somebody's login, and nothing is made there.
  @Test func anEmptyHomeIsNoHome() throws {
    let directory = try TemporaryDirectory()
    for command in [
      ["init"], ["push", "--phone", "0712345678", "--amount", "50"], ["payments"], ["doctor"], ["desk"], ["simulate"],
      ["simulate", "answer", "--phone", "0712345678", "pay"], ["theme", "list"], ["listen"], [],
    ] {
      for empty in [["--home", ""], ["--home="]] {
        let ran = try PipedProgram.run(
          try Kaunta.path, arguments: command + empty, environment: ["HOME": directory.path, "XDG_STATE_HOME": ""])
        #expect(ran.status == .exited(code: 64), "\(command): \(ran.output)\(ran.errors)")
        #expect(ran.errors.contains("--home has no directory behind it"), "\(command): \(ran.errors)")
      }
    }
    #expect(FileTree.paths(under: directory.path).isEmpty)
  }

  @Test func aSecondInitDestroysNothing() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let keys = try #require(readTextFile(shop.path("secrets/callback-keys")))
    #expect(try shop.run("init", "--simulator").code == 78)
    #expect(readTextFile(shop.path("secrets/callback-keys")) == keys)
    #expect(try shop.payments().count == 1)
  }

  @Test func helpAndVersionReadWell() throws {
    let version = try PipedProgram.run(try Kaunta.path, arguments: ["--version"])
    #expect(version.status == .exited(code: 0))
    #expect(version.output.wholeMatch(of: /kaunta \d+\.\d+\.\d+\n/) != nil, "\(version.output)")
    let commands = [
      "desk", "demo", "init", "listen", "simulate", "push", "payments", "payment", "poll", "verify", "doctor",
    ]
    let whole = try PipedProgram.run(try Kaunta.path, arguments: ["--help"])
    #expect(whole.status == .exited(code: 0))
    for command in commands {
      #expect(whole.output.contains("  " + command), "\(command)")
      let help = try PipedProgram.run(try Kaunta.path, arguments: [command, "--help"])
      #expect(help.status == .exited(code: 0), "\(command)")
      #expect(help.output.hasPrefix("OVERVIEW: "), "\(command)")
      #expect(help.output.contains("USAGE: kaunta \(command)"), "\(command)")
    }
  }

  @Test func aPaymentIsShownByItsIDOrAPartOfIt() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let payment = try #require(try shop.payments().first)
    let receipt = try #require(payment.receipt)
    for id in [payment.id, String(payment.id.suffix(8))] {
      let shown = try shop.run("payment", id)
      #expect(shown.code == 0)
      #expect(shown.lines.first?.contains("PAID \(receipt)") == true, "\(shown.output)")
      #expect(shown.output.contains("One payment, one handing-over: ask who served it."))
      for kind in ["recorded", "sending", "accepted", "callback"] { #expect(shown.output.contains("  \(kind)")) }
    }
    let kinds = try shop.evidence(of: payment.id).compactMap { $0["kind"]?.string }
    #expect(kinds == ["recorded", "sending", "accepted", "callback"])
  }
}
