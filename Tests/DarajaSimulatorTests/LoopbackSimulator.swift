import AsyncHTTPClient
import CanonicalJSON
import DarajaSimulator
import Logging
import NIOCore
import Payments
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// A simulator on a port that the kernel chose, for the length of one test.
struct LoopbackSimulator: Sendable {
  let address: String
  let log: LogLines
  let http: HTTPClient

  /// A client with a token.
  func client() async throws -> LoopbackClient {
    var client = LoopbackClient(simulator: self)
    try await client.mint()
    return client
  }
}

/// The request log's lines.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  var all: [String] { lines.withLock { $0 } }
}

/// Runs a simulator, gives it to the test, and stops it as SIGTERM would.
func withSimulator(
  _ change: (inout SimulatorSettings) -> Void = { _ in },
  _ test: @escaping @Sendable (LoopbackSimulator) async throws -> Void
) async throws {
  var settings = TestClient.quick()
  settings.answerAfterMilliseconds = 50
  settings.listenPort = 0
  change(&settings)
  let (addresses, announce) = AsyncStream.makeStream(of: String.self)
  let log = LogLines()
  let server = SimulatorServer(settings: settings, onListening: { announce.yield($0) }, log: { log.add($0) })
  let services = ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  try await withTaskExecutorPreference(OwnThreads.servers) {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { announce.finish() }
        try await services.run()
      }
      group.addTask {
        var iterator = addresses.makeAsyncIterator()
        let address = try #require(await iterator.next())
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        do {
          try await test(LoopbackSimulator(address: address, log: log, http: http))
          try await http.shutdown()
        } catch {
          try? await http.shutdown()
          await services.triggerGracefulShutdown()
          throw error
        }
        await services.triggerGracefulShutdown()
      }
      try await group.waitForAll()
    }
  }
}

/// One HTTP answer as the test sees it.
struct LoopbackAnswer: Sendable {
  let status: Int
  let headers: [String: String]
  let body: [UInt8]

  var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

/// A client over real HTTP.
struct LoopbackClient: Sendable {
  let simulator: LoopbackSimulator
  var token = ""

  /// Ends a wait that is in vain, on a machine that does a thousand other things meanwhile.
  static let limitSeconds: Int64 = 240

  mutating func mint() async throws {
    let answer = try await get("/oauth/v1/generate?grant_type=client_credentials", authorization: "Basic ZGVtbzpkZW1v")
    token = try #require(answer.json["access_token"]?.string)
  }

  func get(_ path: String, authorization: String? = nil) async throws -> LoopbackAnswer {
    var request = HTTPClientRequest(url: simulator.address + path)
    if let authorization { request.headers.add(name: "Authorization", value: authorization) }
    return try await execute(request)
  }

  func post(_ path: String, _ body: JSONObject, seconds: Int64 = Self.limitSeconds) async throws -> LoopbackAnswer {
    var request = HTTPClientRequest(url: simulator.address + path)
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer " + token)
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(Array(body.compactText.utf8))
    return try await execute(request, seconds: seconds)
  }

  func push(
    phone: String, amount: Int = 50, url: String, seconds: Int64 = Self.limitSeconds
  ) async throws -> LoopbackAnswer {
    let fields = TestClient().fields(phone: phone, amount: amount, url: url)
    return try await post("/mpesa/stkpush/v1/processrequest", fields, seconds: seconds)
  }

  /// The state, once a condition holds.
  func state(_ holds: (JSONValue) -> Bool) async throws -> JSONValue {
    let deadline = ContinuousClock.now + .seconds(Self.limitSeconds)
    while true {
      let state = try await get("/simulator/state").json
      if holds(state) { return state }
      try #require(ContinuousClock.now < deadline, "the state never came to hold")
      await Task.yield()
    }
  }

  private func execute(_ request: HTTPClientRequest, seconds: Int64 = Self.limitSeconds) async throws -> LoopbackAnswer
  {
    let response = try await simulator.http.execute(request, timeout: .seconds(seconds))
    let body = try await response.body.collect(upTo: 1 << 20)
    var headers: [String: String] = [:]
    for header in response.headers { headers[header.name.lowercased()] = header.value }
    return LoopbackAnswer(
      status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
  }
}
