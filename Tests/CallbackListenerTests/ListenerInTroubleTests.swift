import Daraja
import Files
import Glibc
import Payments
import Spool
import TestSupport
import Testing

@testable import CallbackListener

@Suite(.serialized) struct ListenerInTroubleTests {
  /// Real calls whose file sync fails while a switch is on.
  private func failing(_ isFailing: Switch, code: Int32) -> FileCalls {
    var calls = FileCalls.real
    calls.syncFile = { (descriptor) throws(Errno) in
      if isFailing.isOn { throw Errno(rawValue: code) }
      try FileCalls.real.syncFile(descriptor)
    }
    return calls
  }

  @Test func whatCannotBeStoredIsRefusedAndItsPaymentIsPublished() async throws {
    let isFailing = Switch(false)
    try await withListener(calls: failing(isFailing, code: EIO), { $0.limits.heartbeatMilliseconds = 20 }) { listener in
      let id = try payment()
      let path = try listener.path(id)
      isFailing.isOn = true
      let (answer, isEnded) = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return (try socket.answer(), socket.isEnded())
      }
      #expect(answer.status == 503)
      #expect(answer.has("Connection: close"))
      #expect(isEnded)
      // Its trials come and go; what was stored would stay.
      #expect(try await eventually { try listener.storedFiles() == 0 })
      #expect(try await eventually { listener.heartbeat()?.refusedPayments == [id] })
      #expect(listener.heartbeat()?.trouble != nil)
      let sick = try await listener.talk { socket in
        socket.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n")
        return try socket.answer()
      }
      #expect(sick.status == 503)

      isFailing.isOn = false
      let again = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return try socket.answer()
      }
      #expect(again.status == 200)
      #expect(try await eventually { listener.heartbeat()?.refusedPayments == [] })
      #expect(try await eventually { listener.heartbeat()?.trouble == nil })
    }
  }

  /// Half of a callback says that there is one.
  @Test func aCallbackThatIsCutOffIsPublished() async throws {
    try await withListener {
      $0.limits.heartbeatMilliseconds = 20
    } _: { listener in
      let id = try payment()
      let path = try listener.path(id)
      try await listener.talk { socket in
        let whole = post(path, #"{"Body":{}}"#)
        socket.send(String(whole.dropLast(4)))
        socket.finish()
      }
      #expect(try await eventually { listener.heartbeat()?.refusedPayments == [id] })
      #expect(try listener.storedFiles() == 0)
    }
  }

  /// Gone before anybody looked at what it sent: it is who it was, and what it sent was forged by no field of its own.
  @Test func aSenderThatIsGoneKeepsItsAddress() async throws {
    try await withListener { listener in
      for number in 1...20 {
        let path = try listener.path(try payment(number))
        _ = try await listener.talk { socket in
          socket.send(post(path, "{\"case\":\(number)}", more: "kaunta-socket-peer: 10.0.0.1\r\n"))
        }
      }
      #expect(try await eventually { try listener.spool.scan().count == 20 })
      let peers = try listener.spool.scan().map { try listener.spool.read($0).peer }
      #expect(Set(peers) == ["127.0.0.1"])
    }
  }

  /// Who has one leaked address could else keep a shop from asking about the answer that was turned away, and from
  /// seeing that Safaricom's do not arrive.
  @Test func aStrangersCallbackTakesNothingOutOfWhatTheHeartbeatTells() async throws {
    let isFailing = Switch(false)
    try await withListener(calls: failing(isFailing, code: EIO)) {
      $0.limits.heartbeatMilliseconds = 20
      $0.environment = "production"
      $0.trustedProxies = try AddressList(["127.0.0.1"])
    } _: { listener in
      let id = try payment()
      let path = try listener.path(id)
      func ask(_ body: String, from peer: String) async throws -> Int {
        try await listener.talk { socket in
          socket.send(post(path, body, more: "X-Forwarded-For: \(peer)\r\n"))
          return try socket.answer().status
        }
      }
      isFailing.isOn = true
      #expect(try await ask("{}", from: "196.201.214.200") == 503)
      isFailing.isOn = false
      #expect(try await ask(#"{"forged":1}"#, from: "203.0.113.7") == 200)
      #expect(try await eventually { listener.heartbeat()?.counters.fromUnlistedAddresses == 1 })
      #expect(listener.heartbeat()?.refusedPayments == [id])
      #expect(listener.heartbeat()?.lastCallbackAt == nil)
      #expect(try await ask("{}", from: "196.201.214.200") == 200)
      #expect(try await eventually { listener.heartbeat()?.refusedPayments == [] })
      #expect(listener.heartbeat()?.lastCallbackAt != nil)
    }
  }

  @Test func aSpoolThatIsNoDirectoryAnyMoreIsRefusedWithASentence() async throws {
    try await withListener { listener in
      let path = try listener.path(try payment())
      let newPath = listener.spool.newPath
      #expect(rmdir(newPath) == 0)
      close(open(newPath, O_CREAT | O_WRONLY, 0o600))
      let answer = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return try socket.answer()
      }
      #expect(answer.status == 503)
    }
  }

  /// A chain's database, say: the listener knows of nothing but the seam.
  @Test func whateverStoresIsAskedAndToldByTheOneSeam() async throws {
    let chain = ChainOfShops()
    try await withListener({ $0.delivery = chain }) { listener in
      #expect(chain.kept.withLock { $0.isPrepared && $0.heartbeat != nil })
      let path = try listener.path(try payment())
      func ask() async throws -> Int {
        try await listener.talk { socket in
          socket.send(post(path, "{}"))
          return try socket.answer().status
        }
      }
      #expect(try await ask() == 200)
      #expect(chain.kept.withLock { $0.envelopes.map(\.paymentID) } == [try payment()])
      #expect(chain.kept.withLock { $0.envelopes.map(\.kind) } == [.push])
      chain.kept.withLock { $0.isDown = true }
      #expect(try await ask() == 503)
      // At once, or with its next look where it wrote one a moment ago.
      let refused = [try payment()]
      #expect(try await eventually { chain.kept.withLock { $0.heartbeat?.refusedPayments } == refused })
      #expect(try listener.storedFiles() == 0)
    }
  }

  @Test func onAFullDiskTheReserveIsUsedAndItIsSaid() async throws {
    let isFull = Switch(false)
    var calls = FileCalls.real
    calls.write = { (descriptor, bytes) throws(Errno) in
      if isFull.isOn { throw Errno(rawValue: ENOSPC) }
      return try FileCalls.real.write(descriptor, bytes)
    }
    calls.unlink = { (path) throws(Errno) in
      let file = resolvedPath(path.path)
      try FileCalls.real.unlink(path)
      if file.contains("/reserve/") { isFull.isOn = false }
    }
    calls.freeBytes = { (path) throws(Errno) in isFull.isOn ? 0 : try FileCalls.real.freeBytes(path) }
    try await withListener(calls: calls) { listener in
      let path = try listener.path(try payment())
      isFull.isOn = true
      let answer = try await listener.talk { socket in
        socket.send(post(path, "{}"))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      #expect(try SpoolReserve(listener.spool).piecesLeft() == SpoolReserve.pieces - 1)
    }
  }

  @Test func whenTooManyWaitForTheDiskTheRestIsRefused() async throws {
    let gate = Gate()
    try await withListener(
      calls: gate.calls,
      {
        $0.limits.storeThreads = 1
        $0.limits.storeQueue = 1
      }
    ) { listener in
      let paths = try (1...3).map { try listener.path(try payment($0)) }
      gate.close()
      let sockets = try await withThrowingTaskGroup(of: Int.self) { group in
        for path in paths[..<2] {
          group.addTask {
            try await listener.talk { socket in
              socket.send(post(path, "{}"))
              return try socket.answer(seconds: 30).status
            }
          }
        }
        // One is at the disk and one waits for it: a third is told to come again. Until both are there, a try by the
        // third may itself take a place, so that it is asked with another body each time.
        #expect(try await eventually { gate.waiting == 1 })
        group.addTask {
          var status = 0
          for number in 0..<200 where status != 503 {
            status = try await listener.talk { socket in
              socket.send(post(paths[2], "try \(number)"))
              return try socket.answer(milliseconds: 100)?.status ?? 0
            }
          }
          gate.open()
          return status
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(sockets.contains(503))
      #expect(sockets.count { $0 == 200 } >= 1)
    }
  }

  @Test func aStopFinishesWhatWasBegun() async throws {
    let gate = Gate()
    try await withListener(calls: gate.calls) { listener in
      let path = try listener.path(try payment())
      gate.close()
      async let answer = listener.talk { socket in
        socket.send(post(path, "{}"))
        let answer = try socket.answer(seconds: 30)
        return (answer.status, socket.isEnded())
      }
      async let idle = listener.talk { socket in
        socket.send("POST /c/")
        return socket.isEnded(seconds: 9)
      }
      #expect(try await eventually { gate.waiting == 1 })
      await listener.group.triggerGracefulShutdown()
      // The idle one goes at once; then the disk answers, and so does the listener.
      #expect(try await idle)
      gate.open()
      let (status, isEnded) = try await answer
      #expect(status == 200)
      #expect(isEnded)
      #expect(try listener.spool.scan().count == 1)
    }
  }

  /// A log that had no place when the listener started was kept by nobody for as long as it ran, and nobody was told.
  @Test func aWitnessLogWithoutAPlaceIsCountedAndWrittenOnceItHasOne() async throws {
    let place = try TemporaryDirectory()
    try place.write("", to: "witness")
    let path = place.path(of: "witness")
    try await withListener({ settings in
      settings.limits.heartbeatMilliseconds = 20
      settings.witness = WitnessLog(openedLaterAt: path)
    }) { listener in
      let id = try payment()
      let target = try listener.path(id)
      let answer = try await listener.talk { socket in
        socket.send(post(target, "{}"))
        return try socket.answer()
      }
      #expect(answer.status == 200)
      #expect(try await eventually { (listener.heartbeat()?.counters.witnessFailures ?? 0) > 0 })
      #expect(unlink(path) == 0)
      #expect(
        try await eventually { FileTree.paths(under: path).contains { readTextFile($0)?.contains(id.hex) == true } })
    }
  }

  @Test func anAddressInUseIsAnErrorAndNoHang() async throws {
    try await withListener { listener in
      let port = listener.port
      await #expect(throws: (any Error).self) {
        try await withListener({ $0.port = port }) { _ in }
      }
    }
  }

  @Test func withoutKeysItDoesNotStart() async throws {
    await #expect(throws: (any Error).self) { try await withListener(keys: "suspect \(firstKey)") { _ in } }
  }
}
