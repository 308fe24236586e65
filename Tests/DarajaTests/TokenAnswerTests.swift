import Payments
import Testing

@testable import Daraja

@Suite("Every answer to the token call has one verdict")
struct TokenAnswerTests {
  private func sort(_ status: Int, _ body: String, contentType: String? = nil) -> TokenOutcome {
    TokenAnswer.sort(HTTPAnswer(status: status, contentType: contentType, body: Array(body.utf8)))
  }

  @Test(
    "A lifetime may be a string or a number; an unreadable one is short, never for ever",
    arguments: [
      ("\"3599\"", 3599), ("3599", 3599), ("\"3600\"", 3600), ("\"\"", 60), ("0", 60), ("-5", 60), ("\"soon\"", 60),
      ("3599.0", 60), ("null", 60), ("99999999999999999999", 60), ("999999999", 86_400),
    ])
  func lifetimes(written: String, seconds: Int) throws {
    let token = try #require(AccessToken("BJGFGOXv5aZnw90KkA4TDtu4Xdyf"))
    #expect(
      sort(200, #"{"access_token":"BJGFGOXv5aZnw90KkA4TDtu4Xdyf","expires_in":\#(written)}"#)
        == .token(token, lifetimeSeconds: seconds))
  }

  @Test("Without a lifetime it is short too")
  func missingLifetime() throws {
    let token = try #require(AccessToken("abc"))
    #expect(sort(200, #"{"access_token":"abc"}"#) == .token(token, lifetimeSeconds: 60))
  }

  @Test("The table of daraja.md section 1")
  func failures() {
    let rows: [(Int, String, TokenFailure)] = [
      (400, #"{"errorCode":"400.008.01","errorMessage":"Invalid authentication type passed"}"#, .requestRefused),
      (400, #"{"errorCode":"400.008.01","errorMessage":"Invalid Authentication passed"}"#, .credentialsRefused),
      (400, #"{"errorCode":"400.008.02","errorMessage":"Invalid grant type passed"}"#, .requestRefused),
      (400, "", .credentialsRefused),
      (400, "\r\n", .credentialsRefused),
      (400, "something else", .unlistedAnswer),
      (401, "", .notLetIn),
      (403, "", .notLetIn),
      (401, #"{"errorCode":"401.001.00","errorMessage":"Unauthorized"}"#, .notLetIn),
      (403, #"{"fault":{"faultstring":"Forbidden","detail":{"errorcode":"x"}}}"#, .notLetIn),
      (401, "<html>Imperva</html>", .somethingBetween),
      (403, "<html>Imperva</html>", .somethingBetween),
      (502, "<html>Bad Gateway</html>", .somethingBetween),
      (503, "<html>down</html>", .somethingBetween),
      (520, "<!DOCTYPE html>", .somethingBetween),
      (503, #"{"errorCode":"00.002.1001","errorMessage":"maintenance"}"#, .serviceDown),
      (500, "", .serviceDown),
      (404, #"{"errorCode":"404.001.04","errorMessage":"Invalid Authentication Header"}"#, .requestRefused),
      (405, #"{"errorCode":"405.001","errorMessage":"POST Method Not Allowed"}"#, .requestRefused),
      (404, "<html>nothing here</html>", .wrongAddress),
      (429, PushRow.spikeArrest, .tooManyRequests),
      (500, #"{"errorCode":"500.003.02","errorMessage":"System is busy. Please try again"}"#, .tooManyRequests),
      (307, "", .redirected),
      (200, "<html>Welcome</html>", .somethingBetween),
      (200, #"{"expires_in":"3599"}"#, .unlistedAnswer),
      (200, #"{"access_token":"two words","expires_in":"3599"}"#, .unlistedAnswer),
      (200, #"{"access_token":"a\r\nHost: evil","expires_in":"3599"}"#, .unlistedAnswer),
      (200, "", .unlistedAnswer),
    ]
    for (status, body, failure) in rows {
      guard case .failed(failure, _) = sort(status, body) else {
        Issue.record("\(failure) not seen in \(status) \(body): \(sort(status, body))")
        continue
      }
    }
  }

  @Test("A secret shows dots, however it is printed")
  func secrets() throws {
    let token = try #require(AccessToken("very-secret"))
    let texts = [
      "\(token)", String(reflecting: token), "\(Passkey("very-secret"))", "\(ConsumerSecret("very-secret"))",
      "\(TokenOutcome.token(token, lifetimeSeconds: 1))",
    ]
    for text in texts { #expect(!text.contains("very-secret")) }
    var dumped = ""
    dump(TokenOutcome.token(token, lifetimeSeconds: 1), to: &dumped)
    #expect(!dumped.contains("very-secret"))
  }
}
