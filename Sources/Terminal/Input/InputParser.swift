import Keys

/// Turns bytes into whole things: characters, keys, marks of a paste, answers of the terminal.
///
/// One parser for every terminal, whatever its name is and whatever terminfo says of it: what a sequence means is
/// looked up once it is whole, and one that nobody knows is swallowed whole. Bytes may come in any portions. Only
/// Escape needs a clock: alone it is a key, and before other bytes it opens a sequence.
struct InputParser {
  /// What comes this soon after Escape was sent together with it: Alt and a letter, which no hand types as two keys.
  static let togetherMilliseconds: Int64 = 30
  /// A sequence that has begun plainly may stall so long on a bad line; its rest must not become digits in a field.
  static let restMilliseconds: Int64 = 1000

  /// How long Escape waits for what may follow it.
  let escapeDelayMilliseconds: Int64
  /// Keys that only terminfo knows, by their bytes.
  let keysOfTerminfo: [[UInt8]: KeyPress]

  private enum State: Hashable {
    case ground
    /// Escape came so often, and nothing after it.
    case escape(count: Int)
    /// Together with so many came a sign: Alt was held, unless more text follows at once.
    case alt(RawKey, escapes: Int)
    /// An Enter was dropped behind an Escape; the line feed or NUL that telnet sends with it goes the same way.
    case afterDroppedEnter
    /// Escape came within a string, which it may end.
    case escapeInString(EscapeSequence)
    case sequence(EscapeSequence)
    /// So many characters belong to a mouse report.
    case behind(EscapeSequence, characters: Int)
  }

  private var state = State.ground
  /// The bytes of a character that is not whole.
  private var partial = PartialCharacter()
  /// The next character has so many Escapes with it.
  private var escapesBefore = 0
  private var lastByteMilliseconds: Int64 = 0
  /// When an Escape that nothing followed was given out as a key.
  private var escapeGivenMilliseconds: Int64?

  init(escapeDelayMilliseconds: Int64, keysOfTerminfo: [[UInt8]: KeyPress] = [:]) {
    self.escapeDelayMilliseconds = escapeDelayMilliseconds
    self.keysOfTerminfo = keysOfTerminfo
  }

  /// When ``passTime(nowMilliseconds:)`` has something to say; nil while nothing is half-finished.
  var deadlineMilliseconds: Int64? { patience.map { lastByteMilliseconds + $0 } }

  private var patience: Int64? {
    let rest = max(Self.restMilliseconds, escapeDelayMilliseconds)
    return switch state {
    case .ground: partial.isEmpty ? nil : rest
    case .escape: escapeDelayMilliseconds
    case .alt, .afterDroppedEnter: Self.togetherMilliseconds
    case .sequence(let sequence) where sequence.isLikelyWhole: Self.togetherMilliseconds
    case .sequence, .escapeInString, .behind: rest
    }
  }

  /// Takes bytes; what is not whole is kept for the next ones.
  mutating func take(_ bytes: [UInt8], nowMilliseconds now: Int64) -> [RawKey] {
    var keys: [RawKey] = []
    if bytes.isEmpty { return keys }
    // Escape is not judged by the delay here: bytes that are there belong to it, however late we look.
    if case .escape = state, now - lastByteMilliseconds <= Self.restMilliseconds {
    } else {
      keys += passTime(nowMilliseconds: now)
    }
    if state == .ground, partial.isEmpty, let given = escapeGivenMilliseconds, now - given <= Self.restMilliseconds,
      isRestOfSequence(bytes)
    {
      state = .escape(count: 1)
      lastByteMilliseconds = now
    }
    escapeGivenMilliseconds = nil
    for byte in bytes {
      take(byte, now, into: &keys)
      lastByteMilliseconds = now
    }
    return keys
  }

