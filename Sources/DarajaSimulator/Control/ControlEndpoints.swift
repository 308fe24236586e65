import CanonicalJSON
import Payments

/// What people and tests ask of the simulator itself: `/simulator/…`, and a health check.
extension SimulatedDaraja {
  mutating func control(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    switch (request.method, request.path) {
    case ("GET", "/"):
      return .text(
        200, "text/plain; charset=utf-8",
        "Kaunta simulator: DEMO, no real money.\n\n" + SimulatorCatalogue.listing, note: "listing")
    case ("GET", "/health"): return .json(["status": .string("ok"), "demo": .bool(true)], note: "health")
    case ("GET", "/simulator/state"): return .json(stateReport(at: now), note: "state")
    case ("GET", "/simulator/prompts"): return .json(promptsReport(at: now), note: "prompts")
    case ("GET", "/simulator/faults"): return .json(faultsReport(at: now), note: "faults")
    case ("POST", _): return controlWithBody(request, at: now)
    default: return Self.controlError(Self.noSuchAddress)
    }
  }

  private mutating func controlWithBody(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    do throws(ControlError) {
      guard let body = try? JSONValue(parsing: request.body) else {
        throw ControlError(status: 400, message: "the body is not JSON")
      }
      switch request.path {
      case "/simulator/answer": return try answerByHand(body, at: now)
      case "/simulator/faults": return try switchFaults(body, at: now)
      case "/simulator/wallet": return try fillWallet(body, at: now)
      default: throw Self.noSuchAddress
      }
    } catch {
      return Self.controlError(error)
    }
  }

  private static let noSuchAddress = ControlError(status: 404, message: "no such address; docs/simulator.md lists them")

  private static func controlError(_ error: ControlError) -> SimulatedAnswer {
    .json(["error": .string(error.message)], status: error.status, note: error.message)
  }

  /// `{"phone":"0712345678","answer":"pay"}`, or `checkout` instead of `phone`.
  private mutating func answerByHand(_ body: JSONValue, at now: Int64) throws(ControlError) -> SimulatedAnswer {
    guard let manual = body["answer"]?.string.flatMap(ManualAnswer.init(rawValue:)) else {
      let names = ManualAnswer.allCases.map(\.rawValue).joined(separator: ", ")
      throw ControlError(status: 400, message: "answer must be one of \(names)")
    }
    let checkout = body["checkout"]?.string
    let phone = checkout == nil ? try Self.phone(body) : nil
    do throws(ManualAnswerError) {
      if let checkout { try answer(checkoutRequestID: checkout, with: manual, atMilliseconds: now) }
      if let phone { try answer(phone: phone, with: manual, atMilliseconds: now) }
    } catch {
      throw ControlError(status: 404, message: error.sentence)
    }
    return .json(["answered": .string(manual.rawValue)], note: "answered by hand: \(manual.rawValue)")
  }

  /// `{"fault":"callback-lost","probability":0.1,"for_seconds":30,"on":"push"}`, or `{"clear":true}`.
  private mutating func switchFaults(_ body: JSONValue, at now: Int64) throws(ControlError) -> SimulatedAnswer {
    if body["clear"]?.bool == true {
      clearFaults()
      return .json(faultsReport(at: now), note: "faults cleared")
    }
    guard let fault = body["fault"]?.string.flatMap(Fault.init(rawValue:)) else {
      throw ControlError(status: 400, message: "fault must be a name that GET /simulator/faults lists")
    }
    var item = FaultSwitch(fault: fault)
    if let probability = body["probability"] {
      guard let value = probability.text.flatMap(Double.init), (0...1).contains(value) else {
        throw ControlError(status: 400, message: "probability must be a number from 0 to 1")
      }
      item.probability = value
    }
    if let time = body["for_seconds"] {
      guard let seconds = time.text.flatMap(Double.init), seconds > 0, seconds <= 31_536_000 else {
        throw ControlError(status: 400, message: "for_seconds must be a positive number")
      }
      item.untilMilliseconds = now + Int64(seconds * 1000)
    }
    if let name = body["on"]?.string {
      guard let endpoint = Endpoint(rawValue: name) else {
        throw ControlError(status: 400, message: "on must be token, push or query")
      }
      item.endpoint = endpoint
    }
    if fault == .connectionRefused, item.untilMilliseconds == nil, item.probability > 0 {
      throw ControlError(status: 400, message: "connection-refused needs for_seconds")
    }
    switchFault(item)
    return .json(faultsReport(at: now), note: "fault \(fault.rawValue): \(item.probability)")
  }

  /// `{"phone":"0712345678","shillings":20}`.
  private mutating func fillWallet(_ body: JSONValue, at now: Int64) throws(ControlError) -> SimulatedAnswer {
    guard let shillings = body["shillings"]?.integer, (0...500_000).contains(shillings) else {
      throw ControlError(status: 400, message: "shillings must be a whole number from 0 to 500000")
    }
    setWallet(of: try Self.phone(body), shillings: Int(shillings), atMilliseconds: now)
    return .json(["shillings": .integer(shillings)], note: "wallet set")
  }

  private static func phone(_ body: JSONValue) throws(ControlError) -> PhoneNumber {
    if let text = body["phone"]?.text, case .success(let phone) = PhoneNumber.parse(text) { return phone }
    throw ControlError(status: 400, message: "phone must be a Kenyan mobile number")
  }
}

/// Why a control request was not carried out.
struct ControlError: Error {
  let status: Int
  let message: String
}
