/// Our own reference, unique in the shop: till, number and day, as the customer's SMS and the statement show it.
///
/// `2N47D1XZ`: till 2, number 47, and the day as days since 2020-01-01 in base 36. Letters and digits, 12 at most, so
/// that a number past 9,999 goes to base 36 too, and an X stands in place of the N: `999X7PSD1XZ`.
package struct ShortReference: Sendable, Hashable {
  /// One to twelve letters and digits.
  package let text: String

  /// The reference of a till's payment on the day of a moment.
  package init(till: Till, number: Int, at now: Moment) {
    let days = (now.wallMilliseconds + 3 * 3_600_000) / 86_400_000 - 18_262
    let spoken = number <= 9_999 ? "N\(number)" : "X" + String(number, radix: 36).uppercased()
    text = "\(till.number)\(spoken)D" + String(max(0, days), radix: 36).uppercased()
  }
}
