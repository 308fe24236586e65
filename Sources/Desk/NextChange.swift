import Payments
import Wording

extension DeskState {
  /// How long until something on the screen changes by time alone, in milliseconds; nil when nothing does.
  ///
  /// The loop sleeps exactly that long, so that an idle desk does nothing at all. While payments wait, the screen ticks
  /// once a second, in step with the counter of the payment that the lower lines speak of: fifty payments with fifty
  /// phases must not wake the desk fifty times a second, and no counter is ever late by a whole second.
  package func nextVisibleChangeMilliseconds(at now: Moment) -> Int64? {
    let payment = toldPayment(at: now)
    // The header's clock shows minutes.
    var next = 60_000 - now.wallMilliseconds % 60_000
    for until in [notice?.until, shownNumber?.until] {
      if let until { next = min(next, max(1, now.leftMilliseconds(until: until))) }
    }
    for left in [questionEndsMilliseconds(at: now), putAsideEndsMilliseconds(at: now)] {
      if let left { next = min(next, max(1, left)) }
    }
    if let left = ending?.leftMilliseconds(at: now) { next = min(next, max(1, (left - 1) % 1_000 + 1)) }
    if focus == .board || room == .timeLine, let payment, case .promptMayLive(let left) = payment.askAgain(at: now) {
      next = min(next, (left - 1) % 1_000 + 1)
    }
    if let paid = news.nextTidyMilliseconds(at: now) { next = min(next, paid) }
    if let look = news.nextLookMilliseconds(at: now) { next = min(next, look) }
    if let payment, isQuiet(payment), let left = payment.nextQuietMilliseconds(at: now) { next = min(next, left) }
    if let left = health.nextAnswerAgeMilliseconds(at: now) { next = min(next, left) }
    if let trouble = board.nextTroubleMilliseconds(at: now) { next = min(next, trouble) }
    if let tidy = board.nextTidyMilliseconds(at: now) { next = min(next, tidy) }
    var ticking: PaymentSummary?
    for row in [payment].compactMap(\.self) + (search == nil ? Array(board.onScreen) : searchRows) {
      switch row.ageUnit(at: now) {
      case .seconds: if ticking == nil || row.id == payment?.id { ticking = row }
      case .minutes, .hours: next = min(next, row.nextAgeMilliseconds(at: now))
      case nil: continue
      }
    }
    if let ticking { next = min(next, ticking.nextSecondMilliseconds(at: now)) }
    return next
  }
}
