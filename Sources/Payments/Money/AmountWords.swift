/// Amounts in words, for the question before an unusually large one.
package enum AmountWords {
  /// An amount: `One hundred and twenty-five thousand`, `KSh laki moja, elfu ishirini na tano`.
  package static func phrase(_ amount: Shillings) -> Phrase {
    Phrase(capitalized(english(amount.count)), sw: "KSh " + swahili(amount.count))
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension AmountWords {
  private static func english(_ count: Int) -> String {
    let thousands = count / 1000
    let rest = count % 1000
    var parts: [String] = []
    if thousands > 0 { parts.append(englishBelowThousand(thousands) + " thousand") }
    if rest > 0 {
      parts.append((thousands > 0 && rest < 100 ? "and " : "") + englishBelowThousand(rest))
    }
    return parts.joined(separator: " ")
  }

  private static let small = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  private static func englishBelowThousand(_ count: Int) -> String {
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

extension AmountWords {
  private static let moja = ["", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa"]
  private static let kumi = [
    "", "kumi", "ishirini", "thelathini", "arobaini", "hamsini", "sitini", "sabini", "themanini", "tisini",
  ]

  /// A hundred thousand is a *laki*, and the name of each power stands before its count.
  ///
  /// The comma tells `elfu kumi na moja` (11,000) from `elfu kumi, na moja` (10,001).
  private static func swahili(_ count: Int) -> String {
    let hundreds = count / 100 % 10
    let rest = swahiliBelowHundred(count % 100)
    var groups: [String] = []
    if count >= 100_000 { groups.append("laki " + swahiliBelowHundred(count / 100_000)) }
    if count / 1000 % 100 > 0 { groups.append("elfu " + swahiliBelowHundred(count / 1000 % 100)) }
    if hundreds > 0 {
      groups.append("mia " + moja[hundreds] + (rest.isEmpty ? "" : " na " + rest))
    } else if !rest.isEmpty {
      groups.append(groups.isEmpty ? rest : "na " + rest)
    }
    return groups.joined(separator: ", ")
  }

  private static func swahiliBelowHundred(_ count: Int) -> String {
    [kumi[count / 10 % 10], moja[count % 10]].filter { !$0.isEmpty }.joined(separator: " na ")
  }
}
