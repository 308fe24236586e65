import CanonicalJSON
import DarajaSimulator
import Testing

@Suite("Access tokens")
struct TokenTests {
  @Test func aTokenComesWithItsLifetimeAsAString() throws {
    var client = TestClient()
    let answer = client.send(TestClient.tokenRequest())
    #expect(answer.status == 200)
    #expect(json(answer)["access_token"]?.string?.count == 28)
    #expect(json(answer)["expires_in"] == .string("3599"))
  }

  @Test func wrongCredentialsGetAnEmpty400WithoutAContentType() {
    var client = TestClient()
    let answer = client.send(TestClient.tokenRequest(TestClient.base64(Array("demo:wrong".utf8))))
    #expect(answer.status == 400)
    #expect(answer.body.isEmpty)
    #expect(answer.header("Content-Type") == nil)
  }

  @Test func wrongHeadersGrantTypesAndMethods() {
    var client = TestClient()
    func code(_ change: (inout SimulatedRequest) -> Void) -> String? {
      var request = TestClient.tokenRequest()
      change(&request)
      return json(client.send(request))["errorCode"]?.string
    }
    #expect(code { $0.headers = [] } == "400.008.01")
    #expect(code { $0.headers = [SimulatedHeader("Authorization", "Bearer abc")] } == "400.008.01")
    #expect(code { $0.target = "/oauth/v1/generate" } == "400.008.02")
    #expect(code { $0.target += "%20" } == "400.008.02")
    #expect(code { $0.method = "POST" } == "405.001")
    #expect(code { $0.target = "/oauth/v2/generate" } == "404.001.01")
  }

  @Test func anExpiredTokenIsRefused() throws {
    var client = TestClient()
    client.now += 3_599_000
    #expect(client.push(phone: "254712345678").status == 200)
    client.now += 1_000
    let answer = client.push(phone: "254712345679")
    #expect(answer.status == 404)
    #expect(json(answer)["errorCode"]?.string == "404.001.03")
    #expect(message(answer) == "Invalid Access Token")
  }

  @Test func anOlderTokenIsGoodForTheGraceTimeOnly() {
    var client = TestClient()
    _ = client.mint()
    client.now += 59_000
    #expect(client.push(phone: "254712345678").status == 200)
    client.now += 2_000
    #expect(client.push(phone: "254712345679").status == 404)
  }

  @Test func whenStrictASecondMintEndsTheFirst() {
    var client = TestClient(TestClient.quick { $0.isStrict = true })
    _ = client.mint()
    #expect(message(client.push(phone: "254712345678", url: "https://shop.example.org/c/1")) == "Invalid Access Token")
  }

  @Test func tokenFaults() throws {
    var client = TestClient()
    client.daraja.switchFault(FaultSwitch(fault: .tokenLifetimeAsNumber))
    #expect(client.mint()["expires_in"] == .number("3599"))
    client.daraja.clearFaults()
    client.daraja.switchFault(FaultSwitch(fault: .tokenLifetimeUnreadable))
    #expect(client.mint()["expires_in"] == .string(""))
    client.daraja.clearFaults()
    client.token = try #require(client.mint()["access_token"]?.string)
    client.daraja.switchFault(FaultSwitch(fault: .secondMintInvalidates))
    _ = client.mint()
    #expect(message(client.push(phone: "254712345678")) == "Invalid Access Token")
  }

  @Test func productCallsWantABearerHeader() {
    var client = TestClient()
    let body = Array(JSONValue.object(client.fields()).compactText.utf8)
    let answer = client.send(
      SimulatedRequest(
        method: "POST", target: "/mpesa/stkpush/v1/processrequest",
        headers: [SimulatedHeader("Content-Type", "application/json")], body: body))
    #expect(answer.status == 404)
    #expect(json(answer)["errorCode"]?.string == "404.001.04")
  }
}
