import Files
import Glibc
import NIOEmbedded
import Payments
import Spool
import TestSupport
import Testing

@testable import CallbackListener

/// Peers that ask and do not listen, that never go, or that repeat themselves.
@Suite(.serialized) struct StubbornPeersTests {
  private static let health = Array("GET /health HTTP/1.1\r\nHost: h\r\n\r\n".utf8)

  @Test func whoNeverReadsHisAnswersIsCutOff() async throws {
    try await withListener({
      $0.limits.requestMilliseconds = 300
      $0.limits.requestsPerConnection = .max
    }) { listener in
      let port = listener.port
      let questions = [UInt8]((0..<200).map { _ in Self.health }.joined())
      let taken = try await onThread {
        let socket = try RawSocket(port: port, receiveBufferBytes: 2_048)
        var taken = 0
        try waitUntil("it is cut off") {
          guard let more = socket.offer(questions) else { return true }
          taken += more
          return false
        }
        return taken
      }
      // However slow the machine is: it is found out by the answers that do not fit, and only few do.
      #expect(taken < 16_000_000, "\(taken)")
    }
  }

  @Test func aConnectionEndsAfterSoManyRequests() async throws {
    try await withListener({ $0.limits.requestsPerConnection = 5 }) { listener in
      let (answers, isEnded) = try await listener.talk { socket in
        socket.send([UInt8]((0..<8).map { _ in Self.health }.joined()))
        let answers = try (0..<5).map { _ in try socket.answer() }
        return (answers, socket.isEnded())
      }
      #expect(answers.map(\.status) == [200, 200, 200, 200, 200])
      #expect(answers.map { $0.has("Connection: close") } == [false, false, false, false, true])
      #expect(isEnded)
    }
  }

  @Test func aStrangerWhoRepeatsHimselfLeavesRoomBeforeTheDisk() async throws {
    let gate = Gate()
    try await withListener(
      calls: gate.calls,
      {
        $0.environment = "production"
        $0.trustedProxies = try AddressList(["127.0.0.1"])
        $0.limits.storeThreads = 2
        $0.limits.storeQueue = 6
        $0.limits.strangersInQueue = 4
      }
    ) { listener in
      let path = try listener.path(try payment())
      let junk = post(path, "junk", more: "X-Forwarded-For: 203.0.113.7\r\n")
      gate.close()
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<30 {
          group.addTask {
            try await listener.talk { socket in
              socket.send(junk)
              return try socket.answer(seconds: 30).status
            }
          }
        }
        // All but the four that wait for the disk are told to come again.
        var refused = 0
        while refused < 26, let status = try await group.next() {
          #expect(status == 503)
          refused += 1
        }
        let truth = post(path, "the truth", more: "X-Forwarded-For: 196.201.214.200\r\n")
        group.addTask {
          try await listener.talk { socket in
            socket.send(truth)
            if let early = try socket.answer(milliseconds: 200) { return early.status }
            gate.open()
            return try socket.answer(seconds: 30).status
          }
        }
        for try await status in group { #expect(status == 200) }
      }
      #expect(try listener.spool.scan().contains { $0.peerClass == .listed })
    }
  }

  @Test func aCallbackThatDoesNotSayHowLongItIsIsNotTakenForAnEmptyOne() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      for version in ["1.0", "1.1"] {
        let answer = try await listener.talk { socket in
          socket.send("POST \(path) HTTP/\(version)\r\nHost: h\r\n\r\n")
          socket.finish()
          return try socket.answer()
        }
        #expect(answer.status == 411)
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func aHouseThatIsNeverFullRemembersOnlyWhoIsInIt() {
    let places = ConnectionPlaces(limit: 512)
    let channel = EmbeddedChannel()
    for isPreferred in [true, false] {
      for _ in 0..<10_000 { places.closed(places.opened(channel, isPreferred: isPreferred)) }
    }
    #expect(places.remembered < 5_000)
  }
}
