import CanonicalJSON

/// The answers of whatever stands before the API: nothing was processed.
extension SimulatedDaraja {
  mutating func gatewayAnswer(_ faults: [Fault], at now: Int64) -> SimulatedAnswer? {
    for fault in faults {
      if let answer = gatewayAnswer(fault) { return answer }
    }
    return nil
  }

  private mutating func gatewayAnswer(_ fault: Fault) -> SimulatedAnswer? {
    let note = "fault: \(fault.rawValue)"
    switch fault {
    case .connectionReset:
      return SimulatedAnswer(status: 500, transport: .connectionReset, note: note)
    case .answerCut:
      var answer = DarajaRefusal.internalError.answer(requestID: random.merchantRequestID(), note: note)
      answer.transport = .cutInMidBody
      return answer
    case .rateLimited:
      return rateLimitAnswer(note: note)
    case .systemBusy: return faulty(.systemBusy, note)
    case .spikeArrest: return faulty(.spikeArrest, note)
    case .quotaViolation: return faulty(.quotaViolation, note)
    case .maintenance: return faulty(.maintenance, note)
    case .internalError: return faulty(.internalError, note)
    case .firewall:
      return .text(403, "text/html", Self.firewallPage, note: note)
    case .badGateway:
      let page = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n"
      return .text(502, "text/html", page, note: note)
    case .portalPage:
      let page =
        "<!DOCTYPE html><html><head><title>Welcome to the shop Wi-Fi</title></head><body>Log in</body></html>\n"
      return .text(200, "text/html", page, note: note)
    case .firewallBusy: return .text(503, "text/html", Self.firewallPage, note: note)
    case .webServerError:
      let page = "<html><head><title>520: Web server is returning an unknown error</title></head><body></body></html>\n"
      return .text(520, "text/html", page, note: note)
    case .unauthorised: return faulty(DarajaRefusal(status: 401, code: "401.001.00", message: "Unauthorized"), note)
    case .forbidden: return SimulatedAnswer(status: 403, note: note)
    case .wrongAuthentication:
      return faulty(DarajaRefusal(status: 400, code: "400.008.01", message: "Invalid Authentication passed"), note)
    case .strangeAnswer:
      let words = "Something new\u{1B}[31m for 0712 345 678 (BJGFGOXv5aZnw90KkA4TDtu4Xdyf)"
      return faulty(DarajaRefusal(status: 422, code: "999.001", message: words), note)
    case .noProduct:
      return .json(
        Self.apigeeFault(
          "Invalid API call as no apiproduct match found",
          code: "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound"), status: 401, note: note)
    case .emptyBadRequest:
      return SimulatedAnswer(status: 400, note: note)
    default:
      return nil
    }
  }

  func rateLimitAnswer(note: String) -> SimulatedAnswer {
    let text =
      "Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=5, periodInMicroseconds=60000000, "
      + "maxBurstMessageCount=1.0}"
    let body = Self.apigeeFault(text, code: "policies.ratelimit.SpikeArrestViolation")
    var answer = SimulatedAnswer.json(body, status: 429, note: note)
    answer.headers.append(SimulatedHeader("Retry-After", "12"))
    return answer
  }

  /// Apigee's own envelope, which no other answer has.
  private static func apigeeFault(_ text: String, code: String) -> JSONObject {
    ["fault": .object(["faultstring": .string(text), "detail": .object(["errorcode": .string(code)])])]
  }

  private mutating func faulty(_ refusal: DarajaRefusal, _ note: String) -> SimulatedAnswer {
    refusal.answer(requestID: random.merchantRequestID(), note: note)
  }

  private static let firewallPage = """
    <html><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"></head><body>
    <iframe src="/_Incapsula_Resource?CWUDNSAI=23&xinfo=0-0-0" frameborder=0 width="100%" height="100%">
    Request unsuccessful. Incapsula incident ID: 0-0</iframe></body></html>

    """
}
