import Payments
import Testing

@testable import Daraja

/// One row of daraja.md section 2.3, or a stranger that must not pass for one.
struct PushRow: Sendable, CustomTestStringConvertible {
  let status: Int
  let body: String
  let verdict: Verdict
  var contentType = "application/json"

  enum Verdict: Sendable, Equatable {
    case invalidAccessToken
    case refused(Refusal)
    case unknown(UnknownReason)
  }

  var testDescription: String { "\(status) \(body.prefix(90))" }

  static func error(_ status: Int, _ code: String, _ message: String, _ verdict: Verdict) -> PushRow {
    PushRow(
      status: status, body: #"{"requestId":"1-2-3","errorCode":"\#(code)","errorMessage":"\#(message)"}"#,
      verdict: verdict)
  }

  static let spikeArrest =
    #"{"fault":{"faultstring":"Spike arrest violation. Allowed rate : 5pm","detail":{"#
    + #""errorcode":"policies.ratelimit.SpikeArrestViolation"}}}"#

  static let listed: [PushRow] = [
    .error(400, "400.002.02", "Bad Request - Invalid BusinessShortCode", .refused(.invalidReceiver)),
    .error(400, "400.002.02", "Bad Request - Invalid PartyB", .refused(.invalidReceiver)),
    .error(400, "400.002.02", "Bad Request - Invalid TransactionType", .refused(.invalidReceiver)),
    .error(400, "400.002.02", "Bad Request - Invalid Password", .refused(.wrongCredentials)),
    .error(400, "400.002.02", "Bad Request - Invalid Timestamp", .refused(.wrongCredentials)),
    .error(400, "400.002.02", "Bad Request - Invalid Amount", .refused(.invalidAmount)),
    .error(400, "400.002.02", "Bad Request - Invalid PartyA", .refused(.invalidPhone)),
    .error(400, "400.002.02", "Bad Request - Invalid PhoneNumber", .refused(.invalidPhone)),
    .error(400, "400.002.02", "Bad Request - Invalid CallBackURL", .refused(.invalidCallbackURL)),
    .error(400, "400.002.02", "Bad Request - Invalid Remarks", .refused(.invalidRequest)),
    .error(400, "400.002.05", "Invalid Request Payload", .refused(.invalidRequest)),
    .error(400, "400.003.02", "Bad Request", .refused(.invalidRequest)),
    .error(404, "404.001.03", "Invalid Access Token", .invalidAccessToken),
    .error(400, "400.003.01", "Invalid Access Token", .invalidAccessToken),
    .error(401, "401.002.01", "Error Occurred - Invalid Access Token - BJGFGOXv5aZnw90", .invalidAccessToken),
    .error(401, "401.003.01", "Invalid Access Token", .invalidAccessToken),
    .error(401, "401.001.00", "Invalid API call as no apiproduct match found", .refused(.productNotEnabled)),
    PushRow(
      status: 401,
      body: #"{"fault":{"faultstring":"Invalid API call as no apiproduct match found","detail":{"errorcode":"x"}}}"#,
      verdict: .refused(.productNotEnabled)),
    .error(404, "404.001.01", "Resource not found", .refused(.wrongAddress)),
    .error(404, "404.002.01", "Resource not found", .refused(.wrongAddress)),
    .error(404, "404.003.01", "Resource not found", .refused(.wrongAddress)),
    .error(404, "404.001.04", "Invalid Authentication Header", .refused(.headerRefused)),
    .error(405, "405.001", "GET Method Not Allowed", .refused(.wrongAddress)),
    .error(500, "500.001.1001", "Merchant does not exist", .refused(.merchantUnknown)),
    .error(500, "500.001.1001", "Wrong credentials", .refused(.wrongCredentials)),
    .error(500, "500.001.1001", "[MerchantValidate] - Wrong credentials", .refused(.wrongCredentials)),
    .error(
      500, "500.001.1001",
      "Unable to lock subscriber, a transaction is already in process for the current subscriber",
      .refused(.subscriberBusy)),
    .error(500, "500.002.1001", "Duplicate OriginatorConversationID.", .refused(.invalidRequest)),
    .error(500, "500.003.02", "System is busy. Please try again in few minutes.", .refused(.tooManyRequests)),
    .error(500, "500.003.02", "Error Occurred: Spike Arrest Violation", .refused(.tooManyRequests)),
    .error(500, "500.003.03", "Error Occurred: Quota Violation", .refused(.quotaExceeded)),
    .error(500, "500.003.1001", "Internal Server Error", .unknown(.serverError)),
    PushRow(status: 429, body: spikeArrest, verdict: .refused(.tooManyRequests)),
    PushRow(status: 429, body: "", verdict: .refused(.tooManyRequests)),
    PushRow(
      status: 403, body: "<html><head><title>Error</title></head><body>Incapsula incident</body></html>",
      verdict: .refused(.firewall), contentType: "text/html; charset=utf-8"),
    PushRow(status: 403, body: " \n<!DOCTYPE html><p>no</p>", verdict: .refused(.firewall), contentType: ""),
    .error(503, "00.002.1001", "Service is under maintenance", .unknown(.maintenance)),
    PushRow(status: 503, body: "", verdict: .unknown(.maintenance)),
    PushRow(status: 500, body: "", verdict: .unknown(.serverError)),
    PushRow(
      status: 502, body: "<html>Bad Gateway</html>", verdict: .unknown(.somethingBetween), contentType: "text/html"),
    PushRow(status: 504, body: "upstream timed out", verdict: .unknown(.serverError)),
  ]

