import Keys

/// Keys that come as numbers of characters: `Escape [ 97 u` (kitty's protocol, fixterms, xterm's formatOtherKeys) and
/// `Escape [ 27 ; 5 ; 97 ~` (xterm's modifyOtherKeys).
///
/// We ask for neither; another program may have left them switched on.
enum KeyCodes {
  /// `code:shifted:base ; modifiers:event ; text` and `u`.
  static func keys(_ parameters: [[Int?]], _ modifiers: KeyModifiers) -> [RawKey] {
    guard let first = parameters.first, let code = first.first ?? nil else { return [.named(.unknown)] }
    if let keys = namedKeys(code, modifiers) { return keys }
    if modifiers.isOther { return held(code, modifiers) }
    // The text itself, where it is told.
    if parameters.count > 2, case let text = parameters[2].compactMap(\.self).map(coded), !text.isEmpty {
      return text.contains(.named(.unknown)) ? [.named(.unknown)] : text
    }
    if modifiers.shift, first.count > 1, let shifted = first[1] { return [coded(shifted)] }
    if let letter = letter(code) {
      return [coded(modifiers.shift != modifiers.capsLock ? letter.upper : letter.lower)]
    }
    // What Shift makes of a digit hangs on the keyboard, and a digit too many is money.
    if modifiers.shift, (0x30...0x39).contains(code) { return [.named(.unknown)] }
    return [coded(code)]
  }

  /// The character is the one that the keyboard made, Shift and all.
  static func otherKey(_ code: Int?, _ modifiers: KeyModifiers) -> [RawKey] {
    guard let code else { return [.named(.unknown)] }
    if let keys = namedKeys(code, modifiers) { return keys }
    return modifiers.isOther ? held(code, modifiers) : [coded(code)]
  }

  /// With Ctrl a letter is a control character; anything else that is held makes it no key of ours.
  private static func held(_ code: Int, _ modifiers: KeyModifiers) -> [RawKey] {
    guard !modifiers.isSome, let letter = letter(code), let scalar = Unicode.Scalar(UInt32(letter.lower)) else {
      return [.named(.unknown)]
    }
    return [.named(.control(Character(scalar)))]
  }

  private static func letter(_ code: Int) -> (lower: Int, upper: Int)? {
    if (0x61...0x7A).contains(code) { return (code, code - 0x20) }
    return (0x41...0x5A).contains(code) ? (code + 0x20, code) : nil
  }

  private static func coded(_ code: Int) -> RawKey {
    guard code >= 0x20, !(0x7F..<0xA0).contains(code), let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
    else { return .named(.unknown) }
    return .coded(scalar)
  }

  private static func namedKeys(_ code: Int, _ modifiers: KeyModifiers) -> [RawKey]? {
    switch code {
    case 9: KeyMeaning.named(.tab, modifiers)
    case 13: KeyMeaning.named(.enter, modifiers)
    case 27: KeyMeaning.named(.escape, modifiers)
    case 8, 127: KeyMeaning.named(.backspace, modifiers)
    case 57376...57398: KeyMeaning.named(.function(code - 57363), modifiers)
    case 57399...57416: modifiers.isOther ? [.named(.unknown)] : [padKey(code - 57399)]
    case 57417...57426: KeyMeaning.named(padCursor[code - 57417], modifiers)
    // Locks, media keys, and keys that are only held: nothing was typed.
    case 57358...57360, 57428...57454: []
    case 57344...63743: [.named(.unknown)]
    default: nil
    }
  }

  private static func padKey(_ index: Int) -> RawKey {
    let signs: [Unicode.Scalar] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "/", "*", "-", "+"]
    if index < signs.count { return .coded(signs[index]) }
    return index == 15 ? .named(.enter) : .coded(index == 16 ? "=" : ",")
  }

  private static let padCursor: [KeyPress] = [
    .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .insert, .delete,
  ]
}
