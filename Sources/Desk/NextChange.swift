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
    if let page = pages.nextChangeMilliseconds(on: self, at: now) { next = min(next, page) }
    // A page in the board's place covers it, unless that is the time line alone.
    let isBoardCovered = panel.map { !type(of: $0).showsTimeLineAlone } ?? false
    let rows = board.onScreen.prefix(isBoardCovered ? 0 : .max)
    if let age = nextAgeMilliseconds(of: rows, at: now) { next = min(next, age) }
    return next
  }

  /// How long until an age changes: in these rows, or in the lower lines.
  func nextAgeMilliseconds(of rows: some Sequence<PaymentSummary>, at now: Moment) -> Int64? {
    let payment = toldPayment(at: now)
    var next: Int64?
    var ticking: PaymentSummary?
    for row in [payment].compactMap(\.self) + rows {
      switch row.ageUnit(at: now) {
      case .seconds: if ticking == nil || row.id == payment?.id { ticking = row }
      case .minutes, .hours: next = min(next ?? .max, row.nextAgeMilliseconds(at: now))
      case nil: continue
      }
    }
    return [next, ticking?.nextSecondMilliseconds(at: now)].compactMap(\.self).min()
  }
}
