import AsyncHTTPClient
import CanonicalJSON
import NIOCore
import Payments

/// Asks a running simulator for something: what `kaunta simulate answer` and the demo's phone do.
public enum SimulatorControl {
  /// Answers the prompt on a phone; gives back one line for the person who asked.
  ///
  /// - Parameter address: Where the simulator listens: `http://127.0.0.1:8743`.
  public static func answer(
    address: String, phone: PhoneNumber, with answer: ManualAnswer
  ) async -> Result<String, SimulatorControlError> {
    let body: JSONObject = ["phone": .string(phone.msisdn), "answer": .string(answer.rawValue)]
    return await post(address + "/simulator/answer", body)
      .map { _ in "answered for \(phone.masked): \(answer.rawValue)" }
  }

  /// Answers one prompt, whosever phone it is on.
  public static func answer(
    address: String, checkoutRequestID: String, with answer: ManualAnswer
  ) async -> Result<Void, SimulatorControlError> {
    let body: JSONObject = ["checkout": .string(checkoutRequestID), "answer": .string(answer.rawValue)]
    return await post(address + "/simulator/answer", body).map { _ in }
  }

  /// What is on the phones now.
  public static func phones(address: String) async -> Result<SimulatedPhones, SimulatorControlError> {
    await execute(HTTPClientRequest(url: address + "/simulator/prompts")).map(SimulatedPhones.init)
  }

  private static func post(_ url: String, _ body: JSONObject) async -> Result<JSONValue, SimulatorControlError> {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(Array(JSONValue.object(body).compactText.utf8))
    return await execute(request)
  }

  private static func execute(_ request: HTTPClientRequest) async -> Result<JSONValue, SimulatorControlError> {
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      let answer = (try? JSONValue(parsing: Array(bytes.readableBytesView))) ?? .null
      if response.status.code == 200 { return .success(answer) }
      return .failure(.refused(answer["error"]?.string ?? "HTTP \(response.status.code)"))
    } catch {
      return .failure(.notThere(request.url))
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
