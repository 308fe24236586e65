import Daraja
import Payments

/// The unmatched callbacks: what the listener took and what fits no payment, kept in the spool until a supervisor has
/// resolved it.
package struct UnmatchedCallbacks: Sendable {
  private let decisions: any DecisionPort
  private let spool: any UnmatchedPort

  /// The unmatched callbacks of a shop.
  package init(decisions: any DecisionPort, spool: any UnmatchedPort) {
    self.decisions = decisions
    self.spool = spool
  }

  /// Everything that waits for a person, oldest first; what was resolved already is filed away on the way.
  package func waiting(at now: Moment) throws -> [UnmatchedItem] {
    let files = try spool.unmatchedFiles()
    if files.isEmpty { return [] }
    let resolved = ResolvedUnmatched(try decisions.unmatchedResolutions())
    var items: [UnmatchedItem] = []
    for file in files {
      let item = spool.read(file)
      if resolved.contains(item) {
        try spool.archive(file, on: EastAfricaTime(now).businessDay)
      } else {
        items.append(item)
      }
    }
    return items.sorted { ($0.sinceWallMilliseconds ?? 0, $0.id) < ($1.sinceWallMilliseconds ?? 0, $1.id) }
  }

  /// Takes a supervisor's decision, and files away what it is about once that is evidence.
  ///
  /// A crash in between leaves the file where it lay, resolved, to be filed at the next look.
  package func resolve(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome {
    let outcome = try decisions.resolveUnmatched(decision, at: now)
    guard let resolution = outcome.resolution else { return outcome }
    for file in try spool.unmatchedFiles() where resolution.decides(about: spool.read(file)) {
      try spool.archive(file, on: EastAfricaTime(now).businessDay)
    }
    return outcome
  }
}

extension UnmatchedPort {
  /// What waits for a person, as names and reasons tell: how much that is, is the same wherever it is said.
  ///
  /// What was resolved, and is only not filed away yet, is none of it. Books that cannot be read have resolved nothing,
  /// as far as anybody can tell.
  ///
  /// - Parameter resolutions: asked for only where something lies there.
  package func kept(_ resolutions: () throws -> [UnmatchedResolution]?) throws -> [UnmatchedItem] {
    let files = try unmatchedFiles()
    if files.isEmpty { return [] }
    let resolved = ResolvedUnmatched((try? resolutions()) ?? [])
    return files.filter { file in
      !resolved.contains(file.item.callback, [file.item.id], code: self.read(file).code)
    }.map(\.item)
  }

  fileprivate func read(_ file: UnmatchedFile) -> UnmatchedItem {
    var item = file.item
    guard let (arrival, arrivedAt) = content(of: file) else { return item }
    item.sinceWallMilliseconds = arrivedAt
    guard let report = arrival.report else { return item }
    item.code = report.resultCode
    item.amount = report.amount
    item.receipt = report.receipt
    return item
  }
}
