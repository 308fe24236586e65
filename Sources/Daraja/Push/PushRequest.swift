import CanonicalJSON
import Payments

/// One request that asks one phone for money: `POST /mpesa/stkpush/v1/processrequest` (daraja.md section 2.1).
///
/// The time is taken once, so that Password and Timestamp cannot disagree. Printing it shows neither phone nor secret.
package struct PushRequest: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// Who receives the money, and the passkey that signs.
  package let account: Account
  /// Whose phone asks for the PIN, and who pays.
  package let phone: PhoneNumber
  /// How much.
  package let amount: Shillings
  /// Where the result is to be sent.
  package let callbackURL: CallbackURL
  /// What the customer's SMS and the statement show.
  package let reference: AccountReference
  /// The second text; our own short reference when the cashier typed one of her own.
  package let transactionDescription: TransactionDescription
  /// `yyyyMMddHHmmss` in East Africa.
  package let timestamp: String

  /// A request, stamped with one time.
  package init(
    account: Account, phone: PhoneNumber, amount: Shillings, callbackURL: CallbackURL, reference: AccountReference,
    transactionDescription: TransactionDescription, time: EastAfricaTime
  ) {
    self.account = account
    self.phone = phone
    self.amount = amount
    self.callbackURL = callbackURL
    self.reference = reference
    self.transactionDescription = transactionDescription
    timestamp = time.darajaTimestamp
  }

  /// The body, members in the order of Safaricom's page.
  ///
  /// The phone is a number both times: one integrator saw strings end silently in 1037 on a live PayBill, and nobody
  /// saw numbers fail (daraja.md section 2.1).
  package var json: JSONValue {
    let receiver = account.receiver
    let number = JSONValue.number(phone.msisdn)
    return .object([
      "BusinessShortCode": .string(receiver.businessShortCode.digits),
      "Password": .string(account.password(timestamp: timestamp)),
      "Timestamp": .string(timestamp),
      "TransactionType": .string(receiver.transactionType),
      "Amount": .integer(amount.count),
      "PartyA": number,
      "PartyB": .string(receiver.partyB.digits),
      "PhoneNumber": number,
      "CallBackURL": .string(callbackURL.text),
      "AccountReference": .string(reference.text),
      "TransactionDesc": .string(transactionDescription.text),
    ])
  }

  /// The bytes to send, with `Content-Type: application/json`.
  package var body: [UInt8] { Array(json.compactText.utf8) }

  /// For people: never the phone, the address or the passkey.
  package var description: String { "push of KSh \(amount.grouped), reference \(reference)" }

  /// A mirror without children, so that `dump` shows no phone and no callback tag.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// One request that asks what became of a prompt: `POST /mpesa/stkpushquery/v1/query` (daraja.md section 3).
package struct QueryRequest: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The account that sent the push.
  package let account: Account
  /// The prompt, by the ID of our own acknowledgement.
  package let checkoutRequestID: CheckoutRequestID
  /// `yyyyMMddHHmmss` in East Africa, taken anew for each query.
  package let timestamp: String

  /// A query, stamped with one time.
  package init(account: Account, checkoutRequestID: CheckoutRequestID, time: EastAfricaTime) {
    self.account = account
    self.checkoutRequestID = checkoutRequestID
    timestamp = time.darajaTimestamp
  }

  /// The body, members in the order of Safaricom's page.
  package var json: JSONValue {
    .object([
      "BusinessShortCode": .string(account.receiver.businessShortCode.digits),
      "Password": .string(account.password(timestamp: timestamp)),
      "Timestamp": .string(timestamp),
      "CheckoutRequestID": .string(checkoutRequestID.rawValue),
    ])
  }

  /// The bytes to send, with `Content-Type: application/json`.
  package var body: [UInt8] { Array(json.compactText.utf8) }

  /// For people: never the ID, which ends in digits of the phone.
  package var description: String { "query" }

  /// A mirror without children, so that `dump` shows no ID.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
