import Daraja

extension SettingsChecks {
  /// The addresses that Safaricom published or was seen to use for callbacks (daraja.md section 4.2).
  static let publishedAddresses = [
    "196.201.214.200", "196.201.214.206", "196.201.214.207", "196.201.214.208", "196.201.213.114", "196.201.213.44",
    "196.201.212.127", "196.201.212.128", "196.201.212.129", "196.201.212.132", "196.201.212.136", "196.201.212.138",
    "196.201.212.69", "196.201.212.74",
  ]

  mutating func callbacks(_ basics: Basics) -> CallbackSettings? {
    let publicURL = publicURL(basics.environment)
    let listen = place(.listen, default: HomeAddresses().listen)
    let proxies = ranges(.trustedProxies, mayBeAny: false) ?? ["127.0.0.1", "::1"]
    let header = reading.choice(
      .forwardedHeader, [("X-Forwarded-For", "X-Forwarded-For"), ("Forwarded", "Forwarded")], default: "X-Forwarded-For"
    )
    let usual = basics.environment == .simulator ? ["127.0.0.1", "::1"] : Self.publishedAddresses
    let addresses = ranges(.safaricomAddresses, mayBeAny: true) ?? usual
    let keysFile = path(.keysFile, default: home.callbackKeysFile)
    guard let publicURL else { return nil }
    let isAny = addresses == ["any"]
    return CallbackSettings(
      publicURL: publicURL, listen: listen, trustedProxies: proxies, forwardedHeader: header,
      safaricomAddresses: isAny ? [] : addresses,
      acceptsAnyAddress: isAny, keysFile: keysFile)
  }

  /// What holds and gives something up.
  func notices(_ callbacks: CallbackSettings?) -> [SettingsProblem] {
    guard callbacks?.acceptsAnyAddress == true else { return looks }
    return looks + [
      SettingsProblem(
        file: reading.file, line: reading.toml.line(of: SettingName.safaricomAddresses.path),
        key: SettingName.safaricomAddresses.dotted,
        fault: "with \"any\", whoever learns a payment's callback address can make it look paid",
        remedy: "write the addresses that Safaricom's answers come from, unless they are not known yet")
    ]
  }

  private mutating func publicURL(_ environment: DarajaEnvironment?) -> String? {
    guard let text = reading.requiredText(.publicURL) else { return nil }
    // Without an environment the rules of the strictest are not known to hold; the other problem is told first.
    switch CallbackURL.parse(text, environment: environment ?? .simulator) {
    case .success(let url): return url.text
    case .failure(let problem):
      let (fault, remedy) = problem.faultAndRemedy
      reading.add(.publicURL, fault, remedy)
      return nil
    }
  }

  private mutating func ranges(_ name: SettingName, mayBeAny: Bool) -> [String]? {
    // `any` alone may stand without brackets.
    if mayBeAny, reading.node(name) == .text("any") { return ["any"] }
    guard let texts = reading.texts(name) else { return nil }
    for text in texts where !NetworkAddress.isRange(text) {
      if mayBeAny, text == "any" {
        if texts.count == 1 { return texts }
        reading.add(name, "\"any\" stands beside addresses", "write either [\"any\"] or the addresses")
      } else {
        reading.add(
          name, "\(SettingsReading.quoted(text)) is no IP address or range",
          "write addresses such as 196.201.214.200 or 196.201.214.0/24")
      }
      return nil
    }
    if mayBeAny, texts.isEmpty {
      reading.add(name, "is empty, so that no callback could prove anything", "write \(name.example), or [\"any\"]")
      return nil
    }
    return texts
  }
}

extension CallbackURLProblem {
  /// Its sentence as what is wrong and what to write.
  var faultAndRemedy: (fault: String, remedy: String) {
    let example = "write the address that leads to this shop's listener, such as https://pay.shop.co.ke"
    return switch self {
    case .empty: ("is empty", example)
    case .strangeCharacter: ("holds a space or another character that no address has", example)
    case .notHTTPS:
      (
        "does not start with https://, and Safaricom answers to nothing else",
        "put a TLS proxy before the listener and write its https:// address"
      )
    case .hasQuery: ("holds ? or #", "write the address without what follows it")
    case .hasUser: ("holds a user name or a password", "write the address without the part before @")
    case .badHost: ("has no proper host name", example)
    case .upperCaseHost: ("has capital letters in its host name, which Safaricom refuses", "write it in small letters")
    case .badPort: ("has no proper port", "write a port from 1 to 65535, or none")
    case .placeholder: ("is still an example", example)
    case .notPublic:
      ("cannot be reached from the internet, so that no answer would arrive", "write a public host name or IP address")
    case .forbiddenWord(let word):
      ("has \"\(word)\" in it, which Safaricom refuses", "use a host name and a path without that word")
    case .tunnel(let service):
      ("is an address of \(service), which Safaricom refuses in production", "write an address of your own")
    }
  }
}
