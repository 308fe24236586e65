import Cells
import Glibc
import Testing

@testable import Settings

@Suite("Theme files are read strictly, and a broken one never stops a desk")
struct ThemeLoaderTests {
  private let shop: TemporaryHome
  private let directory: String

  init() throws {
    shop = try TemporaryHome()
    directory = shop.directory
  }

  private func head(_ name: String, _ more: String = "") -> String {
    """
    format = 1
    name = "A theme"
    slug = "\(name)"
    author = "Someone"
    licence = "MIT"
    summary = "For a test."
    variant = "light"
    \(more)

    """
  }

  private let palette = """
    [palette]
    night = { hex = "#000000", x256 = 16, ansi = "black" }
    day = { hex = "#ffffff", ansi = "default" }

    """

  /// Writes a theme, loads it, and gives its problems without the directory.
  private func load(_ name: String, _ text: String) throws -> (theme: Theme, told: [String]) {
    try shop.write(text, to: "\(directory)/\(name).toml")
    let loaded = ThemeLoader(directories: [directory]).load(name)
    return (loaded.theme, loaded.problems.map { String($0.text.dropFirst(directory.count + 1)) })
  }

  @Test("a theme of one's own says what it says, and nothing else")
  func own() throws {
    let (theme, told) = try load(
      "own",
      head("own", "origin = \"drawn here\"") + palette + """
        [roles]
        text = { foreground = "night", background = "day" }
        "state.paid" = { attributes = ["bold", "reverse"], mono = [] }
        """)
    #expect(told == [])
    #expect(theme.description.name == "A theme")
    #expect(theme.description.variant == .light)
    #expect(theme.palette.map(\.name) == ["night", "day"])
    #expect(theme.palette.map(\.ansi) == [.black, nil])
    #expect(theme.palette.map(\.index) == [16, RGB(255, 255, 255).nearestIndex])
    #expect(theme.roles[.text] == RoleStyle(foreground: "night", background: "day"))
    #expect(theme.roles[.statePaid] == RoleStyle(attributes: [.bold, .reverse], monoAttributes: []))
    #expect(theme.roles.count == 2)
  }

  @Test("a theme that inherits changes what it names and keeps the rest")
  func inherits() throws {
    let (theme, told) = try load(
      "warm",
      head("warm", "inherits = \"counter\"") + """
        [palette]
        copper = { hex = "#FF0000", ansi = "red" }
        [roles]
        money = { foreground = "mint" }
        """)
    #expect(told == [])
    #expect(theme.description.slug == "warm")
    #expect(theme.palette.count == Theme.counter.palette.count)
    #expect(theme.palette.first { $0.name == "copper" }?.colour == RGB(255, 0, 0))
    #expect(theme.roles[.money] == RoleStyle(foreground: "mint"))
    #expect(theme.roles[.key] == Theme.counter.roles[.key])
  }

  @Test("any theme written out and read again is the same theme")
  func roundTrip() throws {
    let (theme, _) = try load(
      "own", head("own") + palette + "[roles]\nsurface = { background = \"day\", attributes = [] }\n")
    let again = try load("own", ThemeFileText.text(theme))
    #expect(again.told == [])
    #expect(again.theme == theme)
  }

