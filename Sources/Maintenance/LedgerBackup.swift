import Ledger
import Payments

/// What a backup holds.
package struct BackupReport: Sendable, Equatable {
  /// How much was found in the copy when it was verified.
  package var verification: LedgerVerification
  /// How long the file is.
  package var lengthBytes: Int64

  /// The copy fits together.
  package var isWhole: Bool { verification.problems.isEmpty }

  /// For the owner.
  package var lines: [String] {
    verification.problems.map(\.sentence) + [
      "backup: \(verification.payments) payments, \(verification.evidence) pieces of evidence, \(lengthBytes) bytes",
      "Not in this file: settings, secrets, callback keys, spool, witness log. They want copies of their own.",
    ]
  }
}

/// Writes a copy of the ledger, and nothing but the ledger: settings, secrets and callback keys are not in it.
package enum LedgerBackup {
  /// Copies the ledger while desks work, brings the copy to disk, and verifies it.
  ///
  /// The file is only its owner's to read, since phone numbers stand in it. It is kept when it does not verify: then
  /// the ledger itself has the same fault, and it may be the last copy. Nothing else that failed leaves anything.
  ///
  /// - Parameters:
  ///   - path: where to; there must be no such file.
  ///   - neighbours: a path in a writable directory of the home, for what SQLite's work on the copy needs meanwhile.
  package static func write(
    _ ledger: LedgerDatabase, to path: String, neighbours: String, binding: LedgerBinding, at now: Moment
  ) throws(MaintenanceProblem) -> BackupReport {
    do {
      try LooseFiles.create(path, mode: 0o600)
    } catch {
      throw error.ofBackup(to: path, leaving: [])
    }
    var isWhole = false
    do {
      try explained { try ledger.copy(to: path) }
      isWhole = true
      let verification = try verified(path, neighbours, binding, now)
      // Emptied by SQLite after its commit; beside a backup it would only raise questions.
      LooseFiles.removeQuietly([path + "-journal"])
      try LooseFiles.sync(path)
      return BackupReport(verification: verification, lengthBytes: LooseFiles.lengthBytes(of: path))
    } catch {
      if isWhole, case .ledger(.damaged) = error { throw error }
      let litter = [path, path + "-journal"]
      LooseFiles.removeQuietly(litter)
      throw error.ofBackup(to: path, leaving: litter.filter(LooseFiles.exists))
    }
  }

  private static func verified(
    _ path: String, _ neighbours: String, _ binding: LedgerBinding, _ now: Moment
  ) throws(MaintenanceProblem) -> LedgerVerification {
    try explained {
      defer { LooseFiles.removeQuietly([neighbours + ".lock", neighbours + ".bell"]) }
      let copy = try LedgerDatabase.openCopy(at: path, neighbours: neighbours, binding: binding)
      try copy.noteCopied(at: now)
      return try copy.verify()
    }
  }
}

extension MaintenanceProblem {
  /// What stopped the copy, in the backup's words: for what SQLite cannot do to the copy, it says the ledger.
  fileprivate func ofBackup(to path: String, leaving litter: [String]) -> MaintenanceProblem {
    switch self {
    case .cannotWrite(_, let reason, let code): .noBackup(path, reason: reason, code: code, litter: litter)
    case .cannotRead(_, let reason), .ledger(.cannotOpen(let reason)), .ledger(.cannotRead(let reason)),
      .ledger(.cannotWrite(let reason)):
      .noBackup(path, reason: reason, litter: litter)
    case .ledger(.settingRefused(let name, _)): .noBackup(path, reason: "no \(name) there", litter: litter)
    default: self
    }
  }
}
