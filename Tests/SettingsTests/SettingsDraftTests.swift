import Testing

@testable import Settings

/// What `kaunta setup` is told is checked before anything is written.
@Suite struct SettingsDraftTests {
  private let home = Home(path: "/nowhere/shop")

  private func draft(_ environment: String = "sandbox") -> SettingsDraft {
    var draft = SettingsDraft(home, new: HomePlan(kind: .sandbox, group: "kaunta"))
    _ = draft.put(.environment, environment)
    return draft
  }

  @Test func ofANewHomeThatIsWrongWhichItsOwnerMustSay() {
    let sandbox = SettingsEdit.Value.allCases.filter { draft().problem($0) != nil }
    #expect(sandbox == [.consumerKey, .publicURL])
    let production = SettingsEdit.Value.allCases.filter { draft("production").problem($0) != nil }
    #expect(production == [.consumerKey, .shortCode, .publicURL])
  }

  @Test(arguments: [
    (SettingsEdit.Value.shortCode, "12", "\"12\" is no number of a business"),
    (.shortCode, "six hundred", "\"six hundred\" is no number of a business"),
    (.shortCode, "174379", "is the sandbox's public number, and this is production"),
    (.tillNumber, "till 5", "\"till 5\" is no number of a business"),
    (.publicURL, "https://pay.ngrok.io", "is an address of ngrok, which Safaricom refuses in production"),
    (.publicURL, "https://mpesa.shop.co.ke", "has \"mpesa\" in it, which Safaricom refuses"),
    (.publicURL, "https://192.168.1.4", "cannot be reached from the internet, so that no answer would arrive"),
    (.consumerKey, "two words", "holds a space or a character that no key has"),
    (.shopName, "   ", "is empty"),
  ])
  func anAnswerThatCannotBeIsNamed(value: SettingsEdit.Value, words: String, fault: String) {
    var draft = draft("production")
    let isTaken = draft.put(value, words)
    #expect(isTaken && draft.problem(value)?.fault == fault)
  }

  @Test func whatCanBeIsTaken() {
    var draft = draft("production")
    for (value, words) in [
      (SettingsEdit.Value.shortCode, "600123"), (.tillNumber, "5123456"), (.publicURL, "https://pay.shop.co.ke"),
      (.consumerKey, "bclwIPkcRqw61yUt"), (.shopName, "Duka la \"Amina\""),
    ] {
      let isTaken = draft.put(value, words)
      #expect(isTaken && draft.problem(value) == nil)
    }
    #expect(draft.publicHost == "pay.shop.co.ke" && draft.environment == "production")
  }

  @Test func aSecretIsOneWordAndNotTheSandboxsWhereMoneyMoves() {
    let secret = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"
    #expect(draft().problem(.passkey, secret) == nil)
    #expect(draft("production").problem(.passkey, secret)?.fault.contains("sandbox's public passkey") == true)
    #expect(draft().problem(.consumerSecret, "two words")?.fault == "holds more than one word")
    #expect(draft().problem(.consumerSecret, "\"quoted\"")?.fault == "holds a quote (\") with the consumer secret")
    #expect(draft().problem(.consumerSecret, "s3cret\n") == nil)
    #expect(draft().problem(.consumerSecret)?.fault == "there is no such file")
  }

  /// Its name goes into the settings of a proxy.
  @Test(arguments: ["https://pay.shop.co.ke/kaunta", "https://pay.shop.co.ke:8443", "http://pay.shop.co.ke"])
  func anAddressThatIsMoreThanAHostNamesNone(url: String) {
    var draft = draft()
    let isTaken = draft.put(.publicURL, url)
    #expect(isTaken && draft.publicHost == nil)
  }

  @Test(arguments: ["pay.shop.co.ke;", "pay shop", "shop", ".shop.co", "-a.b", "a.b/"])
  func whatIsNoHostIsNone(text: String) { #expect(!SettingsDraft.isHost(text)) }
}
