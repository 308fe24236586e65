import Crypto
import Payments

/// Turns personal data into salted digests, which evidence may keep for ever (rules.md section 8).
struct Concealment: Sendable {
  /// Hex; made with the ledger and kept in it.
  let salt: String

  /// 128 bits of SHA-256 over salt, kind and value, in hex.
  func digest(_ kind: PersonalKind, _ value: String) -> String {
    Hexadecimal.text(SHA256.hash(data: Array("\(salt)|\(kind.rawValue)|\(value)".utf8)).prefix(16))
  }

  /// What the ledger gives back for a prompt whose personal data was purged: equal only to itself.
  static func standIn(_ digest: String) -> CheckoutRequestID { .standIn(forDigest: digest) }

  /// The digest of a prompt, also of one that is a stand-in already.
  func digest(of id: CheckoutRequestID) -> String {
    id.digestOfPurged ?? digest(.checkout, id.rawValue)
  }
}

/// What stands in the purgeable table.
enum PersonalKind: String, Sendable {
  case phone
  case checkout

  /// What it is, for the owner.
  var words: String { self == .phone ? "phone number" : "prompt" }
}
