import CanonicalJSON
import GRDB
import Payments

/// A fact about the shop rather than about one payment; it stands in the same hash chain as evidence.
package enum ShopEntry: Sendable, Equatable {
  /// A supervisor's PIN was set; the owner's login name.
  case pinSet(supervisor: String, by: String)
  /// A PIN was right, and a decision was taken with it.
  case pinAccepted(supervisor: String, cashier: String, till: Till, about: PINSubject)
  /// A PIN was nobody's, or came while PINs were locked.
  case pinRefused(cashier: String, till: Till, about: PINSubject, whileLocked: Bool)
  /// The ledger came back from a backup: a new epoch.
  case restored(Restoration)
  /// A supervisor resolved something that fits no payment.
  case unmatchedResolved(UnmatchedResolution)
  /// The schema was raised to one whose payments say salt and key of `--once` themselves: those of the payments before.
  case schemaRaised(saltDigest: String, onceDigest: String)

  /// The kind's name in the ledger.
  package var kind: String {
    switch self {
    case .pinSet: "pin-set"
    case .pinAccepted: "pin-accepted"
    case .pinRefused: "pin-refused"
    case .restored: "restored"
    case .unmatchedResolved: "tray-settled"
    case .schemaRaised: "schema-raised"
    }
  }
}

/// What a decision is about for which a PIN was typed.
package enum PINSubject: Sendable, Equatable {
  /// A payment.
  case payment(PaymentID)
  /// Something among the unmatched callbacks, by its ID.
  case unmatchedItem(String)
}

/// An entry as it is kept.
package struct ShopEntryRow: Sendable, Equatable {
  /// Its place in the chain.
  package var position: Int64
  /// When it became known.
  package var at: Moment
  /// What it says.
  package var entry: ShopEntry

  /// A row.
  package init(position: Int64, at: Moment, entry: ShopEntry) {
    self.position = position
    self.at = at
    self.entry = entry
  }
}

extension ShopEntry {
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
    case .schemaRaised(let salt, let once): return ["salt": .string(salt), "once": .string(once)]
    }
  }

  /// Reads a row's fields back.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when they are not what ``fields`` writes.
  init(kind: String, fields text: String) throws {
    let fields = try ShopFields(text, of: kind)
    switch kind {
    case "pin-set": self = .pinSet(supervisor: try fields.string("supervisor"), by: try fields.string("by"))
    case "pin-accepted":
      self = .pinAccepted(
        supervisor: try fields.string("supervisor"), cashier: try fields.string("cashier"), till: try fields.till(),
        about: try fields.subject())
    case "pin-refused":
      self = .pinRefused(
        cashier: try fields.string("cashier"), till: try fields.till(), about: try fields.subject(),
        whileLocked: fields.bool("while_locked"))
    case "restored":
      self = .restored(
        Restoration(
          epoch: Int(try fields.integer("epoch")), gapFromWallMilliseconds: try fields.integer("gap_from"),
          gapToWallMilliseconds: try fields.integer("gap_to"), numbersFrom: Int(try fields.integer("numbers_from")),
          by: try fields.string("by")))
    case "tray-settled": self = .unmatchedResolved(try UnmatchedResolution(fields))
    case "schema-raised":
      self = .schemaRaised(saltDigest: try fields.string("salt"), onceDigest: try fields.string("once"))
    default: throw ShopFields.damaged("kind \(kind)")
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
