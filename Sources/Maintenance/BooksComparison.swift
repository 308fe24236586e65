import Ledger
import Payments
import Shop
import Spool

/// What ledger, spool and witness log say against each other.
package struct BooksDifferences: Sendable, Equatable {
  /// What must not be so, a sentence each.
  package var problems: [String] = []
  /// What could not be compared, a sentence each.
  package var notes: [String] = []

  /// None.
  package init() {}
}

/// Holds the ledger to the spool and to the listener's own log, both ways (rules.md section 8).
package struct BooksComparison {
  /// So much may be missing from the witness log after a power cut: its lines are synced with each heartbeat.
  static let unsyncedMilliseconds: Int64 = 10_000

  private let ledger: LedgerDatabase
  private let spool: SpoolDirectory
  private let witness: WitnessLog?
  private let bootID: String

  /// A comparison; `bootID` names the machine's boot of now.
  package init(ledger: LedgerDatabase, spool: SpoolDirectory, witness: WitnessLog?, bootID: String) {
    self.ledger = ledger
    self.spool = spool
    self.witness = witness
    self.bootID = bootID
  }

  /// Compares.
  package func differences() throws(MaintenanceProblem) -> BooksDifferences {
    try explained { try self.compare() }
  }

  private func compare() throws -> BooksDifferences {
    var differences = BooksDifferences()
    // The spool is listed before the ledger is read: what is ingested in between is in both, not in neither.
    let waiting = Set(
      try spool.scan().map(CallbackName.init) + (try spool.oddItems().compactMap(\.name).map(CallbackName.init)))
    let done = try spool.doneDays().flatMap { try spool.doneItems(on: $0) }
    let evidence = try ledger.callbacks()
    let unmatched = ResolvedUnmatched(try ledger.unmatchedResolutions())
    let known = Set(evidence.map(\.name))
    var newer = 0
    for item in done where !unmatched.contains(item, in: spool) {
      guard let name = item.name else {
        if item.newerKind != nil {
          newer += 1
          continue
        }
        differences.problems.append(
          "A file lies among the callbacks archived on \(item.day.text) that no listener put there.")
        continue
      }
      if !known.contains(CallbackName(name)) {
        differences.problems.append(
          "A callback of payment \(name.paymentID.hex), archived on \(item.day.text), is not in the ledger.")
      }
    }
    if newer > 0 { differences.notes.append("\(newer) filed callbacks are of a kind that only a newer Kaunta knows.") }
    try compareWithWitness(
      evidence, known.union(unmatched.callbacks).union(waiting).union(done.compactMap(\.name).map(CallbackName.init)),
      &differences)
    return differences
  }

  private func compareWithWitness(
    _ evidence: [(name: CallbackName, at: Moment)], _ kept: Set<CallbackName>, _ differences: inout BooksDifferences
  ) throws {
    guard let witness, let days = try? witness.days() else {
      differences.notes.append("The listener's own log cannot be read by this account: it was not compared.")
      return
    }
    guard let first = days.first else {
      if !evidence.isEmpty {
        differences.notes.append("The listener has no log of its own yet: nothing to compare the callbacks with.")
      }
      return
    }
    var witnessed: Set<CallbackName> = []
    var begun: Set<CallbackName> = []
    var torn = 0
    var newer = 0
    for day in days {
      guard let read = try? witness.entries(on: day) else {
        differences.notes.append("The listener's log of \(day.text) cannot be read by this account.")
        continue
      }
      torn += read.tornLines
      newer += read.newerLines
      begun.formUnion(read.begun.map { CallbackName($0.name) })
      for entry in read.entries {
        let name = CallbackName(entry.name)
        if witnessed.insert(name).inserted, !kept.contains(name) {
          differences.problems.append(
            "A callback of payment \(name.paymentID.hex), acknowledged at "
              + "\(EastAfricaTime(wallMilliseconds: entry.wallMilliseconds).rfc3339), is neither in the ledger nor in "
              + "the spool.")
        }
      }
    }
    if newer > 0 {
      differences.notes.append("\(newer) lines in the listener's log are of a kind that only a newer Kaunta knows.")
    }
    if torn > 0 { differences.notes.append("\(torn) torn lines in the listener's log were left out.") }
    let start = try witness.entries(on: first).entries.first?.wallMilliseconds ?? .max
    try compareEvidence(evidence, witnessed: witnessed, begun: begun, start: start, &differences)
  }

  /// What is evidence and no line names, but for what the log cannot have: callbacks from before its first line, and
  /// from the last seconds before the machine went down.
  ///
  /// What was begun came through a listener that died before it answered.
  ///
  /// Whoever forged one wrote its date as well. It counts only as far as the ledger bears it out: an answer comes after
  /// its question.
  private func compareEvidence(
    _ evidence: [(name: CallbackName, at: Moment)], witnessed: Set<CallbackName>, begun: Set<CallbackName>,
    start: Int64,
    _ differences: inout BooksDifferences
  ) throws {
    let unanswered = evidence.filter { !witnessed.contains($0.name) && begun.contains($0.name) }
    if !unanswered.isEmpty {
      differences.notes.append("\(unanswered.count) callbacks came to a listener that ended before it answered them.")
    }
    let missing = evidence.filter { !witnessed.contains($0.name) && !begun.contains($0.name) }
    if missing.isEmpty { return }
    let arrivals = arrivals(of: Set(missing.map(\.name)))
    let asked = try ledger.recordedWallMilliseconds()
    let ends = Dictionary(try ledger.lastMoments().map { ($0.bootID, $0.bootMilliseconds) }) { first, _ in first }
    var excused = 0
    for row in missing {
      let askedAt = asked[row.name.paymentID] ?? .min
      let arrived = arrivals[row.name] ?? row.at.wallMilliseconds
      let end = ends[row.at.bootID] ?? .max
      let beforePowerCut =
        row.at.bootID != bootID && end - row.at.bootMilliseconds <= Self.unsyncedMilliseconds
      let known =
        "A callback of payment \(row.name.paymentID.hex), in the ledger since \(EastAfricaTime(row.at).rfc3339)"
      if arrived < askedAt {
        differences.problems.append(
          known
            + ", is dated \(EastAfricaTime(wallMilliseconds: arrived).rfc3339), before its payment was asked for, and "
            + "is not in the listener's log: it did not come through the listener.")
      } else if arrived < start || beforePowerCut {
        excused += 1
      } else {
        differences.problems.append(
          known + ", is not in the listener's log: it did not come through the listener.")
      }
    }
    if excused > 0 {
      differences.notes.append(
        "\(excused) callbacks are from before the listener's log, or from the last seconds before the machine went down."
      )
    }
  }

  /// When the listener received them, from the spool's own files where those still are.
  private func arrivals(of names: Set<CallbackName>) -> [CallbackName: Int64] {
    var arrivals: [CallbackName: Int64] = [:]
    for day in (try? spool.doneDays()) ?? [] {
      for item in (try? spool.doneItems(on: day)) ?? [] {
        guard let name = item.name.map(CallbackName.init), names.contains(name), let envelope = try? spool.read(item)
        else { continue }
        arrivals[name] = envelope.arrivedWallMilliseconds
      }
    }
    return arrivals
  }
}
