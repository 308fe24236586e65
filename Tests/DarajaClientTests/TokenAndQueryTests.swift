import Daraja
import Payments
import Testing

@testable import DarajaClient

@Suite("Tokens and queries over HTTP")
struct TokenAndQueryTests {
  private func token(
    secret: String? = "demo-secret", script: @escaping ScriptedServer.Script
  ) async throws -> (
    TokenOutcome, ScriptedServer
  ) {
    let server = try ScriptedServer(script)
    let client = Fixture.client(server.baseURL + "/", secret: secret)
    let outcome = await Thread.run {
      defer { client.close() }
      return client.token()
    }
    server.stop()
    return (outcome, server)
  }

  @Test("A token is bought with Basic authentication, and no body")
  func basic() async throws {
    let (outcome, server) = try await token { connection in
      connection.readRequest()
      connection.answer(200, #"{"access_token":"fresh","expires_in":"3599"}"#)
    }
    #expect(outcome == .token(try #require(AccessToken("fresh")), lifetimeSeconds: 3599))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /oauth/v1/generate?grant_type=client_credentials HTTP/1.1\r\n"))
    #expect(request.lowercased().contains("\r\nauthorization: basic "))
    #expect(request.contains(Base64.encode(Array("demo-key:demo-secret".utf8))))
    #expect(request.hasSuffix("\r\n\r\n"))
  }

  @Test("An empty 400 without a type means: wrong key or secret")
  func refused() async throws {
    let (outcome, _) = try await token { connection in
      connection.readRequest()
      connection.answer(400, "")
    }
    #expect(outcome == .failed(.credentialsRefused, AnswerNote(status: 400)))
  }

  @Test("Without a secret nobody is asked")
  func noSecret() async throws {
    let (outcome, server) = try await token(secret: nil) { $0.readRequest() }
    #expect(outcome == .failed(.secretUnreadable, nil))
    #expect(server.connections == 0)
  }

  @Test("A query brings its result, and the answer's date tells how far our clock is off")
  func query() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.answer(
        200, headers: "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
        #"{"ResponseCode":"0","CheckoutRequestID":"ws_CO_1","ResultCode":"1032","ResultDesc":"Cancelled"}"#)
    }
    let client = Fixture.client(server.baseURL)
    #expect(client.serverClock == nil)
    let request = QueryRequest(
      account: try Fixture.account(), checkoutRequestID: CheckoutRequestID("ws_CO_1"),
      time: EastAfricaTime(Fixture.moment))
    let token = try Fixture.token()
    let outcome = await Thread.run { client.query(request, token: token) }
    let ahead = Int(Fixture.moment.wallMilliseconds / 1000) - 784_111_777
    #expect(client.serverClock == ServerClock(aheadSeconds: ahead))
    await Thread.run { client.close() }
    server.stop()
    #expect(
      outcome
        == .result(
          QueryResult(
            code: ResultCode("1032"), description: "Cancelled", checkoutRequestID: CheckoutRequestID("ws_CO_1"))))
    #expect(server.requests.first?.hasPrefix("POST /mpesa/stkpushquery/v1/query HTTP/1.1\r\n") == true)
  }

  @Test("A query without an answer teaches nothing")
  func queryLost() async throws {
    let server = try ScriptedServer { $0.readRequest() }
    let client = Fixture.client(server.baseURL)
    let request = QueryRequest(
      account: try Fixture.account(), checkoutRequestID: CheckoutRequestID("ws_CO_1"),
      time: EastAfricaTime(Fixture.moment))
    let token = try Fixture.token()
    let outcome = await Thread.run {
      defer { client.close() }
      return client.query(request, token: token)
    }
    server.stop()
    #expect(outcome == .noAnswer(.noAnswer, nil))
  }
}
