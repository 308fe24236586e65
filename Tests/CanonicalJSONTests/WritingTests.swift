import CanonicalJSON
import Testing

struct WritingTests {
  @Test func membersKeepTheirOrderUnlessHashed() {
    let value: JSONValue = .object(["b": .integer(1), "a": .array([.null, .bool(true), "x"]), "": .object([:])])
    #expect(value.compactText == #"{"b":1,"a":[null,true,"x"],"":{}}"#)
    #expect(value.canonicalText == #"{"":{},"a":[null,true,"x"],"b":1}"#)
  }

  /// By bytes, at every depth: not by alphabet, and not by what Unicode calls equal.
  @Test func canonicalOrderIsThatOfBytes() {
    let names = ["a", "B", "aa", "é", "e\u{301}", "Z", "10", "9", "~", "€", "😀", "\u{FFFD}"]
    let value: JSONValue = .object(
      JSONObject(names.map { (name: $0, value: .object(JSONObject([(name: $0, value: .null)]))) }))
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let expected = "{" + sorted.map { "\"\($0)\":{\"\($0)\":null}" }.joined(separator: ",") + "}"
    #expect(Array(value.canonicalText.utf8) == Array(expected.utf8))
  }

  @Test func canonicalTextDoesNotDependOnTheOrderOfMembers() throws {
    let texts = [
      "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}", "{\"b\":{\"d\":3,\"c\":2},\"a\":1}",
      " { \"a\" : 1 , \"b\":{\"c\":2,\"d\":3}} ",
    ]
    let canonical = try texts.map { try JSONValue(parsing: $0).canonicalText }
    #expect(canonical == Array(repeating: "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}", count: 3))
  }

  /// Nothing is escaped but what RFC 8259 section 7 demands.
  @Test func escapes() {
    #expect(
      JSONValue.string("\"\\/\n\r\t\u{8}\u{C}\0\u{1F}\u{7F}é😀").compactText
        == "\"\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u{7F}é😀\"")
    for code in UInt32(0)..<0x20 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = JSONValue.string(String(Character(scalar))).compactText
      #expect(text.utf8.allSatisfy { $0 >= 0x20 })
      #expect((try? JSONValue(parsing: text)) == .string(String(Character(scalar))))
    }
    // A line end in one grapheme is two scalars.
    #expect(JSONValue.string("\r\n").compactText == #""\r\n""#)
  }

  /// A number keeps its own text: no shilling passes through a floating-point type.
  @Test(arguments: ["0", "-0", "1", "1.0", "1.00", "1e2", "100", "0.1", "12345678901234567890.123456789", "1E-400"])
  func numbersKeepTheirText(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(value.text == text)
    #expect(value.compactText == text)
    #expect(value.canonicalText == text)
  }

  @Test func whatAValueSaysItIs() throws {
    let value = try JSONValue(
      parsing: #"{"s":"x","n":42,"d":1.5,"t":true,"a":[1],"o":{},"z":null,"big":99999999999999999999}"#)
    #expect(value["s"]?.string == "x")
    #expect(value["s"]?.text == "x")
    #expect(value["n"]?.integer == 42)
    #expect(value["n"]?.string == nil)
    #expect(value["d"]?.integer == nil)
    #expect(value["big"]?.integer == nil)
    #expect(value["t"]?.bool == true)
    #expect(value["t"]?.text == nil)
    #expect(value["a"]?.array == [.integer(1)])
    #expect(value["o"]?.object == [:])
    #expect(value["z"] == .null)
    #expect(value["missing"] == nil)
    #expect(JSONValue.string("x")["s"] == nil)
  }

  @Test func membersCanBeSetAndRemoved() {
    var object: JSONObject = ["a": 1 as JSONValue]
    object["b"] = "two"
    object["a"] = "one"
    #expect(object.compactText == #"{"a":"one","b":"two"}"#)
    object["a"] = nil
    object["missing"] = nil
    #expect(object.compactText == #"{"b":"two"}"#)
    #expect(object != ["b": "three"])
  }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A whole number, for tests.
  package init(integerLiteral value: Int) { self = .integer(value) }
}

/// Values from a seed: what is written is read back, and the canonical text is one text.
struct RoundTripTests {
  @Test(arguments: 0..<40) func aValueComesBack(_ seed: Int) throws {
    var generator = ValueGenerator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<25 {
      let value = generator.value(depth: 0)
      #expect(try JSONValue(parsing: value.compactText) == value)
      let canonical = value.canonicalText
      let again = try JSONValue(parsing: canonical)
      #expect(again.canonicalText == canonical)
      #expect(again.compactText == canonical)
      #expect(generator.shuffled(value).canonicalText == canonical)
    }
  }
}

/// Random JSON from a seed (a 64-bit linear congruential generator; Knuth's constants).
private struct ValueGenerator {
  var state: UInt64

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 5 ? 5 : 7) {
    case 0: return .null
    case 1: return .bool(below(2) == 0)
    case 2: return .number(number())
    case 3, 4: return .string(text())
    case 5: return .array((0..<below(5)).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<below(6) { object[text()] = value(depth: depth + 1) }
      return .object(object)
    }
  }

  private mutating func number() -> String {
    let whole = (below(2) == 0 ? "-" : "") + String(below(3) == 0 ? 0 : below(1_000_000_000))
    let fraction = below(2) == 0 ? "" : "." + String(below(100)) + "0"
    let exponent = ["", "", "e5", "E-12", "e+0"][below(5)]
    return whole + fraction + exponent
  }

  private mutating func text() -> String {
    let pieces = [
      "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1F}", "\u{7F}", "é", "e\u{301}", "€", "😀",
      "\u{10FFFF}", "\u{2028}", "\u{FEFF}",
    ]
    return (0..<below(6)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  /// The same value with the members of every object in another order.
  mutating func shuffled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { shuffled($0) })
    case .object(let object):
      var members = object.members.map { (name: $0.name, value: shuffled($0.value)) }
      for index in members.indices { members.swapAt(index, below(members.count)) }
      return .object(JSONObject(members))
    default: return value
    }
  }
}
