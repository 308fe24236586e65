import Testing

@testable import Settings

/// Files that people write, as the editors of other systems save them.
@Suite struct EditedTextTests {
  /// A text in two bytes a letter.
  private static func utf16(_ text: String, mark: Bool, isBig: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBig ? pair : pair.reversed()
    }
  }

  private static func wide(_ text: String) -> [[UInt8]] {
    [
      utf16(text, mark: true, isBig: false), utf16(text, mark: true, isBig: true),
      utf16(text, mark: false, isBig: false), utf16(text, mark: false, isBig: true),
    ]
  }

  @Test func aByteOrderMarkAndCRLFAreRead() throws {
    let shop = try TemporaryHome(.simulator)
    let settings = shop.settings
    try shop.replaceLine("name", with: "nome = \"Duka\"")
    let told = shop.problems()
    for text in ["\u{FEFF}" + shop.settings, shop.settings.replacing("\n", with: "\r\n")] {
      try shop.write(text, to: shop.home.settingsFile)
      #expect(shop.problems() == told, "the same lines and keys are named")
      #expect(!told.isEmpty)
    }
    try shop.write("\u{FEFF}" + settings.replacing("\n", with: "\r\n"), to: shop.home.settingsFile)
    #expect(shop.problems() == [])
    let themes = shop.home.path + "/themes"
    let theme = ThemeFileText.text(.counter)
    for text in ["\u{FEFF}" + theme, theme.replacing("\n", with: "\r\n")] {
      try shop.write(text, to: themes + "/counter.toml")
      #expect(ThemeLoader(directories: [themes]).load("counter").problems.map(\.text) == [])
    }
  }

  @Test func whatIsNoUTF8IsNamed() throws {
    let shop = try TemporaryHome(.simulator)
    let settings = shop.settings
    let utf16 = "kaunta.toml: is saved as UTF-16; save it as plain text or UTF-8"
    for bytes in Self.wide(settings) {
      try shop.write(bytes, to: shop.home.settingsFile)
      #expect(shop.problems() == [utf16])
    }
    try shop.write([0xFF, 0xFE, 0, 0] + Array(settings.utf8), to: shop.home.settingsFile)
    #expect(shop.problems() == ["kaunta.toml: is saved as UTF-32; save it as plain text or UTF-8"])
    try shop.write(Array(settings.utf8) + [0xE9], to: shop.home.settingsFile)
    #expect(shop.problems() == ["kaunta.toml: is not UTF-8 text; save it as plain text or UTF-8"])
    let themes = shop.home.path + "/themes"
    for bytes in Self.wide(ThemeFileText.text(.counter)) + [[0xFF]] {
      try shop.write(bytes, to: themes + "/counter.toml")
      let problems = ThemeLoader(directories: [themes]).load("counter").problems.map(\.text)
      #expect(problems.count == 1 && problems.allSatisfy { $0.contains("UTF-") }, "\(problems)")
    }
  }

  @Test func supervisorsAreThereWhateverEndsTheirLines() throws {
    let shop = try TemporaryHome(.simulator)
    let lines = ["# who", "wanjiku scrypt:1:2:3 aa bb", "kamau scrypt:1:2:3 cc dd"]
    for text in [lines.joined(separator: "\n"), "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"] {
      try shop.write(text, to: shop.home.supervisorsFile)
      #expect(try shop.home.readSupervisors() == Array(lines.dropFirst()))
    }
    for bytes in Self.wide(lines[1]) {
      try shop.write(bytes, to: shop.home.supervisorsFile)
      #expect(throws: SettingsProblem.self) { try shop.home.readSupervisors() }
    }
  }
}
