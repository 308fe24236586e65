/// A wall-clock time in Kenya: UTC+3, fixed, no daylight saving (rules.md section 8).
package struct EastAfricaTime: Sendable, Hashable {
  /// The Gregorian year.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int
  /// 0 to 23.
  package let hour: Int
  /// 0 to 59.
  package let minute: Int
  /// 0 to 59.
  package let second: Int

  /// The time in Kenya at this many milliseconds since 1970 UTC.
  package init(wallMilliseconds: Int64) {
    let local = wallMilliseconds + 3 * 3_600_000
    let days = Self.floorDivide(local, 86_400_000)
    let secondOfDay = Int((local - days * 86_400_000) / 1000)
    // Days to a civil date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let shifted = days + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  /// The time of a moment's wall clock.
  package init(_ moment: Moment) { self.init(wallMilliseconds: moment.wallMilliseconds) }

  /// `yyyyMMddHHmmss`, Daraja's Timestamp.
  package var darajaTimestamp: String {
    Self.padded(year, 4) + Self.padded(month) + Self.padded(day) + Self.padded(hour) + Self.padded(minute)
      + Self.padded(second)
  }

  /// RFC 3339 with its offset: `2026-11-24T14:02:09+03:00`.
  package var rfc3339: String {
    businessDay.text + "T" + Self.padded(hour) + ":" + Self.padded(minute) + ":" + Self.padded(second) + "+03:00"
  }

  /// `14:02`.
  package var hourAndMinute: String { Self.padded(hour) + ":" + Self.padded(minute) }

  /// `14:02:09`.
  package var timeOfDay: String { hourAndMinute + ":" + Self.padded(second) }

  /// The business day that this time falls on.
  package var businessDay: BusinessDay { BusinessDay(year: year, month: month, day: day) }

  /// Five minutes before midnight in Kenya, on the day of this moment, in wall milliseconds.
  package static func lastMinutes(ofDayOf moment: Moment) -> Int64 {
    let day = floorDivide(moment.wallMilliseconds + 3 * 3_600_000, 86_400_000)
    return (day + 1) * 86_400_000 - 3 * 3_600_000 - 5 * 60_000
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate static func padded(_ value: Int, _ width: Int = 2) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension EastAfricaTime {
  /// Reads a day (`2026-11-24`, its start in Kenya) or an RFC 3339 time with an offset or `Z`; nil for anything else.
  package static func wallMilliseconds(parsing text: String) -> Int64? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(0..<4), let month = number(5..<7),
      let day = number(8..<10), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let dayStart = daysSince1970(year: year, month: month, day: day) * 86_400_000
    if bytes.count == 10 { return dayStart - 3 * 3_600_000 }
    guard bytes.count == 20 || bytes.count == 25, bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
      bytes[16] == 0x3A, let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var offsetMinutes = 0
    if bytes.count == 25 {
      guard bytes[19] == 0x2B || bytes[19] == 0x2D, bytes[22] == 0x3A, let hours = number(20..<22),
        let minutes = number(23..<25), hours < 24, minutes < 60
      else { return nil }
      offsetMinutes = (hours * 60 + minutes) * (bytes[19] == 0x2D ? -1 : 1)
    } else if bytes[19] != 0x5A {
      return nil
    }
    return dayStart + Int64((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000
  }

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
  }
}

/// A calendar day in Kenya, by which money and spoken numbers are counted.
package struct BusinessDay: Sendable, Hashable, Comparable {
  // Numbers: every turn of every desk asks which day it is, and hardly one wants its text.
  private let year: Int32
  private let month: Int8
  private let day: Int8

  /// A day from its parts.
  package init(year: Int, month: Int, day: Int) {
    self.year = Int32(year)
    self.month = Int8(month)
    self.day = Int8(day)
  }

  /// `2026-11-24`, which also sorts by time.
  package var text: String {
    EastAfricaTime.padded(Int(year), 4) + "-" + EastAfricaTime.padded(Int(month)) + "-"
      + EastAfricaTime.padded(Int(day))
  }

  /// A day from a text that the ledger or a directory name kept; nil unless it has the shape `2026-11-24`.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes.enumerated().allSatisfy({ $0 == 4 || $0 == 7 || (0x30...0x39).contains($1) })
    else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  }

  /// As people write it: `24/11`, and with its year where that is not the year from which it is seen: `24/11/25`.
  package func short(seenFrom other: BusinessDay) -> String {
    let short = EastAfricaTime.padded(Int(day)) + "/" + EastAfricaTime.padded(Int(month))
    return year == other.year ? short : short + "/" + EastAfricaTime.padded(Int(year % 100))
  }

  /// In the order in which a person would list them.
  package static func < (left: BusinessDay, right: BusinessDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