  /// Gives out what waited for more in vain.
  mutating func passTime(nowMilliseconds now: Int64) -> [RawKey] {
    guard let deadline = deadlineMilliseconds, deadline <= now else { return [] }
    var keys: [RawKey] = []
    switch state {
    case .ground: keys.append(.named(.unknown))
    case .escape(let count):
      keys += Array(repeating: .named(.escape), count: count)
      escapeGivenMilliseconds = now
    case .alt: keys.append(.named(.unknown))
    case .sequence(let sequence), .behind(let sequence, _): keys += abandon(sequence)
    case .escapeInString, .afterDroppedEnter: break
    }
    state = .ground
    partial = PartialCharacter()
    escapesBefore = 0
    return keys
  }

  /// Whether these bytes are what a line kept back for longer than Escape waits.
  ///
  /// That is one sequence without its Escape, whole, and nothing behind it but further Escapes. Hands type no two
  /// characters in one reading.
  private func isRestOfSequence(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1, let form = EscapeSequence.form(openedBy: bytes[0]), form != .designation, form != .shiftTwo
    else { return false }
    var other = InputParser(escapeDelayMilliseconds: 0, keysOfTerminfo: keysOfTerminfo)
    other.state = .escape(count: 1)
    var keys: [RawKey] = []
    for (index, byte) in bytes.enumerated() {
      other.take(byte, 0, into: &keys)
      guard other.state == .ground else { continue }
      // Two capitals are a word, unless they are a key.
      if index == 0 || form == .shiftThree && keys == [.named(.unknown)] { return false }
      return index + 1 == bytes.count || bytes[index + 1] == 0x1B
    }
    return false
  }

  private mutating func take(_ byte: UInt8, _ now: Int64, into keys: inout [RawKey]) {
    switch state {
    case .ground: takeInGround(byte, into: &keys)
    case .escape(let count): take(byte, afterEscapes: count, now, into: &keys)
    case .escapeInString(let string):
      state = .ground
      if byte == UInt8(ascii: "\\") {
        keys += KeyMeaning.of(string)
      } else {
        // Anything else broke the string off, and stands for itself.
        take(byte, afterEscapes: 1, now, into: &keys)
      }
    case .alt(let key, let count):
      state = .ground
      if (0x20..<0x7F).contains(byte) || byte >= 0xA0 || byte == 0x0D || byte == 0x0A {
        // No hand types on so fast: a macro, a scanner or a line that held keys back, behind an Escape.
        keys += Array(repeating: .named(.escape), count: count) + [key]
      } else {
        keys.append(.named(.unknown))
      }
      takeInGround(byte, into: &keys)
    case .afterDroppedEnter:
      state = .ground
      if byte != 0x0A, byte != 0x00 { takeInGround(byte, into: &keys) }
    case .sequence(var sequence):
      if byte == 0x1B {
        breakOff(sequence, into: &keys)
        return
      }
      switch sequence.take(byte) {
      case .goesOn: state = .sequence(sequence)
      case .ends: end(sequence, into: &keys)
      case .breaks:
        state = .ground
        keys += abandon(sequence)
        takeInGround(byte, into: &keys)
      }
    case .behind(let sequence, let characters):
      takeBehind(byte, sequence, characters, into: &keys)
    }
  }

  private mutating func take(
    _ byte: UInt8, afterEscapes count: Int, _ now: Int64, into keys: inout [RawKey]
  ) {
    let isTogether = now - lastByteMilliseconds <= Self.togetherMilliseconds
    let form = EscapeSequence.form(openedBy: byte)
    if byte == 0x1B {
      if isTogether {
        state = .escape(count: count + 1)
      } else {
        keys += Array(repeating: .named(.escape), count: count)
        state = .escape(count: 1)
      }
      return
    }
    state = .ground
    if let form, isTogether || (form != .designation && form != .shiftTwo) {
      state = .sequence(EscapeSequence(form: form, isAlt: count > 1))
    } else if isTogether {
      // A stray end of a string is no key.
      if byte == UInt8(ascii: "\\") { return }
      if let key = keysOfTerminfo[[0x1B, byte]] {
        keys.append(.named(key))
        return
      }
      escapesBefore = count
      takeInGround(byte, into: &keys)
    } else {
      keys += Array(repeating: .named(.escape), count: count)
      takeInGround(byte, into: &keys)
    }
  }

