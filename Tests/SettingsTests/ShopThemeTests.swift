import Cells
import Testing

@testable import Settings

private let repository = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

@Suite("A shop's theme in five lines")
struct ShopThemeTests {
  private let shop: TemporaryHome
  private let loader: ThemeLoader

  init() throws {
    shop = try TemporaryHome()
    loader = ThemeLoader(directories: [shop.directory, repository + "/themes"])
  }

  /// Writes a theme, loads it, and gives its problems without the directory.
  private func load(_ name: String, _ text: String) throws -> (theme: Theme, told: [String]) {
    try shop.write(text, to: "\(shop.directory)/\(name).toml")
    let loaded = loader.load(name)
    return (loaded.theme, loaded.problems.map { String($0.text.dropFirst(shop.directory.count + 1)) })
  }

  private func text(paper: String = "dark", accent: String, header: String? = nil) -> String {
    "format = 1\nname = \"Duka\"\npaper = \"\(paper)\"\naccent = \"\(accent)\"\n"
      + (header.map { "header = \"\($0)\"\n" } ?? "")
  }

  /// The block of docs/themes.md that begins with a shop's name.
  private func documented() throws -> String {
    let page = readText(repository + "/docs/themes.md")
    let blocks = page.split(separator: "```toml\n").dropFirst().map { $0.prefix { $0 != "`" } }
    return String(try #require(blocks.first { $0.contains("\npaper = ") }))
  }

  @Test("the one in docs/themes.md has five lines, and nothing to mend")
  func documentedOne() throws {
    let text = try documented()
    #expect(text.split(separator: "\n").count == 5)
    let (theme, told) = try load("mama-njeri", text)
    #expect(told == [])
    #expect(theme.description.slug == "mama-njeri")
    #expect(ThemeAudit(theme).findings == [])
    // What differs for colour-blind eyes is what differed before: a shop's colours are none of money's.
    #expect(ThemeAudit(theme).likenesses == ThemeAudit(.counter).likenesses)
    #expect(
      theme.style(for: .header, level: .direct).background
        != Theme.counter.style(for: .header, level: .direct).background)
  }

  @Test("an accent that cannot be read is refused, with the one to write, which is taken")
  func darkAccent() throws {
    let (theme, told) = try load("duka", text(accent: "#8B0000"))
    #expect(
      told == [
        "duka.toml:4: accent: has a contrast of 1.1 on dark paper, 4.5 is the least; write accent = \"#FF875F\", "
          + "the nearest that can be used, or keep it for the top line: header = \"#8B0000\""
      ])
    #expect(theme == .counter)
    let mended = try load("duka", text(accent: "#FF875F", header: "#8B0000"))
    #expect(mended.told == [])
    #expect(ThemeAudit(mended.theme).findings == [])
    #expect(mended.theme.style(for: .header, level: .direct).foreground == .rgb(RGB(255, 255, 255)))
  }

  @Test("money's green is money's alone, and the demo's top line the demo's")
  func taken() throws {
    #expect(
      try load("duka", text(accent: "#50E090")).told.first?.hasPrefix(
        "duka.toml:4: accent: is nearly the green of PAID, which is money's alone; write accent = \"#") == true)
    #expect(
      try load("duka", text(accent: "#FFD100", header: "#EBA97A")).told.first?.hasPrefix(
        "duka.toml:5: header: is nearly the colour of a top line that says DEMO, NO MONEY MOVES; write header = \"#")
        == true)
  }

  @Test("mistakes are told by line and key")
  func mistakes() throws {
    let (_, told) = try load(
      "duka", "format = 1\npaper = \"black\"\nacent = \"#FFD100\"\nheader = \"red\"\n[roles]\n")
    #expect(
      told == [
        "duka.toml:1: name: is missing; write name = \"…\"",
        "duka.toml:1: accent: is missing; write accent = \"…\"",
        "duka.toml:2: paper: \"black\" is none of its values; write \"dark\" or \"light\"",
        "duka.toml:3: acent: is not a key of a theme; write accent, or take it away",
        "duka.toml:4: header: \"red\" is no colour; write # and six hex digits, such as \"#E8A87C\"",
        "duka.toml:5: roles: is for a whole theme, and this one gives a shop's colours; take it away; "
          + "a shop's theme has format, name, paper, accent, header, and no more",
      ])
  }

  @Test("light paper needs its theme, and says so under its key")
  func noLightTheme() throws {
    try shop.write(text(paper: "light", accent: "#8B0000"), to: "\(shop.directory)/duka.toml")
    let problems = ThemeLoader(directories: [shop.directory]).load("duka").problems
    #expect(problems.map(\.key) == ["paper"])
    #expect(problems.first?.fault == "there is no theme \"counter-light\"")
  }

  /// Colours as shops have them on their signs.
  private static let signs = [
    "#8B0000", "#D6006E", "#0B2545", "#00A651", "#F2A0B5", "#E60000", "#FF6600", "#FFD100", "#0055A5", "#6A1B9A",
    "#008080", "#FFFFFF", "#000000", "#B5D334", "#808080", "#5BE8A5",
  ]

  @Test("whatever a shop wants, what is proposed is taken, and has nothing to mend", arguments: ["dark", "light"])
  func proposals(paper: String) throws {
    let base = loader.load(paper == "dark" ? "counter" : "counter-light").theme
    for sign in Self.signs {
      var colours = ShopColours(accent: try #require(RGB(hex: sign)), header: RGB(hex: sign))
      for fault in colours.faults(on: base) {
        switch fault.part {
        case .accent: colours.accent = fault.instead
        case .header: colours.header = fault.instead
        }
      }
      #expect(colours.faults(on: base) == [], "\(sign)")
      let audit = ThemeAudit(colours.theme(base.description, on: base))
      #expect(audit.findings == [], "\(sign)")
      #expect(audit.notes == ThemeAudit(base).notes, "\(sign)")
    }
  }
}
