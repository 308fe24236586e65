import CanonicalJSON
import Daraja
import Glibc
import Payments
import Spool
import TestSupport
import Testing

@testable import CallbackListener

@Suite(.serialized) struct CallbackServerTests {
  @Test func aCallbackIsOnDiskBeforeItIsAccepted() async throws {
    try await withListener { listener in
      let id = try payment()
      let path = try listener.path(id)
      let body = #"{"Body":{"stkCallback":{"ResultCode":0}}}"#
      let answer = try await listener.talk { socket in
        socket.send(post(path, body))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      #expect(answer.body == #"{"ResultCode":0,"ResultDesc":"Accepted"}"#)
      #expect(answer.has("Content-Type: application/json"))
      let names = try listener.spool.scan()
      let stored = try listener.spool.read(try #require(names.first))
      #expect(names.count == 1)
      #expect(stored.paymentID == id)
      #expect(stored.body == Array(body.utf8))
      #expect(stored.peer == "127.0.0.1")
      #expect(stored.peerClass == .listed)
      #expect(stored.keyStatus == .active)
      let tag = try listener.tag(id)
      #expect(!String(decoding: stored.fileBytes, as: UTF8.self).contains(tag.hex))
      let witness = try WitnessLog(path: listener.directory + "/witness")
      let noted = try witness.days().flatMap { try witness.entries(on: $0).entries }
      #expect(noted.map(\.name) == names)
    }
  }

  @Test func theFirstHeartbeatIsThereWhenTheAddressIs() async throws {
    try await withListener(keys: "active \(firstKey)\nsuspect \(secondKey)") { listener in
      let heartbeat = try #require(listener.heartbeat())
      #expect(heartbeat.listensOn == "127.0.0.1:\(listener.port)")
      #expect(heartbeat.keyFingerprints == (try listener.settings.keys.load().fingerprints))
      #expect(heartbeat.environment == "simulator")
      #expect(heartbeat.shortCode == "174379")
      #expect(heartbeat.publicURL == "https://pay.example")
      #expect(heartbeat.processID == getpid())
      #expect(heartbeat.reservePieces == SpoolReserve.pieces)
      let health = try await listener.talk { socket in
        socket.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n")
        return try socket.answer()
      }
      #expect(health.status == 200)
      let json = try JSONValue(parsing: health.body)
      #expect(json["ok"]?.bool == true)
      #expect(json["heartbeat_age_ms"]?.integer != nil)
    }
  }

  @Test func whatIsNoJSONIsStoredToo() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      for body in ["not json", "", "\u{0}\r\n\r\n"] {
        let answer = try await listener.talk { socket in
          socket.send(post(path, body))
          return try socket.answer()
        }
        #expect(answer.status == 200)
      }
      #expect(try listener.spool.scan().count == 3)
    }
  }

