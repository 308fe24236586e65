import Crypto
import Payments

/// What shows that a kept answer is from a program that may ask for money, and not from whoever else writes in the
/// spool.
///
/// Its key comes of the app's consumer secret, which the package's unit keeps out of the listener's sight. A listener
/// that is broken into could else say of any request that it was accepted, under the prompt of another payment.
package struct AnswerSeal: Sendable {
  /// A seal's text and its line end.
  static let lineBytes = 65

  private let key: SymmetricKey

  /// The seal of a shop's own programs.
  package init(consumerSecret: String) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Array(consumerSecret.utf8)), info: Array("kaunta push answer 2".utf8),
      outputByteCount: 32)
  }

  func text(over content: some Sequence<UInt8>) -> String {
    Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Array(content), using: key))
  }

  /// Compared in constant time.
  func holds(_ text: some Sequence<UInt8>, over content: some Sequence<UInt8>) -> Bool {
    guard let code = Hexadecimal.bytes(String(decoding: Array(text), as: UTF8.self)) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array(content), using: key)
  }
}
