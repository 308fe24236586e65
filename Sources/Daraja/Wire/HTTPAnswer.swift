import CanonicalJSON
import Payments

/// What came back over HTTP, before anybody has judged it.
package struct HTTPAnswer: Sendable, Equatable {
  /// The status code.
  package let status: Int
  /// The `Content-Type` header, if there was one.
  package let contentType: String?
  /// The `Retry-After` header, if there was one.
  package let retryAfter: String?
  /// The `Date` header, if there was one.
  package let date: String?
  /// The whole body.
  package let body: [UInt8]

  /// An answer from its parts.
  package init(
    status: Int, contentType: String? = nil, retryAfter: String? = nil, date: String? = nil, body: [UInt8]
  ) {
    self.status = status
    self.contentType = contentType
    self.retryAfter = retryAfter
    self.date = date
    self.body = body
  }

  /// The same without some texts: an answer may tell back what was sent.
  package func hiding(_ secrets: [String]) -> HTTPAnswer {
    var text = String(decoding: body, as: UTF8.self)
    guard secrets.contains(where: { $0.utf8.count >= 6 && text.contains($0) }) else { return self }
    for secret in secrets where secret.utf8.count >= 6 { text = text.replacing(secret, with: "•••") }
    return HTTPAnswer(
      status: status, contentType: contentType, retryAfter: retryAfter, date: date, body: Array(text.utf8))
  }

  /// A page for people, as firewalls send: HTML by its header or by its first character.
  var isHTML: Bool {
    // An empty body says nothing, whatever it is called.
    guard body.contains(where: { $0 > 0x20 }) else { return false }
    if let contentType, contentType.lowercased().hasPrefix("text/html") { return true }
    return body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  /// What is to be read in it, where it is no JSON: a page's title or words, or a plain text's beginning.
  var plainWords: String? {
    let text = String(decoding: body.prefix(4_096), as: UTF8.self)
    return OutsideText.clean(isHTML ? PageWords.words(of: text) : text)
  }

  /// Seconds to stay away, if the server said so in seconds; at most an hour.
  var retryAfterSeconds: Int? {
    guard let retryAfter, (1...6).contains(retryAfter.utf8.count), retryAfter.utf8.allSatisfy(ASCII.isDigit),
      let seconds = Int(retryAfter)
    else { return nil }
    return min(seconds, 3600)
  }
}

/// What is kept of an answer beside its verdict: fit for evidence, logs and screens.
package struct AnswerNote: Sendable, Hashable {
  /// The HTTP status.
  package let status: Int
  /// Daraja's own code (`400.002.02`), or Apigee's (`policies.ratelimit.SpikeArrestViolation`).
  package let code: String?
  /// Daraja's own words, cleaned (``OutsideText``).
  package let text: String?
  /// Seconds to stay away, if the server named a number.
  package let retryAfterSeconds: Int?

  /// A note from its parts, which may come from a ledger.
  package init(status: Int, code: String? = nil, text: String? = nil, retryAfterSeconds: Int? = nil) {
    self.status = status
    self.code = code
    self.text = text
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// As it stands in evidence.
  package var words: AnswerWords { AnswerWords(status: status, code: code, text: text) }
}

/// An answer taken apart as far as it goes: its members, its error envelope, and what is kept of it.
///
/// Two envelopes exist: Daraja's `{requestId, errorCode, errorMessage}` and, from the gateway before it, Apigee's
/// `{"fault":{"faultstring", "detail":{"errorcode"}}}` (daraja.md section 2.3). HTML and empty bodies have neither.
struct ReadAnswer {
  let http: HTTPAnswer
  /// The members of a JSON object, if the body is one.
  let members: JSONObject?
  /// Daraja's errorCode.
  let errorCode: String?
  /// Daraja's errorMessage, in small letters: only to tell one code's several meanings apart.
  let errorMessage: String?
  /// Apigee's faultstring, in small letters.
  let faultText: String?
  /// Apigee's errorcode.
  let faultCode: String?
  private let words: String?

  init(_ http: HTTPAnswer) {
    self.http = http
    members = (try? JSONValue(parsing: http.body))?.object
    let code = members?["errorCode"]?.text
    let message = members?["errorMessage"]?.text
    let fault = members?["fault"]
    let faultString = fault?["faultstring"]?.text
    errorCode = code
    errorMessage = message?.lowercased()
    faultText = faultString?.lowercased()
    faultCode = fault?["detail"]?["errorcode"]?.text
    words = message ?? faultString
  }

  /// What is kept of it; made where it is wanted, since most answers are understood and need none.
  var note: AnswerNote {
    AnswerNote(
      status: http.status, code: OutsideText.code(errorCode) ?? OutsideText.code(faultCode),
      text: words.flatMap(OutsideText.clean) ?? http.plainWords, retryAfterSeconds: http.retryAfterSeconds)
  }

  var hasErrorEnvelope: Bool { members?["errorCode"] != nil || members?["errorMessage"] != nil }

  /// Whatever the status says, an answer that names a prompt may not be taken for one that says "no prompt".
  var namesPrompt: Bool { members?["CheckoutRequestID"] != nil }

  /// Exactly the Invalid-Access-Token answers of section 2.3: status, code and words.
  var isInvalidAccessToken: Bool {
    guard let errorCode, [400, 401, 404].contains(http.status),
      ["404.001.03", "400.003.01", "401.002.01", "401.003.01"].contains(errorCode)
    else { return false }
    return errorMessage?.contains("invalid access token") ?? false
  }

  /// "Invalid API call as no apiproduct match found", in either envelope.
  var isProductMissing: Bool {
    http.status == 401 && [errorMessage, faultText].contains { $0?.contains("no apiproduct match found") ?? false }
  }

  /// The gateway's rate limit: Apigee's 429, or Daraja's 500.003.02 with either of its two texts.
  var isThrottled: Bool {
    if http.status == 429 { return true }
    guard [500, 503].contains(http.status), errorCode == "500.003.02", let errorMessage else { return false }
    return errorMessage.contains("system is busy") || errorMessage.contains("spike arrest")
  }

  var isQuotaExceeded: Bool { [429, 500].contains(http.status) && errorCode == "500.003.03" }

  var isFirewallPage: Bool { http.status == 403 && http.isHTML }

  /// "Invalid Authentication passed": key and secret, whatever the status.
  var saysWrongKeys: Bool { errorMessage?.contains("invalid authentication passed") ?? false }
}