  @Test func aWrongTagIsRefusedBeforeTheBodyAndNothingIsWritten() async throws {
    try await withListener { listener in
      let id = try payment()
      let good = try listener.path(id)
      let forged = String(good.dropLast()) + (good.hasSuffix("0") ? "1" : "0")
      for path in [forged, "/", "/c/", good + "/x", good + "&a", good.uppercased(), "/c/\(id.hex)"] {
        let (answer, isEnded) = try await listener.talk { socket in
          // The body never comes.
          socket.send("POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n")
          return (try socket.answer(), socket.isEnded())
        }
        #expect(answer.status == 404, "\(path)")
        #expect(answer.has("Connection: close"))
        #expect(isEnded)
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func anotherMethodIsTold() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let answer = try await listener.talk { socket in
          socket.send("\(method) \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
          return try socket.answer()
        }
        #expect(answer.status == 405, "\(method)")
        #expect(answer.has("Allow: POST"))
      }
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func aBodyMayHaveSixteenKibibytesAndNotAByteMore() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let full = String(repeating: "x", count: 16 * 1024)
      let accepted = try await listener.talk { socket in
        socket.send(post(path, full))
        return try socket.answer()
      }
      #expect(accepted.status == 200)
      let (refused, isEnded) = try await listener.talk { socket in
        // Refused by its own word: not one byte of the body is sent.
        socket.send("POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(full.utf8.count + 1)\r\n\r\n")
        return (try socket.answer(), socket.isEnded())
      }
      #expect(refused.status == 413)
      #expect(isEnded)
      #expect(try listener.storedFiles() == 1)
    }
  }

  @Test func aChunkedBodyIsTakenUpToTheLimitAndRefusedBeyond() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let head = "POST \(path) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      let accepted = try await listener.talk { socket in
        socket.send(head)
        for part in ["{\"a\"", ":1}"] { socket.send(String(part.utf8.count, radix: 16) + "\r\n\(part)\r\n") }
        socket.send("0\r\n\r\n")
        return try socket.answer()
      }
      #expect(accepted.status == 200)
      let stored = try listener.spool.read(try #require(try listener.spool.scan().first))
      #expect(stored.body == Array(#"{"a":1}"#.utf8))
      let (refused, isEnded) = try await listener.talk { socket in
        socket.send(head)
        let chunk = "400\r\n" + String(repeating: "x", count: 1024) + "\r\n"
        for _ in 0..<17 { socket.send(chunk) }
        return (try socket.answer(), socket.isEnded())
      }
      #expect(refused.status == 413)
      #expect(isEnded)
      #expect(try listener.storedFiles() == 1)
    }
  }

  @Test func aBodyThatBreaksOffIsNeverStored() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let heads = [
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf",
        "POST \(path) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
      ]
      for head in heads {
        let isEnded = try await listener.talk { socket in
          socket.send(head)
          socket.finish()
          return socket.isEnded()
        }
        #expect(isEnded)
        try await listener.talk { socket in
          socket.send(head)
          socket.reset()
        }
      }
      // A whole request behind them: by now the others are through.
      let answer = try await listener.talk { socket in
        socket.send(post(path, "whole"))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      let bodies = try listener.spool.scan().map { try listener.spool.read($0).body }
      #expect(bodies == [Array("whole".utf8)])
    }
  }

  @Test func whoHasSaidAllAndClosesHisSideGetsHisAnswer() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let (answer, isEnded) = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        socket.finish()
        return (try socket.answer(), socket.isEnded())
      }
      #expect(answer.status == 200)
      #expect(isEnded)
    }
  }

  @Test func oneConnectionMayBringSeveralCallbacksAlsoAtOnce() async throws {
    try await withListener { listener in
      let paths = try (1...4).map { try listener.path(try payment($0)) }
      let answers = try await listener.talk { socket in
        socket.send(post(paths[0], "one"))
        let first = try socket.answer()
        socket.send(
          post(paths[1], "two") + post(paths[2], "three") + post(paths[3], "four", more: "Connection: close\r\n"))
        return [first, try socket.answer(), try socket.answer(), try socket.answer()].map(\.status)
          + [socket.isEnded() ? 0 : 1]
      }
      #expect(answers == [200, 200, 200, 200, 0])
      #expect(try listener.spool.scan().count == 4)
    }
  }

  @Test func theSameCallbackAgainIsAcceptedAgain() async throws {
    try await withListener({ $0.limits.heartbeatMilliseconds = 20 }) { listener in
      let path = try listener.path(try payment())
      for _ in 0..<3 {
        let answer = try await listener.talk { socket in
          socket.send(post(path, "{}"))
          return try socket.answer()
        }
        #expect(answer.status == 200)
      }
      #expect(try listener.spool.scan().count == 1)
      #expect(try await eventually { listener.heartbeat()?.counters.repeated == 2 })
      let heartbeat = try #require(listener.heartbeat())
      #expect(heartbeat.counters.accepted == 1)
      #expect(heartbeat.lastCallbackAt != nil)
    }
  }

  @Test func aNewKeyReachesARunningListener() async throws {
    let isRotated = Switch(false)
    let source = KeySource(
      stamp: { isRotated.isOn ? "new" : "old" },
      load: {
        try TagKeyRing(
          parsing: isRotated.isOn ? "active \(secondKey)\nretired \(firstKey) 2026-11-24" : "active \(firstKey)")
      })
    try await withListener({
      $0.keys = source
      $0.limits.heartbeatMilliseconds = 20
    }) { listener in
      let id = try payment()
      let old = try listener.path(id)
      isRotated.isOn = true
      let new = try listener.path(id)
      let fingerprints = try listener.settings.keys.load().fingerprints
      #expect(try await eventually { listener.heartbeat()?.keyFingerprints == fingerprints })
      let answers = try await listener.talk { socket in
        socket.send(post(new, "under the new key") + post(old, "under the old key"))
        return [try socket.answer().status, try socket.answer().status]
      }
      #expect(answers == [200, 200])
      let statuses = try listener.spool.scan().map { try listener.spool.read($0).keyStatus }
      #expect(Set(statuses) == [.active, .retired])
    }
  }

  @Test func anUnreadableKeyFileKeepsTheOldKeysAndSaysSo() async throws {
    let isBroken = Switch(false)
    let source = KeySource(
      stamp: { isBroken.isOn ? "broken" : "good" },
      load: { try TagKeyRing(parsing: isBroken.isOn ? "active nonsense" : "active \(firstKey)") })
    try await withListener({
      $0.keys = source
      $0.limits.heartbeatMilliseconds = 20
    }) { listener in
      let path = try listener.path(try payment())
      isBroken.isOn = true
      #expect(try await eventually { listener.heartbeat()?.trouble?.english.contains("key file") == true })
      let answer = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      isBroken.isOn = false
      #expect(try await eventually { listener.heartbeat()?.trouble == nil })
    }
  }

  @Test func behindAProxyOfOursTheLastForwardedAddressCounts() async throws {
    try await withListener({
      $0.environment = "production"
      $0.trustedProxies = try AddressList(["127.0.0.1"])
    }) { listener in
      let path = try listener.path(try payment())
      let cases = [
        ("X-Forwarded-For: 203.0.113.7, 196.201.214.200\r\n", "196.201.214.200", PeerClass.listed),
        ("X-Forwarded-For: 196.201.214.200, 203.0.113.7\r\n", "203.0.113.7", .unlisted),
        ("", "127.0.0.1", .unlisted),
        ("X-Forwarded-For: junk\r\n", "unknown", .unlisted),
      ]
      for (number, (header, peer, peerClass)) in cases.enumerated() {
        let body = "case \(number)"
        let answer = try await listener.talk { socket in
          socket.send(post(path, body, more: header))
          return try socket.answer()
        }
        #expect(answer.status == 200)
        let stored = try listener.spool.scan().map { try listener.spool.read($0) }
          .first { $0.body == Array(body.utf8) }
        #expect(stored?.peer == peer)
        #expect(stored?.peerClass == peerClass)
      }
      #expect(try await eventually { listener.heartbeat()?.counters.accepted == 4 })
      // What doctor names.
      #expect(try await eventually { listener.heartbeat()?.lastUnlistedPeer == "unknown" })
    }
  }

  /// The header that the shop's proxies do not write is the sender's own word.
  @Test func theOtherHeaderIsNotRead() async throws {
    try await withListener({
      $0.environment = "production"
      $0.trustedProxies = try AddressList(["127.0.0.1"])
      $0.forwardedHeader = .forwarded
    }) { listener in
      let path = try listener.path(try payment())
      let headers = "X-Forwarded-For: 196.201.214.200\r\nForwarded: for=203.0.113.7\r\n"
      let answer = try await listener.talk { socket in
        socket.send(post(path, "{}", more: headers))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      let stored = try listener.spool.scan().map { try listener.spool.read($0) }
      #expect(stored.map(\.peer) == ["203.0.113.7"])
    }
  }

  /// Whoever asks first is told to go on, and only with a good tag; without an answer some wait for ever.
  @Test func aSenderThatAsksBeforeItsBodyIsTold() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      for (number, more) in ["", "?from=gateway", "/"].enumerated() {
        let body = #"{"case":\#(number)}"#
        let whole = post(path + more, body, more: "Expect: 100-continue\r\n")
        let statuses = try await listener.talk { socket in
          socket.send(String(whole.dropLast(body.count)))
          let first = try socket.answer()
          socket.send(body)
          return [first.status, try socket.answer().status]
        }
        #expect(statuses == [100, 200])
        let bodies = try listener.spool.scan().map { try listener.spool.read($0).body }
        #expect(bodies.contains(Array(body.utf8)))
      }
      let forged = path.dropLast() + (path.hasSuffix("0") ? "1" : "0")
      let refused = try await listener.talk { socket in
        socket.send(String(post(String(forged), "{}", more: "Expect: 100-continue\r\n").dropLast(2)))
        return try socket.answer()
      }
      #expect(refused.status == 404)
      // And who does not wait is answered all the same.
      let hasty = try await listener.talk { socket in
        socket.send(post(path, "hasty", more: "Expect: 100-continue\r\n"))
        return [try socket.answer().status, try socket.answer().status]
      }
      #expect(hasty == [100, 200])
    }
  }
}
