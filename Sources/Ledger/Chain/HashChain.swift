import CanonicalJSON
import Crypto
import Payments

/// The chain over evidence rows: each row's hash covers its own bytes and the hash before it.
///
/// It shows accidents and clumsy edits, not the owner of the file at work (rules.md section 8).
enum HashChain {
  /// What stands before the first row.
  static let start = String(repeating: "0", count: 64)

  static func hash(
    after previous: String, position: Int64, paymentID: String, key: String, kind: String, at: Moment, fields: String
  ) -> String {
    let row = JSONValue.object([
      "position": .integer(position), "payment_id": .string(paymentID), "key": .string(key), "kind": .string(kind),
      "wall": .integer(at.wallMilliseconds), "boot": .integer(at.bootMilliseconds), "boot_id": .string(at.bootID),
      "fields": .string(fields), "previous": .string(previous),
    ])
    return Hexadecimal.text(SHA256.hash(data: Array(row.canonicalText.utf8)))
  }
}
