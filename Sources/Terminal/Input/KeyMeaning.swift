import Cells
import Keys

/// What a whole escape sequence means, under whatever name the terminal goes (ECMA-48; xterm's ctlseqs; the manuals of
/// rxvt, PuTTY, the Linux console and kitty's keyboard protocol).
///
/// Nothing is an answer to somebody else, a mouse, a window that came to the front, or a key that was let go.
enum KeyMeaning {
  static func of(_ sequence: EscapeSequence) -> [RawKey] {
    let keys =
      switch sequence.form {
      case .control: control(sequence)
      case .console: named(consoleKey(sequence.last), KeyModifiers())
      case .shiftThree: shiftThree(sequence)
      case .shiftTwo: named(nil, KeyModifiers())
      case .designation: [RawKey]()
      case .string(let kind): string(kind, sequence.body)
      }
    guard sequence.isAlt else { return keys }
    // A paste may end in an Escape of its own, which is no Alt.
    return keys.map { key in
      switch key {
      // As with the Enter that is no sequence: Escape may have been a key of its own.
      case .named, .coded, .character: .named(key.isLineEnd ? .escape : .unknown)
      case .pasteStart, .pasteEnd, .answer: key
      }
    }
  }

  // MARK: Escape [

  private static func control(_ sequence: EscapeSequence) -> [RawKey] {
    guard let last = sequence.last else { return [] }
    let letter = Character(Unicode.Scalar(last))
    // Marked as private, or with signs before the last byte: answers, and reports of the mouse.
    if let first = sequence.body.first, (0x3C...0x3F).contains(first) { return [] }
    if sequence.body.contains(where: { (0x20...0x2F).contains($0) }) { return [] }
    let parameters = sequence.parameters
    let modifiers = KeyModifiers(parameters)
    if modifiers.isRelease { return [] }
    switch letter {
    case "~", "^", "$", "@": return numbered(letter, parameters, modifiers)
    case "u": return KeyCodes.keys(parameters, modifiers)
    case "R" where parameters.count > 1 && !isThirdFunctionKey(parameters, modifiers):
      guard let row = parameters[0].first ?? nil, let column = parameters[1].first ?? nil else { return [] }
      return [.answer(.cursor(row: row, column: column))]
    case "a", "b", "c", "d":
      // rxvt's arrows with Shift; with a parameter, c is an answer.
      return parameters.isEmpty ? named(arrow(last - 0x20), KeyModifiers()) : []
    case "Z": return named(.backTab, modifiers.withoutShift)
    case "A"..."D": return named(arrow(last), modifiers)
    case "H": return named(.home, modifiers)
    case "F": return named(.end, modifiers)
    case "P"..."S": return named(.function(Int(last) - 0x4F), modifiers)
    case "E", "G": return named(nil, modifiers)
    // Answers, mice, and windows that come and go.
    case "I", "O", "M", "m", "n", "t", "T", "w", "x", "y": return []
    default: return named(nil, modifiers)
    }
  }

  /// F3 with something held, and not a place in the first row.
  private static func isThirdFunctionKey(_ parameters: [[Int?]], _ modifiers: KeyModifiers) -> Bool {
    parameters[0] == [1] && (modifiers.isAny || parameters[1].count > 1)
  }

  private static func arrow(_ byte: UInt8) -> KeyPress {
    switch byte {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    default: .left
    }
  }

  /// `Escape [ 5 ~` and its like; rxvt has other last bytes where Shift or Ctrl is held.
  private static func numbered(_ last: Character, _ parameters: [[Int?]], _ modifiers: KeyModifiers) -> [RawKey] {
    guard let number = parameters.first?.first ?? nil else { return named(nil, modifiers) }
    if last == "~" {
      if number == 200 { return [.pasteStart] }
      if number == 201 { return [.pasteEnd] }
      if number == 27, parameters.count > 2 { return KeyCodes.otherKey(parameters[2].first ?? nil, modifiers) }
    }
    return named(key(number), last == "^" || last == "@" ? .control : modifiers)
  }

  private static func key(_ number: Int) -> KeyPress? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  // MARK: Escape [ [ and Escape O

