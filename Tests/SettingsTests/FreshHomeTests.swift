import Cells
import Files
import Payments
import Testing

@testable import Settings

@Suite("A fresh home")
struct FreshHomeTests {
  @Test("a simulator's home loads at once, with what it was made with")
  func simulator() throws {
    let shop = try TemporaryHome(.simulator)
    #expect(shop.problems().isEmpty)
    let settings = try SettingsLoader(themes: ThemeLoader(home: shop.home)).load(shop.home)
    #expect(settings.environment == .simulator)
    #expect(settings.rights == .oneUser)
    #expect(settings.shopName == "My shop")
    #expect(settings.consumerKey == "demo")
    #expect(try settings.readConsumerSecret().revealed == "demo")
    #expect(settings.account.receiver.businessShortCode.digits == "174379")
    #expect(settings.account.receiver.transactionType == "CustomerPayBillOnline")
    #expect(settings.account.passkey.revealed == InitialSecrets.sandboxPasskey)
    #expect(settings.baseURL == "http://127.0.0.1:8743")
    #expect(settings.callbacks.publicURL == "http://127.0.0.1:8744")
    #expect(settings.callbacks.listen.description == "127.0.0.1:8744")
    #expect(settings.callbacks.trustedProxies.isEmpty)
    #expect(settings.callbacks.safaricomAddresses == ["127.0.0.1", "::1"])
    #expect(settings.callbacks.acceptsAnyAddress == false)
    #expect(settings.desk.theme == "auto")
    #expect(settings.desk.language == .english)
    #expect(settings.desk.colours == nil)
    #expect(settings.desk.glyphs == nil)
    #expect(settings.desk.bell && settings.desk.flash)
    #expect(settings.desk.amountLimit == .largest)
    #expect(settings.desk.askAbove == Shillings(20_000))
    #expect(settings.desk.confirmAbove == nil)
    #expect(settings.log.file == shop.home.logFile)
    #expect(settings.log.level == .info)
    #expect(settings.log.sizeLimitBytes == 8 * 1024 * 1024)
    #expect(settings.simulator?.listen.description == "127.0.0.1:8743")
    #expect(settings.simulator?.queryAfterSeconds == 20)
    #expect(settings.simulator?.pace == 1)
    #expect(settings.notices.isEmpty)
    let ring = try settings.readKeyRing()
    #expect(ring.active.bytes == TemporaryHome.tagKey)
    #expect(ring.keys.count == 1)
  }

  @Test("a demo's home gets ports of its own and a name that needs escapes")
  func demo() throws {
    let shop = try TemporaryHome()
    let addresses = HomeAddresses(
      baseURL: "http://127.0.0.1:5001", publicURL: "http://127.0.0.1:5002",
      listen: SocketPlace(address: "127.0.0.1", port: 5002), simulatorListen: SocketPlace(address: "::1", port: 5001))
    let plan = HomePlan(kind: .simulator, shopName: "Duka \"la\" Achieng\\Ōkoth", addresses: addresses)
    _ = try HomeMaker.make(at: shop.home, plan, tagKey: TemporaryHome.tagKey)
    let settings = try SettingsLoader().load(shop.home)
    #expect(settings.shopName == "Duka \"la\" Achieng\\Ōkoth")
    #expect(settings.baseURL == addresses.baseURL)
    #expect(settings.callbacks.publicURL == addresses.publicURL)
    #expect(settings.callbacks.listen == addresses.listen)
    #expect(settings.simulator?.listen == addresses.simulatorListen)
  }

