import CanonicalJSON
import DarajaSimulator
import NIOCore
import NIOPosix
import Payments
import Testing

@Suite("The simulator over HTTP")
struct ServerTests {
  @Test func aPaymentOverLoopback() async throws {
    try await withSimulator { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        let ack = try await client.push(phone: "254712345678", url: sink.url)
        #expect(ack.status == 200)
        #expect(ack.headers["date"]?.hasSuffix("GMT") == true)
        #expect(ack.json["ResponseCode"] == .string("0"))
        let callback = try await sink.next()
        #expect(callback.peer == "127.0.0.1")
        #expect(callback.headers["content-type"] == "application/json;charset=UTF-8")
        #expect(callback.headers["businessshortcode"] == "174379")
        #expect(callback.json["Body"]?["stkCallback"]?["CheckoutRequestID"] == ack.json["CheckoutRequestID"])
        let state = try await client.state { $0["callbacks"]?["taken"]?.integer == 1 }
        #expect(state["book"]?["payments"]?.array?.count == 1)
        #expect(state["book"]?["payments"]?.array?.first?["phone"]?.string == "0712***678")
        let log = simulator.log.all.joined(separator: "\n")
        #expect(log.contains("POST /mpesa/stkpush/v1/processrequest 200 push #1 0712***678 KSh 50: accepted"))
        #expect(log.contains("callback #1 code 0: answered 200"))
        #expect(!log.contains("712345678") && !log.contains(client.token) && !log.contains("0123456789abcdef"))
      }
    }
  }

  @Test func aCallbackIsSentOnceWhateverTheAnswer() async throws {
    try await withSimulator { simulator in
      try await withCallbackSink(status: .internalServerError) { sink in
        let client = try await simulator.client()
        _ = try await client.push(phone: "254712345678", url: sink.url)
        let state = try await client.state { $0["callbacks"]?["refused"]?.integer == 1 }
        #expect(state["callbacks"]?["sent"]?.integer == 1)
      }
      // Nobody listens there any more.
      let client = try await simulator.client()
      _ = try await client.push(phone: "254712345679", url: "http://127.0.0.1:1/c/1")
      _ = try await client.state { $0["callbacks"]?["unanswered"]?.integer == 1 }
    }
  }

  @Test func aStrangerReallyComesFromAnotherAddress() async throws {
    try await withSimulator { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        let number = try #require(Fault.callbackUnlistedAddress.number)
        _ = try await client.push(phone: number.msisdn, url: sink.url)
        let callback = try await sink.next()
        #expect(callback.peer == "127.0.0.9")
        #expect(callback.headers["x-forwarded-for"] == "203.0.113.77")
        _ = try await client.state { $0["callbacks"]?["taken"]?.integer == 1 }
      }
    }
  }

  @Test(arguments: [Fault.ackLost, .ackReset, .ackCut])
  func anAcknowledgementThatNeverArrives(fault: Fault) async throws {
    try await withSimulator { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        let number = try #require(fault.number)
        await #expect(throws: (any Error).self) { try await client.push(phone: number.msisdn, url: sink.url) }
        // The customer was asked all the same, once, and paid.
        let callback = try await sink.next()
        #expect(callback.json["Body"]?["stkCallback"]?["ResultCode"] == .number("0"))
        let state = try await client.state { $0["callbacks"]?["taken"]?.integer == 1 }
        #expect(state["book"]?["prompts"]?.array?.count == 1)
      }
    }
  }

  @Test func aResetThatProcessedNothing() async throws {
    try await withSimulator { simulator in
      let client = try await simulator.client()
      for fault in [Fault.connectionReset, .answerCut] {
        let number = try #require(fault.number)
        await #expect(throws: (any Error).self) {
          try await client.push(phone: number.msisdn, url: "http://127.0.0.1:1/c/1")
        }
      }
      let state = try await client.state { _ in true }
      #expect(state["book"]?["prompts"]?.array?.isEmpty == true)
    }
  }

  @Test func aCallbackBeforeItsAcknowledgement() async throws {
    // Long enough for a machine that does a thousand other things meanwhile.
    try await withSimulator({ $0.slowAcknowledgementSeconds = 20 }) { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        let number = try #require(Fault.callbackBeforeAck.number)
        let acknowledged = LogLines()
        async let ack = {
          let answer = try await client.push(phone: number.msisdn, url: sink.url)
          acknowledged.add("now")
          return answer
        }()
        let callback = try await sink.next()
        #expect(acknowledged.all.isEmpty)
        let identifier = try await ack.json["CheckoutRequestID"]
        #expect(callback.json["Body"]?["stkCallback"]?["CheckoutRequestID"] == identifier)
      }
    }
  }

  /// A stop that waited for the acknowledgement would run into the suite's limit.
  @Test func anAcknowledgementPastTheClientsLimitDoesNotHoldUpTheStop() async throws {
    try await withSimulator({ $0.lateAcknowledgementSeconds = 300 }) { simulator in
      let client = try await simulator.client()
      let number = try #require(Fault.ackDelayed.number)
      await #expect(throws: (any Error).self) {
        try await client.push(phone: number.msisdn, url: "http://127.0.0.1:1/c/1", seconds: 1)
      }
    }
  }

  @Test func halfARequestDoesNotHoldUpTheStop() async throws {
    try await withSimulator { simulator in
      let port = try #require(Int(simulator.address.split(separator: ":").last ?? ""))
      let half = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: port).get()
      let text = "POST /mpesa/stkpush/v1/processrequest HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
      try await half.writeAndFlush(ByteBuffer(string: text))
      #expect(try await LoopbackClient(simulator: simulator).get("/health").status == 200)
    }
  }

  @Test func connectionsAreRefusedForATimeAndThenTakenAgain() async throws {
    try await withSimulator { simulator in
      let client = try await simulator.client()
      let answer = try await client.post(
        "/simulator/faults", ["fault": .string("connection-refused"), "for_seconds": .number("2")])
      #expect(answer.status == 200)
      let deadline = ContinuousClock.now + .seconds(120)
      var wasRefused = false
      while ContinuousClock.now < deadline {
        do {
          _ = try await client.get("/health")
          if wasRefused { break }
        } catch { wasRefused = true }
        await Task.yield()
      }
      #expect(wasRefused)
      #expect(try await client.get("/health").status == 200)
    }
  }

  /// A connection that comes in the very instant in which the socket closes ends nobody's program: NIO traps for one
  /// that nobody takes.
  @Test func theSocketClosesWhileConnectionsArrive() async throws {
    for _ in 0..<2 {
      try await withSimulator { simulator in
        let client = try await simulator.client()
        let callers = Callers(to: try #require(UInt16(simulator.address.split(separator: ":").last ?? "")))
        defer { callers.end() }
        for _ in 0..<3 {
          // A connection that was kept may be one of those that end with the socket.
          while true {
            let answer = try? await client.post(
              "/simulator/faults", ["fault": .string("connection-refused"), "for_seconds": .number("0.02")])
            if answer?.status == 200 { break }
            try Task.checkCancellation()
          }
          while (try? await client.get("/health")) == nil { try Task.checkCancellation() }
        }
      }
    }
  }

  @Test func aRedirectIsNotFollowedByACarefulClient() async throws {
    try await withSimulator { simulator in
      let client = try await simulator.client()
      let number = try #require(Fault.redirected.number)
      let answer = try await client.push(phone: number.msisdn, url: "http://127.0.0.1:1/c/1")
      #expect(answer.status == 307)
      #expect(answer.headers["location"] == "/mpesa/stkpush/v1/processrequest?again=1")
    }
  }

  @Test func anEmpty400SaysNothingAboutItsType() async throws {
    try await withSimulator { simulator in
      let client = LoopbackClient(simulator: simulator)
      let answer = try await client.get(
        "/oauth/v1/generate?grant_type=client_credentials", authorization: "Basic ZGVtbzp3cm9uZw==")
      #expect(answer.status == 400)
      #expect(answer.body.isEmpty)
      #expect(answer.headers["content-type"] == nil)
    }
  }

  @Test func speedShortensAMinute() async throws {
    try await withSimulator({ $0.speed = 60 }) { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        _ = try await client.push(phone: "254700010004", url: sink.url)
        let callback = try await sink.next()
        #expect(callback.json["Body"]?["stkCallback"]?["ResultCode"] == .number("1037"))
      }
    }
  }

  @Test func theDemosPhoneAnswersByHand() async throws {
    try await withSimulator({ $0.customersAnswerByHand = true }) { simulator in
      try await withCallbackSink { sink in
        let phone = try #require(PhoneNumber(msisdn: "254712345678"))
        let client = try await simulator.client()
        _ = try await client.push(phone: phone.msisdn, url: sink.url)
        let answered = await SimulatorControl.answer(address: simulator.address, phone: phone, with: .cancel)
        #expect(answered == .success("answered for 0712 ··· 678: cancel"))
        let callback = try await sink.next()
        #expect(callback.json["Body"]?["stkCallback"]?["ResultCode"] == .number("1032"))
        let again = await SimulatorControl.answer(address: simulator.address, phone: phone, with: .cancel)
        #expect(again == .failure(.refused(ManualAnswerError.noPrompt.sentence)))
      }
    }
  }

  @Test func aPortThatIsTakenIsExplained() async throws {
    try await withSimulator { simulator in
      var settings = SimulatorSettings()
      settings.listenPort = try #require(Int(simulator.address.split(separator: ":").last ?? ""))
      let taken = settings
      await #expect(throws: SimulatorServerError.self) {
        try await SimulatorServer(settings: taken, onListening: { _ in }).run()
      }
    }
  }
}
