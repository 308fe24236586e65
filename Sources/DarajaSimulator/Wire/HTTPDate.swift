import Payments

/// The `Date` header's form: `Tue, 24 Nov 2026 11:02:09 GMT` (RFC 9110 section 5.6.7).
enum HTTPDate {
  static func text(atMilliseconds: Int64) -> String {
    // EastAfricaTime is UTC+3; three hours earlier it reads as UTC.
    let time = EastAfricaTime(wallMilliseconds: atMilliseconds - 3 * 3_600_000)
    let days = (atMilliseconds >= 0 ? atMilliseconds : atMilliseconds - 86_399_999) / 86_400_000
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[Int((days % 7 + 7) % 7)]
    return "\(weekday), \(twoDigits(time.day)) \(months[time.month - 1]) \(time.year) \(time.timeOfDay) GMT"
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
