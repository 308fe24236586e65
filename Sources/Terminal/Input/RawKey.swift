import Cells
import Keys

/// What the terminal answers when it is asked something; never a key.
enum TerminalAnswer: Hashable {
  /// Where the cursor is, counted from 1.
  case cursor(row: Int, column: Int)
  /// The colour of its ground.
  case ground(RGB)
}

/// One whole thing that the terminal sent, before it is known what it means.
enum RawKey: Hashable {
  case character(Unicode.Scalar)
  /// A character that came as a sequence, as the number pad's do: within a paste it is none.
  case coded(Unicode.Scalar)
  case named(KeyPress)
  case pasteStart
  case pasteEnd
  case answer(TerminalAnswer)
}

extension RawKey {
  private var scalar: Unicode.Scalar? {
    switch self {
    case .character(let scalar), .coded(let scalar): scalar
    default: nil
    }
  }

  /// A character that is seen when it is typed.
  var isText: Bool { scalar.map { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) } ?? false }

  var isLineEnd: Bool { self == .character("\r") || self == .character("\n") || self == .named(.enter) }

  var isTab: Bool { self == .character("\t") || self == .named(.tab) }

  /// What it is in a piece of text.
  var scalarInText: Unicode.Scalar { isLineEnd ? "\n" : scalar ?? "\t" }

  /// What it is as a key by itself.
  var press: KeyPress {
    guard let scalar else {
      if case .named(let press) = self { return press }
      return .unknown
    }
    return switch scalar.value {
    // Some terminals and most scanners send a line feed for Enter.
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x1B: .escape
    case 0x7F, 0x08: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value + 0x60))))
    case 0x00..<0x20, 0x80..<0xA0: .unknown
    default: .character(Character(scalar))
    }
  }
}
