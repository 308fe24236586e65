import CanonicalJSON
import GRDB
import Payments

/// A fact about the shop rather than about one payment; it stands in the same hash chain as evidence.
public enum ShopEntry: Sendable, Equatable {
  /// A supervisor's PIN was set; the owner's login name.
  case pinSet(supervisor: String, by: String)
  /// A PIN was right, and a decision was taken with it.
  case pinAccepted(supervisor: String, cashier: String, till: Till, payment: PaymentID)
  /// A PIN was nobody's, or came while PINs were locked.
  case pinRefused(cashier: String, till: Till, payment: PaymentID, whileLocked: Bool)
  /// The ledger came back from a backup: a new epoch.
  case restored(Restoration)

  /// The kind's name in the ledger.
  public var kind: String {
    switch self {
    case .pinSet: "pin-set"
    case .pinAccepted: "pin-accepted"
    case .pinRefused: "pin-refused"
    case .restored: "restored"
    }
  }
}

/// An entry as it is kept.
public struct ShopEntryRow: Sendable, Equatable {
  /// Its place in the chain.
  public var position: Int64
  /// When it became known.
  public var at: Moment
  /// What it says.
  public var entry: ShopEntry

  /// A row.
  public init(position: Int64, at: Moment, entry: ShopEntry) {
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
    case .pinAccepted(let supervisor, let cashier, let till, let payment):
      return [
        "supervisor": .string(supervisor), "cashier": .string(cashier), "till": .integer(till.number),
        "payment": .string(payment.hex),
      ]
    case .pinRefused(let cashier, let till, let payment, let whileLocked):
      return [
        "cashier": .string(cashier), "till": .integer(till.number), "payment": .string(payment.hex),
        "while_locked": .bool(whileLocked),
      ]
    case .restored(let restoration):
      return [
        "epoch": .integer(restoration.epoch), "gap_from": .integer(restoration.gapFromWallMilliseconds),
        "gap_to": .integer(restoration.gapToWallMilliseconds), "numbers_from": .integer(restoration.numbersFrom),
        "by": .string(restoration.by),
      ]
    }
  }

  /// Reads a row's fields back.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when they are not what ``fields`` writes.
  init(kind: String, fields text: String) throws {
    guard let fields = try? JSONValue(parsing: text) else { throw Self.damaged(kind) }
    func string(_ name: String) throws -> String {
      guard let text = fields[name]?.string else { throw Self.damaged(name) }
      return text
    }
    func integer(_ name: String) throws -> Int64 {
      guard let number = fields[name]?.integer else { throw Self.damaged(name) }
      return number
    }
    func till() throws -> Till {
      guard let till = Till(Int(try integer("till"))) else { throw Self.damaged("till") }
      return till
    }
    func payment() throws -> PaymentID {
      guard let id = PaymentID(hex: try string("payment")) else { throw Self.damaged("payment") }
      return id
    }
    switch kind {
    case "pin-set": self = .pinSet(supervisor: try string("supervisor"), by: try string("by"))
    case "pin-accepted":
      self = .pinAccepted(
        supervisor: try string("supervisor"), cashier: try string("cashier"), till: try till(), payment: try payment())
    case "pin-refused":
      self = .pinRefused(
        cashier: try string("cashier"), till: try till(), payment: try payment(),
        whileLocked: fields["while_locked"]?.bool ?? false)
    case "restored":
      self = .restored(
        Restoration(
          epoch: Int(try integer("epoch")), gapFromWallMilliseconds: try integer("gap_from"),
          gapToWallMilliseconds: try integer("gap_to"), numbersFrom: Int(try integer("numbers_from")),
          by: try string("by")))
    default: throw Self.damaged("kind \(kind)")
    }
  }

  private static func damaged(_ what: String) -> LedgerError {
    .damaged(reason: "unreadable entry of the shop: \(what)")
  }
}
