import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("What becomes of a push and its answer")
struct PushFaultTests {
  private func client(_ fault: Fault) throws -> (TestClient, String) {
    (TestClient(TestClient.quick()), try #require(fault.number).msisdn)
  }

  @Test func numbersAreUniqueAndInTheirRange() throws {
    let numbers = Fault.allCases.compactMap(\.number)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers.allSatisfy { $0.spoken.hasPrefix("0799 000 0") })
    let withoutNumber = Fault.allCases.filter { $0.number == nil }
    #expect(
      withoutNumber
        == [.connectionRefused, .secondMintInvalidates, .tokenLifetimeAsNumber, .tokenLifetimeUnreadable])
    #expect(Set(Fault.allCases.map(\.sentence)).count == Fault.allCases.count)
  }

  /// The prompt is out, the customer pays; the client cannot know.
  @Test(arguments: [
    (Fault.ackLost, 200, SimulatedTransport.noAnswer),
    (.ackDelayed, 200, .delayed(milliseconds: 45_000)),
    (.ackReset, 200, .connectionReset),
    (.ackCut, 200, .cutInMidBody),
    (.ackWithoutID, 200, .answer),
    (.ackErrorInOK, 200, .answer),
    (.redirected, 307, .answer),
    (.refusedButPrompted, 500, .answer),
    (.internalErrorPrompted, 500, .answer),
    (.callbackBeforeAck, 200, .delayed(milliseconds: 3_000)),
  ])
  func thePromptIsOut(fault: Fault, status: Int, transport: SimulatedTransport) throws {
    var (client, phone) = try client(fault)
    let answer = client.push(phone: phone)
    #expect(answer.status == status)
    #expect(answer.transport == transport)
    switch fault {
    case .ackWithoutID:
      #expect(json(answer)["CheckoutRequestID"] == nil)
      #expect(json(answer)["ResponseCode"] == .string("0"))
    case .ackErrorInOK: #expect(json(answer)["errorCode"]?.string == "500.003.1001")
    case .redirected: #expect(answer.header("Location")?.hasPrefix("/mpesa/stkpush/v1/processrequest") == true)
    case .refusedButPrompted: #expect(message(answer) == "System is busy. Please try again in few minutes.")
    case .internalErrorPrompted: #expect(json(answer)["errorCode"]?.string == "500.003.1001")
    default: break
    }
    #expect(client.daraja.history.prompts.count == 1)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
    #expect(client.daraja.history.payments.count == 1)
  }

  /// No prompt, whatever the answer looks like.
  @Test(arguments: [
    (Fault.connectionReset, 500, nil as String?), (.answerCut, 500, "Internal Server Error"), (.rateLimited, 429, nil),
    (.systemBusy, 500, "System is busy. Please try again in few minutes."),
    (.spikeArrest, 500, "Error Occurred: Spike Arrest Violation"),
    (.quotaViolation, 500, "Error Occurred: Quota Violation"), (.firewall, 403, nil), (.emptyBadRequest, 400, nil),
    (.maintenance, 503, "Service is currently under maintenance. Please try again later"),
    (.internalError, 500, "Internal Server Error"), (.badGateway, 502, nil), (.noProduct, 401, nil),
    (.portalPage, 200, nil), (.firewallBusy, 503, nil), (.webServerError, 520, nil), (.forbidden, 403, nil),
    (.unauthorised, 401, "Unauthorized"), (.wrongAuthentication, 400, "Invalid Authentication passed"),
    (.strangeAnswer, 422, "Something new\u{1B}[31m for 0712 345 678 (BJGFGOXv5aZnw90KkA4TDtu4Xdyf)"),
    (
      .subscriberLocked, 500,
      "Unable to lock subscriber, a transaction is already in process for the current subscriber"
    ),
    (.tokenExpired, 404, "Invalid Access Token"), (.tokenRefused, 404, "Invalid Access Token"),
    (.tokenRefusedOtherwise, 401, "Error Occurred - Invalid Access Token - refused"),
  ])
  func noPromptIsOut(fault: Fault, status: Int, text: String?) throws {
    var (client, phone) = try client(fault)
    let answer = client.push(phone: phone)
    #expect(answer.status == status)
    #expect(message(answer) == text)
    #expect(client.wait(seconds: 200).isEmpty)
    #expect(client.daraja.history.prompts.isEmpty)
  }

  @Test func gatewaysHaveBodiesOfTheirOwn() throws {
    var (limited, phone) = try client(.rateLimited)
    let answer = limited.push(phone: phone)
    #expect(
      json(answer)["fault"]?["detail"]?["errorcode"]?.string == "policies.ratelimit.SpikeArrestViolation")
    #expect(answer.header("Retry-After") == "12")
    var (blocked, other) = try client(.firewall)
    let page = blocked.push(phone: other)
    #expect(page.header("Content-Type") == "text/html")
    #expect(String(decoding: page.body, as: UTF8.self).contains("Incapsula"))
    var (empty, third) = try client(.emptyBadRequest)
    let nothing = empty.push(phone: third)
    #expect(nothing.body.isEmpty && nothing.header("Content-Type") == nil)
  }

  @Test func aTokenThatExpiredInFlightIsReplacedOnce() throws {
    var (client, phone) = try client(.tokenExpired)
    #expect(client.push(phone: phone).status == 404)
    // The old token is really gone, for everybody.
    #expect(client.push(phone: "254712345678").status == 404)
    client.token = try #require(client.mint()["access_token"]?.string)
    #expect(client.push(phone: phone).status == 200)
  }

  @Test func whoFollowsARedirectFindsThePhoneBusy() throws {
    var (client, phone) = try client(.redirected)
    let fields = client.fields(phone: phone)
    let location = try #require(client.push(fields).header("Location"))
    #expect(message(client.post(location, fields))?.hasPrefix("Unable to lock subscriber") == true)
    _ = client.wait(seconds: 2)
    // After the customer has answered, it is a second prompt.
    #expect(client.post(location, fields).status == 200)
    #expect(client.daraja.history.prompts.count == 2)
  }

  @Test func faultsCanStrikeAllTraffic() throws {
    var client = TestClient(TestClient.quick())
    client.daraja.switchFault(FaultSwitch(fault: .maintenance))
    #expect(client.send(TestClient.tokenRequest()).status == 503)
    #expect(client.push(phone: "254712345678").status == 503)
    #expect(client.query("ws_CO_1").status == 503)
    client.daraja.switchFault(FaultSwitch(fault: .maintenance, probability: 0))
    client.daraja.switchFault(FaultSwitch(fault: .maintenance, endpoint: .query))
    #expect(client.push(phone: "254712345678").status == 200)
    #expect(client.query("ws_CO_1").status == 503)
    client.daraja.clearFaults()
    client.daraja.switchFault(FaultSwitch(fault: .systemBusy, untilMilliseconds: client.now + 10_000))
    #expect(client.push(phone: "254712345679").status == 500)
    client.now += 10_000
    #expect(client.push(phone: "254712345679").status == 200)
  }

  @Test func faultsStrikeWithTheirProbability() throws {
    var client = TestClient(TestClient.quick { $0.faults = [FaultSwitch(fault: .callbackLost, probability: 0.25)] })
    for number in 0..<400 { _ = client.push(phone: String(254_712_000_000 + number)) }
    let arrived = client.wait(seconds: 2).count
    #expect((260...340).contains(arrived))
    #expect(client.daraja.counters.callbacksLost == 400 - arrived)
    #expect(client.daraja.history.payments.count == 400)
  }

  @Test func switchesAreReadFromTheCommandLine() {
    #expect(FaultSwitch.parse("ack-lost=0.1") == .success(FaultSwitch(fault: .ackLost, probability: 0.1)))
    #expect(FaultSwitch.parse("ack-lost") == .success(FaultSwitch(fault: .ackLost)))
    #expect(FaultSwitch.parse("ack-last=0.1") == .failure(.unknownFault("ack-last")))
    #expect(FaultSwitch.parse("ack-lost=2") == .failure(.badProbability("2")))
    #expect(FaultSwitch.parse("ack-lost=nan") == .failure(.badProbability("nan")))
    #expect(FaultSwitch.parse("connection-refused") == .failure(.needsATime))
  }
}
