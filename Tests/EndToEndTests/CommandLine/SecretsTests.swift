import BlockingTests
import Daraja
import Glibc
import Payments
import TestSupport
import Testing

/// After a day with the real programs: where a customer's phone and the shop's secrets stand, and where they do not
/// (rules.md section 8).
@Suite(.serialized, .onOwnThreads) struct SecretsTests {
  static let consumerSecret = "pLantedConsumerSecret7"
  static let passkey = "plantedpasskey0123456789abcdef0123456789abcdef0123456789abcdef012"
  /// The phone as people and as Safaricom write it; the last digits also end each CheckoutRequestID.
  static let phoneForms = ["0711223344", "254711223344", "711223344"]
  static let pin = "749210"

  @Test(arguments: [nil, "root"] as [String?])
  func nothingPersonalOrSecretStandsWhereItMustNot(group: String?) throws {
    let shop = try RunningShop(
      answerAfterSeconds: 0.2, group: group,
      secrets: ["consumer-secret": Self.consumerSecret, "passkey": Self.passkey])
    let pinOutput = try setPIN(shop)
    var deskOutput = try payAtTheDesk(shop)
    deskOutput += try crash(shop)
    let push = try PipedProgram(
      try Kaunta.path, arguments: ["push", "--home", shop.home, "--phone", "-", "--amount", "70", "--wait", "--json"],
      input: "0711223344\n")
    try waitUntil("it is recorded") { try shop.run("payments").output.contains("KSh 70") }
    let pushFacts = processFacts(push.process.processID)
    #expect(try push.waitForExit() == .exited(code: 0))
    var said = push.output + push.errors
    // Refused by a guard, with the payment that stands in the way.
    func say(_ result: CommandResult, expecting code: Int32 = 0) {
      #expect(result.code == code, "\(result.output)\(result.errors)")
      said += result.output + result.errors
    }
    say(try shop.run("push", "--phone", "-", "--amount", "70", input: "0711223344\n"), expecting: 75)
    say(try shop.run("push", "--phone", "-", "--amount", "80", "--wait", input: "0700001032\n"), expecting: 10)
    say(try shop.run("poll"))
    say(try shop.run("payments"))
    say(try shop.run("payments", "--json"))
    say(try shop.run("verify"))
    say(try shop.run("keys", "list"))
    say(try shop.run("pin", "list"))
    let id = try #require(said.split(separator: "\"").first { PaymentID(hex: String($0)) != nil })
    say(try shop.run("payment", String(id)))
    say(try shop.run("payment", String(id), "--json"))
    said += try shop.run("doctor").output
    say(try shop.run("backup", shop.pathBeside("backup.sqlite")))
    let servers = [shop.simulator.processID, try #require(shop.listenerProcessID)]
    let running = [pushFacts] + servers.map(processFacts)
    _ = try shop.simulator.stop()
    _ = try shop.stopListener()
    said += shop.simulator.log + shop.listenerLog

    // What was printed, and what others on this machine see of the processes.
    for form in Self.phoneForms { #expect(!said.contains(form)) }
    for secret in try secrets(shop) {
      #expect(!said.contains(secret))
      #expect(!holds(deskOutput, secret))
      #expect(!running.contains { holds($0, secret) })
    }
    let tokens = try accessTokens(shop)
    #expect(!tokens.isEmpty)
    for token in tokens {
      #expect(!said.contains(token))
      #expect(!holds(deskOutput, token))
      #expect(!running.contains { holds($0, token) })
    }
    #expect(!holds(pinOutput, Self.pin))
    for form in Self.phoneForms { #expect(!running.contains { holds($0, form) }) }
    // The window's title (xterm, "Operating System Commands" 0 and 2) names no customer.
    for title in titles(deskOutput) { #expect(!Self.phoneForms.contains { holds(title, $0) }) }

    try checkFiles(shop)
  }

  /// Every file of the home.
  private func checkFiles(_ shop: RunningShop) throws {
    let files = files(of: shop)
    var phoneFiles: [String] = []
    let tokens = try accessTokens(shop)
    for file in files {
      for form in Self.phoneForms {
        #expect(!file.path.contains(form))
        if holds(file.bytes, form), !phoneFiles.contains(file.path) { phoneFiles.append(file.path) }
      }
      for secret in try secrets(shop) where holds(file.bytes, secret) {
        #expect(file.path.hasPrefix("secrets/"), "a secret stands in \(file.path)")
      }
      for token in tokens where holds(file.bytes, token) {
        #expect(file.path.hasPrefix("cache/"), "an access token stands in \(file.path)")
      }
      #expect(!holds(file.bytes, Self.pin) || file.path.hasPrefix("spool/"), "the PIN stands in \(file.path)")
    }
    // The ledger's purgeable table, and the raw callbacks.
    #expect(phoneFiles.contains("ledger/ledger.sqlite"))
    #expect(phoneFiles.allSatisfy { $0 == "ledger/ledger.sqlite" || $0.hasPrefix("spool/done/") }, "\(phoneFiles)")
    // A backup has phones, and no secret.
    let backup = try #require(FileTree.bytes(shop.pathBeside("backup.sqlite")))
    #expect(holds(backup, "254711223344"))
    for secret in try secrets(shop) { #expect(!holds(backup, secret)) }
  }

  /// Whatever gives power over the shop's money: app, short code, callback keys, and each callback address's tag.
  private func secrets(_ shop: RunningShop) throws -> [String] {
    let key = try tagKey(shop)
    let ring = try TagKeyRing(parsing: "active " + key)
    let tags = try shop.run("payments", "--json").output.split(separator: "\"").compactMap {
      PaymentID(hex: String($0))
    }
    .map { ring.tag(for: $0, environment: "simulator", shortCode: "174379").hex }
    return [Self.consumerSecret, Self.passkey, key] + tags
  }

  /// What Safaricom gave for the app's key and secret.
  private func accessTokens(_ shop: RunningShop) throws -> [String] {
    files(of: shop).filter { $0.path.hasPrefix("cache/token-") }.compactMap { file in
      let words = String(decoding: file.bytes, as: UTF8.self).split(separator: "\"")
      return words.firstIndex(of: "token").flatMap { words.dropFirst($0 + 2).first.map(String.init) }
    }
  }

  /// The active key of the callback addresses, in hex.
  private func tagKey(_ shop: RunningShop) throws -> String {
    let lines = (readTextFile(shop.path("secrets/callback-keys")) ?? "").split(separator: "\n")
    return String(try #require(lines.first { $0.hasPrefix("active ") }).dropFirst("active ".count))
  }

  /// Every regular file of the home, by its path within it, with its bytes.
  private func files(of shop: RunningShop) -> [(path: String, bytes: [UInt8])] {
    FileTree.paths(under: shop.home).filter(FileTree.isRegular).map { inner in
      (String(inner.dropFirst(shop.home.count + 1)), FileTree.bytes(inner) ?? [])
    }
  }

  private func setPIN(_ shop: RunningShop) throws -> [UInt8] {
    let terminal = try SpawnedProgram(
      try Kaunta.path, arguments: ["pin", "set", "--name", "wanjiku", "--home", shop.home])
    try terminal.waitForScreen("it asks") { $0.contains("PIN for wanjiku") }
    try terminal.send(Array((Self.pin + "\n").utf8))
    try terminal.waitForScreen("it asks again") { $0.contains("The same again") }
    try terminal.send(Array((Self.pin + "\n").utf8))
    try terminal.waitForScreen("it is set") { $0.contains("wanjiku is a supervisor") }
    #expect(try terminal.waitForExit() == .exited(code: 0))
    return terminal.output
  }

  /// Everybody on the machine reads what was typed to a program, for as long as it runs.
  @Test(arguments: [["--phone", "0711223344"], ["--phone=+254711223344"]])
  func aPhoneThatWasTypedIsNotAmongTheProcesses(_ phone: [String]) throws {
    let shop = try RunningShop(answerAfterSeconds: 5)
    let push = try PipedProgram(
      try Kaunta.path, arguments: ["push", "--home", shop.home] + phone + ["--amount", "50", "--wait"])
    // Before its first line anybody may look; once the phone is out of it, it is never there again.
    var facts = ""
    try waitUntil("it hides the phone") {
      facts = String(decoding: FileTree.bytes("/proc/\(push.process.processID)/cmdline") ?? [], as: UTF8.self)
      return facts.contains("push") && facts.contains("xxxxxxxx")
    }
    for form in Self.phoneForms { #expect(!facts.contains(form)) }
    _ = try push.waitForExit(timeoutSeconds: 120)
  }

  private func payAtTheDesk(_ shop: RunningShop) throws -> [UInt8] {
    let desk = try SpawnedProgram(try Kaunta.path, arguments: ["desk", "--home", shop.home, "--till", "2"])
    try desk.waitForScreen("the form is there") { $0.contains("Phone") }
    try desk.type("0711223344")
    try desk.press(.enter)
    try desk.type("50")
    try desk.press(.enter)
    try desk.waitForScreen("it is paid") { $0.contains("PAID") }
    let facts = processFacts(desk.process.processID)
    for form in Self.phoneForms { #expect(!holds(facts, form)) }
    for secret in [Self.consumerSecret, Self.passkey, try tagKey(shop)] { #expect(!holds(facts, secret)) }
    desk.process.signal(SIGTERM)
    _ = try desk.waitForExit()
    return desk.output
  }

  /// A desk that a fault of its own ends while the customer's number is on the screen; what it wrote from then on.
  private func crash(_ shop: RunningShop) throws -> [UInt8] {
    // An empty value leaves SWIFT_BACKTRACE unset, as on a cashier's machine.
    let desk = try SpawnedProgram(
      try Kaunta.path, arguments: ["desk", "--home", shop.home, "--till", "3"], environment: ["SWIFT_BACKTRACE": ""])
    try desk.waitForScreen("the form is there") { $0.contains("Phone") }
    try desk.type("0711223344")
    try desk.waitForScreen("the number is typed") { $0.contains("0711 223 344") }
    let before = desk.output.count
    desk.process.signal(SIGSEGV)
    #expect(try desk.waitForExit() == .signalled(number: SIGSEGV))
    #expect(desk.screen.contains("Kaunta stopped by a fault of its own"))
    let written = Array(desk.output[before...])
    for form in Self.phoneForms + ["0711 223 344"] { #expect(!holds(written, form)) }
    return written
  }

  /// What `ps` shows anybody, and what the same account may read.
  private func processFacts(_ process: Int32) -> [UInt8] {
    ["cmdline", "environ", "comm", "status"].flatMap { FileTree.bytes("/proc/\(process)/\($0)") ?? [] }
  }

  private func titles(_ output: [UInt8]) -> [[UInt8]] {
    var titles: [[UInt8]] = []
    for index in output.indices.dropLast() where output[index] == 0x1B && output[index + 1] == UInt8(ascii: "]") {
      titles.append(Array(output[index...].prefix { $0 != 0x07 }.prefix(300)))
    }
    return titles
  }
}

/// A home whose files are too open does not start, and says the command that mends it.
@Suite(.serialized, .onOwnThreads) struct ModesAtStartTests {
  @Test(arguments: [
    ("secrets/passkey", 0o644 as mode_t, "600"), ("secrets/consumer-secret", 0o640, "600"),
    ("secrets/callback-keys", 0o604, "600"), ("secrets", 0o755, "700"), ("ledger/ledger.sqlite", 0o644, "600"),
    ("spool", 0o755, "700"), ("witness", 0o711, "700"), ("kaunta.toml", 0o666, "600"),
    ("secrets/supervisors", 0o644, "600"), (".", 0o755, "700"),
  ])
  func tooOpen(_ name: String, _ mode: mode_t, _ wanted: String) throws {
    try refuses(name, mode, wanted, init: [])
  }

  /// A group's home lets its group in, and nobody else.
  @Test(arguments: [
    ("secrets/passkey", 0o644 as mode_t, "640"), ("secrets/consumer-secret", 0o644, "640"),
    ("secrets/callback-keys", 0o660, "640"), ("secrets/supervisors", 0o642, "640"), ("secrets", 0o2755, "2750"),
    ("ledger/ledger.sqlite", 0o664, "660"), ("spool", 0o2775, "2770"), ("witness", 0o2755, "2750"),
    ("kaunta.toml", 0o662, "640"), (".", 0o2755, "2750"),
  ])
  func tooOpenForAGroup(_ name: String, _ mode: mode_t, _ wanted: String) throws {
    try refuses(name, mode, wanted, init: ["--group", "root"])
  }

  private func refuses(_ name: String, _ mode: mode_t, _ wanted: String, init options: [String]) throws {
    let directory = try TemporaryDirectory()
    let program = try BuiltProducts.path(of: "kaunta")
    let home = directory.path(of: "home")
    _ = try PipedProgram.run(program, arguments: ["init", "--home", home, "--simulator"] + options)
    _ = try PipedProgram.run(program, arguments: ["payments", "--home", home])
    if name == "secrets/supervisors" {
      try directory.write("", to: "home/" + name)
      #expect(chmod(home + "/" + name, mode_t(strtoul(wanted, nil, 8))) == 0)
    }
    let path = name == "." ? home : home + "/" + name
    #expect(try PipedProgram.run(program, arguments: ["payments", "--home", home]).status == .exited(code: 0))
    #expect(chmod(path, mode) == 0)
    for command in ["payments", "doctor"] {
      let refused = try PipedProgram.run(program, arguments: [command, "--home", home])
      #expect(refused.status == .exited(code: 78), "\(refused.output)")
      #expect((refused.errors + refused.output).contains("chmod \(wanted) \(path)"), "\(refused.errors)")
    }
    #expect(chmod(path, mode_t(strtoul(wanted, nil, 8))) == 0)
    #expect(try PipedProgram.run(program, arguments: ["payments", "--home", home]).status == .exited(code: 0))
  }
}
