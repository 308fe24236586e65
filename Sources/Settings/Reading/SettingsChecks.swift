import Cells
import Daraja
import Files
import Payments

/// The checks that need more than one key, or more than the file.
struct SettingsChecks {
  let home: Home
  let rights: HomeRights
  var reading: SettingsReading
  /// What is wrong with the looks alone, which never keeps a shop from taking money.
  var looks: [SettingsProblem] = []

  /// What other checks lean on; nil where there was a problem.
  struct Basics {
    var environment: DarajaEnvironment?
    var shopName: String?
    var consumerKey: String?
    var receiver: Receiver?
    var baseURL: String
    var proxy: ProxySetting
  }

  mutating func basics() -> Basics {
    let environment = environment()
    let receiver = receiver(environment)
    return Basics(
      environment: environment, shopName: shopName(), consumerKey: consumerKey(), receiver: receiver,
      baseURL: baseURL(environment), proxy: proxy())
  }

  private mutating func environment() -> DarajaEnvironment? {
    guard let text = reading.requiredText(.environment) else { return nil }
    if let environment = DarajaEnvironment(rawValue: text) { return environment }
    reading.add(
      .environment, "\(SettingsReading.quoted(text)) is none of its values",
      "write \"simulator\", \"sandbox\" or \"production\"")
    return nil
  }

