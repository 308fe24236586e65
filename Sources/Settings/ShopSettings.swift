import Cells
import Daraja
import Payments

/// A home's settings, checked, for a desk and every command but the listener.
package struct ShopSettings: Sendable {
  /// Where they come from.
  package let home: Home
  /// One user's, or a group's.
  package let rights: HomeRights
  /// Which Daraja.
  package let environment: DarajaEnvironment
  /// The shop's name on screen.
  package let shopName: String
  /// Who receives the money, with the passkey.
  package let account: Account
  /// The Daraja app's consumer key.
  package let consumerKey: String
  /// Where the consumer secret is; ``readConsumerSecret()`` reads it.
  package let consumerSecretFile: String
  /// Scheme, host and port of the API, without a slash at the end.
  package let baseURL: String
  /// The proxy on the way there.
  package let proxy: ProxySetting
  /// How answers come.
  package let callbacks: CallbackSettings
  /// How the desk behaves and looks.
  package let desk: DeskSettings
  /// Where the log goes.
  package let log: LogSettings
  /// How the owner learns of trouble.
  package let alerts: AlertSettings
  /// For a home whose environment is the simulator; nil for others.
  package let simulator: SimulatorHomeSettings?
  /// What holds and gives something up, for `doctor` to say.
  package let notices: [SettingsProblem]

  /// Reads the consumer secret, to be forgotten when the request is made.
  package func readConsumerSecret() throws(SettingsProblem) -> ConsumerSecret {
    ConsumerSecret(try SecretFile.consumerSecret(consumerSecretFile, rights).read())
  }

  /// Reads the keys of the callback addresses.
  package func readKeyRing() throws(SettingsProblem) -> TagKeyRing { try callbacks.readKeyRing(rights) }

  /// A shop server's home: services work beside the desks.
  package var isServer: Bool { rights == .group }

  /// No money moves here, and nobody outside this machine comes to it.
  package var isPractice: Bool { environment == .simulator }

  /// What a simulator takes over that is started for this home; nil where there is nothing for it, as in a sandbox's.
  ///
  /// - Throws: a problem where real money comes.
  package func forSimulator() throws(HomeProblem) -> SimulatorHomeSettings? {
    if environment == .production { throw .forRealMoney(home.path) }
    return simulator
  }
}

/// The part of a home's settings that the listener needs; nothing secret of Daraja's is read for it.
package struct ListenerSettings: Sendable {
  /// Where they come from.
  package let home: Home
  /// One user's, or a group's.
  package let rights: HomeRights
  /// Which Daraja.
  package let environment: DarajaEnvironment
  /// The shop's name.
  package let shopName: String
  /// Who receives the money; its business short code is part of the tags.
  package let receiver: Receiver
  /// How answers come.
  package let callbacks: CallbackSettings
  /// Where the log goes.
  package let log: LogSettings
  /// What holds and gives something up, for `doctor` to say.
  package let notices: [SettingsProblem]

  /// Reads the keys of the callback addresses.
  package func readKeyRing() throws(SettingsProblem) -> TagKeyRing { try callbacks.readKeyRing(rights) }
}

/// How Safaricom's answers reach the shop.
package struct CallbackSettings: Sendable, Hashable {
  /// What stands before `/c/` in the addresses that Safaricom is given, without a slash at the end.
  package let publicURL: String
  /// Where the listener listens.
  package let listen: SocketPlace
  /// Addresses and ranges of the shop's own proxies.
  package let trustedProxies: [String]
  /// The header in which these say for whom they speak.
  package let forwardedHeader: String
  /// Addresses and ranges that count as Safaricom's; empty when ``acceptsAnyAddress``.
  package let safaricomAddresses: [String]
  /// Whether the settings say `any`.
  package let acceptsAnyAddress: Bool
  /// Where the keys are.
  package let keysFile: String

  func readKeyRing(_ rights: HomeRights) throws(SettingsProblem) -> TagKeyRing {
    try SecretFile.callbackKeys(keysFile, rights).readKeyRing()
  }
}

/// How the desk behaves and looks.
package struct DeskSettings: Sendable, Hashable {
  /// The theme's name where the terminal's ground decides.
  package static let themeByGround = "auto"

  /// The language of everything on the screen.
  package let language: Language
  /// The theme's name, for ``ThemeLoader``.
  package let theme: String
  /// How many colours; nil to ask the terminal.
  package let colours: ColourLevel?
  /// Which signs; nil to ask the terminal.
  package let glyphs: GlyphSet?
  /// Whether the desk may ring.
  package let bell: Bool
  /// Whether the screen may flash.
  package let flash: Bool
  /// The most that a cashier may ask for.
  package let amountLimit: Shillings
  /// Above this amount, the desk asks once more; nil never.
  package let askAbove: Shillings?
  /// Above this amount, a callback's proof wants a query's too; nil never.
  package let confirmAbove: Shillings?
  /// So many different phones one till may ask in a minute; beyond that a supervisor agrees.
  package let phonesPerMinute: Int
}

/// Where the log goes, and how much of it.
package struct LogSettings: Sendable, Hashable {
  /// How much is logged; the names are swift-log's.
  package enum Level: String, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
  }

  /// The file, as an absolute path.
  package let file: String
  /// From which level on.
  package let level: Level
  /// Above this length the file is renamed to `.1`, and a new one begun.
  package let sizeLimitBytes: Int
}

/// How the owner learns of trouble.
package struct AlertSettings: Sendable, Hashable {
  static let usualCommand = "/etc/kaunta/on-failure"
  static let usualMail = "root"

  /// The program that is run; nil for none.
  package let command: String?
  /// Somebody chose the program: that it is missing is a mistake.
  package let isCommandChosen: Bool
  /// To whom it is mailed; nil for nobody.
  package let mail: String?
}

/// What only a home whose environment is the simulator has.
package struct SimulatorHomeSettings: Sendable, Hashable {
  /// Where the simulator listens.
  package let listen: SocketPlace
  /// Seconds after which a desk asks about an unanswered prompt.
  package let queryAfterSeconds: Int
  /// How many times faster than life the simulated customers are.
  package let pace: Double
}
