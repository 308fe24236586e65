import Files
import Foundation
import Payments
import Synchronization
import TestSupport
import Testing

@testable import Spool

/// Many deliver at once: one sync of the directory may do for several, and never for one that came after its beginning.
@Suite struct SharedSyncTests {
  private static let deliveries = 8

  @Test func nobodyReturnsBeforeASyncThatBeganAfterItsOwnRename() throws {
    let log = Log()
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool").reopened(calls: log.calls(failing: false))
    let outcomes = try deliverAtOnce(spool, log)
    #expect(outcomes.allSatisfy { $0 == .success(.stored) })
    #expect(try spool.scan().count == Self.deliveries)

    let events = log.events
    for number in 1...Self.deliveries {
      let renamed = try #require(events.firstIndex(of: .renamed(number)))
      let returned = try #require(events.firstIndex(of: .returned(number)))
      let covers = events.indices.contains { begin in
        guard case .syncBegan(let sync) = events[begin], begin > renamed,
          let end = events.firstIndex(of: .syncEnded(sync))
        else { return false }
        return end < returned
      }
      #expect(covers, "delivery \(number) returned without one: \(events)")
    }
    // The one that was held up while all came, the one that all of these waited for, and no third.
    #expect(events.count { if case .syncBegan = $0 { true } else { false } } <= 3)
  }

  @Test func whoeverWaitsForASyncThatFailsIsTold() throws {
    let log = Log()
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool").reopened(calls: log.calls(failing: true))
    let outcomes = try deliverAtOnce(spool, log)
    #expect(outcomes.allSatisfy { $0 == .failure(.failed(.syncDirectory, code: EIO)) })
  }

  /// Each on a thread of its own; the first sync is held up until all have renamed.
  private func deliverAtOnce(_ spool: SpoolDirectory, _ log: Log) throws -> [Result<Delivery, SpoolError>] {
    let envelopes = try (1...Self.deliveries).map { try envelope("\($0)", payment: $0) }
    let outcomes = Mutex<[Result<Delivery, SpoolError>]>([])
    log.holdsFirstSyncUntilRenamed(Self.deliveries)
    let group = DispatchGroup()
    for (place, envelope) in envelopes.enumerated() {
      group.enter()
      // Not a queue's threads: those are as many as the machine has cores while other tests hold the rest.
      Thread.detachNewThread {
        defer { group.leave() }
        let outcome = Result { () throws(SpoolError) in try spool.deliver(envelope) }
        log.note(.returned(place + 1))
        outcomes.withLock { $0.append(outcome) }
      }
    }
    group.wait()
    return outcomes.withLock { $0 }
  }
}

/// What happened in which order.
private final class Log: Sendable {
  enum Event: Equatable {
    case renamed(Int)
    case syncBegan(Int)
    case syncEnded(Int)
    case returned(Int)
  }

  private struct State {
    var events: [Event] = []
    var syncs = 0
    var awaitedRenames = 0
  }

  private let state = Mutex(State())

  var events: [Event] { state.withLock(\.events) }

  func note(_ event: Event) { state.withLock { $0.events.append(event) } }

  func holdsFirstSyncUntilRenamed(_ count: Int) { state.withLock { $0.awaitedRenames = count } }

  func calls(failing: Bool) -> FileCalls {
    var calls = FileCalls.real
    calls.renameWithoutReplacing = { (from, to) throws(Errno) in
      try FileCalls.real.renameWithoutReplacing(from, to)
      if let number = SpoolName(fileName: to.name).flatMap({ Int($0.paymentID.hex, radix: 16) }) {
        self.note(.renamed(number))
      }
    }
    calls.syncDirectory = { (descriptor) throws(Errno) in
      let (sync, awaited) = self.state.withLock { state in
        state.syncs += 1
        if state.awaitedRenames > 0 { state.events.append(.syncBegan(state.syncs)) }
        return (state.syncs, state.awaitedRenames)
      }
      guard awaited > 0 else { return try FileCalls.real.syncDirectory(descriptor) }
      if self.events.count(where: { if case .syncBegan = $0 { true } else { false } }) == 1 {
        try? waitUntil("all have renamed") { self.renames == awaited }
      }
      if failing { throw Errno(rawValue: EIO) }
      try FileCalls.real.syncDirectory(descriptor)
      self.note(.syncEnded(sync))
    }
    return calls
  }

  private var renames: Int { events.count { if case .renamed = $0 { true } else { false } } }
}
