import Daraja
import Glibc
import Payments
import Synchronization
import TestSupport
import Testing

@testable import DarajaClient

/// Each way in which no connection comes about has a name of its own; without a connection nothing was sent.
@Suite struct ConnectionTroubleTests {
  private static let now: Int64 = 1_795_518_129_000
  private static let today = "Tue, 24 Nov 2026 11:02:09 GMT"
  private static let longAgo = "Wed, 06 Jun 2001 11:02:09 GMT"

  private func client(_ baseURL: String, proxy: ProxyAddress? = nil) -> HTTPDarajaClient {
    HTTPDarajaClient(
      settings: ClientSettings(baseURL: baseURL, connectMilliseconds: 3_000, totalMilliseconds: 6_000, proxy: proxy),
      credentials: ClientCredentials(consumerKey: "the-key") { ConsumerSecret("the-secret") },
      clock: { Moment(wallMilliseconds: Self.now, bootMilliseconds: 1, bootID: "boot") })
  }

  /// What the client says of a base address, and whether it says the same of the shop.
  private func cause(_ baseURL: String, proxy: ProxyAddress? = nil) async -> NotSentReason? {
    let client = client(baseURL, proxy: proxy)
    let outcome = await Thread.run {
      defer { client.close() }
      return client.token()
    }
    guard case .failed(.notConnected(let reason), nil) = outcome else { return nil }
    let now = Moment(wallMilliseconds: Self.now, bootMilliseconds: 1, bootID: "boot")
    #expect(client.connectionTrouble(at: now) == .notConnected(reason))
    #expect(client.connectionTrouble(at: now.advanced(byMilliseconds: 300_000)) == nil, "it may be over")
    return reason
  }

  @Test(
    .enabled(if: !Authorities.areMissing(), "needs ca-certificates"),
    arguments: [
      (.valid, today, .unknownAuthority), (.valid, nil, .unknownAuthority), (.past, longAgo, .clockIsWrong),
      (.past, today, .certificateExpired), (.past, nil, .certificateExpired),
      (.future, "Wed, 07 Jun 2090 11:02:09 GMT", .clockIsWrong), (.future, nil, .clockIsWrong),
    ] as [(SecureServer.Certificate, String?, NotSentReason)])
  func aCertificateThatIsNotBelieved(
    _ certificate: SecureServer.Certificate, _ date: String?, _ reason: NotSentReason
  ) async throws {
    let server = try SecureServer(certificate, date: date)
    #expect(await cause(server.baseURL) == reason)
    await Thread.run { server.stop() }
  }

  /// No TLS there at all: the handshake fails, and nothing is looked at a second time.
  @Test(.enabled(if: !Authorities.areMissing(), "needs ca-certificates"))
  func aServerThatSpeaksNoTLS() async throws {
    let server = try ScriptedServer { $0.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
    defer { server.stop() }
    #expect(await cause("https://127.0.0.1:\(server.port)") == .secureConnectionFailed)
    #expect(server.connections == 1)
  }

  /// What is told to a loop that was stopped is an error of the library's between the command's lines, and will be a
  /// crash.
  @Test func theLoopStaysWhereANameMayStillBeLookedUp() async throws {
    let (descriptor, port) = try ScriptedServer.listen(backlog: 1)
    close(descriptor)
    let baseURL = "http://127.0.0.1:\(port)"
    let exchanger = Exchanger(settings: ClientSettings(baseURL: baseURL)) { Self.now }
    let isHeard = await Thread.run {
      _ = exchanger.exchange(OutgoingRequest(method: .GET, url: baseURL + "/", headers: [], body: []))
      exchanger.close()
      let heard = Mutex(false)
      exchanger.eventLoops.next().execute { heard.withLock { $0 = true } }
      try? waitUntil("the loop hears") { heard.withLock(\.self) }
      return heard.withLock(\.self)
    }
    #expect(isHeard)
  }

  @Test func nobodyListens() async throws {
    let (descriptor, port) = try ScriptedServer.listen(backlog: 1)
    close(descriptor)
    #expect(await cause("http://127.0.0.1:\(port)") == .connectionRefused)
    #expect(await cause("http://127.0.0.1:\(port)", proxy: ProxyAddress("127.0.0.1:\(port)")) == .proxyNotReached)
  }

  @Test func aListOfAuthoritiesIsThereOrNot() {
    let empty = "/tmp/kaunta-no-such-directory"
    #expect(Authorities.areMissing(files: [], directory: empty))
    #expect(Authorities.areMissing(files: [empty + "/a.crt"], directory: "/proc/self/ns"))
    #expect(!Authorities.areMissing(files: [empty, "/etc/passwd"], directory: empty))
    #expect(Authorities.areMissing(files: ["/dev/null"], directory: empty), "an empty one")
  }

  /// A proxy lets a tunnel through: its own words go to it, and the shop's only through the tunnel.
  @Test func aProxyIsAskedForATunnel() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
      connection.readRequest()
      connection.answer(200, #"{"access_token":"abc","expires_in":"3599"}"#)
    }
    defer { server.stop() }
    let client = client(
      "http://sandbox.shop.example:8080", proxy: ProxyAddress("http://njeri:p%40ss@127.0.0.1:\(server.port)"))
    let outcome = await Thread.run {
      defer { client.close() }
      return client.token()
    }
    guard case .token = outcome else {
      Issue.record("no token: \(outcome)")
      return
    }
    let requests = server.requests
    try #require(requests.count == 2)
    #expect(requests[0].hasPrefix("CONNECT sandbox.shop.example:8080 "))
    #expect(requests[0].lowercased().contains("proxy-authorization: basic " + "bmplcmk6cEBzcw==".lowercased()))
    #expect(!requests[0].contains("Basic dGhlLWtleTp0aGUtc2VjcmV0"))
    #expect(requests[1].hasPrefix("GET /oauth/v1/generate"))
    #expect(!requests[1].lowercased().contains("proxy-authorization"))
  }

  @Test(arguments: [407, 403, 502])
  func aProxyThatRefuses(status: Int) async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.answer(status, "no")
    }
    defer { server.stop() }
    #expect(
      await cause("http://sandbox.shop.example", proxy: ProxyAddress("127.0.0.1:\(server.port)")) == .proxyRefused)
  }

  /// It takes the connection, and says nothing that a proxy says.
  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nlogin!"])
  func aProxyThatIsNone(says answer: String) async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.send(answer)
    }
    defer { server.stop() }
    let reason = await cause("https://sandbox.shop.example", proxy: ProxyAddress("127.0.0.1:\(server.port)"))
    #expect(reason == .proxyRefused)
  }

  @Test func anAnswerTakesTheTroubleAway() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      if connection.index == 0 { connection.resetOnClose() } else { connection.answer(500, "the-secret and the-key") }
    }
    let client = client(server.baseURL)
    let outcome = await Thread.run {
      _ = client.token()
      return client.token()
    }
    guard case .failed(.serviceDown, let note) = outcome else {
      Issue.record("another verdict")
      return
    }
    #expect(note?.text == "••• and •••", "what was sent is not kept")
    let now = Moment(wallMilliseconds: Self.now, bootMilliseconds: 1, bootID: "boot")
    #expect(client.connectionTrouble(at: now) == .serviceDown, "another trouble, and not that of the connection")
    let asked = await Thread.run { client.askForServerClock() }
    #expect(asked == nil && client.connectionTrouble(at: now) == nil)
    server.stop()
    await Thread.run {
      _ = client.token()
      client.close()
    }
    #expect(client.connectionTrouble(at: now) == .notConnected(.connectionRefused))
  }
}
