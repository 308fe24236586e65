/// A number that stands for a business: a short code, store number, head-office number or till number.
package struct ShortCode: Sendable, Hashable, CustomStringConvertible {
  /// Five to seven digits (daraja.md section 2.1: the push page says five or six, the query page up to seven).
  package let digits: String

  /// A short code; nil unless it is five to seven digits and does not start with a zero.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (5...7).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }), bytes.first != 0x30
    else { return nil }
    digits = text
  }

  /// For people.
  package var description: String { digits }
}

/// Who receives the money.
package enum Receiver: Sendable, Hashable {
  /// A PayBill number.
  case payBill(ShortCode)
  /// A till for goods: the store (or head-office) number used at go-live, to which the passkey belongs, and the till.
  case buyGoods(store: ShortCode, till: ShortCode)

  /// The number that signs the request.
  package var businessShortCode: ShortCode {
    switch self {
    case .payBill(let shortCode): shortCode
    case .buyGoods(let store, _): store
    }
  }

  /// The number that gets the money.
  package var partyB: ShortCode {
    switch self {
    case .payBill(let shortCode): shortCode
    case .buyGoods(_, let till): till
    }
  }

  /// Daraja's TransactionType.
  package var transactionType: String {
    switch self {
    case .payBill: "CustomerPayBillOnline"
    case .buyGoods: "CustomerBuyGoodsOnline"
    }
  }
}

/// What signs requests: a receiver and its passkey.
package struct Account: Sendable, Hashable {
  /// Who receives the money.
  package let receiver: Receiver
  /// The passkey of the receiver's ``Receiver/businessShortCode``.
  package let passkey: Passkey

  /// A receiver with its passkey.
  package init(receiver: Receiver, passkey: Passkey) {
    self.receiver = receiver
    self.passkey = passkey
  }

  /// `base64(short code + passkey + timestamp)`, where the timestamp is the very text that the body carries.
  func password(timestamp: String) -> String {
    Base64.encode(Array((receiver.businessShortCode.digits + passkey.revealed + timestamp).utf8))
  }
}
