import CanonicalJSON
import Payments

extension ShopEvidence {
  /// What stands in the column of payment IDs; no payment ID looks like it.
  static let owner = "shop"

  var fields: JSONObject {
    switch self {
    case .pinSet(let supervisor, let by): return ["supervisor": .string(supervisor), "by": .string(by)]
    case .pinAccepted(let supervisor, let cashier, let till, let subject):
      return subject.added(
        to: ["supervisor": .string(supervisor), "cashier": .string(cashier), "till": .integer(till.number)])
    case .pinRefused(let cashier, let till, let subject, let whileLocked):
      return subject.added(
        to: ["cashier": .string(cashier), "till": .integer(till.number), "while_locked": .bool(whileLocked)])
    case .restored(let restoration):
      return [
        "epoch": .integer(restoration.epoch), "gap_from": .integer(restoration.gapFromWallMilliseconds),
        "gap_to": .integer(restoration.gapToWallMilliseconds), "numbers_from": .integer(restoration.numbersFrom),
        "by": .string(restoration.by),
      ]
    case .unmatchedResolved(let resolution): return resolution.fields
    case .schemaRaised(let older): return ["salt": .string(older.saltDigest), "once": .string(older.onceDigest)]
    }
  }

  /// Reads a row's fields back.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when they are not what ``fields`` writes.
  init(kind: String, fields text: String) throws {
    let fields = try ShopFields(text, of: kind)
    guard let kind = Kind(rawValue: kind) else { throw ShopFields.damaged("kind \(kind)") }
    switch kind {
    case .pinSet: self = .pinSet(supervisor: try fields.string("supervisor"), by: try fields.string("by"))
    case .pinAccepted:
      self = .pinAccepted(
        supervisor: try fields.string("supervisor"), cashier: try fields.string("cashier"), till: try fields.till(),
        about: try fields.subject())
    case .pinRefused:
      self = .pinRefused(
        cashier: try fields.string("cashier"), till: try fields.till(), about: try fields.subject(),
        whileLocked: fields.bool("while_locked"))
    case .restored:
      self = .restored(
        Restoration(
          epoch: Int(try fields.integer("epoch")), gapFromWallMilliseconds: try fields.integer("gap_from"),
          gapToWallMilliseconds: try fields.integer("gap_to"), numbersFrom: Int(try fields.integer("numbers_from")),
          by: try fields.string("by")))
    case .unmatchedResolved: self = .unmatchedResolved(try UnmatchedResolution(fields))
    case .schemaRaised:
      self = .schemaRaised(
        OlderPayments(saltDigest: try fields.string("salt"), onceDigest: try fields.string("once")))
    }
  }
}

extension PINSubject {
  fileprivate func added(to fields: JSONObject) -> JSONObject {
    var fields = fields
    switch self {
    case .payment(let id): fields["payment"] = .string(id.hex)
    case .unmatchedItem(let id): fields["item"] = .string(id)
    }
    return fields
  }
}
