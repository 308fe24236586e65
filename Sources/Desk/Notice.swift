import Payments

/// A short notice: plain ones beside the form, trouble above the board.
package struct Notice: Sendable, Equatable {
  /// How much it weighs, and with that how it goes.
  enum Kind: Sendable, Equatable {
    /// One line. It goes by itself, unless it stays until something else is said.
    case plain(until: Moment?)
    /// A sentence or two. From then on the next key takes it away: what was typed ahead must not do so unread.
    case trouble(leastUntil: Moment)
  }

  /// With what it goes besides.
  enum Subject: Sendable, Equatable {
    /// It tells of what stands in the form.
    case form
    /// It tells that the ledger did not take something, and goes once the ledger is well.
    case ledger
    /// It tells of a payment on its way, and goes once that has ended.
    case payment(PaymentID)
  }

  /// What it says.
  package let text: Phrase
  let kind: Kind
  let about: Subject?

  /// It is trouble.
  package var isTrouble: Bool { if case .trouble = kind { true } else { false } }
  /// When it goes by itself.
  var until: Moment? { if case .plain(let until) = kind { until } else { nil } }
}

extension DeskState {
  /// How long a plain notice stays.
  private static let plainStaysMilliseconds: Int64 = 6_000
  /// How long keys leave trouble alone.
  static let troubleStaysMilliseconds: Int64 = 3_000

  /// A notice that goes by itself; it never covers one of trouble.
  mutating func say(_ text: Phrase, about subject: Notice.Subject? = nil, stays: Bool = false, at now: Moment) {
    let until = stays ? nil : now.advanced(byMilliseconds: Self.plainStaysMilliseconds)
    let plain = Notice(text: text, kind: .plain(until: until), about: subject)
    if notice?.isTrouble == true { coveredNotice = plain } else { notice = plain }
  }

  mutating func complain(
    _ sentence: Phrase, about subject: Notice.Subject? = nil,
    staysMilliseconds: Int64 = troubleStaysMilliseconds, at now: Moment
  ) {
    let leastUntil = now.advanced(byMilliseconds: staysMilliseconds)
    notice = Notice(text: sentence, kind: .trouble(leastUntil: leastUntil), about: subject)
  }

  /// What was said is over; trouble stays.
  mutating func dropPlainNotice() { if notice?.isTrouble == false { notice = nil } }

  /// A key takes trouble away that stood there long enough.
  mutating func dropSeenTrouble(at now: Moment) {
    if case .trouble(let least) = notice?.kind, now.leftMilliseconds(until: least) == 0 { notice = nil }
  }
}
