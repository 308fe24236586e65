import Cells

/// A run of frames as one picture that moves, for documents.
///
/// Each row of the screen is drawn once for every look that it has, and is seen while it has that look: what stays is
/// not drawn again. Where somebody has asked for less motion, and where a picture cannot move, one frame is seen.
package enum GridFilm {
  /// A frame, and for how long it is seen.
  package struct Shot {
    package let frame: Frame
    package let milliseconds: Int

    package init(_ frame: Frame, milliseconds: Int) {
      self.frame = frame
      self.milliseconds = milliseconds
    }
  }

  /// Draws a film that begins anew when it is over.
  ///
  /// - Parameter still: the shot that is seen where nothing may move.
  package static func picture(of shots: [Shot], still: Int, theme: Theme) -> String {
    guard let first = shots.first else { return "" }
    let starts = shots.indices.map { index in shots[..<index].reduce(0) { $0 + $1.milliseconds } }
    let length = starts.last.map { $0 + shots[shots.count - 1].milliseconds } ?? 0
    var spans: [Span] = []
    var body = ""
    for row in 0..<first.frame.grid.rows {
      let looks = shots.map { drawn(row, of: $0.frame, theme) }
      for span in Self.spans(looks) {
        if looks[span.lowerBound].isEmpty { continue }
        if span.count == shots.count {
          body += looks[span.lowerBound]
          continue
        }
        let number = spans.firstIndex(of: span) ?? spans.count
        if number == spans.count { spans.append(span) }
        let unlessMoving = span.contains(still) ? "" : " visibility=\"hidden\""
        body += "<g class=\"a\" style=\"animation-name:k\(number)\"\(unlessMoving)>\n"
        body += looks[span.lowerBound] + "</g>\n"
      }
    }
    let style =
      "\n" + rules(length: length)
      + spans.enumerated().map { number, span in
        let end = span.upperBound == shots.count ? length : starts[span.upperBound]
        return keyframes(number, from: starts[span.lowerBound], to: end, of: length)
      }.joined()
    return GridSVG.window(of: first.frame, theme: theme, style: style) + body + "</svg>\n"
  }

  private typealias Span = Range<Int>

  /// The runs of shots in which a row looks the same.
  private static func spans(_ drawn: [String]) -> [Span] {
    var spans: [Span] = []
    var start = 0
    for index in 1...drawn.count where index == drawn.count || drawn[index] != drawn[start] {
      spans.append(start..<index)
      start = index
    }
    return spans
  }

  private static func drawn(_ row: Int, of frame: Frame, _ theme: Theme) -> String {
    let cursor = frame.cursor.flatMap { $0.row == row ? GridSVG.drawn(cursor: $0, theme: theme) : nil }
    return GridSVG.drawn(row: row, of: frame.grid, theme: theme, ground: GridSVG.ground(theme)) + (cursor ?? "")
  }

  private static func rules(length: Int) -> String {
    """
    .a { animation: \(length)ms step-end infinite; }
    @media (prefers-reduced-motion: reduce) { .a { animation-name: none !important; } }

    """
  }

  /// Nothing between two looks: a screen changes at once.
  private static func keyframes(_ number: Int, from start: Int, to end: Int, of length: Int) -> String {
    func at(_ time: Int, _ word: String) -> String {
      let thousandths = time * 100_000 / length
      let rest = String(thousandths % 1_000)
      return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
        + "% { visibility: \(word); } "
    }
    return "@keyframes k\(number) { " + (start > 0 ? at(0, "hidden") : "") + at(start, "visible")
      + (end < length ? at(end, "hidden") : "") + "}\n"
  }
}
