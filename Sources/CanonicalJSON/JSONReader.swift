/// Why a text is not the JSON that Kaunta accepts.
package enum JSONError: Error, Equatable, Sendable {
  case notUTF8
  case endedEarly
  case unexpected(offset: Int)
  case trailingBytes(offset: Int)
  case tooDeep
  case tooManyValues
  case duplicateName
  case badNumber(offset: Int)
  case badString(offset: Int)
}

/// How much a reader takes before it gives up: callbacks come from the open internet.
package struct JSONLimits: Sendable {
  /// Arrays and objects inside one another.
  package var depth: Int
  /// Values in the whole text.
  package var values: Int

  /// The limits for anything that came over the network.
  package init(depth: Int = 16, values: Int = 2_000) {
    self.depth = depth
    self.values = values
  }
}

extension JSONValue {
  /// Reads one JSON text (RFC 8259), strictly: no comments, no trailing bytes, and no name twice in an object,
  /// since two readers could then disagree about an amount.
  ///
  /// - Throws: ``JSONError``.
  package init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes), limits: limits)
    self = try reader.readText()
  }

  /// Reads one JSON text from a string.
  package init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
    try self.init(parsing: text.utf8, limits: limits)
  }
}

/// The names of an object so far: a set only where there are many.
private struct MemberNames {
  private var names: Set<String> = []

  mutating func isNew(_ name: String, among members: [(name: String, value: JSONValue)]) -> Bool {
    if members.count < 16 { return !members.contains { $0.name == name } }
    if names.isEmpty { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let limits: JSONLimits
  var position = 0
  var values = 0

  init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func readText() throws(JSONError) -> JSONValue {
    let value = try readValue(depth: 0)
    skipSpace()
    if position < bytes.count { throw .trailingBytes(offset: position) }
    return value
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSONValue {
    values += 1
    if values > limits.values { throw .tooManyValues }
    skipSpace()
    guard let byte = peek() else { throw .endedEarly }
    switch byte {
    case UInt8(ascii: "{"): return try readObject(depth: depth + 1)
    case UInt8(ascii: "["): return try readArray(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return .number(try readNumber())
    }
  }

  private mutating func readObject(depth: Int) throws(JSONError) -> JSONValue {
    if depth > limits.depth { throw .tooDeep }
    position += 1
    var members: [(name: String, value: JSONValue)] = []
    var names = MemberNames()
    skipSpace()
    if take("}") { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw peek() == nil ? .endedEarly : .unexpected(offset: position) }
      let name = try readString()
      if !names.isNew(name, among: members) { throw .duplicateName }
      skipSpace()
      try expect(":")
      members.append((name: name, value: try readValue(depth: depth)))
      skipSpace()
      if take("}") { return .object(JSONObject(members)) }
      try expect(",")
    }
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> JSONValue {
    if depth > limits.depth { throw .tooDeep }
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try readValue(depth: depth))
      skipSpace()
      if take("]") { return .array(elements) }
      try expect(",")
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    if !matches { throw .unexpected(offset: position) }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func readNumber() throws(JSONError) -> String {
    let start = position
    _ = take("-")
    if take("0") {
      // RFC 8259: no leading zeros.
    } else if takeDigits() == 0 {
      throw peek() == nil ? .endedEarly : .unexpected(offset: start)
    }
    if take("."), takeDigits() == 0 { throw .badNumber(offset: start) }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if takeDigits() == 0 { throw .badNumber(offset: start) }
    }
    if let next = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { throw .badNumber(offset: start) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func readString() throws(JSONError) -> String {
    let start = position
    position += 1
    var units: [UInt8] = []
    while true {
      let plain = takePlain()
      guard let byte = peek() else { throw .endedEarly }
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        if !units.isEmpty { units += plain }
        guard
          let text = units.isEmpty ? String(validating: plain, as: UTF8.self) : String(validating: units, as: UTF8.self)
        else { throw .notUTF8 }
        return text
      case UInt8(ascii: "\\"):
        units += plain
        units.append(contentsOf: String(Character(try readEscape(start: start))).utf8)
      default:
        throw .badString(offset: position - 1)
      }
    }
  }

  /// What stands for itself in a string: up to its end, an escape, or a control.
  private mutating func takePlain() -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    return bytes[start..<position]
  }

  private mutating func readEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
    guard let byte = peek() else { throw .endedEarly }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape(start: start)
    default: throw .badString(offset: position - 1)
    }
  }

  private mutating func readUnicodeEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try readFourHexDigits(start: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // A surrogate: only a high one that a low one follows makes a scalar.
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else { throw .badString(offset: start) }
    let second = try readFourHexDigits(start: start)
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw .badString(offset: start) }
    return scalar
  }

  private mutating func readFourHexDigits(start: Int) throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw .endedEarly }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(digits, radix: 16)
    else { throw .badString(offset: start) }
    position += 4
    return value
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(JSONError) {
    if take(scalar) { return }
    throw peek() == nil ? .endedEarly : .unexpected(offset: position)
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
