import CTerminal
import Cells
import Glibc

/// What the terminal is asked when the screen opens, and what became of it.
///
/// Nobody waits for an answer: the desk is drawn at once, and drawn anew if an answer changes how. An answer is
/// swallowed like any other sequence, whenever it comes.
struct TerminalQuestions {
  /// The row, counted from 1, on which the signs stand that are measured: in the first one, a place could be taken for
  /// F3 with something held.
  private static let row = 2
  /// Whoever leaves at once would find the answers on the shell's line.
  private static let patienceAtTheEndMilliseconds: Int64 = 100

  private let askedMilliseconds: Int64
  /// Where the cursor stands behind the signs if each of them takes one cell; nil once that was answered or not asked.
  private var columnBehindSigns: Int?
  private var waitsForGround: Bool

  /// Whether something was asked and is not answered.
  var areOpen: Bool { columnBehindSigns != nil || waitsForGround }

  /// What an answer changes.
  enum Finding: Hashable {
    case nothing
    /// Signs take more cells than they should, or fewer.
    case signsAreNotOneCell
    case ground(RGB)
  }

  /// Asks for the width of some signs and for the ground, as far as each is wanted.
  init(signs: String?, ground: Bool, nowMilliseconds: Int64) {
    askedMilliseconds = nowMilliseconds
    waitsForGround = ground
    columnBehindSigns = signs.map { $0.unicodeScalars.count + 1 }
    if ground { kaunta_screen_ask("\u{1B}]11;?\u{1B}\\") }
    // What is drawn next covers the signs.
    if let signs { kaunta_screen_ask("\u{1B}[\(Self.row);1H\(signs)\u{1B}[6n\u{1B}[2K") }
  }

  mutating func hear(_ answer: TerminalAnswer) -> Finding {
    switch answer {
    case .cursor(let row, let column):
      guard row >= Self.row, let expected = columnBehindSigns else { return .nothing }
      columnBehindSigns = nil
      return row == Self.row && column == expected ? .nothing : .signsAreNotOneCell
    case .ground(let ground):
      guard waitsForGround else { return .nothing }
      waitsForGround = false
      return .ground(ground)
    }
  }

  /// Answers may still be on their way to a screen that has just been opened.
  func patienceMilliseconds(nowMilliseconds: Int64) -> Int64 {
    guard areOpen, nowMilliseconds - askedMilliseconds < 2_000 else { return 0 }
    return Self.patienceAtTheEndMilliseconds
  }
}

extension GlyphSet {
  /// All signs that are drawn, each of which should take one cell.
  static func signsToMeasure(_ theme: Theme) -> String {
    let drawn = Glyph.allCases.map { GlyphSet.unicode[$0] } + Role.states.map { theme.sign(of: $0).unicode }
    var seen: Set<String> = []
    return drawn.filter { !$0.unicodeScalars.allSatisfy(\.isASCII) && seen.insert($0).inserted }.joined()
  }
}

extension RGB {
  /// Whether a screen of this colour is one for dark ink.
  var isLight: Bool { relativeLuminance > 0.18 }

  /// What COLORFGBG says of the ground, where some terminals put it: `15;0` is white on black.
  static func ground(colorFGBG: String?) -> RGB? {
    guard let number = colorFGBG?.split(separator: ";").last.flatMap({ UInt8($0) }), number < 16 else { return nil }
    // Bright black is a dark grey for whoever sets the variable.
    return RGB(paletteIndex: number == 8 ? 0 : number)
  }
}
