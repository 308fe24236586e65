import Daraja
import Glibc
import Payments
import Spool
import TestSupport
import Testing

@testable import CallbackListener

@Suite(.serialized) struct ListenerUnderAttackTests {
  @Test func slowHeadsAndSlowBodiesAreCutOffHoweverTheyDribble() async throws {
    try await withListener({ $0.limits.requestMilliseconds = 300 }) { listener in
      let path = try listener.path(try payment())
      let starts = [
        "", "POST ", "POST \(path) HTTP/1.1\r\nX-Slow: ",
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 16000\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
      ]
      for start in starts {
        let bytesTaken = try await listener.talk { socket in
          socket.send(start)
          var count = 0
          // A byte every 20 ms would last for minutes if each byte gave new time.
          while count < 1_500, !socket.isEnded(milliseconds: 20) {
            socket.send(start.hasSuffix("chunked\r\n\r\n") ? "1\r\nx\r\n" : "a")
            count += 1
          }
          return count
        }
        #expect(bytesTaken < 1_500, "\(start)")
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func aConnectionThatIsKeptHasItsTimeFromTheLastAnswer() async throws {
    try await withListener({ $0.limits.requestMilliseconds = 300 }) { listener in
      let path = try listener.path(try payment())
      let (answer, isEnded) = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return (try socket.answer(), socket.isEnded())
      }
      #expect(answer.status == 200)
      #expect(isEnded)
    }
  }

  @Test func whoGoesOnSendingAfterAnEarlyAnswerIsCutOff() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let heads = [
        "POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 10737418240\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 10737418240\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
      ]
      for head in heads {
        let sent = try await listener.talk { socket in
          socket.send(head)
          let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 120, count: 65_536) + Array("\r\n".utf8)
          var sent = 0
          while sent < 1_000_000_000, socket.send(chunk) { sent += chunk.count }
          return sent
        }
        // What the kernel's buffers took, and not ten gigabytes.
        #expect(sent < 100_000_000, "\(head)")
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func aHeadHasAnEnd() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let tooMuch = String(repeating: "x", count: 9_000)
      let many = String(repeating: "A: b\r\n", count: 500)
      let heads = [
        "POST \(path) HTTP/1.1\r\nX-Long: \(tooMuch)\r\nContent-Length: 0\r\n\r\n",
        "POST \(path) HTTP/1.1\r\n\(many)Content-Length: 0\r\n\r\n",
      ]
      for head in heads {
        let (answer, isEnded) = try await listener.talk { socket in
          socket.send(head)
          return (try socket.answer(), socket.isEnded())
        }
        #expect(answer.status == 400)
        #expect(isEnded)
      }
      let (status, taken) = try await listener.talk { socket in
        socket.send("POST /")
        let part = [UInt8](repeating: 120, count: 4_096)
        var taken = 0
        while taken < 100_000_000, socket.send(part) { taken += part.count }
        return ((try? socket.answer().status) ?? 0, taken)
      }
      #expect([431, 0].contains(status), "\(status)")
      #expect(taken < 100_000_000)
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func whatIsNoHTTPEndsAtOnce() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let texts = [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "GET\r\n\r\n", "POST \(path) HTTP/9.9\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "POST \(path) HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST \(path) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST \(path) HTTP/1.1\r\nBad Header: 1\r\n\r\n",
      ]
      for text in texts {
        let isEnded = try await listener.talk { socket in
          socket.send(text)
          return socket.isEnded(seconds: 9)
        }
        #expect(isEnded, "\(text)")
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func aFloodOfForgeriesLeavesNoFileAndNoLogLine() async throws {
    try await withListener({ $0.limits.heartbeatMilliseconds = 20 }) { listener in
      let before = listener.logLines.all.count
      let total = 300
      let refused = try await listener.talk { _ in
        var refused = 0
        for number in 0..<total {
          let digits = String(number, radix: 16)
          let tag = String(repeating: "a", count: 32 - digits.count) + digits
          let path = "/c/\(try payment(number).hex)/\(tag)"
          let socket = try RawSocket(port: listener.port)
          socket.send(post(path, "{}"))
          if try socket.answer().status == 404 { refused += 1 }
        }
        return refused
      }
      #expect(refused == total)
      #expect(try await eventually { listener.heartbeat()?.counters.wrongTags == total })
      #expect(try listener.storedFiles() == 0)
      // One line a minute, whatever comes.
      #expect(listener.logLines.all.count - before <= 1)
    }
  }

  @Test func wrongTagsFromListedAddressesAreShownToDesksAndStrangersOnesAreNot() async throws {
    try await withListener({
      $0.environment = "production"
      $0.trustedProxies = try AddressList(["127.0.0.1"])
      $0.limits.heartbeatMilliseconds = 20
    }) { listener in
      let tag = String(repeating: "0", count: 32)
      let mine = try payment(1)
      let forged = try payment(2)
      try await listener.talk { _ in
        for (id, peer) in [(mine, "196.201.214.200"), (forged, "203.0.113.7")] {
          let socket = try RawSocket(port: listener.port)
          socket.send(post("/c/\(id.hex)/\(tag)", "{}", more: "X-Forwarded-For: \(peer)\r\n"))
          _ = try socket.answer()
        }
      }
      #expect(try await eventually { listener.heartbeat()?.counters.wrongTags == 2 })
      #expect(listener.heartbeat()?.wrongTagPayments == [mine])
    }
  }

  @Test func slowStrangersDoNotKeepAGenuineCallbackOut() async throws {
    try await withListener({
      $0.limits.connections = 16
      $0.limits.requestMilliseconds = 600_000
    }) { listener in
      let path = try listener.path(try payment())
      let (statuses, ended) = try await onThread {
        // More than the house holds, all of them waiting for ever.
        let slow = try (0..<100).map { _ in
          let socket = try RawSocket(port: listener.port)
          socket.send("POST /c/")
          return socket
        }
        var statuses: [Int] = []
        for number in 0..<5 {
          let socket = try RawSocket(port: listener.port)
          socket.send(post(path, "callback \(number)"))
          statuses.append(try socket.answer().status)
        }
        // All but a houseful had to go, long before their time.
        var ended = 0
        for _ in 0..<300 where ended < 84 {
          ended = slow.count { $0.isEnded(milliseconds: 1) }
        }
        return (statuses, ended)
      }
      #expect(statuses == [200, 200, 200, 200, 200])
      #expect(ended >= 84)
      #expect(try listener.spool.scan().count == 5)
    }
  }

  @Test func aStrangerWithAValidTagNeitherFillsTheSpoolNorKeepsOutTheTruth() async throws {
    try await withListener({
      $0.environment = "production"
      $0.trustedProxies = try AddressList(["127.0.0.1"])
      $0.limits.heartbeatMilliseconds = 20
    }) { listener in
      let path = try listener.path(try payment())
      let statuses = try await listener.talk { _ in
        try (0..<30).map { number in
          let socket = try RawSocket(port: listener.port)
          socket.send(post(path, "junk \(number)", more: "X-Forwarded-For: 203.0.113.7\r\n"))
          return try socket.answer().status
        }
      }
      #expect(statuses.prefix(8).allSatisfy { $0 == 200 })
      #expect(statuses.dropFirst(8).allSatisfy { $0 == 503 })
      let truth = try await listener.talk { socket in
        socket.send(post(path, "the truth", more: "X-Forwarded-For: 196.201.214.200\r\n"))
        return try socket.answer().status
      }
      #expect(truth == 200)
      #expect(try listener.spool.scan().count == 9)
      #expect(try await eventually { listener.heartbeat()?.counters.refusedCopies == 22 })
    }
  }
}
