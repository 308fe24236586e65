import Daraja
import Glibc
import Payments
import Synchronization
import Testing

@testable import DarajaClient

@Suite("A push over HTTP tells 'never left' from 'left, no answer'")
struct PushOverHTTPTests {
  @Test("A plain push: one connection, one request, an acknowledgement")
  func accepted() async throws {
    let (outcome, server) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.answer(200, headers: "Content-Type: application/json\r\n", Fixture.acknowledgement)
    })
    #expect(
      outcome
        == .accepted(
          Acknowledgement(
            checkoutRequestID: CheckoutRequestID("ws_CO_1"), merchantRequestID: "1-2-3", customerMessage: "Success")))
    #expect(server.connections == 1)
    let request = try #require(server.requests.first)
    let lowered = request.lowercased()
    #expect(request.hasPrefix("POST /mpesa/stkpush/v1/processrequest HTTP/1.1\r\n"))
    #expect(lowered.contains("\r\nauthorization: bearer token-1\r\n"))
    #expect(lowered.contains("\r\ncontent-type: application/json\r\n"))
    #expect(lowered.contains("\r\nconnection: close\r\n"))
    #expect(lowered.contains("\r\nhost: 127.0.0.1"))
    #expect(request.hasSuffix(String(decoding: try Fixture.push().body, as: UTF8.self)))
  }

  @Test("Two pushes have two connections, even if the server would keep the first")
  func freshConnections() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.answer(200, headers: "Connection: keep-alive\r\n", Fixture.acknowledgement)
      connection.readRequest()
    }
    let client = Fixture.client(server.baseURL)
    let (request, token) = (try Fixture.push(), try Fixture.token())
    let outcomes = await Thread.run {
      defer { client.close() }
      return [client.push(request, token: token), client.push(request, token: token)]
    }
    server.stop()
    #expect(outcomes.allSatisfy { if case .accepted = $0 { true } else { false } })
    #expect(server.connections == 2)
  }

  @Test("A refused connection is not sent")
  func refusedConnection() async throws {
    let (descriptor, port) = try ScriptedServer.listen(backlog: 1)
    close(descriptor)
    let outcome = try await Fixture.push(Fixture.client("http://127.0.0.1:\(port)"))
    #expect(outcome == .notSent(.connectionRefused))
  }

  @Test("A connection that never comes about is not sent")
  func connectTimeOut() async throws {
    // With its queue full, Linux drops further handshakes without a word.
    let (listening, port) = try ScriptedServer.listen(backlog: 0)
    var fillers: [Int32] = []
    for _ in 0..<4 {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      var address = ScriptedServer.loopback(port: port)
      withUnsafePointer(to: &address) { pointer in
        _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(filler, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      fillers.append(filler)
    }
    let outcome = try await Fixture.push(Fixture.client("http://127.0.0.1:\(port)", connectMilliseconds: 300))
    for descriptor in fillers + [listening] { close(descriptor) }
    #expect(outcome == .notSent(.connectTimedOut))
  }

  @Test("No secure connection is not sent")
  func noTLS() async throws {
    let server = try ScriptedServer { connection in
      var byte: UInt8 = 0
      _ = read(connection.descriptor, &byte, 1)
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    let outcome = try await Fixture.push(Fixture.client("https://127.0.0.1:\(server.port)"))
    server.stop()
    #expect(outcome == .notSent(.secureConnectionFailed))
    #expect(server.requests.isEmpty)
  }

  @Test("A reset before the head was read: never taken for refused or accepted")
  func resetBeforeHead() async throws {
    let (outcome, server) = try await Fixture.push(to: { $0.resetOnClose() })
    // Once the connection stands it is unknown; a reset that arrives within the handshake itself is not sent.
    #expect([.unknown(.connectionLost, nil), .notSent(.connectionFailed)].contains(outcome))
    #expect(server.requests.isEmpty)
  }

  @Test("A reset after the head was read is unknown")
  func resetAfterHead() async throws {
    let (outcome, server) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.resetOnClose()
    })
    #expect(outcome == .unknown(.connectionLost, nil))
    #expect(server.connections == 1)
  }

  @Test("A close without an answer is unknown, and nothing is tried again")
  func closedWithoutAnswer() async throws {
    let (outcome, server) = try await Fixture.push(to: { $0.readRequest() })
    #expect(outcome == .unknown(.connectionLost, nil))
    #expect(server.connections == 1)
  }

  @Test("An answer that is cut in its body is unknown")
  func cutBody() async throws {
    let (outcome, _) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Fixture.acknowledgement)
    })
    #expect(outcome == .unknown(.connectionLost, nil))
  }

  @Test("An answer that was packed on the way, unasked, is read")
  func packed() async throws {
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 242, 77, 45, 74, 206, 72, 204, 43, 9, 74, 45, 44, 77, 45, 46, 241, 116,
      81,
      178, 82, 50, 212, 53, 210, 53, 86, 210, 81, 114, 206, 72, 77, 206, 206, 47, 69, 145, 43, 47, 142, 119, 246, 143,
      47,
      72, 76, 206, 78, 77, 1, 42, 9, 74, 45, 46, 200, 207, 43, 78, 117, 206, 79, 73, 5, 202, 26, 40, 213, 2, 0, 99, 95,
      116,
      54, 83, 0, 0, 0,
    ]
    let (outcome, server) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      _ = Glibc.send(connection.descriptor, packed, packed.count, Int32(MSG_NOSIGNAL))
    })
    guard case .accepted(let acknowledgement) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(acknowledgement.checkoutRequestID == CheckoutRequestID("ws_CO_packed"))
    #expect(server.requests.allSatisfy { $0.lowercased().contains("\r\naccept-encoding: identity\r\n") })
  }

  @Test("An answer that is not HTTP is unknown")
  func rubbish() async throws {
    let (outcome, _) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.send("no such thing\r\n\r\n")
    })
    #expect(outcome == .unknown(.connectionLost, nil))
  }

  @Test("No answer in time is unknown")
  func slow() async throws {
    let (outcome, server) = try await Fixture.push(
      to: { connection in
        connection.readRequest()
        // Waits until the client has given up and closed.
        connection.readRequest()
      }, totalMilliseconds: 600)
    // On a machine too busy to connect in that time it never left; both are true of what happened.
    #expect(outcome == (server.connections == 0 ? .notSent(.connectTimedOut) : .unknown(.noAnswer, nil)))
  }

  @Test("An answer that drips is cut off by the total limit")
  func dripping() async throws {
    let (outcome, _) = try await Fixture.push(
      to: { connection in
        connection.readRequest()
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        var descriptor = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&descriptor, 1, 50) == 0 { connection.send(" ") }
      }, totalMilliseconds: 600)
    #expect([.unknown(.noAnswer, nil), .notSent(.connectTimedOut)].contains(outcome))
  }

  @Test("A redirect is not followed", arguments: [301, 302, 303, 307, 308])
  func redirects(status: Int) async throws {
    let elsewhere = try ScriptedServer { connection in
      connection.readRequest()
      connection.answer(200, Fixture.acknowledgement)
    }
    let target = elsewhere.baseURL
    let (outcome, _) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.answer(status, headers: "Location: \(target)/mpesa/stkpush/v1/processrequest\r\n", "")
    })
    elsewhere.stop()
    #expect(outcome == .unknown(.redirected, AnswerNote(status: status)))
    #expect(elsewhere.connections == 0)
  }

  @Test("An answer without end is unknown")
  func tooLong() async throws {
    let (outcome, _) = try await Fixture.push(
      to: { connection in
        connection.readRequest()
        connection.answer(200, String(repeating: " ", count: 4_000) + Fixture.acknowledgement)
      }, answerBytes: 2_000)
    #expect(outcome == .unknown(.answerTooLong, nil))
  }

  @Test("A listed refusal arrives whole, with its note")
  func refused() async throws {
    let (outcome, _) = try await Fixture.push(to: { connection in
      connection.readRequest()
      connection.answer(
        500, #"{"requestId":"1","errorCode":"500.001.1001","errorMessage":"Wrong credentials"}"#)
    })
    #expect(
      outcome
        == .refused(.wrongCredentials, AnswerNote(status: 500, code: "500.001.1001", text: "Wrong credentials")))
  }

  @Test("A closed client sends nothing")
  func closedClient() async throws {
    let server = try ScriptedServer { $0.readRequest() }
    let client = Fixture.client(server.baseURL)
    client.close()
    let outcome = try await Fixture.push(client)
    server.stop()
    #expect(outcome == .notSent(.connectionFailed))
    #expect(server.connections == 0)
  }

  @Test("An address that is none sends nothing", arguments: ["", "nonsense", "ftp://127.0.0.1", "http://"])
  func badAddress(baseURL: String) async throws {
    #expect(try await Fixture.push(Fixture.client(baseURL)) == .notSent(.connectionFailed))
  }

  @Test("A request that is not wanted any more when its connection stands never begins")
  func notWantedOnceConnected() async throws {
    let server = try ScriptedServer { $0.readRequest() }
    let client = Fixture.client(server.baseURL)
    let (request, token) = (try Fixture.push(), try Fixture.token())
    let looks = Mutex(0)
    let outcome = await Thread.run {
      defer { client.close() }
      return client.push(
        request, token: token,
        startingOnlyIf: {
          looks.withLock { $0 += 1 }
          return false
        })
    }
    server.stop()
    #expect(outcome == .notSent(.tooOld))
    #expect(looks.withLock(\.self) == 1)
    #expect(server.requests.allSatisfy { $0.isEmpty }, "not a byte")
  }

  @Test("Its age is looked at when the connection stands, and not before")
  func notLookedAtBefore() async throws {
    let looks = Mutex(0)
    let (descriptor, port) = try ScriptedServer.listen(backlog: 1)
    close(descriptor)
    let client = Fixture.client("http://127.0.0.1:\(port)")
    let (request, token) = (try Fixture.push(), try Fixture.token())
    let outcome = await Thread.run {
      defer { client.close() }
      return client.push(
        request, token: token,
        startingOnlyIf: {
          looks.withLock { $0 += 1 }
          return true
        })
    }
    #expect(outcome == .notSent(.connectionRefused))
    #expect(looks.withLock(\.self) == 0)
  }
}
