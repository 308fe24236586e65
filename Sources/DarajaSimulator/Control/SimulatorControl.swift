import AsyncHTTPClient
import CanonicalJSON
import Glibc
import NIOCore
import Payments

/// Asks a running simulator for something: what `kaunta simulate answer` and the demo's phone do.
package enum SimulatorControl {
  /// Answers the prompt on a phone; gives back one line for the person who asked.
  ///
  /// - Parameter address: Where the simulator listens: `http://127.0.0.1:8743`.
  package static func answer(
    address: String, phone: PhoneNumber, with answer: ManualAnswer
  ) async -> Result<String, SimulatorControlError> {
    let body: JSONObject = ["phone": .string(phone.msisdn), "answer": .string(answer.rawValue)]
    return await post(address + "/simulator/answer", body)
      .map { _ in "answered for \(phone.masked): \(answer.rawValue)" }
  }

  /// Answers one prompt, whosever phone it is on.
  package static func answer(
    address: String, checkoutRequestID: String, with answer: ManualAnswer
  ) async -> Result<Void, SimulatorControlError> {
    let body: JSONObject = ["checkout": .string(checkoutRequestID), "answer": .string(answer.rawValue)]
    return await post(address + "/simulator/answer", body).map { _ in }
  }

  /// What is on the phones now.
  package static func phones(address: String) async -> Result<SimulatedPhones, SimulatorControlError> {
    await execute(HTTPClientRequest(url: address + "/simulator/prompts"), seconds: 5).map(SimulatedPhones.init)
  }

  private static func post(_ url: String, _ body: JSONObject) async -> Result<JSONValue, SimulatorControlError> {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(Array(body.compactText.utf8))
    return await execute(request, seconds: 30)
  }

  /// Never shut down, as the shared one is not; apart from that one, since it is another kind of client: whoever asks a
  /// process on this machine is told at once that it is not there.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(5)
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  private static func execute(
    _ request: HTTPClientRequest, seconds: Int64
  ) async -> Result<JSONValue, SimulatorControlError> {
    var request = request
    // A connection for each: one that was kept may be closed by the other side at the moment at which it is used, and
    // what was asked over it would neither be known to have arrived nor be safe to ask again.
    request.headers.add(name: "Connection", value: "close")
    do {
      let response = try await client.execute(request, timeout: .seconds(seconds))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      let answer = (try? JSONValue(parsing: Array(bytes.readableBytesView))) ?? .null
      if response.status.code == 200 { return .success(answer) }
      return .failure(.refused(answer["error"]?.string ?? "HTTP \(response.status.code)"))
    } catch {
      return .failure(failure(error, request.url))
    }
  }

  private static func failure(_ error: any Error, _ url: String) -> SimulatorControlError {
    switch error {
    case let error as HTTPClientError where [.deadlineExceeded, .readTimeout].contains(error): .noAnswer(url)
    case let error as HTTPClientError where error == .remoteConnectionClosed: .brokeOff(url)
    case let error as IOError where error.errnoCode != ECONNREFUSED: .brokeOff(url)
    default: .notThere(url)
    }
  }
}

/// Why a running simulator did not do what it was asked.
package enum SimulatorControlError: Error, Equatable, Sendable {
  /// Nobody takes a connection there.
  case notThere(String)
  /// It took the connection, and says nothing.
  case noAnswer(String)
  /// It took the connection, and closed it without an answer.
  case brokeOff(String)
  case refused(String)

  /// For the person who asked.
  package var sentence: String {
    switch self {
    case .notThere(let url): "No simulator answers at \(url). Start one with `kaunta simulate`."
    case .noAnswer(let url):
      "The simulator at \(url) does not answer; whether it took this is not known. Look at the phone before you do it "
        + "again, and whether the simulator is stopped."
    case .brokeOff(let url):
      "The simulator at \(url) ended the connection without an answer; whether it took this is not known. Look at the "
        + "phone before you do it again."
    case .refused(let reason): reason
    }
  }
}
