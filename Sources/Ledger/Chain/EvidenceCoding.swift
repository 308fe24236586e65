import CanonicalJSON
import EvidenceFields
import Payments

/// Evidence as the fields of a ledger row, and back.
///
/// Personal data becomes digests on the way in; on the way out the purgeable table gives it back, or a stand-in.
struct EvidenceCoding {
  /// What we wrote we can read: a decision names all the evidence that a person had seen, however much there was.
  static let ownLimits = JSONLimits(depth: 4, values: 1_000_000)

  let concealment: Concealment
  /// Looks a digest up in the purgeable table.
  let reveal: (PersonalKind, String) throws -> String?

  /// Values that the purgeable table must keep for a row.
  typealias Personal = [(kind: PersonalKind, digest: String, value: String)]

  func encode(_ evidence: Evidence) -> (fields: JSONObject, personal: Personal) {
    var personal: Personal = []
    func hidden(_ kind: PersonalKind, _ value: String) -> String {
      let digest = concealment.digest(kind, value)
      personal.append((kind, digest, value))
      return digest
    }
    let fields = evidence.fields(
      phone: { hidden(.phone, $0.msisdn) },
      prompt: { $0.isStandIn ? concealment.digest(of: $0) : hidden(.checkout, $0.rawValue) })
    return (fields, personal)
  }

  /// Reads a row's fields back.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when they are not what ``encode(_:)`` writes.
  func decode(kind: String, fields text: String) throws -> Evidence {
    do {
      guard let fields = try? JSONValue(parsing: text, limits: Self.ownLimits) else {
        throw UnreadableEvidence(what: kind)
      }
      return try Evidence(
        kind: kind, fields: fields, phone: { try reveal(.phone, $0).flatMap(PhoneNumber.init(msisdn:)) },
        prompt: { try reveal(.checkout, $0).map(CheckoutRequestID.init) ?? Concealment.standIn($0) })
    } catch let error as UnreadableEvidence {
      throw LedgerError.damaged(reason: "unreadable evidence: \(error.what)")
    }
  }
}
