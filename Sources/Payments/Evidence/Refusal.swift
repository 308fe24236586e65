/// Why Safaricom refused a push, one case per thing that a cashier or the owner does differently.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: no prompt went out.
public enum Refusal: String, Sendable, Hashable, CaseIterable {
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
  public var name: String { rawValue }

  /// The same request may succeed a little later without anybody changing a setting.
  public var isTemporary: Bool {
    switch self {
    case .subscriberBusy, .tooManyRequests, .quotaExceeded, .firewall: true
    case .merchantUnknown, .wrongCredentials, .invalidAmount, .invalidPhone, .invalidReceiver, .invalidCallbackURL,
      .invalidRequest, .productNotEnabled, .accessTokenRefused, .wrongAddress, .headerRefused:
      false
    }
  }

  /// The three lines for the person at the till.
  public var lines: ThreeLines {
    ThreeLines(happened: happened, money: money, action: action)
  }

  private var happened: String {
    switch self {
    case .merchantUnknown: "Safaricom does not know this shop's PayBill or till number."
    case .wrongCredentials: "Safaricom refused the shop's passkey."
    case .subscriberBusy: "The customer's phone is busy with another M-Pesa prompt."
    case .invalidAmount: "Safaricom does not take this amount."
    case .invalidPhone: "Safaricom does not take this phone number."
    case .invalidReceiver: "Safaricom does not take this PayBill, store or till number."
    case .invalidCallbackURL: "Safaricom does not take this shop's callback address."
    case .invalidRequest: "Safaricom could not read the request."
    case .productNotEnabled: "M-Pesa Express is not enabled on this shop's Daraja app."
    case .accessTokenRefused: "Safaricom refused a fresh access token."
    case .wrongAddress: "Nothing answers for payments at the API address."
    case .headerRefused: "The access token did not reach Safaricom as it was sent."
    case .tooManyRequests: "Safaricom is busy and turned the request away."
    case .quotaExceeded: "This shop's Daraja app has used up its requests."
    case .firewall: "Safaricom's firewall turned the request away."
    }
  }

  private var money: String {
    switch self {
    case .subscriberBusy: "No new prompt went out; an earlier one may still take money."
    default: "No prompt went out and no money was asked for."
    }
  }

  private var action: String {
    switch self {
    case .merchantUnknown: "Owner: check the short code and till number in the settings."
    case .wrongCredentials: "Owner: check passkey, short code and the server's clock against each other."
    case .subscriberBusy: "Look at this phone's earlier payment first; ask again after one minute."
    case .invalidAmount: "Check the amount: whole shillings, 1 to 250,000."
    case .invalidPhone: "Check the number with the customer and ask again."
    case .invalidReceiver: "Owner: check short code, till number and kind (PayBill or buy goods)."
    case .invalidCallbackURL: "Owner: run kaunta doctor and correct the public address."
    case .invalidRequest: "Take the money another way and report the code to the owner."
    case .productNotEnabled: "Owner: enable M-Pesa Express for the app on the Daraja portal."
    case .accessTokenRefused: "Owner: check keys, environment and the app's products against each other."
    case .wrongAddress: "Owner: check the environment and base address in the settings."
    case .headerRefused: "Owner: check whether a proxy between here and Safaricom changes requests."
    case .tooManyRequests: "Wait a minute, then ask again."
    case .quotaExceeded: "Take the money another way; owner: ask Safaricom to raise the quota."
    case .firewall: "Wait a few minutes, then ask again; if it stays, the owner tells Safaricom."
    }
  }
}
