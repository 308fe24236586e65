/// Every key of `kaunta.toml`, in the order of the file that `init` writes.
///
/// The writer and the loader both go by this list, so that neither can know a key that the other does not.
enum SettingName: CaseIterable {
  case environment
  case shopName
  case consumerKey, consumerSecretFile, passkeyFile, shortCode, tillNumber, baseURL, proxy
  case publicURL, listen, trustedProxies, forwardedHeader, safaricomAddresses, keysFile
  case language, theme, colours, glyphs, bell, flash, amountLimit, askAbove, confirmAbove, phonesPerMinute
  case logFile, logLevel, logSizeLimit
  case alertCommand, alertMail
  case simulatorListen, queryAfterSeconds, pace

  /// The table that it stands in; nil for the top of the file.
  var section: SettingsSection? {
    switch self {
    case .environment: nil
    case .shopName: .shop
    case .consumerKey, .consumerSecretFile, .passkeyFile, .shortCode, .tillNumber, .baseURL, .proxy:
      .daraja
    case .publicURL, .listen, .trustedProxies, .forwardedHeader, .safaricomAddresses, .keysFile: .callbacks
    case .language, .theme, .colours, .glyphs, .bell, .flash, .amountLimit, .askAbove, .confirmAbove,
      .phonesPerMinute:
      .desk
    case .logFile, .logLevel, .logSizeLimit: .log
    case .alertCommand, .alertMail: .alerts
    case .simulatorListen, .queryAfterSeconds, .pace: .simulator
    }
  }

  /// The key within its table.
  var key: String {
    switch self {
    case .environment: "environment"
    case .shopName: "name"
    case .consumerKey: "consumer_key"
    case .consumerSecretFile: "consumer_secret_file"
    case .passkeyFile: "passkey_file"
    case .shortCode: "short_code"
    case .tillNumber: "till_number"
    case .baseURL: "base_url"
    case .proxy: "proxy"
    case .publicURL: "public_url"
    case .listen: "listen"
    case .trustedProxies: "trusted_proxies"
    case .forwardedHeader: "forwarded_header"
    case .safaricomAddresses: "safaricom_addresses"
    case .keysFile: "keys_file"
    case .language: "language"
    case .theme: "theme"
    case .colours: "colours"
    case .glyphs: "glyphs"
    case .bell: "bell"
    case .flash: "flash"
    case .amountLimit: "amount_limit"
    case .askAbove: "ask_above"
    case .confirmAbove: "confirm_above"
    case .phonesPerMinute: "phones_per_minute"
    case .logFile: "file"
    case .logLevel: "level"
    case .logSizeLimit: "size_limit_mib"
    case .alertCommand: "command"
    case .alertMail: "mail"
    case .simulatorListen: "listen"
    case .queryAfterSeconds: "query_after_seconds"
    case .pace: "pace"
    }
  }

  /// Table and key.
  var path: [String] { (section.map { [$0.rawValue] } ?? []) + [key] }

  /// `daraja.short_code`.
  var dotted: String { path.joined(separator: ".") }

  /// Whether only a home whose environment is the simulator may have it.
  var isForSimulatorOnly: Bool { section == .simulator || self == .baseURL }

  /// What to write when it is missing or of the wrong kind.
  var example: String {
    switch self {
    case .environment: "environment = \"sandbox\""
    case .shopName: "name = \"Mama Njeri's shop\""
    case .consumerKey: "consumer_key = \"the consumer key of your Daraja app\""
    case .consumerSecretFile: "consumer_secret_file = \"secrets/consumer-secret\""
    case .passkeyFile: "passkey_file = \"secrets/passkey\""
    case .shortCode: "short_code = \"174379\""
    case .tillNumber: "till_number = \"5123456\""
    case .baseURL: "base_url = \"http://127.0.0.1:8743\""
    case .proxy: "proxy = \"http://proxy.shop.co.ke:3128\""
    case .publicURL: "public_url = \"https://pay.shop.co.ke\""
    case .listen: "listen = \"127.0.0.1:8744\""
    case .trustedProxies: "trusted_proxies = [\"127.0.0.1\"]"
    case .forwardedHeader: "forwarded_header = \"X-Forwarded-For\""
    case .safaricomAddresses: "safaricom_addresses = [\"196.201.214.200\"]"
    case .keysFile: "keys_file = \"secrets/callback-keys\""
    case .language: "language = \"en\""
    case .theme: "theme = \"counter\""
    case .colours: "colours = \"auto\""
    case .glyphs: "glyphs = \"auto\""
    case .bell: "bell = true"
    case .flash: "flash = true"
    case .amountLimit: "amount_limit = 250000"
    case .askAbove: "ask_above = 20000"
    case .confirmAbove: "confirm_above = 0"
    case .phonesPerMinute: "phones_per_minute = 20"
    case .logFile: "file = \"log/kaunta.log\""
    case .logLevel: "level = \"info\""
    case .logSizeLimit: "size_limit_mib = 8"
    case .alertCommand: "command = \"/etc/kaunta/on-failure\""
    case .alertMail: "mail = \"root\""
    case .simulatorListen: "listen = \"127.0.0.1:8743\""
    case .queryAfterSeconds: "query_after_seconds = 20"
    case .pace: "pace = 1.0"
    }
  }
}

/// The tables of `kaunta.toml`.
enum SettingsSection: String, CaseIterable {
  case shop, daraja, callbacks, desk, log, alerts, simulator
}
