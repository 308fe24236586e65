/// The text of a new `kaunta.toml`: every key with what it is, what it may be, and what holds without it.
enum SettingsFileText {
  static func text(_ plan: HomePlan) -> String {
    var text = """
      # Settings of a Kaunta home. docs/home.md describes its files, docs/server.md the way to the first real prompt.
      # After a change, `kaunta doctor` says in one line each what is wrong. Secrets stand in files of their own.

      """
    var section: SettingsSection?
    for name in SettingName.allCases {
      if name.isForSimulatorOnly, plan.kind != .simulator { continue }
      if name.section != section, let heading = name.section {
        section = heading
        text += "\n[\(heading.rawValue)]\n"
      }
      text += "\n"
      for line in comment(name, plan.kind) { text += "# \(line)\n" }
      text += "\(name.key) = \(value(name, plan))\n"
    }
    return text
  }

  private static func comment(_ name: SettingName, _ kind: HomeKind) -> [String] {
    switch name {
    case .environment:
      [
        "Which M-Pesa this home talks to, always on screen: \"simulator\", \"sandbox\" (Safaricom's, no money moves)",
        "or \"production\" (real money). No default. A ledger is bound to one; for another, make another home.",
      ]
    case .shopName: ["The shop's name, as the desk's top line shows it: up to 40 characters. No default."]
    case .consumerKey: ["The consumer key of your app on the Daraja portal. No default."]
    case .consumerSecretFile:
      [
        "The file that holds the app's consumer secret and nothing else, closed to others; a path within this home or",
        "an absolute one. Default: \"secrets/consumer-secret\".",
      ]
    case .passkeyFile:
      ["The file that holds the passkey of short_code, in the same way. Default: \"secrets/passkey\"."]
    case .shortCode:
      [
        "Your PayBill number; for buy goods, the store (or head-office) number that went live. Five to seven digits.",
        "174379 is the sandbox's, for everybody. No default.",
      ]
    case .tillNumber:
      ["For buy goods, the till number that gets the money. Default: \"\", which means PayBill."]
    case .baseURL:
      [
        "Where the simulator answers, on this machine. Only in a simulator's home; elsewhere Safaricom's own address",
        "is used. Default: \"http://127.0.0.1:8743\".",
      ]
    case .proxy:
      [
        "The proxy on the way to Safaricom: \"http://HOST:PORT\", with USER:PASSWORD@ before HOST where it asks for them,",
        "\"socks5://HOST:PORT\", or \"none\". Default: \"\", which means what HTTPS_PROXY and NO_PROXY say, if anything.",
      ]
    case .publicURL:
      [
        "The address under which Safaricom reaches this shop's listener from the internet, through a TLS proxy;",
        "without the words mpesa, safaricom, exe, exec, cmd, sql, query, which Safaricom refuses. No default.",
      ]
    case .listen:
      ["Where `kaunta listen` listens, behind the proxy: ADDRESS:PORT. Default: \"127.0.0.1:8744\"."]
    case .trustedProxies:
      [
        "Your own proxies, all of them where two stand in a row, whose word is believed for whom they speak: addresses or",
        "ranges; [] for none. Default: [\"127.0.0.1\", \"::1\"].",
      ]
    case .forwardedHeader:
      [
        "The header in which they say it: \"X-Forwarded-For\" or \"Forwarded\" (RFC 7239). The other is not read: a sender",
        "could have written it. Default: \"X-Forwarded-For\".",
      ]
    case .safaricomAddresses:
      [
        "Addresses or ranges from which an answer may prove a payment; from others it is kept, and Safaricom is asked.",
        "[\"any\"] takes all, and then whoever learns a callback address can forge one.",
        kind == .simulator
          ? "Default for a simulator's home: [\"127.0.0.1\", \"::1\"]." : "Default: the published ones, as below.",
      ]
    case .keysFile:
      ["The file with the keys that sign callback addresses; it says how. Default: \"secrets/callback-keys\"."]
    case .language:
      [
        "The language of the desk: \"en\" (English) or \"sw\" (Swahili, not yet read by a native speaker). The command",
        "line and the log are English. Default: \"en\".",
      ]
    case .theme:
      [
        "The looks: \"auto\" (\"counter\", the built-in, or \"counter-light\" where the terminal says that its ground is",
        "light), or the name of a file in themes/ without .toml. Default: \"auto\".",
      ]
    case .colours:
      ["Colours: \"auto\" (what the terminal says), \"mono\", \"16\", \"256\" or \"direct\". Default: \"auto\"."]
    case .glyphs:
      [
        "Signs: \"auto\" (what the terminal says), \"unicode\" or \"ascii\". \"ascii\" mends columns that shift, where a",
        "terminal draws signs two cells wide and does not say so. Default: \"auto\".",
      ]
    case .bell: ["Whether the desk rings, twice for money and once for trouble: true or false. Default: true."]
    case .flash: ["Whether the screen flashes for trouble, the bell's twin for the eye: true or false. Default: true."]
    case .amountLimit: ["The most that may be asked for at once, in shillings: 1 to 250000. Default: 250000."]
    case .askAbove:
      ["Above this many shillings the desk asks once more, in words: 0 (never) to 250000. Default: 20000."]
    case .confirmAbove:
      [
        "Above this many shillings, Safaricom is asked as well before a payment counts as paid: 0 (never) to 250000.",
        "Default: 0.",
      ]
    case .phonesPerMinute:
      [
        "How many different phones one till may ask in a minute before a supervisor must agree to more; `kaunta push`",
        "waits instead. 1 to 1000. Default: 20.",
      ]
    case .logFile: ["The log: a path within this home or an absolute one. Default: \"log/kaunta.log\"."]
    case .logLevel:
      [
        "From which level on: \"trace\", \"debug\", \"info\", \"notice\", \"warning\", \"error\" or \"critical\".",
        "Default: \"info\".",
      ]
    case .logSizeLimit:
      ["At this many MiB the log is renamed to .1 and begun anew: 1 to 1024. Default: 8."]
    case .alertCommand:
      [
        "A program that `kaunta alert` runs for each trouble that the owner must know of, with two words: what it is",
        "about, and a sentence without phones or names. An absolute path, or \"\" for none.",
        "Default: \"/etc/kaunta/on-failure\", where that is there.",
      ]
    case .alertMail:
      ["To whom the same is mailed by sendmail, where there is one; \"\" for nobody. Default: \"root\"."]
    case .simulatorListen:
      ["Where `kaunta simulate` listens, on this machine only: ADDRESS:PORT. Default: \"127.0.0.1:8743\"."]
    case .queryAfterSeconds:
      ["Seconds after which a desk asks about a prompt that has no answer: 5 to 70. Default: 70, as with real money."]
    case .pace:
      ["How many times faster than life the simulated customers are, and the later questions: 1 to 100. Default: 1."]
    }
  }

