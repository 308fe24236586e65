/// Amounts in words, for the question before an unusually large one.
public enum AmountWords {
  /// In English: `one hundred and twenty-five thousand`.
  public static func english(_ amount: Shillings) -> String {
    let thousands = amount.count / 1000
    let rest = amount.count % 1000
    var parts: [String] = []
    if thousands > 0 { parts.append(belowThousand(thousands) + " thousand") }
    if rest > 0 {
      parts.append((thousands > 0 && rest < 100 ? "and " : "") + belowThousand(rest))
    }
    let text = parts.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static let small = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  private static func belowThousand(_ count: Int) -> String {
    let hundreds = count / 100
    let rest = count % 100
    var parts: [String] = []
    if hundreds > 0 { parts.append(small[hundreds] + " hundred") }
    if rest > 0 {
      let words = rest < 20 ? small[rest] : tens[rest / 10] + (rest % 10 > 0 ? "-" + small[rest % 10] : "")
      parts.append((hundreds > 0 ? "and " : "") + words)
    }
    return parts.joined(separator: " ")
  }
}