  private mutating func shopName() -> String? {
    guard let name = reading.requiredText(.shopName) else { return nil }
    guard name.count <= 40, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      reading.add(.shopName, "is longer than 40 characters or holds a character that cannot be shown", "shorten it")
      return nil
    }
    return name
  }

  private mutating func consumerKey() -> String? {
    guard let key = reading.requiredText(.consumerKey) else { return nil }
    // A colon would end the name in Basic authentication (RFC 7617 section 2).
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }) else {
      reading.add(.consumerKey, "holds a space or a character that no key has", "paste it from the Daraja portal again")
      return nil
    }
    return key
  }

  private mutating func receiver(_ environment: DarajaEnvironment?) -> Receiver? {
    let shortCode = reading.requiredText(.shortCode).flatMap { number($0, .shortCode) }
    let tillText = reading.text(.tillNumber) ?? ""
    let till = tillText.isEmpty ? nil : number(tillText, .tillNumber)
    if environment == .production, shortCode?.digits == InitialSecrets.sandboxShortCode {
      reading.add(.shortCode, "is the sandbox's public number, and this is production", "write your own short code")
    }
    guard let shortCode, tillText.isEmpty || till != nil else { return nil }
    return till.map { .buyGoods(store: shortCode, till: $0) } ?? .payBill(shortCode)
  }

  private mutating func number(_ text: String, _ name: SettingName) -> ShortCode? {
    if let number = ShortCode(text) { return number }
    reading.add(
      name, "\(SettingsReading.quoted(text)) is no number of a business",
      "write five to seven digits, such as \(name.example)")
    return nil
  }

  private mutating func baseURL(_ environment: DarajaEnvironment?) -> String {
    let standard = HomeAddresses().baseURL
    guard environment == .simulator, let text = reading.text(.baseURL) else { return standard }
    var base = Substring(text)
    while base.last == "/" { base = base.dropLast() }
    let scheme = "http://"
    let place = base.hasPrefix(scheme) ? SocketPlace(base.dropFirst(scheme.count).asNumericHost) : nil
    if let place, place.isLoopback, place.port > 0 { return String(base) }
    reading.add(
      .baseURL, "\(SettingsReading.quoted(text)) is not a simulator on this machine",
      "write \(SettingName.baseURL.example)")
    return standard
  }

  /// Its text may hold a password, and is never told.
  private mutating func proxy() -> ProxySetting {
    guard let text = reading.text(.proxy) else { return .fromEnvironment }
    guard let setting = ProxySetting(text) else {
      reading.add(
        .proxy, "is no address of a proxy",
        "write \(SettingName.proxy.example), \"none\", or \"\" for what the environment says")
      return .fromEnvironment
    }
    if case .always(let proxy) = setting, proxy.password != nil, let facts = FileFacts(path: reading.file),
      facts.mode & (rights == .oneUser ? 0o077 : 0o007) != 0
    {
      reading.add(
        .proxy, "holds a password, and others may read the file (mode \(facts.modeText))",
        "run: chmod \(modeDigits(rights.keptFile).dropFirst()) \(shellQuoted(reading.file))")
    }
    return setting
  }

  mutating func account(_ basics: Basics) -> Account? {
    let file = SecretFile.passkey(path(.passkeyFile, default: home.passkeyFile), rights)
    guard let word = read(.passkeyFile, { () throws(SettingsProblem) in try file.read() }) else { return nil }
    if basics.environment == .production, word == InitialSecrets.sandboxPasskey {
      add(
        .passkeyFile,
        SettingsProblem(
          file: file.path, fault: "holds the sandbox's public passkey, and this is production",
          remedy: "put the passkey from \(file.source) into it"))
    }
    return basics.receiver.map { Account(receiver: $0, passkey: Passkey(word)) }
  }

  mutating func consumerSecretFile() -> String {
    let path = path(.consumerSecretFile, default: home.consumerSecretFile)
    let file = SecretFile.consumerSecret(path, rights)
    _ = read(.consumerSecretFile) { () throws(SettingsProblem) in try file.read() }
    return path
  }

  mutating func keys(_ callbacks: CallbackSettings?) {
    let path = callbacks?.keysFile ?? path(.keysFile, default: home.callbackKeysFile)
    let file = SecretFile.callbackKeys(path, rights)
    _ = read(.keysFile) { () throws(SettingsProblem) in try file.readKeyRing() }
  }

  mutating func log() -> LogSettings {
    let level = reading.choice(.logLevel, LogSettings.Level.allCases.map { ($0.rawValue, $0) }, default: .info)
    let mebibytes = reading.integer(.logSizeLimit, 1...1024, default: 8)
    return LogSettings(
      file: path(.logFile, default: home.logFile), level: level, sizeLimitBytes: mebibytes * 1024 * 1024)
  }

  mutating func simulator(_ basics: Basics) -> SimulatorHomeSettings? {
    guard basics.environment == .simulator else { return nil }
    let listen = place(.simulatorListen, default: HomeAddresses().simulatorListen)
    if !listen.isLoopback {
      reading.add(
        .simulatorListen, "\(listen) can be reached from other machines",
        "write an address of this machine only: \(SettingName.simulatorListen.example)")
    }
    return SimulatorHomeSettings(
      listen: listen, queryAfterSeconds: reading.integer(.queryAfterSeconds, 5...70, default: 70),
      pace: reading.number(.pace, 1...100, default: 1))
  }

  /// What is told whatever the rest: keys that there are not, keys of another environment, modes.
  mutating func finish() {
    reading.reportUnknownKeys()
    if case .text(let environment) = reading.node(.environment), environment != "simulator",
      DarajaEnvironment(rawValue: environment) != nil
    {
      for name in SettingName.allCases where name.isForSimulatorOnly && reading.node(name) != nil {
        reading.add(
          name, "belongs to a home whose environment is the simulator, and this one is the \(environment)",
          "take the line away")
      }
    }
    for problem in HomeModes(home: home, rights: rights).problems { reading.addFirst(problem) }
  }

  /// A path as written, or the usual one.
  mutating func path(_ name: SettingName, default standard: String) -> String {
    guard let text = reading.text(name) else { return standard }
    if text.isEmpty {
      reading.add(name, "is empty", "write \(name.example)")
      return standard
    }
    return home.resolved(text)
  }

  mutating func place(_ name: SettingName, default standard: SocketPlace) -> SocketPlace {
    guard let text = reading.text(name) else { return standard }
    if let place = SocketPlace(text) { return place }
    reading.add(name, "\(SettingsReading.quoted(text)) is no address and port", "write \(name.example)")
    return standard
  }

  private mutating func read<Value>(
    _ name: SettingName, _ body: () throws(SettingsProblem) -> Value
  ) -> Value? {
    do throws(SettingsProblem) { return try body() } catch {
      add(name, error)
      return nil
    }
  }

  /// Tells a secret file's problem on the line that names the file, or on the file's own line.
  private mutating func add(_ name: SettingName, _ problem: SettingsProblem) {
    if problem.line != nil {
      reading.add(
        SettingsProblem(
          file: problem.file, line: problem.line, key: name.dotted, fault: problem.fault, remedy: problem.remedy),
        at: name)
      return
    }
    // A path that is not the usual one may be the secret itself, pasted into the wrong place.
    let usual = [home.consumerSecretFile, home.passkeyFile, home.callbackKeysFile]
    let shown =
      usual.contains(problem.file) || FileFacts(path: problem.file) != nil ? problem.file : "the file it names"
    reading.add(name, "\(shown): \(problem.fault)", problem.remedy)
  }
}

extension Substring {
  /// An address whose host is a number: `localhost` is one too.
  fileprivate var asNumericHost: String { hasPrefix("localhost:") ? "127.0.0.1" + dropFirst(9) : String(self) }
}
