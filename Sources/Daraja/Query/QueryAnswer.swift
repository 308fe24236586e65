import CanonicalJSON
import Payments

/// What one status query brought.
///
/// None of these proves anything by itself (rules.md section 2).
package enum QueryOutcome: Sendable, Hashable {
  /// A result code; a code that no list knows still means *pending* to whoever folds it.
  case result(QueryResult)
  /// Safaricom has no result yet, in any of the forms of daraja.md section 3.
  case pending(PendingForm, AnswerNote)
  /// An exact Invalid-Access-Token answer.
  case invalidAccessToken(AnswerNote)
  /// The rate limit or the firewall: stay away for a while.
  case backOff(AnswerNote)
  /// The query itself was refused, for a reason that a person must put right.
  case refused(Refusal, AnswerNote)
  /// Nothing was learnt.
  case noAnswer(NoAnswerReason, AnswerNote?)
}

extension QueryOutcome {
  /// The token is no good any more, whatever is known of the payment: an exact Invalid-Access-Token answer, or any 401.
  package var turnsTokenAway: Bool {
    switch self {
    case .invalidAccessToken: true
    case .pending(_, let note), .backOff(let note), .refused(_, let note): note.isUnauthorised
    case .noAnswer(_, let note): note?.isUnauthorised ?? false
    case .result: false
    }
  }
}

/// A result as the query states it: no receipt, no amount, no phone.
package struct QueryResult: Sendable, Hashable {
  /// The code, letter for letter.
  package let code: ResultCode
  /// Safaricom's words, cleaned; for people only, never compared.
  package let description: String?
  /// The ID echoed in the answer; proof only if it is the one that was asked about.
  package let checkoutRequestID: CheckoutRequestID?

  /// A result from its parts.
  package init(code: ResultCode, description: String?, checkoutRequestID: CheckoutRequestID?) {
    self.code = code
    self.description = description
    self.checkoutRequestID = checkoutRequestID
  }
}

/// The forms in which "no result yet" arrives (daraja.md section 3, a to e).
package enum PendingForm: String, Sendable, Hashable, CaseIterable {
  /// (a) 200 with ResultCode 4999.
  case stillProcessing = "still-processing"
  /// (b) 500.001.1001, "The transaction is being processed".
  case beingProcessed = "being-processed"
  /// (c) 500.001.1001 with no text, under status 200 or 500.
  case emptyError = "empty-error"
  /// (d) 400.002.02 Invalid CheckoutRequestID, or 500.001.1001 "The transaction does not Exist".
  case tooEarly = "too-early"
  /// (e) 200 without a ResultCode.
  case noResultCode = "no-result-code"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }
}

/// Why a query taught nothing.
package enum NoAnswerReason: String, Sendable, Hashable, CaseIterable {
  /// No connection came about.
  case notConnected = "not-connected"
  /// No access token could be had.
  case noToken = "no-token"
  /// An access token came, and so late that this question's turn was over.
  case tokenTooLate = "token-too-late"
  /// The connection broke, or no answer came in time.
  case noAnswer = "no-answer"
  /// A 5xx without a known code.
  case serverError = "server-error"
  /// A page for people: a firewall, a proxy or a router answered in Safaricom's place.
  case somethingBetween = "something-between"
  /// 401 or 403 from Safaricom itself: keys, environment, or an approval that is missing.
  case notLetIn = "not-let-in"
  /// An answer that no list knows.
  case unlistedAnswer = "unlisted-answer"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }

  /// One line for the person who asked.
  package var sentence: String {
    switch self {
    case .notConnected: "Safaricom could not be reached. The payment is as it was; check the network and ask again."
    case .noToken: "Safaricom gave no access token. The payment is as it was; the owner runs kaunta doctor."
    case .tokenTooLate: "Safaricom's access token came too late. The payment is as it was; check it again."
    case .noAnswer: "Safaricom did not answer in time. The payment is as it was; ask again in a little while."
    case .serverError: "Safaricom's system is in trouble. The payment is as it was; ask again in a little while."
    case .somethingBetween:
      "Something between here and Safaricom answered in its place. The payment is as it was; the owner runs kaunta doctor."
    case .notLetIn:
      "Safaricom did not let this shop in. The payment is as it was; the owner checks keys, environment and approval."
    case .unlistedAnswer: "Safaricom's answer said nothing usable. The payment is as it was; ask again in a while."
    }
  }
}

extension TransportFailure {
  /// The same, as the outcome of a query.
  package var queryOutcome: QueryOutcome {
    switch self {
    case .notSent: .noAnswer(.notConnected, nil)
    case .unknown: .noAnswer(.noAnswer, nil)
    }
  }
}

/// Sorts every answer to a query (daraja.md section 3).
package enum QueryAnswer {
  /// The verdict on an answer.
  package static func sort(_ answer: HTTPAnswer) -> QueryOutcome {
    let read = ReadAnswer(answer)
    if read.isInvalidAccessToken { return .invalidAccessToken(read.note) }
    if let form = pendingForm(read) { return .pending(form, read.note) }
    if answer.status == 200 { return sortResult(read) }
    if (300..<400).contains(answer.status) { return .noAnswer(.unlistedAnswer, read.note) }
    if read.isThrottled || read.isQuotaExceeded { return .backOff(read.note) }
    if answer.isHTML { return .noAnswer(.somethingBetween, read.note) }
    // "Unable to lock subscriber" speaks of a push; on a query it is only one more unlisted text.
    if let refusal = PushAnswer.refusal(read), refusal != .subscriberBusy { return .refused(refusal, read.note) }
    if answer.status == 401 || answer.status == 403 || read.saysWrongKeys { return .noAnswer(.notLetIn, read.note) }
    let isServerError = (500...599).contains(answer.status) && read.errorCode != "500.001.1001"
    return .noAnswer(isServerError ? .serverError : .unlistedAnswer, read.note)
  }

  private static func sortResult(_ read: ReadAnswer) -> QueryOutcome {
    // ResponseCode says only that the query was taken; without it the rest is not an answer to rely on.
    guard let members = read.members, !read.hasErrorEnvelope, members["ResponseCode"]?.text == "0"
    else { return .noAnswer(read.http.isHTML ? .somethingBetween : .unlistedAnswer, read.note) }
    guard let value = members["ResultCode"], value != .null, value.text != "" else {
      return .pending(.noResultCode, read.note)
    }
    guard let code = OutsideText.code(value.text) else { return .noAnswer(.unlistedAnswer, read.note) }
    if ResultCode(code).meaning == .stillProcessing { return .pending(.stillProcessing, read.note) }
    return .result(
      QueryResult(
        code: ResultCode(code), description: members["ResultDesc"]?.text.flatMap(OutsideText.clean),
        checkoutRequestID: OutsideText.opaqueID(members["CheckoutRequestID"]?.string).map(CheckoutRequestID.init)))
  }

  /// The forms that come as an error envelope.
  private static func pendingForm(_ read: ReadAnswer) -> PendingForm? {
    switch (read.http.status, read.errorCode) {
    case (200, "500.001.1001"), (500, "500.001.1001"):
      let message = read.errorMessage ?? ""
      if message.allSatisfy(\.isWhitespace) { return .emptyError }
      if message.contains("transaction is being processed") { return .beingProcessed }
      if message.contains("transaction does not exist") { return .tooEarly }
      return nil
    case (400, "400.002.02"):
      return PushAnswer.invalidFieldName(read.errorMessage ?? "") == "checkoutrequestid" ? .tooEarly : nil
    default: return nil
    }
  }
}
