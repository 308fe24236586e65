extension GlyphSet {
  /// Words of ours hold a few signs that ASCII lacks; a terminal without them gets their twins.
  package func spelled(_ text: String) -> String {
    if self != .ascii || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let signs = Array(text)
    var spelled = ""
    for (place, sign) in signs.enumerated() {
      switch sign {
      // Between two things a dash reads better than the star of a hidden digit.
      case "·":
        let isBetween = place > 0 && signs[place - 1] == " " && place + 1 < signs.count && signs[place + 1] == " "
        spelled += isBetween ? "-" : "*"
      case "…": spelled += "~"
      case "–": spelled += "-"
      default: spelled.append(sign.isASCII ? sign : "?")
      }
    }
    return spelled
  }
}
