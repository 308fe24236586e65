import CanonicalJSON
import Payments

/// The fields of a row about the shop, read back; what is not as it was written is damage.
struct ShopFields {
  private let fields: JSONValue

  init(_ text: String, of kind: String) throws {
    guard let fields = try? JSONValue(parsing: text) else { throw Self.damaged(kind) }
    self.fields = fields
  }

  func string(_ name: String) throws -> String {
    guard let text = fields[name]?.string else { throw Self.damaged(name) }
    return text
  }

  func integer(_ name: String) throws -> Int64 {
    guard let number = fields[name]?.integer else { throw Self.damaged(name) }
    return number
  }

  func bool(_ name: String) -> Bool { fields[name]?.bool ?? false }

  /// A field that may be left out, and is damage when it cannot be read.
  func optional<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws -> Value? {
    guard let field = fields[name] else { return nil }
    guard let value = read(field) else { throw Self.damaged(name) }
    return value
  }

  func till() throws -> Till {
    guard let till = Till(Int(try integer("till"))) else { throw Self.damaged("till") }
    return till
  }

  func subject() throws -> PINSubject {
    if let item = try optional("item", \.string) { return .unmatchedItem(item) }
    guard let id = PaymentID(hex: try string("payment")) else { throw Self.damaged("payment") }
    return .payment(id)
  }

  static func damaged(_ what: String) -> LedgerError {
    .damaged(reason: "unreadable entry of the shop: \(what)")
  }
}
