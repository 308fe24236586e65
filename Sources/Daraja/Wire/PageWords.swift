/// The words of a page for people, as firewalls send them in Safaricom's place: no reader of HTML, but enough to tell
/// an owner whose page it is.
enum PageWords {
  /// The title, or else the text without its marks.
  static func words(of page: String) -> String {
    let small = page.lowercased()
    if let open = small.firstRange(of: "<title>"), let close = small[open.upperBound...].firstRange(of: "</title>") {
      let title = plain(
        small.distance(from: small.startIndex, to: open.upperBound), small[open.upperBound..<close.lowerBound].count,
        page)
      if title.contains(where: { !$0.isWhitespace }) { return title }
    }
    return withoutMarks(page)
  }

  private static func plain(_ start: Int, _ count: Int, _ page: String) -> String {
    withoutMarks(String(page.dropFirst(start).prefix(count)))
  }

  /// Without tags, and without what stands in scripts and styles.
  private static func withoutMarks(_ page: String) -> String {
    var text = ""
    var tag: String?
    var hidden: String?
    for character in page {
      if character == "<" {
        tag = ""
      } else if character == ">", let ended = tag {
        let name = ended.lowercased()
        if let inside = hidden {
          if name == "/" + inside { hidden = nil }
        } else if ["script", "style"].contains(where: { name.hasPrefix($0) }) {
          hidden = name.hasPrefix("script") ? "script" : "style"
        }
        tag = nil
        text.append(" ")
      } else if tag != nil {
        tag?.append(character)
      } else if hidden == nil {
        text.append(character)
      }
    }
    return [("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
