/// An escape sequence, whole or as far as it has come.
struct EscapeSequence: Hashable {
  /// Which form it has, by the byte after Escape, or by the one byte of eight bits that stands for both.
  enum Form: Hashable {
    /// `Escape [`, parameters, a last byte.
    case control
    /// `Escape [ [` and a letter: the Linux console's first function keys.
    case console
    /// `Escape O` and a letter: cursor keys and number pad in application mode.
    case shiftThree
    /// `Escape N` and a letter.
    case shiftTwo
    /// `Escape`, signs such as `(`, and a last byte: how character sets are chosen.
    case designation
    /// `Escape ] P X ^ _` and text up to a bell or a string terminator.
    case string(UInt8)
  }

  /// More than this is not kept of one: no key and no answer that we ask for is longer.
  static let most = 64

  var form: Form
  /// What came after the opening bytes, the last byte without.
  var body: [UInt8] = []
  /// The byte that ended it; none for a string and while it has not come.
  var last: UInt8?
  /// Escape came before it, as terminals tell that Alt was held.
  var isAlt = false
  /// Parts of a character of several bytes that are still to come in a string.
  var continuations = 0

  /// The form that a byte opens when Escape came before it.
  static func form(openedBy byte: UInt8) -> Form? {
    switch byte {
    case UInt8(ascii: "["): .control
    case UInt8(ascii: "O"): .shiftThree
    case UInt8(ascii: "N"): .shiftTwo
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"): .string(byte)
    case 0x20...0x2F: .designation
    default: nil
    }
  }

  /// What a byte does to it.
  enum Step {
    case goesOn
    case ends
    /// The byte does not belong to it.
    case breaks
  }

  mutating func take(_ byte: UInt8) -> Step {
    switch form {
    case .control:
      if byte == UInt8(ascii: "["), body.isEmpty {
        form = .console
        return .goesOn
      }
      return take(byte, inBody: isShiftedOfRxvt ? 0x20...0x2F : 0x20...0x3F, atEnd: 0x40...0x7E)
    case .console, .shiftTwo: return take(byte, inBody: nil, atEnd: 0x20...0x7E)
    case .shiftThree: return take(byte, inBody: 0x30...0x3B, atEnd: 0x20...0x7E)
    case .designation: return take(byte, inBody: 0x20...0x2F, atEnd: 0x30...0x7E)
    case .string: return takeText(byte)
    }
  }

  private mutating func take(
    _ byte: UInt8, inBody body: ClosedRange<UInt8>?, atEnd end: ClosedRange<UInt8>
  ) -> Step {
    if body?.contains(byte) == true {
      keep(byte)
      return .goesOn
    }
    guard end.contains(byte) else { return .breaks }
    last = byte
    return .ends
  }

  /// A bell ends it, and a string terminator of eight bits; Escape is looked at by whoever feeds us.
  private mutating func takeText(_ byte: UInt8) -> Step {
    if byte == 0x07 { return .ends }
    // 0x9C is a terminator, unless it is a part of a character that is none itself.
    if byte == 0x9C, continuations == 0 || body.last == 0xC2 { return .ends }
    switch byte {
    case 0x18, 0x1A: return .ends
    case 0xC2...0xDF: continuations = 1
    case 0xE0...0xEF: continuations = 2
    case 0xF0...0xF4: continuations = 3
    case 0x80...0xBF: continuations = max(0, continuations - 1)
    default: continuations = 0
    }
    keep(byte)
    return .goesOn
  }

  private mutating func keep(_ byte: UInt8) {
    if body.count < Self.most { body.append(byte) } else { body[Self.most - 1] = byte }
  }

  /// rxvt ends its editing and function keys with `$` when Shift is held; elsewhere a last byte comes behind that.
  var isShiftedOfRxvt: Bool {
    guard form == .control, last == nil, body.last == UInt8(ascii: "$"),
      let number = Int(String(decoding: body.dropLast(), as: UTF8.self))
    else { return false }
    return (1...8).contains(number) || (11...34).contains(number)
  }

  /// More may come, but Alt with a sign or a capital N, or rxvt's Shift, is likelier.
  var isLikelyWhole: Bool { form == .designation || form == .shiftTwo || isShiftedOfRxvt }

  /// The same with the `$` as its last byte.
  var endedAsOfRxvt: EscapeSequence {
    var ended = self
    ended.last = ended.body.popLast()
    return ended
  }

  /// `Escape [ I` to `Escape [ X`.
  var isBareLetter: Bool {
    form == .control && body.isEmpty && !isAlt && last.map { (0x49...0x58).contains($0) } ?? false
  }

  /// How many more characters belong to it, though it has ended: mouse reports of the oldest kind.
  var charactersBehind: Int {
    guard form == .control, body.isEmpty else { return 0 }
    return switch last {
    case UInt8(ascii: "M"): 3
    case UInt8(ascii: "t"): 2
    case UInt8(ascii: "T"): 6
    default: 0
    }
  }

  /// Its bytes as terminfo writes them.
  var bytes: [UInt8] {
    let opening: [UInt8] =
      switch form {
      case .control: [0x5B]
      case .console: [0x5B, 0x5B]
      case .shiftThree: [0x4F]
      case .shiftTwo: [0x4E]
      case .designation: []
      case .string(let byte): [byte]
      }
    return [0x1B] + opening + body + [last].compactMap(\.self)
  }

  /// Its parameters: numbers between semicolons, each with parts between colons; nil where nothing stands.
  var parameters: [[Int?]] {
    if body.isEmpty { return [] }
    return body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { parameter in
      parameter.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
        Int(String(decoding: $0, as: UTF8.self))
      }
    }
  }
}