  private static func value(_ name: SettingName, _ plan: HomePlan) -> String {
    let isSimulator = plan.kind == .simulator
    return switch name {
    case .environment: isSimulator ? "\"simulator\"" : "\"sandbox\""
    case .shopName: quoted(plan.shopName)
    case .consumerKey: isSimulator ? "\"demo\"" : "\"\(InitialSecrets.placeholder)-consumer-key\""
    case .consumerSecretFile: "\"secrets/consumer-secret\""
    case .passkeyFile: "\"secrets/passkey\""
    case .shortCode: "\"\(InitialSecrets.sandboxShortCode)\""
    case .tillNumber: "\"\""
    case .baseURL: quoted(plan.addresses.baseURL)
    case .proxy: "\"\""
    case .publicURL:
      isSimulator ? quoted(plan.addresses.publicURL) : "\"https://\(InitialSecrets.placeholder)\""
    case .listen: quoted(plan.addresses.listen.description)
    case .trustedProxies: isSimulator ? "[]" : "[\"127.0.0.1\", \"::1\"]"
    case .forwardedHeader: "\"X-Forwarded-For\""
    case .safaricomAddresses: isSimulator ? "[\"127.0.0.1\", \"::1\"]" : published
    case .keysFile: "\"secrets/callback-keys\""
    case .language: quoted(plan.language.rawValue)
    case .theme: "\"auto\""
    case .colours, .glyphs: "\"auto\""
    case .bell, .flash: "true"
    case .amountLimit: "250000"
    case .askAbove: "20000"
    case .confirmAbove: "0"
    case .phonesPerMinute: "20"
    case .logFile: "\"log/kaunta.log\""
    case .logLevel: "\"info\""
    case .logSizeLimit: "8"
    case .alertCommand: quoted(AlertSettings.usualCommand)
    case .alertMail: quoted(AlertSettings.usualMail)
    case .simulatorListen: quoted(plan.addresses.simulatorListen.description)
    case .queryAfterSeconds: "20"
    case .pace: "1.0"
    }
  }

  private static var published: String {
    let addresses = SettingsChecks.publishedAddresses
    var lines = "[\n"
    for start in stride(from: 0, to: addresses.count, by: 4) {
      lines += "  " + addresses[start..<min(start + 4, addresses.count)].map { "\"\($0)\", " }.joined()
      lines.removeLast()
      lines += "\n"
    }
    return lines + "]"
  }

  /// A TOML basic string (TOML 1.0.0, "String").
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
