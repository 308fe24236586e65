import Crypto
import Payments
import Shop
import Synchronization

import struct Spool.SpoolName

/// The shared directory in memory: `new`, `done` and `odd`, names that an exact repeat lands on, and the listener's
/// way of writing into it.
package final class MemorySpool: SpoolPort {
  /// A callback that was answered with 200: from here on it must never be lost.
  package struct Delivered: Sendable, Equatable {
    /// Its name in the spool.
    package let name: ArrivalName
    /// The key that its evidence has once it is in the ledger.
    package let evidenceKey: String
  }

  /// One that a person must look at.
  package struct Odd: Sendable, Equatable {
    /// Its name in the spool.
    package let name: ArrivalName
    /// Why it is there.
    package let reason: AsideReason

    /// One that is kept for a person.
    package init(name: ArrivalName, reason: AsideReason) {
      self.name = name
      self.reason = reason
    }
  }

  private struct State {
    var waiting: [String: Arrival] = [:]
    var done: [String: Done] = [:]
    var odd: [Odd] = []
    var oddArrivals: [String: Arrival] = [:]
    var delivered: [Delivered] = []
    var isUnreachable = false
    var changes = 0
    var forgetsEvery: Int?
    var isFull = false
    var reservePieces = MemorySpool.reservePieces
    /// Names in `tmp/` that nobody finished.
    var unfinished = 0
  }

  private struct Done {
    let arrival: Arrival
    let day: BusinessDay
  }

  /// Preallocated room for so many callbacks on a full disk.
  package static let reservePieces = 4

  private let state = Mutex(State())

  /// An empty spool.
  ///
  /// - Parameter forgetsEvery: loses every so-manieth callback after it was answered; only to see that the checks
  /// notice.
  package init(forgetsEvery: Int? = nil) { state.withLock { $0.forgetsEvery = forgetsEvery } }

  /// Grows with everything that changes.
  package var changes: Int { state.withLock(\.changes) }

  /// All callbacks that were answered with 200, in their order; an exact repeat stands twice.
  package var delivered: [Delivered] { state.withLock(\.delivered) }

  /// What a person must look at.
  package var odd: [Odd] { state.withLock(\.odd) }

  /// How many wait.
  package var waitingCount: Int { state.withLock(\.waiting.count) }

  /// This one waits.
  package func isWaiting(_ name: ArrivalName) -> Bool { state.withLock { $0.waiting[name.fileName] != nil } }

  /// This one is kept for a person.
  package func isOdd(_ name: ArrivalName) -> Bool { state.withLock { $0.odd.contains { $0.name == name } } }

  /// This one was filed as archived at least once.
  package func isDone(_ name: ArrivalName) -> Bool { state.withLock { $0.done[name.fileName] != nil } }

  /// For which business days something was filed, ascending.
  package var doneDays: [BusinessDay] { state.withLock { Set($0.done.values.map(\.day)).sorted() } }

  /// How many deliveries broke off and left their beginning in `tmp/`.
  package var unfinished: Int { state.withLock(\.unfinished) }

  /// The disk has no byte left, or it has again; the reserve is filled up by whoever tends it.
  package func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

  /// Fills the reserve up, where there is room.
  package func fillReserve() { state.withLock { if !$0.isFull { $0.reservePieces = Self.reservePieces } } }

  /// Nothing in the directory can be read, or it can again.
  package func setUnreachable(_ isUnreachable: Bool) { state.withLock { $0.isUnreachable = isUnreachable } }

  /// Stores one callback whose tag verified, as the listener does before it answers 200; nil when the disk does not
  /// take it: it is full and the reserve used up, or the write breaks off.
  package func store(
    _ body: [UInt8], to id: PaymentID, peer: PeerClass, keyIsTrusted: Bool, breaksOff: Bool
  ) -> ArrivalName? {
    let isTaken = state.withLock { state in
      if breaksOff {
        state.unfinished += 1
        return false
      }
      if !state.isFull { return true }
      state.reservePieces -= 1
      return state.reservePieces >= 0
    }
    return isTaken ? deliver(body, to: id, peer: peer, keyIsTrusted: keyIsTrusted) : nil
  }

  /// Stores one callback on a disk that takes it.
  @discardableResult
  package func deliver(_ body: [UInt8], to id: PaymentID, peer: PeerClass, keyIsTrusted: Bool) -> ArrivalName {
    let hash = Self.hash(body)
    let name = ArrivalName(paymentID: id, fileName: Self.fileName(body, id, peer))
    let arrival = Arrival(paymentID: id, peer: peer, keyIsTrusted: keyIsTrusted, bodyHash: hash, body: body)
    state.withLock { state in
      state.delivered.append(Delivered(name: name, evidenceKey: "callback/\(hash)/\(peer.rawValue)"))
      state.changes += 1
      if let every = state.forgetsEvery, state.delivered.count.isMultiple(of: every) { return }
      state.waiting[name.fileName] = arrival
    }
    return name
  }

  /// What a callback is called in the spool.
  package static func fileName(_ body: [UInt8], _ id: PaymentID, _ peer: PeerClass) -> String {
    SpoolName(kind: .push, paymentID: id, bodyHash: hash(body), peerClass: peer).fileName
  }

  package func arrivals() throws -> Arrivals {
    try reach { state in
      Arrivals(
        state.waiting.map { ArrivalName(paymentID: $0.value.paymentID, fileName: $0.key) }
          .sorted { $0.fileName < $1.fileName })
    }
  }

  package func read(_ name: ArrivalName) throws -> ArrivalReading {
    try reach { state in
      state.waiting[name.fileName].map(ArrivalReading.arrival) ?? .gone
    }
  }

  package func archive(_ name: ArrivalName, on day: BusinessDay) throws {
    try reach { state in
      guard let arrival = state.waiting.removeValue(forKey: name.fileName) else { return }
      state.done[name.fileName] = Done(arrival: arrival, day: day)
      state.changes += 1
    }
  }

  package func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    try reach { state in
      guard let arrival = state.waiting.removeValue(forKey: name.fileName) else { return }
      state.odd.append(Odd(name: name, reason: reason))
      state.oddArrivals[name.fileName] = arrival
      state.changes += 1
    }
  }

  private func reach<Outcome: Sendable>(
    _ work: (inout State) -> Outcome
  ) throws(SpoolUnreachable) -> Outcome {
    let outcome: Outcome? = state.withLock { state in
      if state.isUnreachable { return nil }
      return work(&state)
    }
    guard let outcome else { throw SpoolUnreachable() }
    return outcome
  }

  /// Everything that the directory still has, wherever in it, in the order of names.
  package func everything() -> [(name: ArrivalName, arrival: Arrival)] {
    state.withLock { state in
      let all = state.waiting.merging(state.done.mapValues(\.arrival)) { here, _ in here }
        .merging(state.oddArrivals) { here, _ in here }
      return all.keys.sorted().compactMap { fileName in
        all[fileName].map { (ArrivalName(paymentID: $0.paymentID, fileName: fileName), $0) }
      }
    }
  }

  /// Files as archived what was kept for a person, and is known after a restore.
  package func archiveOdd(_ name: ArrivalName, on day: BusinessDay) {
    state.withLock { state in
      guard let arrival = state.oddArrivals.removeValue(forKey: name.fileName) else { return }
      state.odd.removeAll { $0.name == name }
      state.done[name.fileName] = Done(arrival: arrival, day: day)
      state.changes += 1
    }
  }

  /// Keeps for a person what was archived for a payment that a restored ledger does not know.
  package func reopen(_ name: ArrivalName) {
    state.withLock { state in
      guard let done = state.done.removeValue(forKey: name.fileName) else { return }
      state.odd.append(Odd(name: name, reason: .unknownPayment))
      state.oddArrivals[name.fileName] = done.arrival
      state.changes += 1
    }
  }

  /// The key that a callback's evidence has once it is in the ledger; `/leaked` follows where the address's key was.
  static func evidenceKey(_ arrival: Arrival) -> String { "callback/\(arrival.bodyHash)/\(arrival.peer.rawValue)" }

  private static func hash(_ body: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: body) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The spool's directory cannot be read at the moment.
package struct SpoolUnreachable: ExplainedError {
  /// The error.
  package init() {}

  package var explanation: Phrase {
    Phrase(
      "The spool cannot be read. Callbacks wait there; nothing is lost.",
      sw: "Spool haiwezi kusomwa. Majibu yanasubiri humo; hakuna kilichopotea.")
  }
}
