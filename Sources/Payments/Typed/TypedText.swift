/// What a person typed, pasted or scanned where a number or a code is wanted, sign by sign.
///
/// Whatever is copied from a contact, a page or a chat brings signs along that nobody sees: marks of direction,
/// joiners, a byte order mark. They are dropped; spaces, dashes and digits of other scripts are read as what they are.
package struct TypedText: Sendable, Equatable {
  /// One sign of it.
  package struct Sign: Sendable, Equatable {
    /// As it is read.
    package let read: Unicode.Scalar
    /// As it came, and where.
    package let came: StraySign
  }

  /// The signs that mean something, in their order.
  package private(set) var signs: ArraySlice<Sign> = []

  /// What was typed.
  package init(_ typed: String) {
    var place = 0
    for scalar in typed.unicodeScalars {
      guard let read = Self.reading(scalar) else { continue }
      // People count what they see.
      if !Self.isSpace(read) { place += 1 }
      signs.append(Sign(read: read, came: StraySign(scalar, place: Self.isSpace(read) ? place + 1 : place)))
    }
  }

  init(_ signs: ArraySlice<Sign>) { self.signs = signs }

  /// As it is read.
  package var text: String {
    var text = ""
    for sign in signs { text.unicodeScalars.append(sign.read) }
    return text
  }

  /// Its lines that have something on them, each without the spaces around it.
  package var lines: [TypedText] {
    signs.split { $0.read == "\n" }.map { TypedText($0).trimmed }.filter { !$0.signs.isEmpty }
  }

  /// Without spaces, tabs and line ends around it.
  package var trimmed: TypedText {
    var kept = signs.drop { Self.isSpace($0.read) }
    while let last = kept.last, Self.isSpace(last.read) { kept.removeLast() }
    return TypedText(kept)
  }

  /// Without so many signs at its beginning.
  func dropping(_ count: Int) -> TypedText { TypedText(signs.dropFirst(count)) }

  /// Without so many signs at its end.
  func droppingLast(_ count: Int) -> TypedText { TypedText(signs.dropLast(count)) }

  /// Up to the first of these signs.
  func cut(at ends: Set<Unicode.Scalar>) -> TypedText { TypedText(signs.prefix { !ends.contains($0.read) }) }

  /// What follows one of these beginnings, the first that fits; nil where none does.
  ///
  /// Capitals do not matter.
  func after(_ beginnings: [String]) -> TypedText? {
    let beginning = beginnings.first { signs.starts(with: $0.unicodeScalars) { Self.isCapital($0.read, of: $1) } }
    return beginning.map { dropping($0.unicodeScalars.count) }
  }

  /// It is the same letter, be it a capital.
  private static func isCapital(_ scalar: Unicode.Scalar, of letter: Unicode.Scalar) -> Bool {
    if scalar == letter { return true }
    if case "A"..."Z" = scalar { return scalar.value + 0x20 == letter.value }
    return !scalar.isASCII && scalar.properties.lowercaseMapping == String(letter)
  }

  /// With one sign wherever these stand.
  func replacing(_ code: String, with scalar: Unicode.Scalar) -> TypedText {
    var rest = self
    var kept: ArraySlice<Sign> = []
    while let first = rest.signs.first {
      if let behind = rest.after([code]) {
        kept.append(Sign(read: scalar, came: first.came))
        rest = behind
      } else {
        kept.append(first)
        rest = rest.dropping(1)
      }
    }
    return TypedText(kept)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }

  /// How a sign is read; nil for one that nobody sees.
  private static func reading(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x20: return " "
    case 0x09: return "\t"
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return "\n"
    case 0x21...0x7E: return scalar
    // The keyboards of Arabic and Persian, and the wide signs of Chinese and Japanese ones.
    case 0x660...0x669: return Unicode.Scalar(scalar.value - 0x660 + 0x30)
    case 0x6F0...0x6F9: return Unicode.Scalar(scalar.value - 0x6F0 + 0x30)
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x2212: return "-"
    default: break
    }
    if scalar.properties.isDefaultIgnorableCodePoint { return nil }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return " "
    case .dashPunctuation: return "-"
    default: return scalar
    }
  }
}

/// A sign that stands where it cannot be meant, told so that its writer finds it; never the text around it.
package struct StraySign: Sendable, Hashable {
  /// As it was typed.
  package let scalar: Unicode.Scalar
  /// Its place among the signs that are seen, spaces left out, counted from 1.
  package let place: Int

  init(_ scalar: Unicode.Scalar, place: Int) {
    self.scalar = scalar
    self.place = place
  }

  /// That it is no digit; a sign that cannot be told apart on paper is told by its number and name.
  var sentence: Phrase {
    let name = name
    return Phrase(
      "\(name.english) in place \(place) is no digit", sw: "\(name.swahili), nafasi ya \(place), si tarakimu")
      + (unicodeName.map { Phrase(verbatim: ": \($0).") } ?? Phrase(verbatim: "."))
  }

  private var name: Phrase {
    switch scalar {
    case "A"..."Z", "a"..."z": Phrase("The letter \(scalar)", sw: "Herufi \(scalar)")
    case "!"..."~": Phrase("The sign \(scalar)", sw: "Alama \(scalar)")
    case " ": Phrase("A space", sw: "Nafasi tupu")
    case "\t": Phrase("A tab", sw: "Alama ya tab")
    case "\n", "\r": Phrase("A line end", sw: "Mwisho wa mstari")
    // What a field shows for one: a tab, a control.
    case "\u{FFFD}": Phrase("An unseen sign", sw: "Alama isiyoonekana")
    default: Phrase(verbatim: "U+" + Self.padded(String(scalar.value, radix: 16).uppercased()))
    }
  }

  /// What Unicode calls a sign that is not told by itself.
  private var unicodeName: String? {
    (0x20...0x7E).contains(scalar.value) || scalar == "\u{FFFD}" ? nil : scalar.properties.name?.lowercased()
  }

  private static func padded(_ digits: String) -> String {
    String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Why what was typed is not taken.
package protocol TypedError: Error {
  /// One line for the person who typed it.
  var sentence: Phrase { get }
}
