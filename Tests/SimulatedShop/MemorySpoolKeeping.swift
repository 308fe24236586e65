import Payments
import Shop

import struct Spool.AnswerSeal
import struct Spool.KeptAnswer

private let seal = AnswerSeal(consumerSecret: "demo")

/// How requests ended, until the ledger has it.
extension MemorySpool {
  package func keep(_ answer: LearntEvidence, of id: PaymentID) throws -> ArrivalName? {
    guard let name = KeptAnswer(answer.evidence, of: id, at: answer.at)?.fileName(seal) else { return nil }
    return try reach { state in
      if state.isFull { return nil }
      state.answers[name] = (id, answer)
      state.changes += 1
      return ArrivalName(paymentID: id, fileName: name)
    }
  }

  package func keptAnswer(_ name: ArrivalName) throws -> LearntEvidence? {
    if state.withLock({ $0.unreadable == name.paymentID }) { throw SpoolUnreachable() }
    return try reach { state in state.answers[name.fileName]?.learnt }
  }

  /// The kept answer of this payment cannot be read; nil when each can.
  package func setUnreadable(_ id: PaymentID?) { state.withLock { $0.unreadable = id } }

  package func forget(_ name: ArrivalName) throws { try reach { state in state.answers[name.fileName] = nil } }

  /// How many answers the ledger does not have yet.
  package var answerCount: Int { state.withLock { $0.answers.count } }
}

/// What a restore does with the directory.
extension MemorySpool {
  /// Everything that the directory still has, wherever in it, in the order of names.
  package func everything() -> [Arrival] {
    state.withLock { state in
      let named =
        state.waiting.map { ($0.key, $0.value) } + state.done.map { ($0.key, $0.value.kept) }
        + state.odd.map { ($0.fileName, $0.kept) }
      return named.sorted { $0.0 < $1.0 }.map(\.1.arrival)
    }
  }

  /// Files as archived what was kept for a person, and is known after a restore.
  package func archiveOdd(_ callback: CallbackName, on day: BusinessDay) {
    state.withLock { state in
      for file in state.odd where file.kept.arrival.name == callback { Self.archive(file, on: day, in: &state) }
    }
  }

  private static func archive(_ file: OddFile, on day: BusinessDay, in state: inout State) {
    state.odd.removeAll { $0.fileName == file.fileName }
    state.done[file.fileName] = Done(kept: file.kept, day: day)
    state.changes += 1
  }

  /// Keeps for a person what was archived by evidence or a decision that a restored ledger does not have.
  package func reopen(at now: Moment, unless isKnown: (ArchivedFile) -> Bool) {
    state.withLock { state in
      for fileName in state.done.keys.sorted() {
        guard let done = state.done[fileName], !isKnown(Self.archived(fileName, done)) else { continue }
        state.done[fileName] = nil
        Self.setAside(done.kept, for: .unknownPayment, at: now, in: &state)
      }
    }
  }

  private static func archived(_ fileName: String, _ done: Done) -> ArchivedFile {
    ArchivedFile(
      fileName: fileName, callback: done.kept.arrival.name,
      nameDigests: [hash(Array(fileName.utf8)), hash(Array(done.kept.name.fileName.utf8))],
      arrivedWallMilliseconds: done.kept.arrivedWallMilliseconds, code: done.kept.arrival.report?.resultCode)
  }
}

/// What the archive holds, as a purge sees it.
extension MemorySpool: ArchivePort {
  package func archiveDays() throws -> [BusinessDay] {
    try reach { state in Set(state.done.values.map(\.day)).sorted() }
  }

  package func archived(on day: BusinessDay) throws -> [ArchivedFile] {
    try reach { state in
      state.done.filter { $0.value.day == day }.map(Self.archived).sorted { $0.fileName < $1.fileName }
    }
  }

  package func remove(_ files: [ArchivedFile], archivedOn day: BusinessDay) throws -> Int {
    try reach { state in
      var removed = 0
      for file in files where state.done[file.fileName]?.day == day {
        state.done[file.fileName] = nil
        removed += 1
      }
      state.changes += removed
      return removed
    }
  }
}

/// What waits for a person.
extension MemorySpool: UnmatchedPort {
  package func unmatchedFiles() throws -> [UnmatchedFile] {
    try reach { state in
      if state.odd.isEmpty { return [] }
      return state.odd.map { file in
        var item = UnmatchedItem(id: file.id, oddity: file.reason.oddity)
        item.payment = file.kept.arrival.paymentID
        item.bodyHash = file.kept.arrival.bodyHash
        item.peer = file.kept.arrival.peer
        item.sinceWallMilliseconds = file.sinceWallMilliseconds
        return UnmatchedFile(fileName: file.fileName, item: item)
      }.sorted { $0.fileName < $1.fileName }
    }
  }

  package func content(of file: UnmatchedFile) -> (arrival: Arrival, arrivedWallMilliseconds: Int64)? {
    guard let kept = try? reach({ state in state.odd.first { $0.fileName == file.fileName }?.kept }) else { return nil }
    return (kept.arrival, kept.arrivedWallMilliseconds)
  }

  package func archive(_ file: UnmatchedFile, on day: BusinessDay) throws {
    try reach { state in
      guard let odd = state.odd.first(where: { $0.fileName == file.fileName }) else { return }
      Self.archive(odd, on: day, in: &state)
    }
  }
}

extension AsideReason {
  /// The kind's name in the spool.
  fileprivate var oddity: String {
    switch self {
    case .damaged: "damaged"
    case .unreadable: "unparsable"
    case .unknownPayment: "unknown-payment"
    }
  }
}

extension Arrival {
  /// What names it once it is evidence.
  package var name: CallbackName { CallbackName(paymentID: paymentID, bodyHash: bodyHash, peer: peer) }
}
