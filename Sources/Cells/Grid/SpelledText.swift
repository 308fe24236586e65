extension GlyphSet {
  /// Words of ours hold a few signs that ASCII lacks; a terminal without them gets their twins.
  package func spelled(_ text: String) -> String {
    if self != .ascii || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    if let spelled = ownWordsSpelled(text) { return spelled }
    let signs = Array(text)
    var spelled = ""
    for (place, sign) in signs.enumerated() {
      switch sign {
      case "·": spelled += twinOfDot(isBetween: isBetween(place, " ", in: signs))
      case "…": spelled += "~"
      case "–": spelled += "-"
      default: spelled.append(sign.isASCII ? sign : "?")
      }
    }
    return spelled
  }

  /// The same by scalars, which are compared as numbers; nil where others are than ASCII has and our words hold, since
  /// several may make one sign.
  private func ownWordsSpelled(_ text: String) -> String? {
    let signs = Array(text.unicodeScalars)
    var spelled = ""
    spelled.reserveCapacity(signs.count)
    for (place, sign) in signs.enumerated() {
      switch sign {
      case "·": spelled += twinOfDot(isBetween: isBetween(place, " ", in: signs))
      case "…": spelled += "~"
      case "–": spelled += "-"
      case _ where sign.isASCII: spelled.unicodeScalars.append(sign)
      default: return nil
      }
    }
    return spelled
  }

  /// Between two things a dash reads better than the star of a hidden digit.
  private func twinOfDot(isBetween: Bool) -> String { isBetween ? "-" : "*" }

  private func isBetween<Sign: Equatable>(_ place: Int, _ blank: Sign, in signs: [Sign]) -> Bool {
    place > 0 && signs[place - 1] == blank && place + 1 < signs.count && signs[place + 1] == blank
  }
}
