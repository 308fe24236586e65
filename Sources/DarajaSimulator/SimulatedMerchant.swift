/// One receiver of money that the simulator knows.
package struct SimulatedMerchant: Sendable, Equatable {
  /// What kind of account receives the money.
  package enum Kind: Sendable, Equatable {
    /// A PayBill number: PartyB is the short code itself.
    case payBill
    /// A store with a till: PartyB is the till's number.
    case buyGoods(till: String)
  }

  /// BusinessShortCode in requests.
  package var shortCode: String
  /// The passkey that belongs to it.
  package var passkey: String
  /// PayBill, or buy goods with its till.
  package var kind: Kind
  /// The name in the customer's prompt.
  package var name: String

  package init(shortCode: String, passkey: String, kind: Kind, name: String = "DEMO SHOP") {
    self.shortCode = shortCode
    self.passkey = passkey
    self.kind = kind
    self.name = name
  }

  /// The passkey that Safaricom publishes for its sandbox; no secret.
  package static let sandboxPasskey = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"

  /// The sandbox's PayBill number.
  package static let sandboxPayBill = SimulatedMerchant(
    shortCode: "174379", passkey: sandboxPasskey, kind: .payBill)

  /// A store and its till, made up for the simulator.
  package static let demoTill = SimulatedMerchant(
    shortCode: "600000", passkey: sandboxPasskey, kind: .buyGoods(till: "5123456"))
}
