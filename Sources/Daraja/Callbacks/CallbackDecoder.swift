import CanonicalJSON
import Payments

/// Reads a callback's body tolerantly: by names, never by positions; numbers or strings; anything extra ignored.
package enum CallbackDecoder {
  /// Decodes `{"Body":{"stkCallback":{…}}}`.
  ///
  /// An item that is stated twice counts once when both statements are equal in value, and as absent when they differ
  /// or one cannot be read: two readers could otherwise disagree about an amount. A twin without a Value says nothing.
  package static func decode(body: [UInt8]) -> Result<CallbackReport, CallbackProblem> {
    guard let json = try? JSONValue(parsing: body) else { return .failure(.notJSON) }
    guard let callback = json["Body"]?["stkCallback"]?.object else { return .failure(.notAPaymentCallback) }
    guard let checkoutRequestID = OutsideText.opaqueID(callback["CheckoutRequestID"]?.string)
    else { return .failure(.noCheckoutRequestID) }
    guard let code = OutsideText.code(callback["ResultCode"]?.text) else { return .failure(.noResultCode) }
    let items = metadataItems(callback["CallbackMetadata"])
    return .success(
      CallbackReport(
        merchantRequestID: OutsideText.opaqueID(callback["MerchantRequestID"]?.text),
        checkoutRequestID: CheckoutRequestID(checkoutRequestID),
        resultCode: ResultCode(code),
        resultDescription: callback["ResultDesc"]?.text.flatMap(OutsideText.clean),
        amount: agreed(items, "Amount") { $0.text.flatMap(Cents.init(decimal:)) },
        receipt: agreed(items, "MpesaReceiptNumber") { $0.string.flatMap(Receipt.init) },
        transactionDateText: agreed(items, "TransactionDate") { $0.text.flatMap(dateText) },
        phoneText: agreed(items, "PhoneNumber") { OutsideText.opaqueID($0.text) }))
  }

  /// The items that have a Value, in order; `Item` is an array, but a single object is taken for an array of one.
  private static func metadataItems(_ metadata: JSONValue?) -> [(name: String, value: JSONValue)] {
    let item = metadata?["Item"]
    return (item?.array ?? item.map { [$0] } ?? []).compactMap { element in
      guard let name = element["Name"]?.string, let value = element["Value"], value != .null else { return nil }
      return (name: name, value: value)
    }
  }

  private static func agreed<Value: Equatable>(
    _ items: [(name: String, value: JSONValue)], _ name: String, read: (JSONValue) -> Value?
  ) -> Value? {
    let readings = items.filter { $0.name == name }.map { read($0.value) }
    guard let first = readings.first, readings.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// Fourteen digits as they are, since the cleaner would hide them; other texts cleaned.
  private static func dateText(_ text: String) -> String? {
    text.utf8.count == 14 && text.utf8.allSatisfy(ASCII.isDigit) ? text : OutsideText.clean(text)
  }
}
