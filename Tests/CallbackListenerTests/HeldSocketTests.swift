import Glibc
import ServiceLifecycle
import TestSupport
import Testing

@testable import CallbackListener

private let healthRequest = "GET /health HTTP/1.1\r\nHost: h\r\n\r\n"

/// A socket that is open before a listener is there and after it has gone, as a service manager's is.
private final class HeldSocket: Sendable {
  let descriptor: Int32
  let port: Int

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(isBound && listen(descriptor, 64) == 0)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  /// What a listener gets: it closes its own.
  func copy() -> Int32 { dup(descriptor) }

  /// Whether a connection waits that nobody has taken.
  var hasWaiting: Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) == 1
  }
}

@Suite(.serialized) struct HeldSocketTests {
  @Test func connectionsWaitWhileThereIsNoListener() async throws {
    let held = try HeldSocket()
    // Twice: before the first listener, and between the first and the second.
    for _ in 1...2 {
      let answer = try BegunWork {
        let socket = try RawSocket(port: held.port)
        socket.send(healthRequest)
        // It waits until a listener is there, which is as long as this machine takes to start one.
        return try socket.answer(seconds: 1_200).status
      }
      try await onThread { try waitUntil("a connection waits") { held.hasWaiting } }
      try await withListener { settings in
        settings.socket = held.copy()
        settings.port = 1
      } _: { listener in
        #expect(listener.port == held.port)
        #expect(listener.heartbeat()?.listensOn == "127.0.0.1:\(held.port)")
        try await onThread { try waitUntil("it was taken") { !held.hasWaiting } }
      }
      #expect(try await answer.outcome() == 200)
    }
  }

  @Test func aConnectionThatWasTakenJustBeforeTheStopGetsItsAnswer() async throws {
    try await withListener { settings in
      // What is held to the figures is the listener's own limit, and not how fast this machine gets there.
      settings.limits.requestMilliseconds = 300_000
      settings.limits.firstHeadAtStopMilliseconds = 300_000
      settings.limits.stopMilliseconds = 300_000
    } _: { listener in
      let group = listener.group
      let status = try await listener.talk { early in
        // Whoever came later has been answered, so the first was taken.
        let later = try RawSocket(port: listener.port)
        later.send(healthRequest)
        #expect(try later.answer().status == 200)
        Task { await group.triggerGracefulShutdown() }
        try waitUntil("the port is closed") { (try? RawSocket(port: listener.port)) == nil }
        #expect(later.isEnded())
        early.send(healthRequest)
        return try early.answer().status
      }
      #expect(status == 200)
    }
  }

  @Test func eachHeartbeatThatWasWrittenIsASignOfLife() async throws {
    let (signs, beats) = (LogLines(), LogLines())
    try await withListener { settings in
      settings.limits.heartbeatMilliseconds = 20
      settings.onHeartbeat = { signs.append("alive") }
      let now = settings.now
      // Each beat asks for the time, whether it can be written or not.
      settings.now = {
        beats.append("beat")
        return now()
      }
    } _: { listener in
      let directory = listener.directory
      try await onThread {
        try waitUntil("three signs") { signs.all.count >= 3 }
        // A spool that cannot be written into any more.
        #expect(rename(directory + "/spool", directory + "/away") == 0)
        func waitForBeats(_ count: Int) throws {
          let before = beats.all.count
          try waitUntil("\(count) beats") { beats.all.count >= before + count }
        }
        // The one that was under way then is over.
        try waitForBeats(5)
        let before = signs.all.count
        try waitForBeats(10)
        #expect(signs.all.count == before, "a heartbeat that was not written was told as a sign of life")
        #expect(rename(directory + "/away", directory + "/spool") == 0)
        try waitUntil("signs again") { signs.all.count > before }
      }
    }
  }
}
