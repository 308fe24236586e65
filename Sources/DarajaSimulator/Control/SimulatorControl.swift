import AsyncHTTPClient
import CanonicalJSON
import NIOCore
import Payments

/// Asks a running simulator for something: what `kaunta simulate answer` does.
public enum SimulatorControl {
  /// Answers the prompt on a phone; gives back one line for the person who asked.
  ///
  /// - Parameter address: Where the simulator listens: `http://127.0.0.1:8743`.
  public static func answer(
    address: String, phone: PhoneNumber, with answer: ManualAnswer
  ) async -> Result<String, SimulatorControlError> {
    let body: JSONObject = ["phone": .string(phone.msisdn), "answer": .string(answer.rawValue)]
    let client = HTTPClient(configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
    let result = await post(address + "/simulator/answer", body, client)
    try? await client.shutdown()
    return result.map { _ in "answered for \(phone.masked): \(answer.rawValue)" }
  }

  private static func post(
    _ url: String, _ body: JSONObject, _ client: HTTPClient
  ) async -> Result<JSONValue, SimulatorControlError> {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(Array(JSONValue.object(body).compactText.utf8))
    do {
      let response = try await client.execute(request, timeout: .seconds(5))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      let answer = (try? JSONValue(parsing: Array(bytes.readableBytesView))) ?? .null
      if response.status.code == 200 { return .success(answer) }
      return .failure(.refused(answer["error"]?.string ?? "HTTP \(response.status.code)"))
    } catch {
      return .failure(.notThere(url))
    }
  }
}

/// Why a running simulator did not do what it was asked.
public enum SimulatorControlError: Error, Equatable, Sendable {
  case notThere(String)
  case refused(String)

  /// For the person who asked.
  public var sentence: String {
    switch self {
    case .notThere(let url): "No simulator answers at \(url). Start one with `kaunta simulate`."
    case .refused(let reason): reason
    }
  }
}
