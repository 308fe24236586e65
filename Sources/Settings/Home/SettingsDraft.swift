/// Settings as they would be, so that an answer is checked before it is written, in the words of `kaunta doctor`.
package struct SettingsDraft: Sendable {
  /// The text of `kaunta.toml`.
  package private(set) var text: String
  private let home: Home

  /// Those of a home that is not there yet.
  package init(_ home: Home, new plan: HomePlan) {
    self.home = home
    text = SettingsFileText.text(plan)
  }

  /// Those of a home, as its file says.
  package init(_ home: Home, text: String) {
    self.home = home
    self.text = text
  }

  /// Which M-Pesa it talks to, in the file's word.
  package var environment: String? {
    if case .text(let word) = reading?.node(.environment) { word } else { nil }
  }

  /// It still has the name that every new home has.
  package var isUnnamed: Bool {
    if case .text(let name) = reading?.node(.shopName) { name == HomePlan(kind: .sandbox).shopName } else { false }
  }

  /// The host of the public address; nil unless it is a host and nothing else.
  package var publicHost: String? {
    guard problem(.publicURL) == nil, case .text(let url) = reading?.node(.publicURL), url.hasPrefix("https://") else {
      return nil
    }
    let host = url.dropFirst("https://".count)
    return Self.isHost(host) ? String(host) : nil
  }

  /// Takes a value; false when the file has no line for it.
  package mutating func put(_ value: SettingsEdit.Value, _ words: String) -> Bool {
    guard let next = SettingsEdit.put(value, words, into: text) else { return false }
    text = next
    return true
  }

  /// What is wrong with a value; nil when nothing is.
  package func problem(_ value: SettingsEdit.Value) -> SettingsProblem? {
    guard let reading else { return nil }
    var checks = SettingsChecks(home: home, rights: home.rights ?? .group, reading: reading)
    let basics = checks.basics()
    _ = checks.callbacks(basics)
    return checks.reading.problems.first { $0.key == value.dotted }
  }

  /// What is wrong with the words that are to be a secret; nil when nothing is.
  package func problem(_ secret: Secret, _ words: String) -> SettingsProblem? {
    do throws(SettingsProblem) {
      try secret.check(secret.file(home).word(in: words), environment)
      return nil
    } catch {
      return error
    }
  }

  /// What is wrong with a secret as it lies in the home; nil when nothing is.
  package func problem(_ secret: Secret) -> SettingsProblem? {
    do throws(SettingsProblem) {
      try secret.check(secret.file(home).read(), environment)
      return nil
    } catch {
      return error
    }
  }

  /// Whether it can stand in the settings of a proxy as the name of a host, where other signs would mean something.
  package static func isHost(_ text: some StringProtocol) -> Bool {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }
    return isPlain && text.contains(".") && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.hasPrefix("-")
  }

  private var reading: SettingsReading? {
    guard let toml = try? TOMLFile(text: text) else { return nil }
    return SettingsReading(file: home.settingsFile, toml: toml)
  }

  /// A secret that a person has.
  package enum Secret: Sendable {
    case consumerSecret, passkey

    /// For messages: "the passkey".
    package var words: String { file(Home(path: "/")).words }

    /// Where a home keeps it.
    package func path(in home: Home) -> String { file(home).path }

    fileprivate func file(_ home: Home) -> SecretFile {
      let rights = home.rights ?? .group
      return switch self {
      case .consumerSecret: .consumerSecret(home.consumerSecretFile, rights)
      case .passkey: .passkey(home.passkeyFile, rights)
      }
    }

    fileprivate func check(_ word: String, _ environment: String?) throws(SettingsProblem) {
      if self == .passkey, environment == "production", word == InitialSecrets.sandboxPasskey {
        throw SettingsProblem(
          file: "", fault: "is the sandbox's public passkey, and this is production",
          remedy: "it stands in Safaricom's go-live e-mail")
      }
    }
  }
}
