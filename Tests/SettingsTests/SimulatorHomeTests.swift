import Testing

@testable import Settings

/// For which homes a simulator is started.
@Suite struct SimulatorHomeTests {
  private func settings(_ environment: String) throws -> ShopSettings {
    let shop = try TemporaryHome(environment == "simulator" ? .simulator : .sandbox)
    defer { withExtendedLifetime(shop) {} }
    if environment == "simulator" { return try SettingsLoader().load(shop.home) }
    try shop.replaceLine("environment", with: "environment = \"\(environment)\"")
    try shop.replaceLine("consumer_key", with: "consumer_key = \"abc\"")
    try shop.replaceLine("short_code", with: "short_code = \"600123\"")
    try shop.replaceLine("public_url", with: "public_url = \"https://pay.shop.co.ke\"")
    try shop.write("word", to: shop.home.consumerSecretFile)
    try shop.write("another-passkey", to: shop.home.passkeyFile)
    return try SettingsLoader().load(shop.home)
  }

  @Test func aHomeOfItsOwnSaysHowItIs() throws {
    let practice = try settings("simulator")
    #expect(try practice.forSimulator()?.listen.port == 8743 && practice.isPractice && !practice.isServer)
    #expect(try settings("sandbox").forSimulator() == nil)
  }

  @Test func whereRealMoneyComesNoneIsStarted() throws {
    let real = try settings("production")
    #expect(!real.isPractice)
    let refusal = #expect(throws: HomeProblem.forRealMoney(real.home.path)) { try real.forSimulator() }
    #expect(refusal?.sentence.contains("is for real money") == true)
  }
}
