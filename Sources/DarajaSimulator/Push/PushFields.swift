import CanonicalJSON
import Payments

/// The fields of a push that passed every check of daraja.md section 2.1, as leniently as section 2.4 asks.
struct PushFields {
  let merchant: SimulatedMerchant
  let isBuyGoods: Bool
  let amount: Int
  let partyB: String
  let phone: PhoneNumber
  let callbackURL: String
  let accountReference: String

  /// Checks the fields in the order in which the documents list them.
  init(_ body: JSONValue, settings: SimulatorSettings, at now: Int64) throws(DarajaRefusal) {
    let account = try AccountFields(body, settings: settings, at: now)
    switch body["TransactionType"]?.string {
    case "CustomerPayBillOnline": isBuyGoods = false
    case "CustomerBuyGoodsOnline": isBuyGoods = true
    default: throw .invalid("TransactionType")
    }
    amount = try Self.amount(body["Amount"], isStrict: settings.isStrict)
    guard let partyA = body["PartyA"]?.text, PhoneNumber(msisdn: partyA) != nil else { throw .invalid("PartyA") }
    guard let partyB = body["PartyB"]?.text, FieldShape.isDigits(partyB, 5...7) else { throw .invalid("PartyB") }
    guard let number = body["PhoneNumber"]?.text, let phone = PhoneNumber(msisdn: number) else {
      throw .invalid("PhoneNumber")
    }
    guard let url = body["CallBackURL"]?.string, CallbackAddress.isAccepted(url, isStrict: settings.isStrict) else {
      throw .invalid("CallBackURL")
    }
    accountReference = try Self.remarks(body, isStrict: settings.isStrict)
    self.partyB = partyB
    self.phone = phone
    callbackURL = url
    merchant = try account.merchant(settings: settings)
    // The sandbox's PayBill number refuses buy goods at once (daraja.md section 2.1).
    if isBuyGoods, merchant.kind == .payBill { throw .invalid("TransactionType") }
  }

  /// The code of a wrong pairing of type, short code and receiver, which only the callback tells.
  func pairingFault(merchants: [SimulatedMerchant]) -> String? {
    switch merchant.kind {
    case .payBill:
      if partyB == merchant.shortCode { return nil }
      return merchants.contains { $0.shortCode == partyB || $0.kind == .buyGoods(till: partyB) }
        ? "2028" : "SFC_IC0003"
    case .buyGoods(let till):
      if !isBuyGoods { return "2028" }
      return partyB == till ? nil : "SFC_IC0003"
    }
  }

  /// A whole number of shillings as a number or as text; a fraction of zero passes unless strict.
  private static func amount(_ value: JSONValue?, isStrict: Bool) throws(DarajaRefusal) -> Int {
    guard let text = value?.text else { throw .invalid("Amount") }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, FieldShape.isDigits(whole, 1...9), let amount = Int(whole) else {
      throw .invalid("Amount")
    }
    if parts.count == 2 {
      guard !isStrict, !parts[1].isEmpty, parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
        throw .invalid("Amount")
      }
    }
    guard (1...250_000).contains(amount) else { throw .invalid("Amount") }
    return amount
  }

  /// An absent or null reference or description is "Invalid Remarks"; lengths count only when strict, since real
  /// clients send 20 to 29 characters and were not refused.
  private static func remarks(_ body: JSONValue, isStrict: Bool) throws(DarajaRefusal) -> String {
    guard let reference = body["AccountReference"]?.text, let description = body["TransactionDesc"]?.text else {
      throw .invalid("Remarks")
    }
    if reference.isEmpty { throw .invalid("Remarks") }
    if isStrict {
      let isAlphanumeric = reference.utf8.allSatisfy(FieldShape.isAlphanumeric)
      if !isAlphanumeric || reference.utf8.count > 12 { throw .invalid("AccountReference") }
      if description.isEmpty { throw .invalid("Remarks") }
      if description.unicodeScalars.count > 13 { throw .invalid("TransactionDesc") }
    }
    return reference
  }
}
