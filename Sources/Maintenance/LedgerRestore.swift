import Files
import Ledger
import Payments
import Shop
import Spool

/// Puts a backup in the ledger's place (rules.md section 8).
///
/// Everything is done on a copy beside the ledger, which takes its place only when it is whole: verified, in a new
/// epoch, with all that spool and witness log know. A crash before that changes nothing; after it, the spool's files
/// are ingested as always.
package struct LedgerRestore {
  private let plan: RestorePlan

  package init(_ plan: RestorePlan) { self.plan = plan }

  /// Restores.
  package func run() throws(MaintenanceProblem) -> RestoreReport {
    try checkFile()
    let own = try RestoreLock(beside: plan.files.path, mode: plan.files.mode, person: plan.person)
    let locks = try TillLocks(directory: plan.locksDirectory)
    defer { withExtendedLifetime((own, locks)) {} }
    let fresh = plan.files.path + ".restoring"
    let litter = ["", "-journal", ".lock", ".bell"].map { fresh + $0 }
    LooseFiles.removeQuietly(litter)
    defer { LooseFiles.removeQuietly(litter) }
    try LooseFiles.copy(plan.backup, to: fresh, mode: plan.files.mode)
    var (report, resolved) = try prepared(fresh)
    try LooseFiles.sync(fresh)
    let kept = nameForOld()
    if try explained({ try LedgerSwap.replace(plan.files, with: fresh, keepingOldAs: kept) }) { report.keptAs = kept }
    report.unreadable = report.unreadable.map { $0 == plan.files.path ? kept : $0 }
    // From here on the backup is the ledger: what fails now is said beside what was done, and not instead of it.
    tidy(resolved)
    do { try explained { try self.catchUp() } } catch { report.notCaughtUp = error }
    do { try explained { try self.reopen() } } catch { report.notReopened = error }
    do { report.unmatched += try unmatchedCount() } catch { report.notReopened = report.notReopened ?? error }
    return report
  }

  /// SQLite's header: its first 16 bytes, and the schema's version at offset 60, 0 for a file that is no ledger.
  private func checkFile() throws(MaintenanceProblem) {
    if LooseFiles.areTheSame(plan.backup, plan.files.path) { throw .isTheLedger(plan.backup) }
    let start = try LooseFiles.start(of: plan.backup, lengthBytes: 100)
    guard start.count == 100, start.starts(with: Array("SQLite format 3\0".utf8)),
      start[60..<64].contains(where: { $0 != 0 })
    else { throw .notALedger(plan.backup) }
  }

  /// What is damaged here is the copy, and not the ledger.
  private func prepared(_ fresh: String) throws(MaintenanceProblem) -> (RestoreReport, [OddItem]) {
    do { return try explained { try self.prepare(fresh) } } catch .ledger(.damaged(let reason)) {
      throw .backupDamaged(plan.backup, reason: reason)
    }
  }

  private func prepare(_ fresh: String) throws -> (RestoreReport, [OddItem]) {
    let ledger = try LedgerDatabase.openCopy(
      at: fresh, neighbours: fresh, mode: plan.files.mode, binding: plan.binding)
    let found = try ledger.verify()
    if let problem = found.problems.first, !plan.despiteProblems {
      throw MaintenanceProblem.doesNotFit(problem.sentence)
    }

    let evidence = Set(try ledger.callbacks().map(\.name))
    let unmatched = ResolvedUnmatched(try ledger.unmatchedResolutions())
    let items = try SpooledCallbacks(spool: plan.spool).all { !evidence.contains($0) }.filter {
      !unmatched.contains($0.name, [], code: $0.callback?.code)
    }
    let witnessed = try self.witnessed { !evidence.contains($0) && !unmatched.callbacks.contains($0) }
    let gapFrom = Restoration.gapFromWallMilliseconds(
      knownUpTo: try ledger.knowsUpToWallMilliseconds(), now: plan.now.wallMilliseconds)
    var strangers = Set(items.map(\.name.paymentID)).union(witnessed?.map(\.name.paymentID) ?? [])
    for id in strangers where try ledger.payment(id) != nil { strangers.remove(id) }

    let (remains, unreadable) = try remains(since: gapFrom)
    let restoration = try ledger.beginEpoch(
      besides: remains, strangers: strangers.count,
      witnessedAt: witnessed?.map(\.wallMilliseconds) ?? [], by: plan.person, at: plan.now)
    var report = RestoreReport(restoration: restoration)
    report.payments = found.payments
    report.unreadable = unreadable
    let resolved = try replay(items, strangers: strangers, onto: ledger, &report)
    report.open = try ledger.openPayments().count - report.callbackOnly.count
    report.acknowledged = witnessed?.count
    report.missing = try missing(witnessed ?? [], from: ledger)
    return (report, resolved)
  }

  /// What another process ingested into the old ledger while this one looked at the spool.
  private func catchUp() throws {
    let ledger = try LedgerDatabase(files: plan.files, binding: plan.binding) { "" }
    let known = Set(try ledger.callbacks().map(\.name))
    let late = try SpooledCallbacks(spool: plan.spool).all { !known.contains($0) }
    for item in late {
      guard case .done = item.place, let callback = item.callback else { continue }
      _ = try ledger.append([.callback(callback)], to: item.name.paymentID, at: plan.now)
    }
  }

  /// What was filed as resolved by evidence or a decision that is lost now waits for a person again; what fails here
  /// stays where it is, and the others are gone on with.
  ///
  /// - Throws: what failed first.
  private func reopen() throws {
    let ledger = try LedgerDatabase(files: plan.files, binding: plan.binding, makeSalt: { "" })
    let known = try Set(ledger.callbacks().map(\.name))
    let unmatched = try ResolvedUnmatched(ledger.unmatchedResolutions())
    var failure: (any Error)?
    for day in try plan.spool.doneDays() {
      do {
        for item in try plan.spool.doneItems(on: day) {
          if unmatched.contains(item, in: plan.spool) || item.name.map({ known.contains(CallbackName($0)) }) ?? false {
            continue
          }
          let reason = OddReason(
            item.name == nil ? .stray : .unknownPayment, "resolved in the ledger that was lost")
          do {
            _ = try plan.spool.setAside(item, reason: reason, wallMilliseconds: plan.now.wallMilliseconds)
          } catch { failure = failure ?? error }
        }
      } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  /// How much waits for a person among what lay there and what does so again.
  private func unmatchedCount() throws(MaintenanceProblem) -> Int {
    try explained {
      let ledger = try LedgerDatabase(files: plan.files, binding: plan.binding, makeSalt: { "" })
      return try plan.spool.kept { try ledger.unmatchedResolutions() }.count
    }
  }

  /// Successes first: they give a payment that nobody knows its row, to which its other callbacks then belong.
  private func replay(
    _ items: [SpooledCallbacks.Item], strangers: Set<PaymentID>, onto ledger: LedgerDatabase,
    _ report: inout RestoreReport
  ) throws -> [OddItem] {
    var resolved: [OddItem] = []
    var admitted: [PaymentID] = []
    let inOrder =
      items.filter { $0.callback?.code == .paid } + items.filter { $0.callback.map { $0.code != .paid } ?? false }
    report.unmatched = items.count { $0.callback == nil && $0.place == .delivered }
    for item in inOrder {
      guard let callback = item.callback else { continue }
      switch try ledger.append([.callback(callback)], to: item.name.paymentID, at: plan.now) {
      case .noSuchPayment: if item.place == .delivered { report.unmatched += 1 }
      case .added, .alreadyKnown:
        if case .odd(let odd) = item.place { resolved.append(odd) }
        if !strangers.contains(item.name.paymentID) {
          report.replayed += 1
        } else if !admitted.contains(item.name.paymentID) {
          admitted.append(item.name.paymentID)
        }
      }
    }
    report.callbackOnly = try admitted.sorted().compactMap { try ledger.payment($0) }
    return resolved
  }

  /// What the listener acknowledged and the backup does not know, whatever any clock said; nil without its log.
  private func witnessed(_ isWanted: (CallbackName) -> Bool) throws -> [WitnessEntry]? {
    guard let witness = plan.witness else { return nil }
    do throws(SpoolError) {
      var entries: [WitnessEntry] = []
      let days = try witness.days()
      for day in days { entries += try witness.entries(on: day).entries }
      return days.isEmpty ? nil : entries.filter { isWanted(CallbackName($0.name)) }
    } catch {
      throw MaintenanceProblem.witnessUnreadable(error)
    }
  }

  /// The ledger that is in place, and those that earlier restores put aside: the same backup may be restored twice.
  private func remains(since gapFrom: Int64) throws -> (read: [Restoration.Remains], unreadable: [String]) {
    let day = EastAfricaTime(wallMilliseconds: gapFrom).businessDay
    let directory = ByPath.directory(of: plan.files.path)
    var (read, unreadable): ([Restoration.Remains], [String]) = ([], [])
    for path in try [plan.files.path] + LedgerRemains.replaced(in: directory) {
      switch LedgerRemains.look(at: path, since: day) {
      case .seen(let remains): read.append(remains)
      case .absent: continue
      case .unreadable: unreadable.append(path)
      case .locked(let holder): throw LedgerError.busy(holder: holder)
      }
    }
    return (read, unreadable)
  }

  private func missing(_ witnessed: [WitnessEntry], from ledger: LedgerDatabase) throws -> [WitnessEntry] {
    let known = Set(try ledger.callbacks().map(\.name))
    let spooled = Set(try SpooledCallbacks(spool: plan.spool).names())
    return witnessed.filter { entry in
      let name = CallbackName(entry.name)
      return !known.contains(name) && !spooled.contains(name)
    }
  }

  private func nameForOld() -> String {
    let time = EastAfricaTime(plan.now)
    let stem = "\(LedgerRemains.stemOfReplaced)\(time.businessDay.text)T\(time.timeOfDay.filter { $0 != ":" })"
    let directory = ByPath.directory(of: plan.files.path)
    var number = 1
    while true {
      let name = stem + (number == 1 ? "" : "-\(number)") + ".sqlite"
      if ["", "-journal"].allSatisfy({ !LooseFiles.exists(directory + "/" + name + $0) }) { return name }
      number += 1
    }
  }

  /// What was for a person because its payment was not known is no longer; what fails here stays among the unmatched
  /// callbacks.
  private func tidy(_ resolved: [OddItem]) {
    for item in resolved { _ = try? plan.spool.archive(item, day: EastAfricaTime(plan.now).businessDay) }
  }
}
