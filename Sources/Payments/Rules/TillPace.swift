/// How fast a till may ask: so many different phones a minute, and beyond that a supervisor agrees (rules.md section
/// 4).
///
/// It goes by the boot clock: a wall clock that was set back must not close a till for an hour.
package enum TillPace {
  static let windowMilliseconds: Int64 = 60_000

  /// A payment of this till, newest first, since a supervisor last agreed.
  package struct Asked: Sendable, Equatable {
    /// Tells phones apart; the number itself, or what stands for it.
    package var phone: String
    /// When it was recorded.
    package var at: Moment

    package init(phone: String, at: Moment) {
      self.phone = phone
      self.at = at
    }
  }

  /// How long it takes until the till may ask this phone; nil when it may now.
  ///
  /// The same phone once more is not one more phone, where the boot clock says that it was asked within the minute. How
  /// long ago something was before the machine started, nobody knows surely: it counts among the others at its
  /// youngest, and excuses nothing. What waited for the ledger is asked when it gets it, not before what went ahead of
  /// it.
  package static func waitMilliseconds(
    asking phone: String, after asked: [Asked], phonesPerMinute limit: Int, at now: Moment
  ) -> Int64? {
    let newest = asked.lazy.filter { $0.at.bootID == now.bootID }.map(\.at.bootMilliseconds).max() ?? 0
    let now = now.advanced(byMilliseconds: max(0, newest - now.bootMilliseconds))
    var ages: [String: Int64] = [:]
    for payment in asked {
      let age = now.elapsedMilliseconds(since: payment.at)
      guard age < windowMilliseconds else { continue }
      if payment.phone != phone {
        ages[payment.phone] = min(age, ages[payment.phone] ?? age)
      } else if payment.at.bootID == now.bootID {
        return nil
      }
    }
    guard ages.count >= limit else { return nil }
    // It is open again when all but one less than the limit are a minute old.
    let youngest = ages.values.sorted()
    return windowMilliseconds - youngest[max(limit, 1) - 1]
  }
}
