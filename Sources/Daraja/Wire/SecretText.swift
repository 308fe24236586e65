/// A text that must not be seen: printing, interpolating, dumping or mirroring it shows dots.
package protocol SecretText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The secret itself, for the one line that needs it.
  var revealed: String { get }
}

extension SecretText {
  /// Dots, never the secret.
  package var description: String { "•••" }
  /// Dots, never the secret.
  package var debugDescription: String { "•••" }
  /// A mirror without children, so that `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The passkey that belongs to a short code, from which each request's Password is made.
package struct Passkey: SecretText {
  /// The secret itself, for the one line that needs it.
  package let revealed: String

  /// A passkey as its owner pasted it.
  package init(_ text: String) { revealed = text }
}

/// The Daraja app's consumer secret, which buys access tokens.
package struct ConsumerSecret: SecretText {
  /// The secret itself, for the one line that needs it.
  package let revealed: String

  /// A consumer secret as its owner pasted it.
  package init(_ text: String) { revealed = text }
}

/// The bearer token that every call but the token call carries.
package struct AccessToken: SecretText {
  /// The secret itself, for the one line that needs it.
  package let revealed: String

  /// A token from the wire or the cache; nil when empty, over 4096 bytes, or unfit for a header line.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard (1...4096).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    revealed = text
  }
}
