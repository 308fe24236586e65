import CommandText
import Files
import Ledger
import Payments
import Wording

/// What a doctor finds in the ledger: whether it can be written, whether all fits, what an earlier restore put aside.
package struct LedgerExamination {
  /// In the order in which they are told.
  package private(set) var findings: [Finding] = []
  /// The payments that are open, as far as they are known.
  package private(set) var open: [PaymentSummary] = []
  /// From when on it takes payments, where it was restored a moment ago.
  package private(set) var opensAt: EastAfricaTime?
  /// What was resolved among the unmatched callbacks; nil where that is not known.
  package private(set) var resolutions: [UnmatchedResolution]?

  /// Examines a ledger.
  ///
  /// - Parameters:
  ///   - isPractice: what was practised is no loss.
  ///   - answersAreKept: somebody keeps the answers that come now.
  package init(
    _ path: String, isServer: Bool, isPractice: Bool, answersAreKept: Bool, at now: Moment,
    open openLedger: () throws(LedgerError) -> LedgerDatabase
  ) {
    do throws(LedgerError) {
      let ledger = try openLedger()
      try ledger.checkWriting()
      let found = try ledger.verify()
      let backup = Finding.backup(
        BackupRecord(besideLedger: path), isServer: isServer, hasPayments: found.payments > 0 && !isPractice, at: now)
      findings += found.problems.map { Finding(.bad, "ledger", $0.sentence) } + [backup].compactMap(\.self)
      if found.problems.isEmpty {
        findings.append(
          Finding(.good, "ledger", "\(found.payments) payments, \(found.evidence) pieces of evidence, all fit"))
      }
      let wait = WaitAfterRestore(leftMilliseconds: try ledger.waitAfterRestoreMilliseconds(at: now), at: now)
      findings += [wait?.finding].compactMap(\.self)
      opensAt = wait?.endsAt
      findings += Self.putAside(try LedgerRemains.silent(in: ByPath.directory(of: path), of: ledger))
      findings += Self.foreignAnswers(in: ledger, at: now).words.map { Finding(.look, "answers", $0) }
      resolutions = try ledger.unmatchedResolutions()
      open = try ledger.openPayments()
    } catch {
      findings.append(Finding(.bad, "ledger", error.standing(answersAreKept: answersAreKept).english))
    }
  }

  /// A ledger that a restore put aside still knows keys of `--once`; one that cannot be read refuses every new one.
  static func putAside(_ errors: [LedgerError]) -> [Finding] {
    errors.compactMap { error in
      guard case .keysUnknown(let file, let isLocked) = error else { return nil }
      let remedy =
        isLocked
        ? "another program has it open: end that one" : "compare the statement, then move it out of its directory"
      return Finding(
        .bad, "ledger",
        "\(file), which a restore put aside, cannot be read, so `push --once` takes no new key; \(remedy)")
    }
  }

  private static func foreignAnswers(in ledger: LedgerDatabase, at now: Moment) -> ForeignAnswers {
    var answers = ForeignAnswers()
    let payments = try? ledger.newestPayments(
      limit: ForeignAnswers.mostPayments,
      sinceWallMilliseconds: now.wallMilliseconds - ForeignAnswers.milliseconds)
    for payment in payments ?? [] {
      for row in (try? ledger.evidence(of: payment.id)) ?? [] { answers.take(row.evidence) }
    }
    return answers
  }
}