  @Test("a key from a stranger's file reaches no terminal as it is")
  func strangeKeys() throws {
    // Found by `kaunta-lab fuzz --target theme`: line ends and escapes of a quoted key were told raw.
    let (_, told) = try load("own", head("own", #""a\u001b[2J\nb.c" = 1"#) + palette + "[roles]\n")
    #expect(told.count == 1)
    #expect(told.first?.hasSuffix(": \"a[2Jb.c\": is not a key of a theme; take it away") == true)
  }

  @Test("every mistake is told by file, line and key, and the built-in theme takes its place")
  func mistakes() throws {
    let (theme, told) = try load(
      "bad",
      head("other", "colour = 1") + """
        [palette]
        night = { hex = "black", x256 = 3, ansi = "blak" }
        Day = { hex = "#FFFFFF", ansi = "white", rgb = 1 }
        default = 7
        [roles]
        txet = { foreground = "night" }
        text = { foreground = "night", size = 2 }
        money = { attributes = ["blink"], mono = "bold" }
        """)
    #expect(theme == .counter)
    #expect(
      told == [
        "bad.toml:3: slug: \"other\" is not the file's name; write slug = \"bad\", or rename the file",
        "bad.toml:8: colour: is not a key of a theme; take it away",
        "bad.toml:10: palette.night.hex: \"black\" is no colour; write # and six hex digits, such as \"#E8A87C\"",
        "bad.toml:10: palette.night.x256: is no index of the 256-colour palette; "
          + "write a whole number from 16 to 255, or take it away",
        "bad.toml:10: palette.night.ansi: \"blak\" is none of the sixteen colours; write \"black\"",
        "bad.toml:11: palette.Day: is no name for a colour; use small letters, digits and dashes, and not \"default\"",
        "bad.toml:11: palette.Day.rgb: is not a key of a theme; take it away",
        "bad.toml:12: palette.default: is no name for a colour; "
          + "use small letters, digits and dashes, and not \"default\"",
        "bad.toml:12: palette.default: is a whole number where a table is wanted; write { … }",
        "bad.toml:14: roles.txet: is not a role; write \"text\", or take it away",
        "bad.toml:15: roles.text.size: is not a key of a theme; take it away",
        "bad.toml:16: roles.money.attributes: \"blink\" is no emphasis; "
          + "write a list of bold, dim, underline, reverse, italic, such as [\"bold\"]",
        "bad.toml:16: roles.money.mono: is text where a list is wanted; "
          + "write a list of bold, dim, underline, reverse, italic, such as [\"bold\"]",
      ])
  }

  @Test("a theme may choose the sign of a state, and says of the others nothing")
  func signs() throws {
    let (theme, told) = try load(
      "own", head("own") + palette + "[states]\npaid = { glyph = \"●\" }\nheld = { glyph = \"§\", ascii = \"h\" }\n")
    #expect(told == [])
    #expect(theme.sign(of: .statePaid) == StateSign(unicode: "●", ascii: "*"))
    #expect(theme.sign(of: .stateHeld) == StateSign(unicode: "§", ascii: "h"))
    #expect(theme.sign(of: .stateCheck) == .standard(.stateCheck))
    #expect(StateSigns(.ascii, of: theme)[.stateHeld] == "h")
    let heir = try load("heir", head("heir", "inherits = \"own\"") + "[states]\npaid = { ascii = \"P\" }\n").theme
    #expect(heir.sign(of: .statePaid) == StateSign(unicode: "✓", ascii: "P"))
    #expect(heir.sign(of: .stateHeld).unicode == "§")
  }

  @Test("a sign that does not take one cell would push the board's columns aside, and is refused")
  func wrongSigns() throws {
    let told = try load(
      "bad",
      head("bad") + """
        [states]
        paid = { glyph = "✅", ascii = "[ok]", word = "PAID" }
        payed = { glyph = "✓" }
        check = "?"
        held = { glyph = " ", ascii = "é" }
        """
    ).told
    #expect(
      told == [
        "bad.toml:10: states.paid.word: is not a key of a theme; take it away",
        "bad.toml:10: states.paid.glyph: \"✅\" does not take one cell; "
          + "write one sign that is as wide as a letter, such as \"✓\", and no emoji",
        "bad.toml:10: states.paid.ascii: \"[ok]\" is not one ASCII character; "
          + "write one character of a plain keyboard, such as \"*\"",
        "bad.toml:11: states.payed: is not a state; write \"paid\", or take it away",
        "bad.toml:12: states.check: is text where a table is wanted; write { … }",
        "bad.toml:13: states.held.glyph: \" \" does not take one cell; "
          + "write one sign that is as wide as a letter, such as \"■\", and no emoji",
        "bad.toml:13: states.held.ascii: \"é\" is not one ASCII character; "
          + "write one character of a plain keyboard, such as \"#\"",
      ])
  }

