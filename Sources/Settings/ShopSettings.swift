import Cells
import Daraja
import Payments

/// A home's settings, checked, for a desk and every command but the listener.
public struct ShopSettings: Sendable {
  /// Where they come from.
  public let home: Home
  /// One user's, or a group's.
  public let rights: HomeRights
  /// Which Daraja.
  public let environment: DarajaEnvironment
  /// The shop's name on screen.
  public let shopName: String
  /// Who receives the money, with the passkey.
  public let account: Account
  /// The Daraja app's consumer key.
  public let consumerKey: String
  /// Where the consumer secret is; ``readConsumerSecret()`` reads it.
  public let consumerSecretFile: String
  /// Scheme, host and port of the API, without a slash at the end.
  public let baseURL: String
  /// The proxy on the way there.
  public let proxy: ProxySetting
  /// How answers come.
  public let callbacks: CallbackSettings
  /// How the desk behaves and looks.
  public let desk: DeskSettings
  /// Where the log goes.
  public let log: LogSettings
  /// For a home whose environment is the simulator; nil for others.
  public let simulator: SimulatorHomeSettings?
  /// What holds and gives something up, for `doctor` to say.
  public let notices: [SettingsProblem]

  /// Reads the consumer secret, to be forgotten when the request is made.
  public func readConsumerSecret() throws(SettingsProblem) -> ConsumerSecret {
    ConsumerSecret(try SecretFile.consumerSecret(consumerSecretFile, rights).read())
  }

  /// Reads the keys of the callback addresses.
  public func readKeyRing() throws(SettingsProblem) -> TagKeyRing { try callbacks.readKeyRing(rights) }
}

/// The part of a home's settings that the listener needs; nothing secret of Daraja's is read for it.
public struct ListenerSettings: Sendable {
  /// Where they come from.
  public let home: Home
  /// One user's, or a group's.
  public let rights: HomeRights
  /// Which Daraja.
  public let environment: DarajaEnvironment
  /// The shop's name.
  public let shopName: String
  /// Who receives the money; its business short code is part of the tags.
  public let receiver: Receiver
  /// How answers come.
  public let callbacks: CallbackSettings
  /// Where the log goes.
  public let log: LogSettings
  /// What holds and gives something up, for `doctor` to say.
  public let notices: [SettingsProblem]

  /// Reads the keys of the callback addresses.
  public func readKeyRing() throws(SettingsProblem) -> TagKeyRing { try callbacks.readKeyRing(rights) }
}

/// How Safaricom's answers reach the shop.
public struct CallbackSettings: Sendable, Hashable {
  /// What stands before `/c/` in the addresses that Safaricom is given, without a slash at the end.
  public let publicURL: String
  /// Where the listener listens.
  public let listen: SocketPlace
  /// Addresses and ranges of the shop's own proxies.
  public let trustedProxies: [String]
  /// The header in which these say for whom they speak.
  public let forwardedHeader: String
  /// Addresses and ranges that count as Safaricom's; empty when ``acceptsAnyAddress``.
  public let safaricomAddresses: [String]
  /// Whether the settings say `any`.
  public let acceptsAnyAddress: Bool
  /// Where the keys are.
  public let keysFile: String

  func readKeyRing(_ rights: HomeRights) throws(SettingsProblem) -> TagKeyRing {
    try SecretFile.callbackKeys(keysFile, rights).readKeyRing()
  }
}

/// How the desk behaves and looks.
public struct DeskSettings: Sendable, Hashable {
  /// The theme's name where the terminal's ground decides.
  public static let themeByGround = "auto"

  /// The language of everything on the screen.
  public let language: Language
  /// The theme's name, for ``ThemeLoader``.
  public let theme: String
  /// How many colours; nil to ask the terminal.
  public let colours: ColourLevel?
  /// Which signs; nil to ask the terminal.
  public let glyphs: GlyphSet?
  /// Whether the desk may ring.
  public let bell: Bool
  /// Whether the screen may flash.
  public let flash: Bool
  /// The most that a cashier may ask for.
  public let amountLimit: Shillings
  /// Above this amount, the desk asks once more; nil never.
  public let askAbove: Shillings?
  /// Above this amount, a callback's proof wants a query's too; nil never.
  public let confirmAbove: Shillings?
  /// So many different phones one till may ask in a minute; beyond that a supervisor agrees.
  public let phonesPerMinute: Int
}

/// Where the log goes, and how much of it.
public struct LogSettings: Sendable, Hashable {
  /// How much is logged; the names are swift-log's.
  public enum Level: String, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
  }

  /// The file, as an absolute path.
  public let file: String
  /// From which level on.
  public let level: Level
  /// Above this length the file is renamed to `.1`, and a new one begun.
  public let sizeLimitBytes: Int
}

/// What only a home whose environment is the simulator has.
public struct SimulatorHomeSettings: Sendable, Hashable {
  /// Where the simulator listens.
  public let listen: SocketPlace
  /// Seconds after which a desk asks about an unanswered prompt.
  public let queryAfterSeconds: Int
  /// How many times faster than life the simulated customers are.
  public let pace: Double
}