  static let strangers: [PushRow] = [
    // One code, six meanings: other words are no refusal.
    .error(500, "500.001.1001", "The transaction is being processed", .unknown(.unlistedAnswer)),
    .error(500, "500.001.1001", "", .unknown(.unlistedAnswer)),
    .error(500, "500.001.1001", "Missing ICCID value in request", .unknown(.unlistedAnswer)),
    .error(500, "500.003.02", "Something new", .unknown(.unlistedAnswer)),
    // The right code under the wrong status, or with the wrong words, proves nothing.
    .error(500, "400.002.02", "Bad Request - Invalid Amount", .unknown(.unlistedAnswer)),
    .error(404, "404.001.03", "Something else", .unknown(.unlistedAnswer)),
    .error(500, "404.001.03", "Invalid Access Token", .unknown(.unlistedAnswer)),
    .error(404, "404.009.09", "Invalid Access Token", .unknown(.unlistedAnswer)),
    PushRow(status: 404, body: "<html>not here</html>", verdict: .unknown(.somethingBetween)),
    PushRow(status: 400, body: "", verdict: .unknown(.unlistedAnswer)),
    // Keys, environment or approval; that no prompt went out, no list says.
    PushRow(status: 403, body: "", verdict: .unknown(.notLetIn)),
    PushRow(status: 403, body: "", verdict: .unknown(.notLetIn), contentType: "text/html"),
    PushRow(status: 401, body: "{", verdict: .unknown(.notLetIn)),
    .error(401, "401.001.00", "Unauthorized", .unknown(.notLetIn)),
    .error(403, "403.001.00", "Forbidden", .unknown(.notLetIn)),
    .error(400, "400.008.01", "Invalid Authentication passed", .unknown(.notLetIn)),
    // A page is no answer of Safaricom's, whatever its status; what stands before Safaricom may have let the request
    // through.
    PushRow(status: 500, body: "<html>Oops</html>", verdict: .unknown(.somethingBetween)),
    PushRow(status: 503, body: "<!doctype html><title>Busy</title>", verdict: .unknown(.somethingBetween)),
    PushRow(status: 520, body: "<html>Web server error</html>", verdict: .unknown(.somethingBetween)),
    PushRow(status: 407, body: "<html>Proxy</html>", verdict: .unknown(.somethingBetween)),
    // Redirects are not followed, and nobody knows what the first server did.
    PushRow(status: 301, body: "", verdict: .unknown(.redirected)),
    PushRow(status: 307, body: "", verdict: .unknown(.redirected)),
    .error(308, "400.002.02", "Bad Request - Invalid Amount", .unknown(.redirected)),
    // Any answer that names a prompt may have sent one.
    PushRow(
      status: 400,
      body: #"{"CheckoutRequestID":"ws_CO_1","errorCode":"400.002.02","errorMessage":"Bad Request - Invalid Amount"}"#,
      verdict: .unknown(.unlistedAnswer)),
    PushRow(status: 429, body: #"{"CheckoutRequestID":"ws_CO_1"}"#, verdict: .unknown(.unlistedAnswer)),
    // A 200 that is no acknowledgement.
    PushRow(status: 200, body: "", verdict: .unknown(.strangeAcknowledgement)),
    PushRow(status: 200, body: "<html>Welcome</html>", verdict: .unknown(.somethingBetween)),
    PushRow(status: 200, body: "[]", verdict: .unknown(.strangeAcknowledgement)),
    PushRow(status: 200, body: #"{"ResponseCode":"0"}"#, verdict: .unknown(.strangeAcknowledgement)),
    PushRow(
      status: 200, body: #"{"ResponseCode":"0","CheckoutRequestID":""}"#, verdict: .unknown(.strangeAcknowledgement)),
    PushRow(
      status: 200, body: #"{"ResponseCode":"1","CheckoutRequestID":"ws_CO_1"}"#,
      verdict: .unknown(.strangeAcknowledgement)),
    PushRow(
      status: 200, body: #"{"CheckoutRequestID":"ws_CO_1"}"#, verdict: .unknown(.strangeAcknowledgement)),
    .error(200, "400.002.02", "Bad Request - Invalid Amount", .unknown(.strangeAcknowledgement)),
    .error(200, "404.001.03", "Invalid Access Token", .unknown(.strangeAcknowledgement)),
    PushRow(
      status: 200, body: #"{"ResponseCode":"0","CheckoutRequestID":"ws_CO_1","errorCode":"500.003.1001"}"#,
      verdict: .unknown(.strangeAcknowledgement)),
    PushRow(
      status: 201, body: #"{"ResponseCode":"0","CheckoutRequestID":"ws_CO_1"}"#, verdict: .unknown(.unlistedAnswer)),
  ]
}

@Suite("Every answer to a push has one verdict")
struct PushAnswerTests {
  @Test("A clean acknowledgement is accepted, in its old and new shapes", arguments: ["\"0\"", "0"])
  func acknowledgement(code: String) throws {
    let body = """
      {"MerchantRequestID":"2654-4b64-97ff-b827b542881d3130","CheckoutRequestID":"ws_CO_24112026140209712345678",
       "ResponseCode":\(code),"ResponseDescription":"Success. Request accepted for processing",
       "CustomerMessage":"Success. Request accepted for processing"}
      """
    let outcome = PushAnswer.sort(HTTPAnswer(status: 200, contentType: "application/json", body: Array(body.utf8)))
    guard case .accepted(let acknowledgement) = outcome else {
      Issue.record("not accepted: \(outcome)")
      return
    }
    #expect(acknowledgement.checkoutRequestID == CheckoutRequestID("ws_CO_24112026140209712345678"))
    #expect(acknowledgement.merchantRequestID == "2654-4b64-97ff-b827b542881d3130")
    #expect(acknowledgement.customerMessage == "Success. Request accepted for processing")
  }

  @Test("The table of daraja.md section 2.3, row by row", arguments: PushRow.listed)
  func listed(row: PushRow) { expect(row) }

  @Test("Whatever the table does not list is unknown, never refused", arguments: PushRow.strangers)
  func strangers(row: PushRow) { expect(row) }

  private func expect(_ row: PushRow) {
    let outcome = PushAnswer.sort(
      HTTPAnswer(status: row.status, contentType: row.contentType, body: Array(row.body.utf8)))
    let verdict: PushRow.Verdict? =
      switch outcome {
      case .invalidAccessToken: .invalidAccessToken
      case .refused(let refusal, _): .refused(refusal)
      case .unknown(let reason, _): .unknown(reason)
      case .accepted, .notSent: nil
      }
    #expect(verdict == row.verdict)
  }

  @Test("The note keeps code, words and Retry-After, and hides what may be a phone")
  func note() {
    let body = #"{"errorCode":"500.001.1001","errorMessage":"Merchant does not exist \u0007for 254712345678"}"#
    let answer = HTTPAnswer(status: 500, retryAfter: "120", body: Array(body.utf8))
    let note = AnswerNote(
      status: 500, code: "500.001.1001", text: "Merchant does not exist for •••", retryAfterSeconds: 120)
    #expect(PushAnswer.sort(answer) == .refused(.merchantUnknown, note))
    let limited = HTTPAnswer(status: 429, retryAfter: "soon", body: Array(PushRow.spikeArrest.utf8))
    guard case .refused(.tooManyRequests, let apigee) = PushAnswer.sort(limited) else {
      Issue.record("not throttled")
      return
    }
    #expect(apigee.code == "policies.ratelimit.SpikeArrestViolation")
    #expect(apigee.retryAfterSeconds == nil)
  }

  @Test("Names in evidence are kebab-case, unique, and read back")
  func names() {
    func check<Reason: RawRepresentable & CaseIterable>(_ type: Reason.Type) where Reason.RawValue == String {
      let names = Reason.allCases.map(\.rawValue)
      #expect(Set(names).count == names.count)
      for name in names {
        #expect(Reason(rawValue: name)?.rawValue == name)
        #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") })
      }
    }
    check(Refusal.self)
    check(UnknownReason.self)
    check(NotSentReason.self)
    check(PendingForm.self)
    check(NoAnswerReason.self)
    check(CallbackProblem.self)
    let tokens = TokenFailure.allCases.map(\.name)
    #expect(Set(tokens).count == tokens.count)
  }

  @Test(
    "What was not understood is kept in words: cleaned, short, and without what may be personal or secret",
    arguments: [
      (#"{"errorCode":"500.009","errorMessage":"Odd \u001b[2J thing"}"#, "500.009", "Odd [2J thing"),
      (#"{"errorMessage":"for 0712 345 678, 254-712-345-678 and ٠٧١٢٣٤٥٦٧٨"}"#, nil, "for •••, ••• and •••"),
      (
        #"{"errorMessage":"Error Occurred - Invalid Access Token - BJGFGOXv5aZnw90KkA4TDtu4Xdyf"}"#, nil,
        "Error Occurred - Invalid Access Token - •••"
      ),
      (
        "<html><head><title>Access denied | shop.example</title></head><body>x</body></html>", nil,
        "Access denied | shop.example"
      ),
      (
        "<html><style>p{}</style><script>var a='<p>';</script><body><p>Request&nbsp;unsuccessful.</p> Incident 1-2</body>",
        nil, "Request unsuccessful. Incident 1-2"
      ),
      ("upstream\r\ntimed out", nil, "upstream timed out"),
      (#"{"message":"no Route"}"#, nil, #"{"message":"no Route"}"#),
      ("", nil, nil), ("error 500.001.1001 at 196.201.214.200", nil, "error 500.001.1001 at 196.201.214.200"),
    ])
  func wordsOfStrangers(body: String, code: String?, text: String?) {
    guard case .unknown(_, let note?) = PushAnswer.sort(HTTPAnswer(status: 520, body: Array(body.utf8))) else {
      Issue.record("understood")
      return
    }
    #expect(note.words == AnswerWords(status: 520, code: code, text: text))
  }

  @Test("What was sent is not kept where it is told back")
  func toldBack() {
    let answer = HTTPAnswer(status: 520, body: Array("no abcdefgh for you, nor ab".utf8))
    #expect(String(decoding: answer.hiding(["abcdefgh", "ab"]).body, as: UTF8.self) == "no ••• for you, nor ab")
    #expect(answer.hiding(["other-secret"]) == answer)
  }
}
