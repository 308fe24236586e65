import Payments

extension BusinessDay {
  /// The day that a person typed.
  package static func typed(_ text: String) throws(CommandFailure) -> BusinessDay {
    guard let day = BusinessDay(text: text), EastAfricaTime.wallMilliseconds(parsing: text) != nil else {
      throw fail("--day takes a day such as 2026-11-24.", Exit.usage)
    }
    return day
  }

  /// A time of this day as a person types one, on the wall clock.
  package func wallMilliseconds(typed time: String) throws(CommandFailure) -> Int64 {
    guard time.utf8.count == 5, let wall = EastAfricaTime.wallMilliseconds(parsing: "\(text)T\(time):00+03:00") else {
      throw fail("--from takes a time such as 14:02.", Exit.usage)
    }
    return wall
  }
}
