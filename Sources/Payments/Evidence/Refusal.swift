/// Why Safaricom refused a push, one case per thing that a cashier or the owner does differently.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: no prompt went out.
package enum Refusal: String, Sendable, Hashable, CaseIterable {
  /// `500.001.1001`, Merchant does not exist.
  case merchantUnknown = "merchant-unknown"
  /// `500.001.1001`, Wrong credentials; `400.002.02`, Invalid Password or Timestamp.
  case wrongCredentials = "wrong-credentials"
  /// `500.001.1001`, Unable to lock subscriber: another prompt is open on that phone, perhaps our own.
  case subscriberBusy = "subscriber-busy"
  /// `400.002.02`, Invalid Amount.
  case invalidAmount = "invalid-amount"
  /// `400.002.02`, Invalid PartyA or PhoneNumber.
  case invalidPhone = "invalid-phone"
  /// `400.002.02`, Invalid BusinessShortCode, PartyB or TransactionType.
  case invalidReceiver = "invalid-receiver"
  /// `400.002.02`, Invalid CallBackURL.
  case invalidCallbackURL = "invalid-callback-url"
  /// `400.002.02` with any other field, and the other codes for a request that Safaricom cannot read.
  case invalidRequest = "invalid-request"
  /// `401`, no apiproduct match found.
  case productNotEnabled = "product-not-enabled"
  /// A second Invalid-Access-Token answer, to a fresh token.
  case accessTokenRefused = "access-token-refused"
  /// `404.00x.01` and `405.001`: the address of the API is wrong.
  case wrongAddress = "wrong-address"
  /// `404.001.04`: the Authorization header did not arrive as it was sent.
  case headerRefused = "header-refused"
  /// The rate limit: Apigee's 429, and `500.003.02` with either text.
  case tooManyRequests = "too-many-requests"
  /// `500.003.03`, Quota Violation.
  case quotaExceeded = "quota-exceeded"
  /// 403 with a firewall's page.
  case firewall = "firewall"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }

  /// The same request may succeed a little later without anybody changing a setting.
  package var isTemporary: Bool {
    switch self {
    case .subscriberBusy, .tooManyRequests, .quotaExceeded, .firewall: true
    case .merchantUnknown, .wrongCredentials, .invalidAmount, .invalidPhone, .invalidReceiver, .invalidCallbackURL,
      .invalidRequest, .productNotEnabled, .accessTokenRefused, .wrongAddress, .headerRefused:
      false
    }
  }
}
