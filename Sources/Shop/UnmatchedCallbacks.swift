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
    let resolutions = try decisions.unmatchedResolutions()
    var items: [UnmatchedItem] = []
    for file in files {
      let item = read(file)
      if resolutions.contains(where: { $0.decides(about: item) }) {
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
    for file in try spool.unmatchedFiles() where resolution.decides(about: read(file)) {
      try spool.archive(file, on: EastAfricaTime(now).businessDay)
    }
    return outcome
  }

  private func read(_ file: UnmatchedFile) -> UnmatchedItem {
    var item = file.item
    guard let (arrival, arrivedAt) = spool.content(of: file) else { return item }
    item.sinceWallMilliseconds = arrivedAt
    guard case .success(let report) = CallbackDecoder.decode(body: arrival.body) else { return item }
    item.code = report.resultCode
    item.amount = report.amount
    item.receipt = report.receipt
    return item
  }
}

/// What a supervisor has resolved among the unmatched callbacks, to be looked up.
package struct ResolvedUnmatched: Sendable {
  /// Callbacks.
  package let callbacks: Set<CallbackName>
  /// Anything else, by the digest of its name.
  private let ids: Set<String>

  /// The things that were resolved.
  package init(_ resolutions: [UnmatchedResolution]) {
    callbacks = Set(resolutions.compactMap(\.item.callback))
    ids = Set(resolutions.map(\.item.id))
  }

  /// This callback was resolved, or a file of one of these names.
  package func contains(_ callback: CallbackName?, _ nameDigests: [String]) -> Bool {
    callback.map(callbacks.contains) ?? false || nameDigests.contains(where: ids.contains)
  }
}
