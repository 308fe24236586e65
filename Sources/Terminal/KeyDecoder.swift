import Cells
import Keys

/// What the terminal library hands over, before it is known what it means.
enum RawKey: Hashable {
  case character(Unicode.Scalar)
  case named(KeyPress)
  case pasteStart
  case pasteEnd
}

extension RawKey {
  /// A character that is seen when it is typed.
  fileprivate var isText: Bool {
    guard case .character(let scalar) = self else { return false }
    return scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
  }

  fileprivate var isLineEnd: Bool {
    switch self {
    case .character(let scalar): scalar.value == 0x0D || scalar.value == 0x0A
    case .named(.enter): true
    default: false
    }
  }

  fileprivate var isTab: Bool { self == .character("\t") || self == .named(.tab) }

  /// What it is in a piece of text.
  fileprivate var scalarInText: Unicode.Scalar {
    if isLineEnd { return "\n" }
    if case .character(let scalar) = self { return scalar }
    return "\t"
  }
}

/// Turns raw keys into key presses, keeping what a paste has collected from one reading to the next.
///
/// Hands type one character at a time. What comes faster was pasted without marks, scanned, or sent in one piece by a
/// line that stalled, and is one ``KeyPress/paste(_:)``: a line end in it submits nothing, and a letter in it is no
/// command.
struct KeyDecoder {
  /// A paste beyond this is cut: it is not a phone number, and a desk must not grow with it.
  static let pasteLimit = 4096
  /// A paste whose end was lost is over when the next key comes this long after its last one.
  static let pasteSilenceMilliseconds: Int64 = 1000
  /// What comes this soon after text belongs to it: scanners leave some 16 ms between two keys, hands more than 60.
  static let burstMilliseconds: Int64 = 30

  private var pasted: String.UnicodeScalarView?
  private var lastKeyMilliseconds: Int64 = 0
  /// When text came last.
  private var lastTextMilliseconds: Int64?
  /// Characters and line ends of this reading, one after the other.
  private var run: [RawKey] = []

  mutating func decode(_ keys: [RawKey], nowMilliseconds: Int64) -> [KeyPress] {
    var presses: [KeyPress] = []
    if let pasted, !keys.isEmpty, nowMilliseconds - lastKeyMilliseconds > Self.pasteSilenceMilliseconds {
      presses.append(.paste(String(pasted)))
      self.pasted = nil
    }
    if !keys.isEmpty { lastKeyMilliseconds = nowMilliseconds }
    var index = 0
    while index < keys.count {
      let key = keys[index]
      index += 1
      if pasted != nil {
        if let paste = collect(key) {
          presses.append(paste)
          lastTextMilliseconds = nowMilliseconds
        }
        continue
      }
      if key.isText || key.isLineEnd || key.isTab {
        run.append(key)
        continue
      }
      presses += endOfRun(nowMilliseconds)
      switch key {
      case .pasteStart: pasted = String.UnicodeScalarView()
      case .pasteEnd: break
      case .named(let press): presses.append(press)
      case .character(let scalar):
        if scalar.value == 0x1B, let end = Self.sequenceEnd(keys, from: index) {
          // A sequence that terminfo does not know must not type its digits into a field.
          index = end
          presses.append(.unknown)
        } else {
          presses.append(Self.press(scalar))
        }
      }
    }
    return presses + endOfRun(nowMilliseconds)
  }

  /// What the characters and line ends that came together are: keys one by one, or text in one piece.
  private mutating func endOfRun(_ nowMilliseconds: Int64) -> [KeyPress] {
    defer { run = [] }
    if run.isEmpty { return [] }
    let joinsText = lastTextMilliseconds.map { nowMilliseconds - $0 <= Self.burstMilliseconds } ?? false
    // Line ends that no text came before are keys, even where typing went on faster than we looked.
    let keys = joinsText ? [] : run.prefix { !$0.isText }
    let rest = run.dropFirst(keys.count)
    if !rest.isEmpty { lastTextMilliseconds = nowMilliseconds }
    if joinsText || rest.count > 1 {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: rest.prefix(Self.pasteLimit).map(\.scalarInText))
      return keys.map(Self.press) + [.paste(String(text))]
    }
    return run.map(Self.press)
  }

  private static func press(_ key: RawKey) -> KeyPress {
    switch key {
    case .character(let scalar): press(scalar)
    case .named(let press): press
    case .pasteStart, .pasteEnd: .unknown
    }
  }

  private mutating func collect(_ key: RawKey) -> KeyPress? {
    switch key {
    case .pasteEnd:
      let text = pasted.map { String($0) } ?? ""
      pasted = nil
      return .paste(text)
    case .character(let scalar):
      guard let count = pasted?.count, count < Self.pasteLimit else { return nil }
      let isLineEnd = scalar.value == 0x0D || scalar.value == 0x0A
      pasted?.append(isLineEnd ? "\n" : scalar)
    case .named(.enter): pasted?.append("\n")
    case .named(.tab): pasted?.append("\t")
    case .named, .pasteStart: break
    }
    return nil
  }

  /// Where a sequence of `Escape [` or `Escape O` ends, if one starts here.
  private static func sequenceEnd(_ keys: [RawKey], from start: Int) -> Int? {
    guard start < keys.count, case .character(let opener) = keys[start], opener == "[" || opener == "O" else {
      return nil
    }
    var index = start + 1
    while index < keys.count, case .character(let scalar) = keys[index] {
      index += 1
      if (0x40...0x7E).contains(scalar.value) { return index }
      guard (0x20...0x3F).contains(scalar.value) else { return index }
    }
    return index
  }

  private static func press(_ scalar: Unicode.Scalar) -> KeyPress {
    switch scalar.value {
    case 0x0D: .enter
    case 0x09: .tab
    case 0x1B: .escape
    case 0x7F, 0x08: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value + 0x60))))
    case 0x00..<0x20, 0x80..<0xA0: .unknown
    default: .character(Character(scalar))
    }
  }
}
