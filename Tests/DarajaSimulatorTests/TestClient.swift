import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

/// A client without faults of its own, on a virtual clock: it mints, pushes and queries in process.
struct TestClient {
  var daraja: SimulatedDaraja
  var now: Int64
  var token = ""

  /// 24 November 2026, 14:02:09 in Nairobi.
  static let start: Int64 = 1_795_518_129_000

  init(_ settings: SimulatorSettings = SimulatorSettings(), at now: Int64 = TestClient.start) {
    daraja = SimulatedDaraja(settings: settings)
    self.now = now
    token = mint()["access_token"]?.string ?? ""
  }

  /// Settings under which every customer answers a second after the push.
  static func quick(_ change: (inout SimulatorSettings) -> Void = { _ in }) -> SimulatorSettings {
    var settings = SimulatorSettings()
    settings.answerAfterMilliseconds = 1000
    change(&settings)
    return settings
  }

  mutating func send(_ request: SimulatedRequest) -> SimulatedAnswer {
    daraja.respond(to: request, atMilliseconds: now)
  }

  static func tokenRequest(_ credentials: String = "ZGVtbzpkZW1v") -> SimulatedRequest {
    SimulatedRequest(
      method: "GET", target: "/oauth/v1/generate?grant_type=client_credentials",
      headers: [SimulatedHeader("Authorization", "Basic " + credentials)])
  }

  mutating func mint() -> JSONValue { json(send(Self.tokenRequest())) }

  /// The fields of a push that nothing is wrong with.
  func fields(phone: String = "254712345678", amount: Int = 50, url: String = "http://127.0.0.1:9/c/1") -> JSONObject {
    let timestamp = EastAfricaTime(wallMilliseconds: now).darajaTimestamp
    return [
      "BusinessShortCode": .string("174379"),
      "Password": .string(Self.password("174379", timestamp)),
      "Timestamp": .string(timestamp),
      "TransactionType": .string("CustomerPayBillOnline"),
      "Amount": .integer(amount),
      "PartyA": .string(phone),
      "PartyB": .string("174379"),
      "PhoneNumber": .string(phone),
      "CallBackURL": .string(url),
      "AccountReference": .string("T1A47"),
      "TransactionDesc": .string("Sale"),
    ]
  }

  static func password(_ shortCode: String, _ timestamp: String) -> String {
    base64(Array((shortCode + SimulatedMerchant.sandboxPasskey + timestamp).utf8))
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 { text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : "=") }
    }
    return text
  }

  mutating func post(_ path: String, _ body: JSONObject) -> SimulatedAnswer {
    send(
      SimulatedRequest(
        method: "POST", target: path,
        headers: [
          SimulatedHeader("Authorization", "Bearer " + token), SimulatedHeader("Content-Type", "application/json"),
        ],
        body: Array(body.compactText.utf8)))
  }

  mutating func push(_ fields: JSONObject) -> SimulatedAnswer { post("/mpesa/stkpush/v1/processrequest", fields) }

  mutating func push(phone: String, amount: Int = 50, url: String = "http://127.0.0.1:9/c/1") -> SimulatedAnswer {
    push(fields(phone: phone, amount: amount, url: url))
  }

  /// Pushes to a customer and gives back the CheckoutRequestID.
  mutating func pushed(phone: String, amount: Int = 50, url: String = "http://127.0.0.1:9/c/1") throws -> String {
    let answer = push(phone: phone, amount: amount, url: url)
    try #require(answer.status == 200)
    return try #require(json(answer)["CheckoutRequestID"]?.string)
  }

  mutating func query(_ checkoutRequestID: String) -> SimulatedAnswer {
    let timestamp = EastAfricaTime(wallMilliseconds: now).darajaTimestamp
    return post(
      "/mpesa/stkpushquery/v1/query",
      [
        "BusinessShortCode": .string("174379"), "Password": .string(Self.password("174379", timestamp)),
        "Timestamp": .string(timestamp), "CheckoutRequestID": .string(checkoutRequestID),
      ])
  }

  mutating func queryCode(_ checkoutRequestID: String) -> String? {
    json(query(checkoutRequestID))["ResultCode"]?.string
  }

  /// Time passes; the callbacks that left meanwhile.
  mutating func wait(seconds: Double) -> [CallbackDelivery] {
    now += Int64(seconds * 1000)
    return daraja.advance(toMilliseconds: now)
  }
}

/// The JSON of an answer; null when it is none.
func json(_ answer: SimulatedAnswer) -> JSONValue { (try? JSONValue(parsing: answer.body)) ?? .null }

extension CallbackDelivery {
  /// `Body.stkCallback`.
  var callback: JSONValue { ((try? JSONValue(parsing: body)) ?? .null)["Body"]?["stkCallback"] ?? .null }

  /// The metadata item with this name.
  func item(_ name: String) -> JSONValue? {
    callback["CallbackMetadata"]?["Item"]?.array?.first { $0["Name"]?.string == name }
  }

  func value(_ name: String) -> JSONValue? { item(name)?["Value"] }
}

/// The message of an error body.
func message(_ answer: SimulatedAnswer) -> String? { json(answer)["errorMessage"]?.string }
