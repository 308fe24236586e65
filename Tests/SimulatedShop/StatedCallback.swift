import CanonicalJSON

/// The body of a callback, said in a line: for stories, and for those who forge.
package struct StatedCallback: Sendable {
  /// ResultCode.
  package var code: String
  /// CheckoutRequestID.
  package var prompt: String
  /// MerchantRequestID.
  package var merchantRequestID: String?
  /// Amount, if one is stated.
  package var amount: Int?
  /// MpesaReceiptNumber, if one is stated.
  package var receipt: String?

  /// A callback that states this.
  package init(
    code: String, prompt: String, merchantRequestID: String? = nil, amount: Int? = nil, receipt: String? = nil
  ) {
    self.code = code
    self.prompt = prompt
    self.merchantRequestID = merchantRequestID
    self.amount = amount
    self.receipt = receipt
  }

  /// Its bytes (daraja.md section 4.1).
  package var body: [UInt8] {
    var callback: JSONObject = [
      "CheckoutRequestID": .string(prompt), "ResultCode": .number(code), "ResultDesc": .string("As stated."),
    ]
    if let merchantRequestID { callback["MerchantRequestID"] = .string(merchantRequestID) }
    var items: [JSONValue] = []
    if let amount { items.append(.object(["Name": .string("Amount"), "Value": .number("\(amount).00")])) }
    if let receipt { items.append(.object(["Name": .string("MpesaReceiptNumber"), "Value": .string(receipt)])) }
    if !items.isEmpty { callback["CallbackMetadata"] = .object(["Item": .array(items)]) }
    return Array(JSONValue.object(["Body": .object(["stkCallback": .object(callback)])]).compactText.utf8)
  }
}
