import Payments
import Testing

@testable import Daraja

@Suite("Every answer to a query has one verdict")
struct QueryAnswerTests {
  private func sort(_ status: Int, _ body: String, contentType: String = "application/json") -> QueryOutcome {
    QueryAnswer.sort(HTTPAnswer(status: status, contentType: contentType, body: Array(body.utf8)))
  }

  private func error(_ code: String, _ message: String) -> String {
    #"{"requestId":"1","errorCode":"\#(code)","errorMessage":"\#(message)"}"#
  }

  private func result(_ fields: String) -> String {
    #"{"ResponseCode":"0","ResponseDescription":"ok","MerchantRequestID":"1-2-3","CheckoutRequestID":"ws_CO_9","#
      + fields + "}"
  }

  @Test("A result keeps its code letter for letter, and the ID it is about")
  func results() {
    #expect(
      sort(200, result(#""ResultCode":"0","ResultDesc":"The service request is processed successfully.""#))
        == .result(
          QueryResult(
            code: .paid, description: "The service request is processed successfully.",
            checkoutRequestID: CheckoutRequestID("ws_CO_9"))))
    for (written, code) in [("\"1032\"", "1032"), ("1037", "1037"), ("\"00\"", "00"), ("0.0", "0.0"), ("-0", "-0")] {
      #expect(
        sort(200, result(#""ResultCode":\#(written)"#))
          == .result(
            QueryResult(
              code: ResultCode(code), description: nil, checkoutRequestID: CheckoutRequestID("ws_CO_9"))))
    }
  }

  @Test("An ID that is not echoed is nil, so that it cannot prove")
  func echo() {
    #expect(
      sort(200, #"{"ResponseCode":"0","ResultCode":"0"}"#)
        == .result(QueryResult(code: .paid, description: nil, checkoutRequestID: nil)))
  }

  @Test("The five forms of pending, and the twins of three of them")
  func pending() {
    let forms: [(Int, String, PendingForm)] = [
      (200, result(#""ResultCode":"4999","ResultDesc":"The transaction is still under processing""#), .stillProcessing),
      (200, result(#""ResultCode":4999"#), .stillProcessing),
      (500, error("500.001.1001", "The transaction is being processed"), .beingProcessed),
      (200, error("500.001.1001", ""), .emptyError),
      (500, error("500.001.1001", ""), .emptyError),
      (200, #"{"requestId":"1","errorCode":"500.001.1001"}"#, .emptyError),
      (400, error("400.002.02", "Bad Request - Invalid CheckoutRequestID"), .tooEarly),
      (500, error("500.001.1001", "The transaction does not Exist"), .tooEarly),
      (200, result(#""ResultCode":"""#), .noResultCode),
      (200, result(#""ResultCode":null"#), .noResultCode),
      (200, result(#""ResultDesc":"none yet""#), .noResultCode),
    ]
    for (status, body, form) in forms {
      guard case .pending(form, _) = sort(status, body) else {
        Issue.record("\(form) not seen in \(status) \(body): \(sort(status, body))")
        continue
      }
    }
    #expect(Set(forms.map(\.2)) == Set(PendingForm.allCases))
  }

  @Test("Throttling says: stay away")
  func backOff() {
    let bodies: [(Int, String, String)] = [
      (429, PushRow.spikeArrest, "application/json"),
      (500, error("500.003.02", "System is busy. Please try again in few minutes."), "application/json"),
      (500, error("500.003.02", "Error Occurred: Spike Arrest Violation"), "application/json"),
      (500, error("500.003.03", "Quota Violation"), "application/json"),
    ]
    for (status, body, type) in bodies {
      guard case .backOff = sort(status, body, contentType: type) else {
        Issue.record("no back-off for \(status) \(body)")
        continue
      }
    }
    let patient = HTTPAnswer(status: 429, retryAfter: "30", body: Array(PushRow.spikeArrest.utf8))
    guard case .backOff(let note) = QueryAnswer.sort(patient) else {
      Issue.record("no back-off")
      return
    }
    #expect(note.retryAfterSeconds == 30)
  }

  @Test("Refusals of the query itself, and the token's own answer")
  func refusals() {
    guard case .invalidAccessToken = sort(404, error("404.001.03", "Invalid Access Token")) else {
      Issue.record("token answer not seen")
      return
    }
    let refusals: [(Int, String, Refusal)] = [
      (400, error("400.002.02", "Bad Request - Invalid Password"), .wrongCredentials),
      (500, error("500.001.1001", "Wrong credentials"), .wrongCredentials),
      (500, error("500.001.1001", "Merchant does not exist"), .merchantUnknown),
      (401, error("401.001", "Invalid API call as no apiproduct match found"), .productNotEnabled),
    ]
    for (status, body, refusal) in refusals {
      guard case .refused(refusal, _) = sort(status, body) else {
        Issue.record("\(refusal) not seen")
        continue
      }
    }
  }

  @Test("500.001.1001 is never a verdict by itself, and rubbish teaches nothing")
  func nothingLearnt() {
    let bodies: [(Int, String, NoAnswerReason)] = [
      (500, error("500.001.1001", "Something new"), .unlistedAnswer),
      (500, error("500.001.1001", "Unable to lock subscriber, a transaction is already in process"), .unlistedAnswer),
      (200, #"{"ResultCode":"0"}"#, .unlistedAnswer),
      (200, #"{"ResponseCode":"1","ResultCode":"0"}"#, .unlistedAnswer),
      (200, result(#""ResultCode":"0","errorCode":"500.003.1001""#), .unlistedAnswer),
      (200, result(#""ResultCode":" 0""#), .unlistedAnswer),
      (200, result(#""ResultCode":true"#), .unlistedAnswer),
      (200, "", .unlistedAnswer),
      (307, "", .unlistedAnswer),
      (503, "", .serverError),
      (500, error("500.003.1001", "Internal Server Error"), .serverError),
      (502, "<html>", .somethingBetween),
      (503, "<html>", .somethingBetween),
      (403, "<html>Incapsula</html>", .somethingBetween),
      (200, "<html>Welcome</html>", .somethingBetween),
      (403, "", .notLetIn),
      (401, error("401.001.00", "Unauthorized"), .notLetIn),
    ]
    for (status, body, reason) in bodies {
      guard case .noAnswer(reason, _) = sort(status, body) else {
        Issue.record("\(status) \(body): \(sort(status, body))")
        continue
      }
    }
  }
}
