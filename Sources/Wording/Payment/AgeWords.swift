import Payments

/// The finest unit in which an age is shown.
package enum AgeUnit: Int64, Sendable {
  case seconds = 1_000
  case minutes = 60_000
  case hours = 3_600_000
}

extension PaymentSummary {
  /// How long ago it was asked while it waits; when it ended, once it has; on which day, after that.
  package func ageWords(at now: Moment) -> Phrase {
    let age = now.overdueMilliseconds(since: recordedAt)
    // Another year's is told by the year: the column has room for six signs.
    if let shortDay = shortDay(at: now) {
      return Phrase(verbatim: shortDay.count > 5 ? String(day.text.prefix(4)) : shortDay)
    }
    switch ageUnit(at: now) {
    case nil: return Phrase(verbatim: EastAfricaTime(status.answeredAt ?? recordedAt).hourAndMinute)
    case .hours: return Phrase(verbatim: "\(age / 3_600_000) h")
    case .minutes: return Phrase("\(age / 60_000) min", sw: "dak \(age / 60_000)")
    case .seconds:
      let seconds = age / 1_000 % 60
      return Phrase(verbatim: "\(age / 60_000):" + (seconds < 10 ? "0" : "") + "\(seconds)")
    }
  }

  /// Seconds are of use for ten minutes; nil for an age that does not count: it ended, or was asked on another day.
  package func ageUnit(at now: Moment) -> AgeUnit? {
    guard isWaiting, day == EastAfricaTime(now).businessDay else { return nil }
    switch now.overdueMilliseconds(since: recordedAt) {
    case ..<600_000: return .seconds
    case ..<3_600_000: return .minutes
    default: return .hours
    }
  }

  /// Until the age that is shown in minutes or hours changes.
  package func nextAgeMilliseconds(at now: Moment) -> Int64 {
    let unit = (ageUnit(at: now) ?? .hours).rawValue
    return unit - now.overdueMilliseconds(since: recordedAt) % unit
  }

  /// Until the counter beside the word changes: the seconds since Safaricom took it, or since it was asked.
  package func nextSecondMilliseconds(at now: Moment) -> Int64 {
    1_000 - now.overdueMilliseconds(since: status.attempt.acceptedAt ?? recordedAt) % 1_000
  }
}
