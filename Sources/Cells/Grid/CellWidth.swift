/// How many cells text takes, by one rule for every terminal, and what of it may be shown at all.
///
/// The C library's `wcwidth` depends on the locale and its version, and is not visible to Swift. This table follows it
/// for what a shop writes, and removes what terminals disagree about (terminal.md section 2).
package enum CellWidth {
  /// The cells that a character takes: 0 for marks that sit on the one before, 2 for East Asian and emoji, else 1.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if isIn(wide, value) { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator, .surrogate: return 0
    default: return (0x1160...0x11FF).contains(value) ? 0 : 1
    }
  }

  /// The cells that text takes when it is drawn.
  package static func of(_ text: String) -> Int {
    // Nearly all text.
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    var width = 0
    for scalar in text.unicodeScalars where !isHidden(scalar) { width += of(scalar) }
    return width
  }

  /// The longest beginning of the text that fits, and what shows the cut if there was one.
  ///
  /// ```swift
  /// CellWidth.clip("Njeri Wanjiku", to: 8, mark: "…")  // "Njeri W…"
  /// ```
  package static func clip(_ text: String, to width: Int, mark: String = "") -> String {
    guard of(text) > width else { return text }
    let room = max(0, width - of(mark))
    var used = 0
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isHidden(scalar) {
      used += of(scalar)
      if used > room { break }
      kept.append(scalar)
    }
    return String(kept) + (of(mark) <= width ? mark : "")
  }

  /// The text, filled up with blanks to the width, or cut to it.
  package static func pad(_ text: String, to width: Int, mark: String = "") -> String {
    let clipped = clip(text, to: width, mark: mark)
    return clipped + String(repeating: " ", count: max(0, width - of(clipped)))
  }

  /// The text with blanks before it up to the width, or cut to it: numbers stand to the right.
  package static func padLeft(_ text: String, to width: Int, mark: String = "") -> String {
    let clipped = clip(text, to: width, mark: mark)
    return String(repeating: " ", count: max(0, width - of(clipped))) + clipped
  }

  /// Text from outside, made harmless: controls, bidirectional controls and selectors are gone, line ends are blanks.
  package static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029, 0xA0: result.append(" ")
      default: if !isHidden(scalar) { result.append(scalar) }
      }
    }
    return String(result)
  }

  /// Never drawn: controls, and all that makes terminals disagree about where the next cell is.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x20 { return true }
    if value < 0x7F { return false }
    return isIn(hidden, value)
  }

  // Bisection: the tables are sorted.
  private static func isIn(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }

  private static let hidden: [ClosedRange<UInt32>] = [
    0x7F...0x9F,  // DEL and the C1 controls
    0xAD...0xAD,  // soft hyphen: one cell in some terminals, none in others
    0x61C...0x61C,  // Arabic letter mark
    0x180B...0x180F,  // Mongolian selectors
    0x200B...0x200F,  // zero-width space, joiners, and direction marks
    0x2028...0x202E,  // separators, embeddings and overrides
    0x2060...0x206F,  // word joiner, invisible operators, isolates
    0xE000...0xF8FF,  // private use: no known width
    0xFDD0...0xFDEF,  // not characters
    0xFE00...0xFE0F,  // variation selectors
    0xFEFF...0xFEFF,  // byte order mark
    0xFFF0...0xFFFB,  // specials
    0xFFFE...0xFFFF,  // not characters
    0x1F1E6...0x1F1FF,  // regional indicators: flags in pairs, letters alone
    0x1F3FB...0x1F3FF,  // skin tones
    0xE0000...0x10FFFF,  // tags, selectors, private use
  ]

  // Unicode 15, East Asian Wide and Fullwidth, which holds the emoji that are drawn as pictures by themselves.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
    0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
    0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
    0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
    0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
    0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CD5, 0x1AFF0...0x1B2FB,
    0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
    0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC,
    0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596,
    0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB,
    0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF,
    0x20000...0x3FFFD,
  ]
}
