/// A sign by what it stands for; a ``GlyphSet`` says how it is drawn.
package enum Glyph: CaseIterable, Sendable {
  /// Paid, done, right.
  case check
  /// Failed, wrong.
  case cross
  /// Going on; also where text was cut.
  case ellipsis
  /// A person should look.
  case question
  /// Nothing happened, and nothing is wrong.
  case dash
  /// Alarm.
  case alarm
  /// The chosen row.
  case selectionMarker
  /// A full dot.
  case dot
  /// An empty dot.
  case hollowDot
  /// Lines.
  case horizontal, vertical
  /// Corners.
  case topLeft, topRight, bottomLeft, bottomRight
  /// The corners of a phone.
  case roundTopLeft, roundTopRight, roundBottomLeft, roundBottomRight
  /// How well a phone hears its network, from low to high.
  case signalLow, signalMiddle, signalHigh
  /// Lines that meet.
  case teeLeft, teeRight, teeTop, teeBottom, crossing
  /// Between two things on one line.
  case middleDot
  /// The Enter key.
  case enter
  /// Arrows.
  case arrowUp, arrowDown, arrowLeft, arrowRight
  /// A bar that is filled, and one that is not.
  case barFull, barEmpty
  /// A part of a thin meter that is over, and one that is to come.
  case meterFull, meterEmpty
  /// Where text is typed, for pictures that have no blinking cursor.
  case cursor
}

/// How signs are drawn: in Unicode, or in ASCII for terminals and fonts that have nothing else.
///
/// Every Unicode sign is one cell wide in every terminal, so no emoji and nothing from the ambiguous-width emoji
/// ranges.
package enum GlyphSet: String, CaseIterable, Sendable {
  /// For UTF-8 terminals.
  case unicode
  /// For the Linux console, the C locale, and old terminals.
  case ascii

  /// The sign as text; every one but the ASCII Enter is one cell wide.
  package subscript(glyph: Glyph) -> String {
    switch self {
    case .unicode: Self.unicode(glyph)
    case .ascii: Self.ascii(glyph)
    }
  }

  private static func unicode(_ glyph: Glyph) -> String {
    switch glyph {
    case .check: "✓"
    case .cross: "✗"
    case .ellipsis: "…"
    case .question: "?"
    case .dash: "–"
    case .alarm: "!"
    case .selectionMarker: "▸"
    case .dot: "●"
    case .hollowDot: "○"
    case .horizontal: "─"
    case .vertical: "│"
    case .topLeft: "┌"
    case .topRight: "┐"
    case .bottomLeft: "└"
    case .bottomRight: "┘"
    case .roundTopLeft: "╭"
    case .roundTopRight: "╮"
    case .roundBottomLeft: "╰"
    case .roundBottomRight: "╯"
    case .signalLow: "▂"
    case .signalMiddle: "▄"
    case .signalHigh: "▆"
    case .teeLeft: "├"
    case .teeRight: "┤"
    case .teeTop: "┬"
    case .teeBottom: "┴"
    case .crossing: "┼"
    case .middleDot: "·"
    case .enter: "⏎"
    case .arrowUp: "↑"
    case .arrowDown: "↓"
    case .arrowLeft: "←"
    case .arrowRight: "→"
    case .barFull: "█"
    case .barEmpty: "░"
    case .meterFull: "━"
    case .meterEmpty: "╌"
    case .cursor: "▏"
    }
  }

  private static func ascii(_ glyph: Glyph) -> String {
    switch glyph {
    case .check: "*"
    case .cross: "x"
    case .ellipsis: "~"
    case .question: "?"
    case .dash: "-"
    case .alarm: "!"
    case .selectionMarker: ">"
    case .dot: "*"
    case .hollowDot: "o"
    case .horizontal: "-"
    case .vertical: "|"
    case .topLeft, .topRight, .bottomLeft, .bottomRight: "+"
    case .roundTopLeft, .roundTopRight: "."
    case .roundBottomLeft, .roundBottomRight: "'"
    case .signalLow: "."
    case .signalMiddle: ":"
    case .signalHigh: "|"
    case .teeLeft, .teeRight, .teeTop, .teeBottom, .crossing: "+"
    case .middleDot: "-"
    case .enter: "Enter"
    case .arrowUp: "^"
    case .arrowDown: "v"
    case .arrowLeft: "<"
    case .arrowRight: ">"
    case .barFull: "#"
    case .barEmpty: "."
    case .meterFull: "="
    case .meterEmpty: "-"
    case .cursor: "_"
    }
  }
}