  private mutating func takeInGround(_ byte: UInt8, into keys: inout [RawKey]) {
    if byte == 0x1B {
      if !partial.isEmpty { give(.named(.unknown), into: &keys) }
      partial = PartialCharacter()
      state = .escape(count: 1)
      return
    }
    switch partial.take(byte) {
    case .goesOn: break
    case .whole(let scalar): give(scalar, into: &keys)
    case .broken:
      give(.named(.unknown), into: &keys)
      takeInGround(byte, into: &keys)
    case .noCharacter:
      // No character begins with it, so it is a control of eight bits or nothing.
      if let scalar = Unicode.Scalar(UInt32(byte)), scalar.value < 0xA0 {
        give(scalar, into: &keys)
      } else {
        give(.named(.unknown), into: &keys)
      }
    }
  }

  /// A whole character; one of 0x80 to 0x9F stands for Escape and the letter 0x40 below it.
  private mutating func give(_ scalar: Unicode.Scalar, into keys: inout [RawKey]) {
    guard (0x80..<0xA0).contains(scalar.value) else { return give(.character(scalar), into: &keys) }
    let letter = UInt8(scalar.value - 0x40)
    let isAlt = escapesBefore > 0
    escapesBefore = 0
    if let form = EscapeSequence.form(openedBy: letter), form != .designation {
      state = .sequence(EscapeSequence(form: form, isAlt: isAlt))
    } else if letter != UInt8(ascii: "\\") {
      give(.named(.unknown), into: &keys)
    }
  }

  private mutating func give(_ key: RawKey, into keys: inout [RawKey]) {
    let escapes = escapesBefore
    escapesBefore = 0
    if escapes == 0 {
      keys.append(key)
    } else if key.isText {
      state = .alt(key, escapes: escapes)
    } else if key.isLineEnd {
      // Alt and Enter, or a slow line that brought two keys at once: what leaves counts, what sends does not.
      keys += Array(repeating: .named(.escape), count: escapes)
      state = .afterDroppedEnter
    } else {
      keys.append(.named(.unknown))
    }
  }

  private mutating func end(_ sequence: EscapeSequence, into keys: inout [RawKey]) {
    // The console of BSD has function keys where others have mice and answers.
    if sequence.isBareLetter, let key = keysOfTerminfo[sequence.bytes] {
      state = .ground
      keys.append(.named(key))
      return
    }
    let characters = sequence.charactersBehind
    if characters > 0 {
      state = .behind(sequence, characters: characters)
      return
    }
    state = .ground
    let meaning = KeyMeaning.of(sequence)
    if meaning.isEmpty || meaning == [.named(.unknown)], let key = keysOfTerminfo[sequence.bytes] {
      keys.append(.named(key))
    } else {
      keys += meaning
    }
  }

  /// Escape came into the middle of a sequence.
  private mutating func breakOff(_ sequence: EscapeSequence, into keys: inout [RawKey]) {
    if case .string = sequence.form {
      state = .escapeInString(sequence)
    } else {
      keys += abandon(sequence)
      state = .escape(count: 1)
    }
  }

  /// What a sequence is whose end did not come.
  private func abandon(_ sequence: EscapeSequence) -> [RawKey] {
    if case .string = sequence.form { return [] }
    if sequence.isShiftedOfRxvt { return KeyMeaning.of(sequence.endedAsOfRxvt) }
    return [.named(keysOfTerminfo[sequence.bytes] ?? .unknown)]
  }

  private mutating func takeBehind(
    _ byte: UInt8, _ sequence: EscapeSequence, _ characters: Int, into keys: inout [RawKey]
  ) {
    if byte < 0x20 {
      partial = PartialCharacter()
      state = .ground
      keys += abandon(sequence)
      takeInGround(byte, into: &keys)
      return
    }
    var left = characters
    switch partial.take(byte) {
    case .goesOn: break
    case .whole, .noCharacter: left -= 1
    case .broken:
      left -= 1
      if left > 0 {
        state = .behind(sequence, characters: left)
        takeBehind(byte, sequence, left, into: &keys)
      } else {
        state = .ground
        takeInGround(byte, into: &keys)
      }
      return
    }
    state = left > 0 ? .behind(sequence, characters: left) : .ground
  }
}