  private static func consoleKey(_ last: UInt8?) -> KeyPress? {
    guard let last, (0x41...0x45).contains(last) else { return nil }
    return .function(Int(last) - 0x40)
  }

  private static func shiftThree(_ sequence: EscapeSequence) -> [RawKey] {
    guard let last = sequence.last else { return [] }
    let parameters = sequence.parameters
    // Older ones put the modifier alone before the letter.
    let modifiers = KeyModifiers(parameters.count == 1 ? [[1]] + parameters : parameters)
    switch Character(Unicode.Scalar(last)) {
    case "A"..."D": return named(arrow(last), modifiers)
    case "H": return named(.home, modifiers)
    case "F": return named(.end, modifiers)
    case "P"..."S": return named(.function(Int(last) - 0x4F), modifiers)
    case "M": return named(.enter, modifiers)
    case "I": return named(.tab, modifiers)
    case " ", "X", "j"..."y":
      // The number pad: each letter is 0x40 above what is printed on the key.
      if modifiers.isOther { return named(nil, modifiers) }
      let sign = last == 0x20 ? 0x20 : last == 0x58 ? 0x3D : last - 0x40
      return [.coded(Unicode.Scalar(sign))]
    default: return named(nil, modifiers)
    }
  }

  // MARK: Text

  /// What is said of the terminal's ground: `11;rgb:1c1c/2020/2424`.
  private static func string(_ kind: UInt8, _ body: [UInt8]) -> [RawKey] {
    let text = String(decoding: body, as: UTF8.self)
    guard kind == UInt8(ascii: "]"), text.hasPrefix("11;"), let ground = RGB(answer: String(text.dropFirst(3))) else {
      return []
    }
    return [.answer(.ground(ground))]
  }

  /// Shift changes nothing about a key that has a name; with Ctrl, Alt and the like it is another key, and none of
  /// ours.
  static func named(_ key: KeyPress?, _ modifiers: KeyModifiers) -> [RawKey] {
    guard let key, !modifiers.isOther else { return [.named(.unknown)] }
    return [.named(key == .tab && modifiers.shift ? .backTab : key)]
  }
}

/// What was held with a key, and whether it went up: the second parameter of a sequence.
struct KeyModifiers: Hashable {
  private var bits = 0
  private var event = 1

  static let control: KeyModifiers = KeyModifiers([[1], [5]])

  init() {}

  init(_ parameters: [[Int?]]) {
    guard parameters.count > 1 else { return }
    let number = parameters[1].first ?? nil
    bits = max(0, (number ?? 1) - 1)
    event = parameters[1].count > 1 ? parameters[1][1] ?? 1 : 1
  }

  var shift: Bool { bits & 1 != 0 }
  var ctrl: Bool { bits & 4 != 0 }
  /// Alt, Super, Hyper or Meta; the two locks, 64 and 128, are no keys that are held.
  var isSome: Bool { bits & 0b11_1010 != 0 }
  /// Anything but Shift.
  var isOther: Bool { ctrl || isSome }
  var isAny: Bool { bits != 0 || event != 1 }
  var capsLock: Bool { bits & 64 != 0 }
  var isRelease: Bool { event == 3 }

  var withoutShift: KeyModifiers {
    var other = self
    other.bits &= ~1
    return other
  }
}

extension RGB {
  /// Reads a colour as terminals tell it: `rgb:` or `rgba:` and parts of one to four digits, or `#RRGGBB`.
  init?(answer: String) {
    if let exact = RGB(hex: answer) {
      self = exact
      return
    }
    guard let colon = answer.firstIndex(of: ":"), ["rgb", "rgba"].contains(String(answer[..<colon])) else { return nil }
    let parts = answer[answer.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    var bytes: [UInt8] = []
    for part in parts.prefix(3) {
      guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit), let value = Int(part, radix: 16) else {
        return nil
      }
      let most = 1 << (4 * part.count) - 1
      bytes.append(UInt8(value * 255 / most))
    }
    self.init(bytes[0], bytes[1], bytes[2])
  }
}