  @Test("a sandbox's home is refused for exactly its placeholders")
  func sandbox() throws {
    let shop = try TemporaryHome(.sandbox)
    let home = shop.home
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("consumer_key")): daraja.consumer_key: is still the placeholder; "
          + "write consumer_key = \"the consumer key of your Daraja app\"",
        "kaunta.toml:\(try shop.lineNumber("consumer_secret_file")): daraja.consumer_secret_file: "
          + "\(home.consumerSecretFile): still holds the placeholder; "
          + "put the consumer secret from your app's page on the Daraja portal into it",
        "kaunta.toml:\(try shop.lineNumber("public_url")): callbacks.public_url: is still the placeholder; "
          + "write public_url = \"https://pay.shop.co.ke\"",
      ])
  }

  @Test("filled in, the sandbox's home loads and talks to Safaricom")
  func filledIn() throws {
    let shop = try TemporaryHome(.sandbox)
    try shop.replaceLine("consumer_key", with: "consumer_key = \"abc123\"")
    try shop.write("secret-word\n", to: shop.home.consumerSecretFile)
    try shop.replaceLine("public_url", with: "public_url = \"https://pay.shop.co.ke/\"")
    #expect(shop.problems().isEmpty)
    let settings = try SettingsLoader().load(shop.home)
    #expect(settings.baseURL == "https://sandbox.safaricom.co.ke")
    #expect(settings.callbacks.publicURL == "https://pay.shop.co.ke")
    #expect(settings.simulator == nil)
    #expect(settings.callbacks.safaricomAddresses == SettingsChecks.publishedAddresses)
    #expect(settings.callbacks.trustedProxies == ["127.0.0.1", "::1"])
  }

  @Test("every key that is written is known, and every known key is written", arguments: HomeKind.allCases)
  func keys(kind: HomeKind) throws {
    let toml = try TOMLFile(text: SettingsFileText.text(HomePlan(kind: kind)))
    var written: [String] = []
    guard case .table(let top) = toml.root else { throw CancellationError() }
    for (key, value) in top {
      if case .table(let members) = value { written += members.map { key + "." + $0.key } } else { written.append(key) }
    }
    let known = SettingName.allCases.filter { kind == .simulator || !$0.isForSimulatorOnly }
    #expect(written.sorted() == known.map(\.dotted).sorted())
  }

  @Test("every key has a comment right above it, which says its default", arguments: HomeKind.allCases)
  func comments(kind: HomeKind) throws {
    let text = SettingsFileText.text(HomePlan(kind: kind))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let toml = try TOMLFile(text: text)
    for name in SettingName.allCases where kind == .simulator || !name.isForSimulatorOnly {
      let line = try #require(toml.line(of: name.path))
      #expect(lines[line - 1].hasPrefix(name.key + " = "))
      var comment = ""
      var index = line - 2
      while lines[index].hasPrefix("# ") {
        comment = String(lines[index].dropFirst(2)) + " " + comment
        index -= 1
      }
      #expect(comment.contains("efault"), "\(name.dotted) says nothing of its default: \(comment)")
      #expect(lines[index].isEmpty, "\(name.dotted) stands close to another key")
    }
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test("what the comments call the default is what holds without the key")
  func defaults() throws {
    let shop = try TemporaryHome(.simulator)
    let required = ["environment", "name", "consumer_key", "short_code", "public_url"]
    let kept = shop.settings.split(separator: "\n").filter { line in
      line.hasPrefix("[") || required.contains { line.hasPrefix($0 + " = ") }
    }
    try shop.write(kept.joined(separator: "\n"), to: shop.home.settingsFile)
    #expect(shop.problems().isEmpty)
    let settings = try SettingsLoader().load(shop.home)
    #expect(settings.simulator?.queryAfterSeconds == 70)
    #expect(settings.callbacks.trustedProxies == ["127.0.0.1", "::1"])
    #expect(settings.callbacks.safaricomAddresses == ["127.0.0.1", "::1"])
    #expect(settings.callbacks.listen.port == 8744)
    #expect(settings.desk.askAbove == Shillings(20_000))
    #expect(settings.log.file == shop.home.logFile)
    #expect(settings.baseURL == "http://127.0.0.1:8743")
  }

  @Test("the listener needs neither Daraja's secrets nor its key")
  func listener() throws {
    let shop = try TemporaryHome(.simulator)
    ByPath.removeTree(shop.home.cacheDirectory)
    for file in [shop.home.consumerSecretFile, shop.home.passkeyFile] { try shop.write("", to: file) }
    let settings = try SettingsLoader().loadForListener(shop.home)
    #expect(settings.environment == .simulator)
    #expect(settings.receiver.businessShortCode.digits == "174379")
    #expect(settings.callbacks.publicURL == "http://127.0.0.1:8744")
    #expect(try settings.readKeyRing().active.bytes == TemporaryHome.tagKey)
    #expect(shop.problems().count == 2)
  }
}
