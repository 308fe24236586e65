import CanonicalJSON
import Crypto
import GRDB
import Payments

/// What the chain says of the ledger's own columns that no fold reads: under which salt phones and prompts were
/// concealed, and which key of `--once` asked.
///
/// It stands in the row with which a payment is recorded. For payments that are older than that, one row of the shop
/// says it, made when the ledger's schema was raised.
enum DigestEvidence {
  /// The members that a recorded payment's row has beside those of the fold.
  static func members(salt: Concealment, once: String?) -> JSONObject {
    var members: JSONObject = ["salt": .string(salt.saltDigest)]
    members["once"] = once.map(JSONValue.string)
    return members
  }

  /// What the chain does not say of payments that are older than this: all that stand there now.
  static func ofOlderPayments(in database: Database, salt: Concealment) throws -> OlderPayments {
    let older = try Row.fetchAll(
      database, sql: "SELECT id, once_digest FROM payment WHERE once_digest IS NOT NULL ORDER BY id")
    var keys = OnceKeys()
    for row in older { keys.add(try row.kept("once_digest"), of: try row.kept("id")) }
    return OlderPayments(saltDigest: salt.saltDigest, onceDigest: keys.digest)
  }

  /// Which payment was asked under which key, as one digest; payments come in the order of their IDs.
  struct OnceKeys {
    private var hash = SHA256()

    mutating func add(_ key: String, of payment: String) { hash.update(data: Array("\(payment) \(key)\n".utf8)) }

    var digest: String { Hexadecimal.text(hash.finalize()) }
  }
}

extension Concealment {
  /// Tells the salt from another without telling it.
  var saltDigest: String { Hexadecimal.text(SHA256.hash(data: Array("salt|\(salt)".utf8)).prefix(16)) }
}

/// Holds salt and once-keys to what the chain says of them.
struct DigestVerification {
  private(set) var problems: [LedgerProblem] = []
  private var older = DigestEvidence.OnceKeys()

  /// Looks at one payment; they come in the order of their IDs.
  mutating func look(at payment: String, in rows: PaymentRows) throws {
    let once = try String.fetchOne(
      rows.database, sql: "SELECT once_digest FROM payment WHERE id = ?", arguments: [payment])
    let text = try String.fetchOne(
      rows.database, sql: "SELECT fields FROM evidence WHERE payment_id = ? AND kind = 'recorded'", arguments: [payment]
    )
    let fields = text.flatMap { try? JSONValue(parsing: $0, limits: EvidenceCoding.ownLimits) }
    guard let salt = fields?["salt"]?.string else {
      if let once { older.add(once, of: payment) }
      return
    }
    if salt != rows.concealment.saltDigest { add(.saltDiffers) }
    if once != fields?["once"]?.string { add(.recordDiffers(payment: payment, what: "key of --once")) }
  }

  /// What the shop's own row says of the payments from before it.
  mutating func end(in rows: PaymentRows) throws {
    let said =
      try ShopRows(database: rows.database).status(.olderPayments).olderPayments
      ?? OlderPayments(saltDigest: rows.concealment.saltDigest, onceDigest: DigestEvidence.OnceKeys().digest)
    if said.saltDigest != rows.concealment.saltDigest { add(.saltDiffers) }
    if said.onceDigest != older.digest { add(.onceKeysDiffer) }
  }

  private mutating func add(_ problem: LedgerProblem) { if !problems.contains(problem) { problems.append(problem) } }
}
