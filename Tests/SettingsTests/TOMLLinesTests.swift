import Testing

@testable import Settings

@Suite("The lines of a TOML file's keys")
struct TOMLLinesTests {
  private let text = """
    # = comment
    top = 1

    [shop]   # a table
    name = "a # no comment = 5"
    "quoted key" = 'it''s'
    list = [
      1, # "
      [2, 3],
      "]",
    ]
    after = true
    long = \"""
    fake = 1
    [fake]
    \"""
    end = '''
    x = "
    '''
    dotted.inner.deep = 1
    inline = { one = 1, two = { three = 3 } }

    [ a . "b.c" ]
    d = 1
    [[many]]
    e = 1
    """

  @Test("keys are found whatever values stand between them")
  func keys() {
    let lines = TOMLLines(text: text)
    let expected: [([String], Int)] = [
      (["top"], 2), (["shop"], 4), (["shop", "name"], 5), (["shop", "quoted key"], 6), (["shop", "list"], 7),
      (["shop", "after"], 12), (["shop", "long"], 13), (["shop", "end"], 17),
      (["shop", "dotted", "inner", "deep"], 20), (["shop", "dotted"], 20), (["shop", "inline"], 21),
      (["a", "b.c"], 23), (["a", "b.c", "d"], 24), (["many"], 25), (["many", "e"], 26),
    ]
    for (path, line) in expected { #expect(lines.line(of: path) == line, "\(path)") }
  }

  @Test("a key that is not there is told at its table, and one of an inline table at the table's key")
  func nearest() {
    let lines = TOMLLines(text: text)
    #expect(lines.line(of: ["shop", "missing"]) == 4)
    #expect(lines.line(of: ["shop", "inline", "two", "three"]) == 21)
    #expect(lines.line(of: ["nowhere"]) == nil)
  }

  @Test("line ends of other systems count once")
  func carriageReturns() {
    let lines = TOMLLines(text: "a = 1\r\n\r\n[t]\r\nb = \"x\"\r\n")
    #expect(lines.line(of: ["t", "b"]) == 4)
  }

  @Test("no text makes it run over its end")
  func cutShort() {
    let bytes = Array(text.utf8)
    for end in bytes.indices { _ = TOMLLines(text: String(decoding: bytes[..<end], as: UTF8.self)) }
  }

  @Test("a NUL ends no file early")
  func nul() {
    #expect(throws: TOMLSyntaxProblem(line: 2, words: "a byte that no text holds")) {
      try TOMLFile(text: "a = 1\n\0b = 2")
    }
  }

  @Test("values come over with their kinds")
  func values() throws {
    let root = try TOMLFile(text: "a = 1\nb = [true, 'x', 1.5]\nc = {d = 2026-11-24}").root
    #expect(root["a"] == .integer(1))
    #expect(root["b"] == .list([.boolean(true), .text("x"), .float(1.5)]))
    #expect(root["c"]?["d"] == .time)
    #expect(root["e"] == nil)
  }
}

@Suite("The name that was meant")
struct NearestNameTests {
  @Test("a slip of the hand is found, something else is not")
  func nearest() {
    let known = ["amount_limit", "ask_above", "bell", "theme"]
    #expect(NearestName.of("amont_limit", among: known) == "amount_limit")
    #expect(NearestName.of("ASK_ABOVE", among: known) == "ask_above")
    #expect(NearestName.of("colour", among: known) == nil)
    #expect(NearestName.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
  }
}

@Suite("Addresses to listen on")
struct SocketPlaceTests {
  @Test("IPv4 and bracketed IPv6 with a port are read, names and bare addresses are not")
  func places() {
    for text in ["127.0.0.1:8744", "[::1]:0", "0.0.0.0:65535"] { #expect(SocketPlace(text)?.description == text) }
    for text in [
      "localhost:80", "127.0.0.1", "::1:80", "[127.0.0.1]:80", "127.0.0.1:65536", "127.0.0.1:+1", "1.2.3:4", ":80",
    ] { #expect(SocketPlace(text) == nil, "\(text)") }
    #expect(SocketPlace("[::1]:1")?.isLoopback == true)
    #expect(SocketPlace("127.9.9.9:1")?.isLoopback == true)
    #expect(SocketPlace("10.0.0.1:1")?.isLoopback == false)
  }
}