  @Test("a colour that the palette does not have is told where it is used")
  func unknownColour() throws {
    let (theme, told) = try load(
      "bad", head("bad") + palette + "[roles]\n\"text.muted\" = { foreground = \"nigth\", background = \"grey\" }\n")
    #expect(theme == .counter)
    #expect(
      told == [
        "bad.toml:13: roles.\"text.muted\".foreground: the palette has no colour \"nigth\"; "
          + "write \"night\", or add the colour under [palette]",
        "bad.toml:13: roles.\"text.muted\".background: the palette has no colour \"grey\"; "
          + "add the colour under [palette]",
      ])
  }

  @Test("what every theme must say is missed at the top")
  func missing() throws {
    let (_, told) = try load("bad", "format = 2\nslug = \"bad\"\nname = 5\nvariant = \"dim\"\nauthor = \"\"\n")
    #expect(
      told == [
        "bad.toml:1: format: is no format that is known; write format = 1",
        "bad.toml:1: licence: is missing; write licence = \"…\"",
        "bad.toml:1: summary: is missing; write summary = \"…\"",
        "bad.toml:3: name: is a whole number where text is wanted; write name = \"…\"",
        "bad.toml:4: variant: \"dim\" is none of its values; write \"dark\" or \"light\"",
        "bad.toml:5: author: is empty; write author = \"…\"",
      ])
  }

  @Test("themes that inherit from each other are a circle, which is told once")
  func circle() throws {
    try shop.write(head("two", "inherits = \"one\"") + palette, to: directory + "/two.toml")
    let (theme, told) = try load("one", head("one", "inherits = \"two\"") + palette)
    #expect(theme == .counter)
    #expect(
      told == [
        "two.toml:8: inherits: goes in a circle: one from two from one; "
          + "take the line away, or inherit from another theme"
      ])
    #expect(
      try load("self", head("self", "inherits = \"self\"")).told == [
        "self.toml:8: inherits: goes in a circle: self from self; take the line away, or inherit from another theme"
      ])
  }

  @Test("a theme that there is not, asked for or inherited, is told with those that there are")
  func absent() throws {
    #expect(
      try load("heir", head("heir", "inherits = \"gone\"")).told == [
        "heir.toml:8: inherits: there is no theme \"gone\"; write one of: counter, heir"
      ])
    let loaded = ThemeLoader(directories: [directory]).load("../../etc/passwd")
    #expect(loaded.theme == .counter)
    #expect(loaded.problems.count == 1)
  }

  @Test("a file that is no TOML is told by its line")
  func syntax() throws {
    let (theme, told) = try load("bad", "format = 1\nname = \n")
    #expect(theme == .counter)
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("bad.toml:2: cannot be read as TOML: ") == true, "\(told)")
  }

  @Test("what a desk opens with: the theme that is named, or the built-in one and why")
  func chosen() throws {
    let loader = ThemeLoader(directories: [directory])
    try shop.write(head("counter-light") + palette + "bogus = 1\nworse = 2\n", to: "\(directory)/counter-light.toml")
    #expect(loader.chosen(DeskSettings.themeByGround).theme == .counter)
    #expect(loader.chosen(DeskSettings.themeByGround).trouble == nil)
    #expect(loader.chosenForLightGround(DeskSettings.themeByGround) == nil, "a broken one is none")
    #expect(loader.chosenForLightGround("counter") == nil, "who names a theme has chosen")
    let broken = try #require(loader.chosen("counter-light").trouble)
    #expect(broken.contains("more: kaunta theme check counter-light"))
    #expect(broken.hasSuffix("The desk opens with its built-in looks."))
  }

  @Test("the home's own theme comes before the one beside the program, and that before the built-in")
  func order() throws {
    let home = Home(path: directory + "/home")
    let shared = directory + "/share"
    for path in [home.path, home.themesDirectory, shared] { mkdir(path, 0o700) }
    let loader = ThemeLoader(home: home, sharedDirectory: shared)
    #expect(loader.names == ["counter"])
    #expect(loader.load("counter").theme == .counter)
    try shop.write(head("counter") + palette, to: shared + "/counter.toml")
    #expect(loader.load("counter").theme.palette.count == 2)
    try shop.write(
      head("counter") + "[palette]\none = { hex = \"#010101\", ansi = \"default\" }\n",
      to: home.themesDirectory + "/counter.toml")
    #expect(loader.load("counter").theme.palette.count == 1)
    try shop.write("", to: shared + "/Odd Name.toml")
    try shop.write("", to: shared + "/paper.toml")
    #expect(loader.names == ["counter", "paper"])
  }
}
