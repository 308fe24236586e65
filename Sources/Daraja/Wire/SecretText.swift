/// A text that must not be seen: printing, interpolating, dumping or mirroring it shows dots.
public protocol SecretText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The secret itself, for the one line that needs it.
  var revealed: String { get }
}

extension SecretText {
  /// Dots, never the secret.
  public var description: String { "•••" }
  /// Dots, never the secret.
  public var debugDescription: String { "•••" }
  /// A mirror without children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The passkey that belongs to a short code, from which each request's Password is made.
public struct Passkey: SecretText {
  /// The secret itself, for the one line that needs it.
  public let revealed: String

  /// A passkey as its owner pasted it.
  public init(_ text: String) { revealed = text }
}

/// The Daraja app's consumer secret, which buys access tokens.
public struct ConsumerSecret: SecretText {
  /// The secret itself, for the one line that needs it.
  public let revealed: String

  /// A consumer secret as its owner pasted it.
  public init(_ text: String) { revealed = text }
}

/// The bearer token that every call but the token call carries.
public struct AccessToken: SecretText {
  /// The secret itself, for the one line that needs it.
  public let revealed: String

  /// A token from the wire or the cache; nil when empty, over 4096 bytes, or unfit for a header line.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...4096).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    revealed = text
  }
}
