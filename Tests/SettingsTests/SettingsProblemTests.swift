import Glibc
import Testing

@testable import Settings

@Suite("Every mistake in the settings is one line with file, line, key and what to write")
struct SettingsProblemTests {
  /// One line of a simulator's home replaced by another, and what the loader says to that.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let line: String
    let written: String
    let told: String

    init(_ line: String, _ written: String, _ told: String) {
      self.line = line
      self.written = written
      self.told = told
    }

    var testDescription: String { written }
  }

  @Test(
    "values",
    arguments: [
      Mistake(
        "environment", "environment = \"live\"",
        "environment: \"live\" is none of its values; write \"simulator\", \"sandbox\" or \"production\""),
      Mistake("name", "name = \"\"", "shop.name: is empty; write name = \"Mama Njeri's shop\""),
      Mistake(
        "name", "name = true", "shop.name: is true or false where text is wanted; write name = \"Mama Njeri's shop\""),
      Mistake(
        "short_code", "short_code = 174379",
        "daraja.short_code: is a whole number where text is wanted; write short_code = \"174379\", with the quotes"),
      Mistake(
        "short_code", "short_code = \"0712345678\"",
        "daraja.short_code: \"0712345678\" is no number of a business; "
          + "write five to seven digits, such as short_code = \"174379\""),
      Mistake(
        "till_number", "till_number = \"12\"",
        "daraja.till_number: \"12\" is no number of a business; "
          + "write five to seven digits, such as till_number = \"5123456\""),
      Mistake(
        "consumer_key", "consumer_key = \"a:b\"",
        "daraja.consumer_key: holds a space or a character that no key has; paste it from the Daraja portal again"),
      Mistake(
        "consumer_key", "consumer_key = \"CHANGE-ME-consumer-key\"",
        "daraja.consumer_key: is still the placeholder; write consumer_key = \"the consumer key of your Daraja app\""),
      Mistake(
        "base_url", "base_url = \"https://api.safaricom.co.ke\"",
        "daraja.base_url: \"https://api.safaricom.co.ke\" is not a simulator on this machine; "
          + "write base_url = \"http://127.0.0.1:8743\""),
      Mistake(
        "public_url", "public_url = \"http://127.0.0.1:8744/mpesa\"",
        "callbacks.public_url: has \"mpesa\" in it, which Safaricom refuses; "
          + "use a host name and a path without that word"),
      Mistake(
        "public_url", "public_url = \"127.0.0.1:8744\"",
        "callbacks.public_url: does not start with https://, and Safaricom answers to nothing else; "
          + "put a TLS proxy before the listener and write its https:// address"),
      Mistake(
        "public_url", "public_url = \"https://Shop.co.ke\"",
        "callbacks.public_url: has capital letters in its host name, which Safaricom refuses; write it in small letters"
      ),
      Mistake(
        "listen = \"127.0.0.1:8744\"", "listen = \"8744\"",
        "callbacks.listen: \"8744\" is no address and port; write listen = \"127.0.0.1:8744\""),
      Mistake(
        "trusted_proxies", "trusted_proxies = [\"proxy\"]",
        "callbacks.trusted_proxies: \"proxy\" is no IP address or range; "
          + "write addresses such as 196.201.214.200 or 196.201.214.0/24"),
      Mistake(
        "trusted_proxies", "trusted_proxies = [\"any\"]",
        "callbacks.trusted_proxies: \"any\" is no IP address or range; "
          + "write addresses such as 196.201.214.200 or 196.201.214.0/24"),
      Mistake(
        "safaricom_addresses", "safaricom_addresses = [\"196.201.214.0/33\"]",
        "callbacks.safaricom_addresses: \"196.201.214.0/33\" is no IP address or range; "
          + "write addresses such as 196.201.214.200 or 196.201.214.0/24"),
      Mistake(
        "safaricom_addresses", "safaricom_addresses = [\"any\", \"::1\"]",
        "callbacks.safaricom_addresses: \"any\" stands beside addresses; write either [\"any\"] or the addresses"),
      Mistake(
        "safaricom_addresses", "safaricom_addresses = []",
        "callbacks.safaricom_addresses: is empty, so that no callback could prove anything; "
          + "write safaricom_addresses = [\"196.201.214.200\"], or [\"any\"]"),
      Mistake(
        "safaricom_addresses", "safaricom_addresses = [196]",
        "callbacks.safaricom_addresses: holds a whole number where text is wanted; "
          + "write safaricom_addresses = [\"196.201.214.200\"]"),
      Mistake("language", "language = \"fr\"", "desk.language: \"fr\" is none of its values; write \"en\" or \"sw\""),
      Mistake(
        "colours", "colours = 256",
        "desk.colours: is a whole number where text is wanted; write colours = \"256\", with the quotes"),
      Mistake(
        "colours", "colours = \"many\"",
        "desk.colours: \"many\" is none of its values; write \"auto\", \"mono\", \"16\", \"256\" or \"direct\""),
      Mistake(
        "glyphs", "glyphs = \"emoji\"",
        "desk.glyphs: \"emoji\" is none of its values; write \"auto\", \"unicode\" or \"ascii\""),
      Mistake(
        "bell", "bell = \"on\"", "desk.bell: is text where true or false is wanted; write bell = true or bell = false"),
      Mistake(
        "amount_limit", "amount_limit = 300000",
        "desk.amount_limit: 300000 is out of bounds; write a whole number from 1 to 250000"),
      Mistake(
        "amount_limit", "amount_limit = 0",
        "desk.amount_limit: 0 is out of bounds; write a whole number from 1 to 250000"),
      Mistake(
        "ask_above", "ask_above = \"20,000\"",
        "desk.ask_above: is text where a whole number is wanted; write ask_above = 20000, without quotes"),
      Mistake(
        "confirm_above", "confirm_above = -1",
        "desk.confirm_above: -1 is out of bounds; write a whole number from 0 to 250000"),
      Mistake("file", "file = \"\"", "log.file: is empty; write file = \"log/kaunta.log\""),
      Mistake(
        "level", "level = \"loud\"",
        "log.level: \"loud\" is none of its values; write \"trace\", \"debug\", \"info\", \"notice\", \"warning\", "
          + "\"error\" or \"critical\""),
      Mistake(
        "size_limit_mib", "size_limit_mib = 0",
        "log.size_limit_mib: 0 is out of bounds; write a whole number from 1 to 1024"),
      Mistake(
        "listen = \"127.0.0.1:8743\"", "listen = \"0.0.0.0:8743\"",
        "simulator.listen: 0.0.0.0:8743 can be reached from other machines; "
          + "write an address of this machine only: listen = \"127.0.0.1:8743\""),
      Mistake(
        "query_after_seconds", "query_after_seconds = 71",
        "simulator.query_after_seconds: 71 is out of bounds; write a whole number from 5 to 70"),
      Mistake("pace", "pace = 0.5", "simulator.pace: 0.5 is out of bounds; write a number from 1.0 to 100.0"),
    ])
  func values(mistake: Mistake) throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine(mistake.line, with: mistake.written)
    #expect(shop.problems() == ["kaunta.toml:\(line): \(mistake.told)"])
  }

  @Test(
    "unknown keys",
    arguments: [
      Mistake("bell", "bel = true", "desk.bel: is not a setting; write bell under [desk], or take it away"),
      Mistake(
        "till_number", "shortcode = \"174379\"",
        "daraja.shortcode: is not a setting; write short_code under [daraja], or take it away"),
      Mistake(
        "till_number", "theme = \"x\"", "daraja.theme: is not a setting; write theme under [desk], or take it away"),
      Mistake("bell", "wallpaper = \"x\"", "desk.wallpaper: is not a setting; take it away"),
      Mistake(
        "till_number", "passkey = \"bfb279\"",
        "daraja.passkey: is a secret, and secrets do not stand in this file; "
          + "put it into the file that daraja.passkey_file names, and take this line away"),
      Mistake(
        "till_number", "consumer_secret = \"s3cret\"",
        "daraja.consumer_secret: is a secret, and secrets do not stand in this file; "
          + "put it into the file that daraja.consumer_secret_file names, and take this line away"),
      Mistake("[log]", "[logs]", "logs: is not a setting; write [log], or take it away"),
    ])
  func unknownKeys(mistake: Mistake) throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine(mistake.line, with: mistake.written)
    #expect(shop.problems() == ["kaunta.toml:\(line): \(mistake.told)"])
  }

  @Test(
    "missing keys are told at their table",
    arguments: [
      Mistake("environment", "", "1: environment: is missing; write environment = \"sandbox\""),
      Mistake("name", "", "[shop]: shop.name: is missing; write name = \"Mama Njeri's shop\" under [shop]"),
      Mistake(
        "consumer_key", "",
        "[daraja]: daraja.consumer_key: is missing; "
          + "write consumer_key = \"the consumer key of your Daraja app\" under [daraja]"),
      Mistake(
        "short_code", "", "[daraja]: daraja.short_code: is missing; write short_code = \"174379\" under [daraja]"),
      Mistake(
        "public_url", "",
        "[callbacks]: callbacks.public_url: is missing; write public_url = \"https://pay.shop.co.ke\" under [callbacks]"
      ),
    ])
  func missingKeys(mistake: Mistake) throws {
    let shop = try TemporaryHome(.simulator)
    try shop.replaceLine(mistake.line, with: mistake.written)
    var told = mistake.told
    if told.hasPrefix("["), let end = told.firstIndex(of: "]") {
      told = "\(try shop.lineNumber(String(told[...end])))" + told[told.index(after: end)...]
    }
    // Without an environment the simulator's own settings are neither right nor wrong.
    #expect(shop.problems() == ["kaunta.toml:" + told])
  }

  @Test("a line that is no TOML is told by its number")
  func syntax() throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine("name", with: "name = Mama Njeri")
    let problems = shop.problems()
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("kaunta.toml:\(line): cannot be read as TOML: ") == true, "\(problems)")
    #expect(problems.first?.hasSuffix("; write KEY = VALUE, with text in double quotes") == true, "\(problems)")
  }

  @Test("a key that stands twice is told by the second line")
  func twice() throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine("till_number", with: "short_code = \"174379\"")
    let problems = shop.problems()
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("kaunta.toml:\(line): cannot be read as TOML: ") == true, "\(problems)")
  }

  @Test("all problems come together, in the order of the file")
  func together() throws {
    let shop = try TemporaryHome(.simulator)
    let name = try shop.replaceLine("name", with: "name = 7")
    let limit = try shop.replaceLine("amount_limit", with: "amount_limit = 1000000")
    let bell = try shop.replaceLine("bell", with: "bels = true")
    let passkey = try shop.lineNumber("passkey_file")
    chmod(shop.home.passkeyFile, 0o644)
    let keys = shop.problems().map { String($0.split(separator: ":")[1]) }
    #expect(keys == ["\(name)", "\(passkey)", "\(bell)", "\(limit)"])
  }

  @Test("what belongs to the simulator is refused elsewhere")
  func simulatorOnly() throws {
    let shop = try TemporaryHome(.simulator)
    try shop.replaceLine("environment", with: "environment = \"sandbox\"")
    try shop.replaceLine("public_url", with: "public_url = \"https://pay.shop.co.ke\"")
    let told = "belongs to a home whose environment is the simulator, and this one is the sandbox; take the line away"
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("base_url")): daraja.base_url: \(told)",
        "kaunta.toml:\(try shop.lineNumber("listen = \"127.0.0.1:8743\"")): simulator.listen: \(told)",
        "kaunta.toml:\(try shop.lineNumber("query_after_seconds")): simulator.query_after_seconds: \(told)",
        "kaunta.toml:\(try shop.lineNumber("pace")): simulator.pace: \(told)",
      ])
  }

  @Test("production takes no number, passkey or tunnel of the sandbox")
  func production() throws {
    let shop = try TemporaryHome(.sandbox)
    try shop.replaceLine("environment", with: "environment = \"production\"")
    try shop.replaceLine("consumer_key", with: "consumer_key = \"abc\"")
    try shop.write("word", to: shop.home.consumerSecretFile)
    let url = try shop.replaceLine("public_url", with: "public_url = \"https://abc.ngrok.app\"")
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("passkey_file")): daraja.passkey_file: \(shop.home.passkeyFile): "
          + "holds the sandbox's public passkey, and this is production; "
          + "put the passkey from Safaricom's go-live e-mail into it",
        "kaunta.toml:\(try shop.lineNumber("short_code")): daraja.short_code: is the sandbox's public number, "
          + "and this is production; write your own short code",
        "kaunta.toml:\(url): callbacks.public_url: is an address of ngrok, which Safaricom refuses in production; "
          + "write an address of your own",
      ])
  }

  @Test("any is taken, and what it gives up is said")
  func any() throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine("safaricom_addresses", with: "safaricom_addresses = [\"any\"]")
    let settings = try SettingsLoader().load(shop.home)
    #expect(settings.callbacks.acceptsAnyAddress)
    #expect(settings.callbacks.safaricomAddresses.isEmpty)
    #expect(
      settings.notices.map(\.text) == [
        "\(shop.home.settingsFile):\(line): callbacks.safaricom_addresses: with \"any\", whoever learns a payment's "
          + "callback address can make it look paid; write the addresses that Safaricom's answers come from, "
          + "unless they are not known yet"
      ])
  }

  @Test("a theme that there is not is told with those that there are, and keeps nobody from taking money")
  func theme() throws {
    let shop = try TemporaryHome(.simulator)
    try shop.write("", to: shop.home.themesDirectory + "/paper.toml")
    let line = try shop.replaceLine("theme", with: "theme = \"papr\"")
    let loader = SettingsLoader(themes: ThemeLoader(home: shop.home))
    #expect(shop.problems(loader) == [])
    #expect(
      try loader.load(shop.home).notices.map(\.text) == [
        "\(shop.home.settingsFile):\(line): desk.theme: there is no theme \"papr\"; write one of: counter, paper"
      ])
  }

  @Test("without a home the loader says how to get one")
  func noHome() throws {
    let shop = try TemporaryHome()
    #expect(shop.problems() == ["kaunta.toml: there is no home here; make one with kaunta init, or try kaunta demo"])
  }

  @Test("buy goods takes the store's number and the till's")
  func buyGoods() throws {
    let shop = try TemporaryHome(.simulator)
    try shop.replaceLine("till_number", with: "till_number = \"5123456\"")
    let receiver = try SettingsLoader().load(shop.home).account.receiver
    #expect(receiver.transactionType == "CustomerBuyGoodsOnline")
    #expect(receiver.partyB.digits == "5123456")
  }
}
