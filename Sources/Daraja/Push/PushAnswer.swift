import CanonicalJSON
import Payments

/// Sorts every answer to a push (daraja.md sections 2.2 and 2.3).
///
/// *Refused* only for the rows marked "no", with the row's own status and code, and the row's own words where one
/// code has several meanings; all else is *unknown*, since a prompt may have gone out.
package enum PushAnswer {
  /// The verdict on an answer; never `notSent`, which is no answer.
  package static func sort(_ answer: HTTPAnswer) -> PushOutcome {
    let read = ReadAnswer(answer)
    if answer.status == 200 { return sortAcknowledgement(read) }
    if read.namesPrompt { return .unknown(.unlistedAnswer, read.note) }
    if (300..<400).contains(answer.status) { return .unknown(.redirected, read.note) }
    if read.isInvalidAccessToken { return .invalidAccessToken(read.note) }
    if let refusal = refusal(read) { return .refused(refusal, read.note) }
    return .unknown(unknownReason(read), read.note)
  }

  private static func sortAcknowledgement(_ read: ReadAnswer) -> PushOutcome {
    guard let members = read.members, !read.hasErrorEnvelope, members["ResponseCode"]?.text == "0",
      let checkoutRequestID = OutsideText.opaqueID(members["CheckoutRequestID"]?.string)
    else {
      return read.http.isHTML
        ? .unknown(.somethingBetween, read.note) : .unknown(.strangeAcknowledgement, acknowledgementNote(read))
    }
    return .accepted(
      Acknowledgement(
        checkoutRequestID: CheckoutRequestID(checkoutRequestID),
        merchantRequestID: OutsideText.opaqueID(members["MerchantRequestID"]?.text),
        customerMessage: members["CustomerMessage"]?.string.flatMap(OutsideText.clean)))
  }

  /// For a 200 without an envelope, its ResponseCode and ResponseDescription are what a person wants to see.
  private static func acknowledgementNote(_ read: ReadAnswer) -> AnswerNote {
    if read.hasErrorEnvelope { return read.note }
    return AnswerNote(
      status: read.http.status, code: OutsideText.code(read.members?["ResponseCode"]?.text),
      text: read.members?["ResponseDescription"]?.text.flatMap(OutsideText.clean) ?? read.note.text)
  }

  private static func unknownReason(_ read: ReadAnswer) -> UnknownReason {
    switch read.http.status {
    case _ where read.http.isHTML: .somethingBetween
    case _ where read.saysWrongKeys: .notLetIn
    case 401, 403: .notLetIn
    case 503: .maintenance
    case 500...599 where read.errorCode == nil || read.errorCode == "500.003.1001": .serverError
    default: .unlistedAnswer
    }
  }

  /// The rows marked "no" of section 2.3, but for the access token's.
  static func refusal(_ read: ReadAnswer) -> Refusal? {
    if read.isProductMissing { return .productNotEnabled }
    if read.isFirewallPage { return .firewall }
    if read.isQuotaExceeded { return .quotaExceeded }
    if read.isThrottled { return .tooManyRequests }
    switch (read.http.status, read.errorCode) {
    case (400, "400.002.02"): return invalidField(read.errorMessage ?? "")
    case (400, "400.002.05"), (400, "400.003.02"): return .invalidRequest
    case (404, "404.001.01"), (404, "404.002.01"), (404, "404.003.01"), (405, "405.001"): return .wrongAddress
    case (404, "404.001.04"): return .headerRefused
    case (500, "500.001.1001"): return merchantRefusal(read.errorMessage ?? "")
    case (500, "500.002.1001"): return .invalidRequest
    default: return nil
    }
  }

  /// `Bad Request - Invalid X`: which X tells who must act.
  private static func invalidField(_ message: String) -> Refusal {
    switch invalidFieldName(message) {
    case "amount": .invalidAmount
    case "partya", "phonenumber": .invalidPhone
    case "businessshortcode", "partyb", "transactiontype": .invalidReceiver
    case "callbackurl": .invalidCallbackURL
    case "password", "timestamp": .wrongCredentials
    default: .invalidRequest
    }
  }

  /// The word after "invalid", in small letters.
  static func invalidFieldName(_ message: String) -> String? {
    let words = message.split { !$0.isLetter && !$0.isNumber }
    guard let index = words.firstIndex(of: "invalid"), index + 1 < words.count else { return nil }
    return String(words[index + 1])
  }

  /// `500.001.1001` has at least six meanings; only its words tell them apart, and other words are no refusal.
  private static func merchantRefusal(_ message: String) -> Refusal? {
    if message.contains("merchant does not exist") { return .merchantUnknown }
    if message.contains("wrong credentials") { return .wrongCredentials }
    if message.contains("unable to lock subscriber") { return .subscriberBusy }
    return nil
  }
}
