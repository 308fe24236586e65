import Payments

/// What a purge took away.
package struct PurgeReport: Sendable, Equatable {
  /// Raw callbacks that were archived long ago.
  package var callbacks = 0
  /// Phone numbers.
  package var phones = 0
  /// Prompts' handles.
  package var prompts = 0

  /// Nothing yet.
  package init() {}

  /// Nothing was old enough.
  package var isEmpty: Bool { callbacks + phones + prompts == 0 }

  /// One line for the owner.
  package var line: String { "purged \(phones) phone numbers, \(prompts) prompts and \(callbacks) raw callbacks" }
}

/// Takes away what is personal and no longer needed (rules.md section 8): raw callbacks archived more than 35 days ago,
/// and phones and prompts of payments as old, unless something on them is still open.
package struct Purge: Sendable {
  /// Kept for so many days.
  package static let days = 35

  private let ledger: any PersonalDataPort
  private let archive: any ArchivePort

  /// A purge of a shop's ledger and of its spool.
  package init(_ ledger: any PersonalDataPort, _ archive: any ArchivePort) {
    self.ledger = ledger
    self.archive = archive
  }

  /// Purges.
  package func run(at now: Moment) throws -> PurgeReport {
    let limit = PurgeLimit(
      keptMilliseconds: Int64(Self.days) * 86_400_000, newestEvidence: try ledger.newestMoment(), at: now)
    var report = PurgeReport()
    for day in try archive.archiveDays() where day < limit.day {
      let old = try archive.archived(on: day).filter { Self.isOld($0, limit) }
      report.callbacks += try archive.remove(try kept(old), archivedOn: day)
    }
    let personal = try ledger.purgePersonal(before: limit)
    report.phones = personal.phones
    report.prompts = personal.prompts
    return report
  }

  /// By the day under which it lies, unless it came later by its own envelope.
  ///
  /// The day is what the clock said when it was archived, and a clock that was wrong then must not take it early.
  private static func isOld(_ file: ArchivedFile, _ limit: PurgeLimit) -> Bool {
    guard let arrived = file.arrivedWallMilliseconds else { return true }
    return EastAfricaTime(wallMilliseconds: arrived).businessDay < limit.day
  }

  /// Those of which the ledger has kept what they said, or what a supervisor made of it.
  ///
  /// What lies in the archive without either got there by somebody's hand, or by a restore that was cut off: it may be
  /// all that tells of money. `verify` names it.
  private func kept(_ files: [ArchivedFile]) throws -> [ArchivedFile] {
    if files.isEmpty { return [] }
    let evidence = try ledger.known(files.compactMap(\.callback))
    let resolved = ResolvedUnmatched(try ledger.unmatchedResolutions())
    return files.filter { file in
      file.callback.map(evidence.contains) ?? false || resolved.contains(file)
    }
  }
}

extension ResolvedUnmatched {
  /// An archived file lies there because a supervisor resolved it.
  package func contains(_ file: ArchivedFile) -> Bool {
    contains(file.callback, file.nameDigests, code: file.code)
  }
}
