import CanonicalJSON
import DarajaSimulator
import Testing

@Suite("Every field of a push is checked")
struct PushFieldTests {
  /// What a push with one field changed is answered.
  private func refusal(
    strict: Bool = false, _ name: String, _ value: JSONValue?, url: String = "https://shop.example.org/c/1"
  ) -> String? {
    var client = TestClient(TestClient.quick { $0.isStrict = strict })
    var fields = client.fields(url: url)
    fields[name] = value
    let answer = client.push(fields)
    if answer.status == 200 { return nil }
    #expect(client.daraja.history.prompts.isEmpty)
    return message(answer)
  }

  @Test(arguments: [
    ("BusinessShortCode", "BusinessShortCode"), ("Password", "Password"), ("Timestamp", "Timestamp"),
    ("TransactionType", "TransactionType"), ("Amount", "Amount"), ("PartyA", "PartyA"), ("PartyB", "PartyB"),
    ("PhoneNumber", "PhoneNumber"), ("CallBackURL", "CallBackURL"), ("AccountReference", "Remarks"),
    ("TransactionDesc", "Remarks"),
  ])
  func anAbsentOrNullFieldIsNamed(field: String, named: String) {
    #expect(refusal(field, nil) == "Bad Request - Invalid \(named)")
    #expect(refusal(field, .null) == "Bad Request - Invalid \(named)")
    #expect(refusal(field, .object(JSONObject())) == "Bad Request - Invalid \(named)")
  }

  @Test(arguments: [
    ("BusinessShortCode", "1743"), ("BusinessShortCode", "17437900"), ("BusinessShortCode", "17437x"),
    ("Timestamp", "2026112414020"), ("Timestamp", "20261324140209"), ("Timestamp", "20261124250209"),
    ("TransactionType", "CustomerPayBill"), ("TransactionType", "CustomerBuyGoodsOnline"),
    ("Amount", "0"), ("Amount", "250001"), ("Amount", "1.5"), ("Amount", "-1"), ("Amount", "fifty"), ("Amount", ""),
    ("PartyA", "0712345678"), ("PartyA", "+254712345678"), ("PartyB", "1234"), ("PhoneNumber", "254812345678"),
    ("PhoneNumber", "25471234567"), ("CallBackURL", "ftp://shop.example.org/"), ("CallBackURL", "https://"),
    ("CallBackURL", "shop.example.org/c"), ("CallBackURL", "https://shop.example.org/a b"),
  ])
  func aWrongFieldIsNamed(field: String, value: String) {
    #expect(refusal(field, .string(value)) == "Bad Request - Invalid \(field)")
  }

  @Test func numbersAndTextsAreTakenAlike() {
    #expect(refusal("Amount", .string("50")) == nil)
    #expect(refusal("Amount", .number("250000")) == nil)
    #expect(refusal("Amount", .number("50.00")) == nil)
    #expect(refusal("BusinessShortCode", .number("174379")) == nil)
    #expect(refusal("PartyA", .number("254712345678")) == nil)
    #expect(refusal("PhoneNumber", .number("254140123456")) == nil)
    #expect(refusal("PartyB", .number("174379")) == nil)
    #expect(refusal("Passkey", .string("an unknown field")) == nil)
  }

  @Test func lenientWhereSafaricomIs() {
    #expect(refusal("TransactionDesc", .string("Payment for the goods of today")) == nil)
    #expect(refusal("AccountReference", .string("Invoice 2026/1177")) == nil)
    #expect(refusal("CallBackURL", .string("http://127.0.0.1:8744/mpesa/callback")) == nil)
    #expect(refusal("Timestamp", .string("20261124110209")) == "[MerchantValidate] - Wrong credentials")
  }

