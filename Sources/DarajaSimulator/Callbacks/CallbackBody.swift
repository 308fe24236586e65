import CanonicalJSON
import Crypto
import Payments

/// The body of a callback, in every form that was seen (daraja.md section 4.1).
struct CallbackBody {
  let merchantRequestID: String
  let checkoutRequestID: String
  let transaction: Transaction
  let result: String
  let receipt: String?

  var bytes: [UInt8] {
    let text = JSONValue.object(["Body": .object(["stkCallback": .object(stkCallback)])]).compactText
    var bytes = Array(text.utf8)
    if transaction.has(.callbackMalformed) { bytes.removeLast(bytes.count / 3) }
    return bytes
  }

  private var stkCallback: JSONObject {
    var callback: JSONObject = [
      "MerchantRequestID": .string(merchantRequestID),
      "CheckoutRequestID": .string(checkoutRequestID),
      "ResultCode": resultCode,
      "ResultDesc": .string(transaction.worded(result).callbackText),
    ]
    if result == "0", !transaction.has(.successWithoutMetadata) {
      callback["CallbackMetadata"] = .object(["Item": .array(items)])
    }
    if transaction.has(.extraItems) {
      callback["ResultType"] = .integer(0)
      callback["ReferenceData"] = .object(["ReferenceItem": .array([.null, .bool(true)])])
    }
    return callback
  }

  /// Digits are a number; a word can only be a string, as "SFC_IC0003" really was.
  private var resultCode: JSONValue {
    let isNumber = FieldShape.isDigits(result, 1...9)
    return isNumber && !transaction.has(.resultCodeAsString) ? .number(result) : .string(result)
  }

  private var items: [JSONValue] {
    var items: [JSONValue] = []
    if !transaction.has(.successWithoutAmount) { items.append(item("Amount", amount)) }
    if !transaction.has(.successWithoutReceipt) { items.append(item("MpesaReceiptNumber", .string(receipt ?? ""))) }
    if let balance { items.append(balance) }
    items.append(item("TransactionDate", date))
    if let phone { items.append(item("PhoneNumber", phone)) }
    if transaction.has(.callbackVeryLarge) {
      items.append(item("Padding", .string(String(repeating: "x", count: 64 * 1024))))
    }
    if transaction.has(.extraItems) {
      items.reverse()
      items.insert(item("LoyaltyPoints", .object(["Earned": .number("1.5"), "Note": .null])), at: 1)
      items.append(.object(["Value": .string("an item without a name")]))
    }
    return items
  }

  private func item(_ name: String, _ value: JSONValue) -> JSONValue {
    .object(["Name": .string(name), "Value": value])
  }

  private var amount: JSONValue {
    let amount = String(transaction.has(.wrongAmount) ? transaction.amount + 1 : transaction.amount)
    if transaction.has(.amountInteger) { return .number(amount) }
    if transaction.has(.amountOneDecimal) { return .number(amount + ".0") }
    if transaction.has(.amountText) { return .string(amount) }
    return .number(amount + ".00")
  }

  private var balance: JSONValue? {
    if transaction.has(.balanceWithoutValue) { return .object(["Name": .string("Balance")]) }
    if transaction.has(.balanceNumber) { return item("Balance", .number("48210.50")) }
    if transaction.has(.balanceBraceString) {
      let text = "{Amount={CurrencyCode=KES, MinimumAmount=4821050, BasicAmount=48210.50}}"
      return item("Balance", .string(text))
    }
    return nil
  }

  private var date: JSONValue {
    let time = EastAfricaTime(wallMilliseconds: transaction.endedAtMilliseconds ?? 0)
    if transaction.has(.dateFormatted) { return .string(time.businessDay.text + " " + time.timeOfDay) }
    return .number(time.darajaTimestamp)
  }

  private var phone: JSONValue? {
    let number = transaction.phone.msisdn
    if transaction.has(.phoneAbsent) { return nil }
    if transaction.has(.phoneMasked) { return .string(String(number.prefix(6)) + "***" + String(number.suffix(3))) }
    if transaction.has(.phoneHashed) { return .string(Self.hash(number)) }
    return .number(number)
  }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Hexadecimal.text(hash.finalize())
  }
}
