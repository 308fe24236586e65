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
    /// What names it once it is evidence.
    package let callback: CallbackName
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

  struct State {
    var waiting: [String: Kept] = [:]
    var done: [String: Done] = [:]
    var odd: [OddFile] = []
    /// How requests ended, until the ledger has it, by name.
    var answers: [String: (id: PaymentID, learnt: LearntEvidence)] = [:]
    var delivered: [Delivered] = []
    var isUnreachable = false
    /// The payment whose kept answer cannot be read.
    var unreadable: PaymentID?
    var changes = 0
    var forgetsEvery: Int?
    var isFull = false
    var reservePieces = MemorySpool.reservePieces
    /// Names in `tmp/` that nobody finished.
    var unfinished = 0
  }

  struct Kept {
    let arrival: Arrival
    let arrivedWallMilliseconds: Int64

    var name: ArrivalName {
      ArrivalName(
        paymentID: arrival.paymentID, fileName: MemorySpool.fileName(arrival.paymentID, arrival.bodyHash, arrival.peer))
    }
  }

  struct Done {
    let kept: Kept
    let day: BusinessDay
  }

  struct OddFile {
    /// With a number behind it where its own was taken.
    let fileName: String
    /// What a person names it by.
    let id: String
    let kept: Kept
    let reason: AsideReason
    let sinceWallMilliseconds: Int64
  }

  /// Preallocated room for so many callbacks on a full disk.
  package static let reservePieces = 4

  let state = Mutex(State())

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
  package var odd: [Odd] { state.withLock { $0.odd.map { Odd(name: $0.kept.name, reason: $0.reason) } } }

  /// How many things a person must look at.
  package var oddCount: Int { state.withLock { $0.odd.count } }

  /// How many wait.
  package var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// This one waits.
  package func isWaiting(_ name: ArrivalName) -> Bool { state.withLock { $0.waiting[name.fileName] != nil } }

  /// This one is kept for a person.
  package func isOdd(_ name: ArrivalName) -> Bool { state.withLock { $0.odd.contains { $0.kept.name == name } } }

  /// This one was filed as archived at least once.
  package func isDone(_ name: ArrivalName) -> Bool { state.withLock { $0.done[name.fileName] != nil } }

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
    _ body: [UInt8], to id: PaymentID, peer: PeerClass, keyIsTrusted: Bool, breaksOff: Bool, at now: Moment
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
    return isTaken ? deliver(body, to: id, peer: peer, keyIsTrusted: keyIsTrusted, at: now) : nil
  }

  /// Stores one callback on a disk that takes it.
  @discardableResult
  package func deliver(
    _ body: [UInt8], to id: PaymentID, peer: PeerClass, keyIsTrusted: Bool, at now: Moment? = nil
  ) -> ArrivalName {
    let hash = Self.hash(body)
    let kept = Kept(
      arrival: Arrival(paymentID: id, peer: peer, keyIsTrusted: keyIsTrusted, bodyHash: hash, body: body),
      arrivedWallMilliseconds: now?.wallMilliseconds ?? VirtualClock.morningMilliseconds)
    let name = kept.name
    state.withLock { state in
      state.delivered.append(
        Delivered(name: name, callback: CallbackName(paymentID: id, bodyHash: hash, peer: peer)))
      state.changes += 1
      if let every = state.forgetsEvery, state.delivered.count.isMultiple(of: every) { return }
      state.waiting[name.fileName] = kept
    }
    return name
  }

  /// What a callback is called in the spool.
  package static func fileName(_ body: [UInt8], _ id: PaymentID, _ peer: PeerClass) -> String {
    fileName(id, hash(body), peer)
  }

  static func fileName(_ id: PaymentID, _ bodyHash: String, _ peer: PeerClass) -> String {
    SpoolName(kind: .push, paymentID: id, bodyHash: bodyHash, peerClass: peer).fileName
  }

  package func arrivals() throws -> Arrivals {
    try reach { state in
      if state.waiting.isEmpty, state.answers.isEmpty { return Arrivals([]) }
      return Arrivals(
        state.waiting.map { ArrivalName(paymentID: $0.value.arrival.paymentID, fileName: $0.key) }
          .sorted { $0.fileName < $1.fileName },
        answers: state.answers.map { ArrivalName(paymentID: $0.value.id, fileName: $0.key) }
          .sorted { $0.fileName < $1.fileName })
    }
  }

  package func read(_ name: ArrivalName) throws -> ArrivalReading {
    try reach { state in
      state.waiting[name.fileName].map { ArrivalReading.arrival($0.arrival) } ?? .gone
    }
  }

  package func archive(_ names: [ArrivalName], on day: BusinessDay) throws {
    for name in names { try archive(name, on: day) }
  }

  /// Files one away on a day.
  package func archive(_ name: ArrivalName, on day: BusinessDay) throws {
    try reach { state in
      guard let kept = state.waiting.removeValue(forKey: name.fileName) else { return }
      state.done[name.fileName] = Done(kept: kept, day: day)
      state.changes += 1
    }
  }

  package func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    try reach { state in
      guard let kept = state.waiting.removeValue(forKey: name.fileName) else { return }
      Self.setAside(kept, for: reason, at: now, in: &state)
    }
  }

  static func setAside(_ kept: Kept, for reason: AsideReason, at now: Moment, in state: inout State) {
    let own = kept.name.fileName
    let taken = state.odd.map(\.fileName)
    let fileName = ([own] + (2...99).map { "\(own).\($0)" }).first { !taken.contains($0) } ?? own
    state.odd.append(
      OddFile(
        fileName: fileName, id: hash(Array(fileName.utf8)), kept: kept, reason: reason,
        sinceWallMilliseconds: now.wallMilliseconds))
    state.changes += 1
  }

  func reach<Outcome: Sendable>(
    _ work: (inout State) -> Outcome
  ) throws(SpoolUnreachable) -> Outcome {
    let outcome: Outcome? = state.withLock { state in
      if state.isUnreachable { return nil }
      return work(&state)
    }
    guard let outcome else { throw SpoolUnreachable() }
    return outcome
  }

  static func hash(_ body: [UInt8]) -> String {
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
  package init() {}

  package var explanation: Phrase {
    Phrase(
      "The spool cannot be read. Callbacks wait there; nothing is lost.",
      sw: "Spool haiwezi kusomwa. Majibu yanasubiri humo; hakuna kilichopotea.")
  }
}