  @Test func strictForTheRest() {
    #expect(refusal(strict: true, "AccountReference", .string("T1A47")) == nil)
    #expect(
      refusal(strict: true, "AccountReference", .string("T1A47T1A47T1A")) == "Bad Request - Invalid AccountReference")
    #expect(refusal(strict: true, "AccountReference", .string("T1-47")) == "Bad Request - Invalid AccountReference")
    #expect(
      refusal(strict: true, "TransactionDesc", .string("Fourteen chars")) == "Bad Request - Invalid TransactionDesc")
    #expect(refusal(strict: true, "Amount", .number("50.0")) == "Bad Request - Invalid Amount")
    #expect(refusal(strict: true, "Timestamp", .string("20261124134209")) == "Bad Request - Invalid Timestamp")
    for url in [
      "http://shop.example.org/c", "https://localhost/c", "https://127.0.0.1/c", "https://192.168.1.5/c",
      "https://172.20.1.5/c", "https://abc.ngrok.io/c", "https://shop.example.org/mpesa/c",
      "https://SHOP.example.org/c",
      "https://shop.example.org/c/0sql1", "https://[::1]/c",
    ] {
      #expect(refusal(strict: true, "CallBackURL", .string(url)) == "Bad Request - Invalid CallBackURL", "\(url)")
    }
    #expect(refusal(strict: true, "CallBackURL", .string("https://41.90.1.2:8443/c")) == nil)
  }

  @Test func passwordMustMatchShortCodePasskeyAndTimestamp() {
    let client = TestClient()
    let other = TestClient.password("174379", "20261124140210")
    #expect(refusal("Password", .string(other)) == "[MerchantValidate] - Wrong credentials")
    #expect(refusal("Password", .string("not base64!")) == "[MerchantValidate] - Wrong credentials")
    #expect(client.daraja.counters.pushes == 0)
    #expect(refusal("BusinessShortCode", .string("174378")) == "Merchant does not exist")
  }

  @Test func bodiesThatAreNoObject() {
    var client = TestClient()
    func answer(_ body: String, type: String = "application/json") -> SimulatedAnswer {
      client.send(
        SimulatedRequest(
          method: "POST", target: "/mpesa/stkpush/v1/processrequest",
          headers: [
            SimulatedHeader("authorization", "Bearer " + client.token), SimulatedHeader("content-type", type),
          ], body: Array(body.utf8)))
    }
    #expect(json(answer("{"))["errorCode"]?.string == "400.002.05")
    #expect(json(answer("[]"))["errorCode"]?.string == "400.002.05")
    #expect(message(answer("{}", type: "text/plain")) == "Bad Request - Invalid BusinessShortCode")
    #expect(message(answer("{}", type: "Application/JSON; charset=utf-8")) == "Bad Request - Invalid BusinessShortCode")
    let wrongMethod = client.send(SimulatedRequest(method: "GET", target: "/mpesa/stkpush/v1/processrequest"))
    #expect(wrongMethod.status == 405)
    #expect(message(wrongMethod) == "GET Method Not Allowed")
  }

  @Test func aWrongPairingShowsInTheCallback() throws {
    func code(_ change: (inout JSONObject) -> Void) -> String? {
      var client = TestClient(TestClient.quick())
      var fields = client.fields()
      change(&fields)
      #expect(client.push(fields).status == 200)
      return client.wait(seconds: 1).first?.resultCode
    }
    #expect(code { $0["PartyB"] = .string("654321") } == "SFC_IC0003")
    #expect(code { $0["PartyB"] = .string("5123456") } == "2028")
    func asStore(_ fields: inout JSONObject, _ type: String) {
      fields["BusinessShortCode"] = .string("600000")
      fields["Password"] = .string(TestClient.password("600000", fields["Timestamp"]?.string ?? ""))
      fields["TransactionType"] = .string(type)
    }
    #expect(code { asStore(&$0, "CustomerPayBillOnline") } == "2028")
    #expect(code { asStore(&$0, "CustomerBuyGoodsOnline") } == "SFC_IC0003")
  }

  @Test func aPromptThatIsTooLongCannotBeSent() throws {
    var client = TestClient(TestClient.quick())
    var fields = client.fields()
    fields["AccountReference"] = .string(String(repeating: "A", count: 150))
    #expect(client.push(fields).status == 200)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["1025"])
  }
}
