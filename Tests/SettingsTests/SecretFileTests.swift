import Glibc
import Testing

@testable import Settings

@Suite("Secrets are there, closed to others, and never told")
struct SecretFileTests {
  @Test("a secret that others may read is refused with the command that closes it")
  func tooOpen() throws {
    let shop = try TemporaryHome(.simulator)
    let file = shop.home.passkeyFile
    chmod(file, 0o640)
    let line = try shop.lineNumber("passkey_file")
    #expect(
      shop.problems() == [
        "kaunta.toml:\(line): daraja.passkey_file: \(file): others may read the passkey (mode 0640); "
          + "run: chmod 600 \(file)"
      ])
    chmod(file, 0o602)
    #expect(
      shop.problems() == [
        "kaunta.toml:\(line): daraja.passkey_file: \(file): others may write the passkey (mode 0602); "
          + "run: chmod 600 \(file)"
      ])
  }

  @Test("in a group's home the group may read a secret, and nobody else")
  func groupHome() throws {
    let shop = try TemporaryHome(.simulator)
    let home = shop.home
    for directory in [home.path, home.secretsDirectory] { chmod(directory, 0o2750) }
    chmod(home.consumerSecretFile, 0o640)
    #expect(shop.problems().isEmpty)
    chmod(home.consumerSecretFile, 0o644)
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("consumer_secret_file")): daraja.consumer_secret_file: "
          + "\(home.consumerSecretFile): others may read the consumer secret (mode 0644); "
          + "run: chmod 640 \(home.consumerSecretFile)"
      ])
    chmod(home.consumerSecretFile, 0o640)
    chmod(home.path, 0o2770)
    #expect(
      shop.problems() == ["\(home.path): others may write to it (mode 02770); run: chmod 2750 \(home.path)"])
  }

  @Test("a home, its secrets and its settings that are too open are told first")
  func directories() throws {
    let shop = try TemporaryHome(.simulator)
    let home = shop.home
    chmod(home.path, 0o755)
    chmod(home.secretsDirectory, 0o711)
    chmod(home.settingsFile, 0o666)
    #expect(
      shop.problems() == [
        "\(home.path): others may look into it (mode 0755); run: chmod 700 \(home.path)",
        "secrets: others may look into it (mode 0711); run: chmod 700 \(home.secretsDirectory)",
        "kaunta.toml: others may write to it (mode 0666); run: chmod 600 \(home.settingsFile)",
      ])
  }

  @Test("a missing, empty or too long secret says what belongs there")
  func missing() throws {
    let shop = try TemporaryHome(.simulator)
    let file = shop.home.consumerSecretFile
    let start = "kaunta.toml:\(try shop.lineNumber("consumer_secret_file")): daraja.consumer_secret_file: \(file): "
    let source = "put the consumer secret from your app's page on the Daraja portal into it"
    unlink(file)
    #expect(shop.problems() == [start + "there is no such file; " + source])
    try shop.write(" \n", to: file)
    #expect(shop.problems() == [start + "is empty; " + source])
    try shop.write("two words\n", to: file)
    #expect(shop.problems() == [start + "holds more than one word; put the consumer secret into it and nothing else"])
    unlink(file)
    mkdir(file, 0o700)
    #expect(
      shop.problems() == [
        start + "is not a file; put the consumer secret from your app's page on the Daraja portal into a file there"
      ])
  }

  @Test("a byte order mark and line ends at the end are no part of a secret")
  func asEditorsSaveIt() throws {
    let shop = try TemporaryHome(.simulator)
    try shop.write("\u{FEFF}" + readText(shop.home.callbackKeysFile), to: shop.home.callbackKeysFile)
    for end in ["", "\n", "\r\n", "\r\n\r\n", " \n", "\t", "\u{A0}", "\u{2028}", "\u{85}"] {
      try shop.write("\u{FEFF}Zq81Secret" + end, to: shop.home.consumerSecretFile)
      #expect(shop.problems() == [])
      #expect(try SettingsLoader().load(shop.home).readConsumerSecret().revealed == "Zq81Secret")
    }
  }

  @Test(
    "a sign that no secret has is named, without the secret",
    arguments: [
      ("\"Zq81Secret\"", "holds a quote (\") with the consumer secret; leave the quotes out: they would be sent along"),
      ("'Zq81Secret'", "holds a quote (') with the consumer secret; leave the quotes out: they would be sent along"),
      ("Zq81Secret'", "holds a quote (') with the consumer secret; leave the quotes out: they would be sent along"),
      (
        "\u{201C}Zq81Secret\u{201D}",
        "holds a sign that no secret has (U+201C, left double quotation mark); copy the consumer secret anew, as plain text"
      ),
      (
        "Zq81\u{200B}Secret",
        "holds a sign that no secret has (U+200B, zero width space); copy the consumer secret anew, as plain text"
      ),
      (
        "Zq81\u{7}Secret",
        "holds a sign that no secret has (U+0007); copy the consumer secret anew, as plain text"
      ),
    ])
  func strangeSign(_ text: String, _ told: String) throws {
    let shop = try TemporaryHome(.simulator)
    try shop.write(text, to: shop.home.consumerSecretFile)
    let problems = shop.problems()
    #expect(problems.count == 1 && problems[0].hasSuffix(": " + told), "\(problems)")
    #expect(!problems.joined().contains("Zq81"))
  }

  @Test("a secret that was pasted where its file's path belongs is not told")
  func pastedSecret() throws {
    let shop = try TemporaryHome(.simulator)
    let line = try shop.replaceLine("consumer_secret_file", with: "consumer_secret_file = \"Zq81VerySecret\"")
    let problems = shop.problems()
    #expect(
      problems == [
        "kaunta.toml:\(line): daraja.consumer_secret_file: the file it names: there is no such file; "
          + "put the consumer secret from your app's page on the Daraja portal into it"
      ])
  }

  @Test("a secret may lie elsewhere")
  func elsewhere() throws {
    let shop = try TemporaryHome(.simulator)
    let place = shop.directory + "/vault word"
    try shop.write("other-passkey\n", to: place)
    try shop.replaceLine("passkey_file", with: "passkey_file = \"\(place)\"")
    #expect(try SettingsLoader().load(shop.home).account.passkey.revealed == "other-passkey")
    chmod(place, 0o644)
    let told = "others may read the passkey (mode 0644); run: chmod 600 '\(place)'"
    #expect(shop.problems().first?.hasSuffix(told) == true)
  }

  @Test("a key file's mistakes are told by their own line, without the key")
  func keyFile() throws {
    let shop = try TemporaryHome(.simulator)
    let good = readText(shop.home.callbackKeysFile)
    let key = String(repeating: "ab", count: 31)
    let lines = good.split(separator: "\n").count
    for (line, told) in [
      ("actve \(key)cd", "does not say what the key is; start it with active, retired or suspect"),
      ("suspect \(key)", "is no key of 64 hex digits 0-9 a-f; take one from a home that kaunta init has made"),
      ("retired \(key)cd", "has the wrong number of words; write the day after a retired key: retired KEY 2026-11-24"),
      ("active \(key)cd", "is a second active key, after line \(lines); make the older one retired"),
    ] {
      try shop.write(good + line + "\n", to: shop.home.callbackKeysFile)
      #expect(shop.problems() == ["secrets/callback-keys:\(lines + 1): callbacks.keys_file: \(told)"])
    }
    try shop.write("# nothing\n", to: shop.home.callbackKeysFile)
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("keys_file")): callbacks.keys_file: \(shop.home.callbackKeysFile): "
          + "no key is active; start one line with active, so that payments can be asked for"
      ])
  }

  @Test("no text about a secret shows it")
  func neverTold() throws {
    let shop = try TemporaryHome(.simulator)
    try shop.write("Zq81Secret and more", to: shop.home.consumerSecretFile)
    try shop.write("Zq81Secret", to: shop.home.callbackKeysFile)
    try shop.write("Zq81Secret \u{1}", to: shop.home.passkeyFile)
    let problems = shop.problems()
    #expect(problems.count == 3)
    #expect(!problems.joined().contains("Zq81"))
    try shop.write("Zq81Secret", to: shop.home.consumerSecretFile)
    try shop.write("Zq81Secret", to: shop.home.passkeyFile)
    try shop.write("active \(String(repeating: "ab", count: 31))cd\n", to: shop.home.callbackKeysFile)
    let settings = try SettingsLoader().load(shop.home)
    var dumped = ""
    dump(settings, to: &dumped)
    dump(try settings.readConsumerSecret(), to: &dumped)
    #expect(!dumped.contains("Zq81"))
  }

  @Test("a file that this account may not read is told as that", .enabled(if: geteuid() != 0, "root reads everything"))
  func unreadable() throws {
    let shop = try TemporaryHome(.simulator)
    chmod(shop.home.passkeyFile, 0o000)
    #expect(
      shop.problems() == [
        "kaunta.toml:\(try shop.lineNumber("passkey_file")): daraja.passkey_file: \(shop.home.passkeyFile): "
          + "cannot be read by this account (Permission denied); use the account that made the home"
      ])
    chmod(shop.home.settingsFile, 0o000)
    #expect(
      shop.problems() == ["kaunta.toml: cannot be read (Permission denied); use an account that may read it"])
  }
}
