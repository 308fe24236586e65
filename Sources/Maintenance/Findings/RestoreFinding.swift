import Payments
import Wording

/// A shop whose ledger was restored a moment ago asks nobody for money yet.
package struct WaitAfterRestore: Sendable, Equatable {
  /// From when on it does, by the wall clock.
  let endsAt: EastAfricaTime
  private let leftMilliseconds: Int64

  /// Nil where nothing waits any more.
  init?(leftMilliseconds: Int64, at now: Moment) {
    guard leftMilliseconds > 0 else { return nil }
    self.leftMilliseconds = leftMilliseconds
    // A time that is told is never too early.
    endsAt = EastAfricaTime(wallMilliseconds: now.wallMilliseconds + leftMilliseconds + 999)
  }

  /// Nobody has to do anything: it ends by itself.
  var finding: Finding {
    Finding(
      .good, "restored",
      "the ledger was put back from a backup, and a prompt that it does not know may still be on a phone: nothing is "
        + "asked for until \(endsAt.timeOfDay), in \((leftMilliseconds + 999) / 1_000) s")
  }
}
