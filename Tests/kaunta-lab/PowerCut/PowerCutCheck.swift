import Glibc
import Ledger
import PaymentLaws
import Payments
import Spool
import TestSupport

/// Rebuilds the disk as power cuts could have left it, mounts each, and holds it to what had been acknowledged.
struct PowerCutCheck {
  struct Outcome {
    var states = 0
    var statesWithLoss = 0
    var checkedCallbacks = 0
    var checkedPayments = 0
    var lost = 0
    var torn = 0
    var unfitLedgers = 0
    var findings = Findings()
  }

  let place: TemporaryDirectory
  let image: [UInt8]
  let log: [LoggedDisk.Entry]
  let facts: AcknowledgedFacts
  let seed: UInt64
  let root: String

  /// What survives of that which was written after the last flush.
  private enum Survival: CaseIterable {
    case nothing, everything, someWrites, someSectors
  }

  func run(states: Int) throws -> Outcome {
    guard let first = facts.callbacks.first?.position, first < log.count else {
      throw LabFailure("the disk saw nothing: is the loop device real?")
    }
    var random = SeededGenerator(seed: seed &+ 0xC07)
    // Every other one at the very moment of an acknowledgement, when the least has been written since.
    let moments = facts.callbacks.map(\.position)
    let cuts = (0..<states).map { number in
      number % 2 == 0
        ? Int.random(in: first...log.count, using: &random)
        : moments[Int.random(in: moments.indices, using: &random)]
    }.sorted()
    var outcome = Outcome()
    var durable = image
    var applied = 0
    for cut in cuts {
      let flushed = (log[..<cut].lastIndex { if case .flush = $0 { true } else { false } } ?? -1) + 1
      for entry in log[applied..<max(applied, flushed)] { Self.apply(entry, to: &durable) }
      applied = max(applied, flushed)
      let survival = Survival.allCases[Int.random(in: Survival.allCases.indices, using: &random)]
      let state = disk(durable, log[applied..<cut], survival, &random)
      try check(state, cut: cut, "cut at \(cut) of \(log.count), \(survival) of \(cut - applied) unflushed", &outcome)
    }
    return outcome
  }

  private func disk(
    _ durable: [UInt8], _ loose: ArraySlice<LoggedDisk.Entry>, _ survival: Survival, _ random: inout SeededGenerator
  ) -> [UInt8] {
    var state = durable
    for entry in loose {
      guard case .write(let offset, let bytes) = entry else { continue }
      switch survival {
      case .nothing: break
      case .everything: Self.apply(entry, to: &state)
      case .someWrites: if Bool.random(using: &random) { Self.apply(entry, to: &state) }
      case .someSectors:
        for start in stride(from: 0, to: bytes.count, by: 512) where Bool.random(using: &random) {
          let sector = bytes[start..<min(start + 512, bytes.count)]
          Self.apply(.write(offset: offset + start, bytes: Array(sector)), to: &state)
        }
      }
    }
    return state
  }

  private static func apply(_ entry: LoggedDisk.Entry, to image: inout [UInt8]) {
    guard case .write(let offset, let bytes) = entry else { return }
    image.withUnsafeMutableBytes { whole in
      UnsafeMutableRawBufferPointer(rebasing: whole[offset...]).copyBytes(from: bytes)
    }
  }

  private func check(_ state: [UInt8], cut: Int, _ words: String, _ outcome: inout Outcome) throws {
    let file = place.path(of: "state.img")
    try write(state, to: file)
    try Mounts.mount(file, at: root)
    defer {
      try? Mounts.unmount(root)
      unlink(file)
    }
    outcome.states += 1
    let lostBefore = outcome.lost
    checkSpool(cut, words, &outcome)
    checkLedger(cut, words, &outcome)
    if outcome.lost > lostBefore { outcome.statesWithLoss += 1 }
  }

  private func checkSpool(_ cut: Int, _ words: String, _ outcome: inout Outcome) {
    let due = facts.callbacks.filter { $0.position <= cut }
    outcome.checkedCallbacks += due.count
    guard let spool = try? SpoolDirectory(path: PowerCutWork.spoolPath(root)) else {
      outcome.lost += due.count
      return outcome.findings.add("\(words): no spool is left")
    }
    let done = ((try? spool.doneDays()) ?? []).flatMap { (try? spool.doneItems(on: $0)) ?? [] }
    for callback in due {
      if (try? spool.read(callback.name))?.body == callback.body { continue }
      if let item = done.first(where: { $0.name == callback.name }), (try? spool.read(item))?.body == callback.body {
        continue
      }
      outcome.lost += 1
      outcome.findings.add("\(words): an acknowledged callback is neither in new/ nor in done/")
    }
    for name in (try? spool.scan()) ?? [] {
      do throws(SpoolError) { _ = try spool.read(name) } catch {
        outcome.torn += 1
        outcome.findings.add("\(words): a file in new/ is not whole: \(error.sentence)")
      }
    }
  }

  private func checkLedger(_ cut: Int, _ words: String, _ outcome: inout Outcome) {
    let due = facts.payments.filter { $0.position <= cut }
    outcome.checkedPayments += due.count
    do {
      let ledger = try PowerCutWork.ledger(root)
      for problem in try ledger.verify().problems {
        outcome.unfitLedgers += 1
        outcome.findings.add("\(words): \(problem.sentence)")
      }
      for payment in due where try ledger.evidence(of: payment.id).count < payment.evidence {
        outcome.lost += 1
        outcome.findings.add("\(words): committed evidence is gone from the ledger")
      }
    } catch {
      outcome.unfitLedgers += 1
      outcome.findings.add("\(words): the ledger cannot be opened: \(error)")
    }
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LabFailure("no image at \(file)") }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      guard count > 0 else { throw LabFailure("no room for a disk of \(bytes.count) bytes") }
      done += count
    }
  }
}
