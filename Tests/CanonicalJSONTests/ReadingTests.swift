import CanonicalJSON
import Testing

/// RFC 8259, and what Kaunta refuses beyond it.
struct ReadingTests {
  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .number("0")), ("-0", .number("-0")),
      ("1.00", .number("1.00")), ("10500.00", .number("10500.00")), ("1e2", .number("1e2")), ("1E+2", .number("1E+2")),
      ("-1.5e-10", .number("-1.5e-10")), ("123456789012345678901234567890", .number("123456789012345678901234567890")),
      ("\"\"", .string("")), ("\"a\"", .string("a")), ("[]", .array([])), ("{}", .object([:])),
      ("[1,\"1\"]", .array([.number("1"), .string("1")])),
      ("{\"a\":{\"b\":[]}}", .object(["a": .object(["b": .array([])])])),
      (" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", .object(["a": .array([.number("1"), .number("2")])])),
      ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{C}\n\r\t")),
      ("\"\\u0041\\u00e9\\u20AC\"", .string("Aé€")),
      ("\"\\uD83D\\uDE00\"", .string("😀")), ("\"\u{7F}\u{2028}é\"", .string("\u{7F}\u{2028}é")),
      ("\"\\u0000\"", .string("\0")),
      ("{\"\":1}", .object(["": .number("1")])), ("[[[]]]", .array([.array([.array([])])])),
    ] as [(String, JSONValue)])
  func accepted(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
    #expect(try JSONValue(parsing: value.compactText) == value)
  }

  @Test(
    arguments: [
      ("", .endedEarly), ("  ", .endedEarly), ("{", .endedEarly), ("[", .endedEarly), ("[1", .endedEarly),
      ("[1,", .endedEarly), ("{\"a\"", .endedEarly), ("{\"a\":", .endedEarly), ("{\"a\":1", .endedEarly),
      ("{\"a\":1,", .endedEarly), ("\"a", .endedEarly), ("\"\\", .endedEarly), ("\"\\u12", .endedEarly),
      ("-", .endedEarly),
      ("1 2", .trailingBytes(offset: 2)), ("{}x", .trailingBytes(offset: 2)), ("nullnull", .trailingBytes(offset: 4)),
      ("1a", .trailingBytes(offset: 1)), ("{} // end", .trailingBytes(offset: 3)), ("[]]", .trailingBytes(offset: 2)),
      ("nul", .unexpected(offset: 0)), ("True", .unexpected(offset: 0)), ("NaN", .unexpected(offset: 0)),
      ("Infinity", .unexpected(offset: 0)), ("+1", .unexpected(offset: 0)), (".5", .unexpected(offset: 0)),
      ("'a'", .unexpected(offset: 0)), ("/**/1", .unexpected(offset: 0)), ("[1,]", .unexpected(offset: 3)),
      ("[,1]", .unexpected(offset: 1)), ("[1 2]", .unexpected(offset: 3)), ("{\"a\":1,}", .unexpected(offset: 7)),
      ("{a:1}", .unexpected(offset: 1)), ("{1:1}", .unexpected(offset: 1)), ("{\"a\" 1}", .unexpected(offset: 5)),
      ("{\"a\":1 \"b\":2}", .unexpected(offset: 7)), ("\u{FEFF}{}", .unexpected(offset: 0)),
      ("\u{A0}1", .unexpected(offset: 0)),
      ("<html>", .unexpected(offset: 0)), ("-x", .unexpected(offset: 0)),
      ("01", .badNumber(offset: 0)), ("-01", .badNumber(offset: 0)), ("1.", .badNumber(offset: 0)),
      ("1.e1", .badNumber(offset: 0)), ("1e", .badNumber(offset: 0)), ("1e+", .badNumber(offset: 0)),
      ("[00]", .badNumber(offset: 1)),
      ("\"\t\"", .badString(offset: 1)), ("\"\n\"", .badString(offset: 1)), ("\"\0\"", .badString(offset: 1)),
      ("\"\u{1F}\"", .badString(offset: 1)), ("\"\\x\"", .badString(offset: 2)), ("\"\\u12G4\"", .badString(offset: 0)),
      ("\"\\u+123\"", .badString(offset: 0)), ("\"\\uD800\"", .badString(offset: 0)),
      ("\"\\uDC00\"", .badString(offset: 0)),
      ("\"\\uD800\\n\"", .badString(offset: 0)), ("\"\\uD800\\u0041\"", .badString(offset: 0)),
      ("\"\\uD800\\uD800\"", .badString(offset: 0)), ("\"\\U0041\"", .badString(offset: 2)),
      ("{\"a\":1,\"a\":2}", .duplicateName), ("{\"a\":1,\"\\u0061\":1}", .duplicateName),
      ("[{\"a\":{},\"a\":{}}]", .duplicateName),
    ] as [(String, JSONError)])
  func refused(_ text: String, _ error: JSONError) {
    #expect(throws: error) { try JSONValue(parsing: text) }
  }

  /// Bytes that are not UTF-8: stray continuation, overlong, surrogate, beyond Unicode, cut off.
  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0xFE], [0xC3],
    ] as [[UInt8]])
  func notUTF8(_ bytes: [UInt8]) {
    #expect(throws: JSONError.notUTF8) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
    #expect(throws: (any Error).self) { try JSONValue(parsing: bytes) }
  }

  /// The same name in different objects is no repeat.
  @Test func namesAreUniqueInTheirOwnObject() throws {
    let value = try JSONValue(parsing: "{\"a\":{\"a\":1},\"b\":{\"a\":2}}")
    #expect(value["a"]?["a"]?.integer == 1)
    #expect(value["b"]?["a"]?.integer == 2)
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(16))
    #expect(throws: JSONError.tooDeep) { try JSONValue(parsing: nested(17)) }
    #expect(throws: JSONError.tooDeep) { try JSONValue(parsing: nested(5), limits: JSONLimits(depth: 4)) }
    #expect(throws: JSONError.tooDeep) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONError.tooDeep) {
      try JSONValue(parsing: String(repeating: "{\"a\":", count: 17), limits: JSONLimits())
    }
  }

  @Test func valuesAreLimited() throws {
    func many(_ count: Int) -> String { "[" + Array(repeating: "0", count: count).joined(separator: ",") + "]" }
    _ = try JSONValue(parsing: many(1_999))
    #expect(throws: JSONError.tooManyValues) { try JSONValue(parsing: many(2_000)) }
    #expect(throws: JSONError.tooManyValues) { try JSONValue(parsing: many(3), limits: JSONLimits(values: 3)) }
  }

  /// Whatever a callback is cut to, or whichever byte of it changes, the reader answers and does not crash.
  @Test func anyPrefixAndAnyChangedByte() throws {
    let text =
      "{\"Body\":{\"a\":[1.00,-2e5,\"\\uD83D\\uDE00é\\n\"],\"b\":true,\"c\":null,\"Balance\":{\"Name\":\"x\"}}}"
    let bytes = Array(text.utf8)
    for length in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONValue(parsing: bytes.prefix(length)) }
    }
    for index in bytes.indices {
      for replacement in [0x00, 0x22, 0x2C, 0x30, 0x5B, 0x5C, 0x7D, 0x80, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = replacement
        if let value = try? JSONValue(parsing: changed) {
          #expect(try JSONValue(parsing: value.compactText) == value)
        }
      }
    }
  }
}
