import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("Queries")
struct QueryTests {
  @Test func theFiveFormsOfPending() throws {
    let forms: [(Fault, Int, String?, String?)] = [
      (.pendingCode4999, 200, nil, "4999"),
      (.pendingBeingProcessed, 500, "The transaction is being processed", nil),
      (.pendingEmptyMessage, 200, "", nil),
      (.pendingInvalidID, 400, "Bad Request - Invalid CheckoutRequestID", nil),
      (.pendingDoesNotExist, 500, "The transaction does not Exist", nil),
      (.pendingEmptyCode, 200, nil, ""),
    ]
    for (fault, status, text, code) in forms {
      var client = TestClient(TestClient.quick())
      let checkout = try client.pushed(phone: try #require(fault.number).msisdn)
      // While the prompt is open, and once more after the customer has paid; then the truth.
      for _ in 0..<2 {
        let answer = client.query(checkout)
        #expect(answer.status == status, "\(fault)")
        #expect(message(answer) == text, "\(fault)")
        #expect(json(answer)["ResultCode"]?.string == code, "\(fault)")
        #expect(client.wait(seconds: 2).isEmpty)
      }
      #expect(client.queryCode(checkout) == "0", "\(fault)")
      #expect(client.daraja.history.payments.count == 1)
    }
  }

  @Test func aFinishedPaymentMayLookPending() throws {
    var client = TestClient(TestClient.quick())
    let checkout = try client.pushed(phone: try #require(Fault.finishedLooksPending.number).msisdn)
    _ = client.wait(seconds: 2)
    #expect(message(client.query(checkout)) == "")
    #expect(client.queryCode(checkout) == "0")
    #expect(message(client.query(checkout)) == "")
  }

  @Test func everyFieldIsChecked() throws {
    var client = TestClient()
    let checkout = try client.pushed(phone: "254712345678")
    let timestamp = EastAfricaTime(wallMilliseconds: client.now).darajaTimestamp
    let good: JSONObject = [
      "BusinessShortCode": .number("174379"), "Password": .string(TestClient.password("174379", timestamp)),
      "Timestamp": .string(timestamp), "CheckoutRequestID": .string(checkout),
    ]
    func refusal(_ name: String, _ value: JSONValue?) -> String? {
      var fields = good
      fields[name] = value
      return message(client.post("/mpesa/stkpushquery/v1/query", fields))
    }
    #expect(refusal("Extra", .null) == nil)
    for name in ["BusinessShortCode", "Password", "Timestamp", "CheckoutRequestID"] {
      #expect(refusal(name, nil) == "Bad Request - Invalid \(name)")
    }
    #expect(refusal("CheckoutRequestID", .string("12345")) == "Bad Request - Invalid CheckoutRequestID")
    #expect(refusal("CheckoutRequestID", .string("ws_CO_1")) == "The transaction does not Exist")
    #expect(refusal("Password", .string("abcd")) == "[MerchantValidate] - Wrong credentials")
    client.token = "wrong"
    #expect(refusal("Extra", .null) == "Invalid Access Token")
  }

  @Test func aRateCanBeSet() throws {
    var client = TestClient(TestClient.quick { $0.queriesPerMinute = 5 })
    let checkout = try client.pushed(phone: "254712345678")
    let statuses = (0..<6).map { _ in client.query(checkout).status }
    #expect(statuses == [200, 200, 200, 200, 200, 429])
    _ = client.wait(seconds: 60)
    #expect(client.query(checkout).status == 200)
  }
}
