import Keys

/// Keys as one reads them on a keyboard: `0712345678⏎50⏎`.
///
/// `⏎` Enter, `⎋` Escape, `⇥` Tab, `⇤` Shift-Tab, `⌫` Backspace, `⌦` Delete, arrows, `①`…`⑳` function keys; all else
/// is typed.
enum KeyNotation {
  static func keys(_ text: String) -> [KeyPress] { text.map(key) }

  private static func key(_ character: Character) -> KeyPress {
    switch character {
    case "⏎": .enter
    case "⎋": .escape
    case "⇥": .tab
    case "⇤": .backTab
    case "⌫": .backspace
    case "⌦": .delete
    case "↑": .up
    case "↓": .down
    case "←": .left
    case "→": .right
    case "①"..."⑳": .function(functionKey(character))
    default: .character(character)
    }
  }

  private static func functionKey(_ character: Character) -> Int {
    Int((character.unicodeScalars.first?.value ?? 0x2460) - 0x2460 + 1)
  }
}
