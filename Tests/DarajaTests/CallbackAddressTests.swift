import Payments
import Testing

@testable import Daraja

@Suite struct CallbackAddressTests {
  private let keyText = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
  private let otherKeyText = "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e00"

  private func payment(_ hex: String = "0123456789abcdef0123456789abcdef") throws -> PaymentID {
    try #require(PaymentID(hex: hex))
  }

  @Test func aTagIsWhatAnotherProgramComputesToo() throws {
    // Python: hmac.new(bytes(range(32)), b"kaunta1\nsimulator\n174379\n0123…", sha256).hexdigest()[:32]
    let ring = try TagKeyRing(parsing: "active \(keyText)\n")
    let tag = ring.tag(for: try payment(), environment: "simulator", shortCode: "174379")
    #expect(tag.hex == "71278fded2ca8b74368a8a86e98aa318")
    #expect(ring.active.fingerprint == "630dcd29")
  }

  @Test func aPathIsReadBackAndNothingElseIs() throws {
    let ring = try TagKeyRing(parsing: "active \(keyText)")
    let id = try payment()
    let tag = ring.tag(for: id, environment: "sandbox", shortCode: "174379")
    let path = CallbackAddress.path(id, tag)
    #expect(path == "/c/\(id.hex)/\(tag.hex)")
    let parsed = try #require(CallbackAddress.parse(path))
    #expect(parsed.paymentID == id)
    #expect(parsed.tag.hex == tag.hex)

    // What a proxy on the way may put around it adds nothing.
    for text in ["/" + path, path.replacing("/", with: "//") + "//", "/c" + path, "/kaunta/till" + path] {
      #expect(CallbackAddress.parse(text)?.tag.hex == tag.hex)
    }
    for more in ["?", "/", "//", "?a=1", "/?a=1&b=/c/x", "?/", "?%2f"] {
      #expect(CallbackAddress.parse(path + more)?.paymentID == id)
      #expect(CallbackAddress.parse(path + more)?.tag.hex == tag.hex)
    }

    let wrong = [
      "", "/", "/c", "/c/", "/c/\(id.hex)", "/c/\(id.hex)/", path + "/x", "x" + path,
      path + "&a=1", path + ";a=1",
      "?" + path, "c/\(id.hex)/\(tag.hex)", "/c/x" + path.dropFirst(2), "/c/\(id.hex)?/\(tag.hex)", path + "#",
      "/C" + path.dropFirst(2), path.uppercased(),
      "/c/\(id.hex)/\(tag.hex.dropLast())",
      "/c/\(id.hex)/\(tag.hex)0", "/c/\(id.hex)//\(tag.hex.dropLast())", "/c/\(id.hex)%2f\(tag.hex.dropLast(2))",
      "/c/\(id.hex)/\(tag.hex.dropLast())g", "/c/\(id.hex)/\(tag.hex.dropLast(2))é", "http://h" + path,
      "/c/" + id.hex.dropLast() + "G/" + tag.hex,
    ]
    for text in wrong { #expect(CallbackAddress.parse(text) == nil, "\(text)") }
  }

  @Test func aTagBelongsToOnePaymentOneShortCodeAndOneEnvironment() throws {
    let ring = try TagKeyRing(parsing: "active \(keyText)")
    let id = try payment()
    let tag = ring.tag(for: id, environment: "production", shortCode: "600100")
    let other = try payment("0123456789abcdef0123456789abcdee")
    #expect(ring.verify(tag: tag, paymentID: id, environment: "production", shortCode: "600100") == .active)
    #expect(ring.verify(tag: tag, paymentID: other, environment: "production", shortCode: "600100") == nil)
    #expect(ring.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "600100") == nil)
    #expect(ring.verify(tag: tag, paymentID: id, environment: "production", shortCode: "600101") == nil)
  }

  @Test func everyChangedDigitOfATagIsRefused() throws {
    let ring = try TagKeyRing(parsing: "active \(keyText)\nsuspect \(otherKeyText)")
    let id = try payment()
    let tag = ring.tag(for: id, environment: "sandbox", shortCode: "174379")
    for place in 0..<32 {
      var digits = Array(tag.hex.utf8)
      digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let forged = try #require(CallbackTag(hex: String(decoding: digits, as: UTF8.self)))
      if forged.hex == tag.hex { continue }
      #expect(ring.verify(tag: forged, paymentID: id, environment: "sandbox", shortCode: "174379") == nil)
    }
  }

  @Test func aRotatedKeyStillVerifiesWithItsNewStanding() throws {
    let before = try TagKeyRing(parsing: "active \(keyText)")
    let id = try payment()
    let tag = before.tag(for: id, environment: "sandbox", shortCode: "174379")
    let retired = try TagKeyRing(parsing: "active \(otherKeyText)\nretired \(keyText) 2026-11-24")
    #expect(retired.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "174379") == .retired)
    #expect(retired.keys.last?.retiredSince?.text == "2026-11-24")
    let suspect = try TagKeyRing(parsing: "active \(otherKeyText)\nsuspect \(keyText)")
    #expect(suspect.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "174379") == .suspect)
    let gone = try TagKeyRing(parsing: "active \(otherKeyText)")
    #expect(gone.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "174379") == nil)
  }

  @Test func aKeyFileIsReadWithItsCommentsAndWrittenBack() throws {
    let text = "# the keys of the callback addresses\n\nactive \(otherKeyText)\n  retired\t\(keyText) 2026-11-24 \r\n"
    let ring = try TagKeyRing(parsing: text)
    #expect(ring.keys.map(\.line) == ["active \(otherKeyText)", "retired \(keyText) 2026-11-24"])
    #expect(ring.fingerprints.count == 2)
  }

  @Test func everyMistakeInAKeyFileNamesItsLineAndNeverTheKey() throws {
    let cases: [(String, TagKeyFileError)] = [
      ("", .noneActive),
      ("# nothing\n", .noneActive),
      ("suspect \(keyText)", .noneActive),
      ("\nkey \(keyText)", .unknownStatus(line: 2)),
      ("active", .badKey(line: 1)),
      ("active \(keyText.uppercased())", .badKey(line: 1)),
      ("active \(keyText.dropLast())", .badKey(line: 1)),
      ("active \(String(repeating: "00", count: 32))", .badKey(line: 1)),
      ("active \(keyText) 2026-11-24", .badDay(line: 1)),
      ("active \(otherKeyText)\nretired \(keyText)", .badDay(line: 2)),
      ("active \(otherKeyText)\nretired \(keyText) yesterday", .badDay(line: 2)),
      ("active \(keyText)\n\nsuspect \(keyText)", .repeatedKey(line: 3, earlier: 1)),
      ("active \(keyText)\nactive \(otherKeyText)", .secondActive(line: 2, first: 1)),
    ]
    for (text, expected) in cases {
      #expect(throws: expected, "\(expected)") { try TagKeyRing(parsing: text) }
      #expect(!expected.sentence.contains(keyText.prefix(8)))
    }
  }

  @Test func nothingSecretIsPrinted() throws {
    let ring = try TagKeyRing(parsing: "active \(keyText)")
    let tag = ring.tag(for: try payment(), environment: "sandbox", shortCode: "174379")
    var dumped = ""
    dump(ring, to: &dumped)
    dump(tag, to: &dumped)
    let printed = "\(ring) \(ring.active) \(tag) \(String(reflecting: tag)) \(String(reflecting: ring)) \(dumped)"
    #expect(!printed.contains(tag.hex))
    #expect(!printed.contains(keyText.prefix(16)))
    #expect(!printed.contains("30, 31"))
    #expect(!printed.contains("- 31\n"))
  }
}
