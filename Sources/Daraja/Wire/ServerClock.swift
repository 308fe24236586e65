import Payments

/// How far this machine's clock is from Safaricom's, by the `Date` header of an answer.
package struct ServerClock: Sendable, Hashable {
  /// Seconds that this machine is ahead; negative when it is behind.
  package let aheadSeconds: Int

  /// More than this is worth a warning: a Timestamp that is far off may be refused.
  package static let tolerableSeconds = 90

  /// A difference that is already known.
  package init(aheadSeconds: Int) { self.aheadSeconds = aheadSeconds }

  /// Compares an answer's `Date` with the time at which it arrived; nil when it has none that can be read.
  package init?(dateHeader: String?, arrivedWallMilliseconds: Int64) {
    guard let dateHeader, let seconds = Self.secondsSince1970(httpDate: dateHeader) else { return nil }
    aheadSeconds = Int(arrivedWallMilliseconds / 1000 - seconds)
  }

  /// One line for the header, when the clock is off.
  package var warning: Phrase? {
    if aheadSeconds.magnitude <= Self.tolerableSeconds { return nil }
    let minutes = (aheadSeconds.magnitude + 30) / 60
    let unit = minutes == 1 ? "minute" : "minutes"
    return aheadSeconds > 0
      ? Phrase(
        "This machine's clock is \(minutes) \(unit) fast. Owner: set it right.",
        sw: "Saa ya mashine hii iko mbele kwa dakika \(minutes). Mmiliki: irekebishe.")
      : Phrase(
        "This machine's clock is \(minutes) \(unit) slow. Owner: set it right.",
        sw: "Saa ya mashine hii iko nyuma kwa dakika \(minutes). Mmiliki: irekebishe.")
  }

  /// Reads the one form of date that senders may write: `Tue, 24 Nov 2026 11:02:09 GMT` (RFC 9110 section 5.6.7).
  static func secondsSince1970(httpDate text: String) -> Int64? {
    let parts = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
      let day = number(parts[1]), (1...31).contains(day), let year = number(parts[3]), year >= 1970,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let time = parts[4].split(separator: ":").map { $0.count == 2 ? number($0) : nil }
    guard time.count == 3, let hour = time[0], hour < 24, let minute = time[1], minute < 60, let second = time[2],
      second <= 60
    else { return nil }
    // A civil date to days: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let shiftedYear = month < 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy(ASCII.isDigit) ? Int(text) : nil
  }
}
