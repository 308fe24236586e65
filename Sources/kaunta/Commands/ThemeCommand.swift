import ArgumentParser
import Cells
import CommandText
import Settings
import Terminal

/// `kaunta theme`: the desk's looks.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, check and preview the desk's looks.",
    discussion: """
      A theme is a file NAME.toml in themes/ of the home, or in share/kaunta/themes beside the program; one is built in. \
      Choose it with theme = "NAME" in kaunta.toml, or with kaunta desk --theme NAME.
      """,
    subcommands: [ThemeListCommand.self, ThemeCheckCommand.self, ThemePreviewCommand.self])
}

/// `kaunta theme list`.
struct ThemeListCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The themes that there are, and where each comes from.")

  @OptionGroup var homeOption: HomeOption

  func run() throws {
    let loader = ThemePlaces.loader(for: try homeOption.ifNamed())
    let width = loader.names.map(\.count).max() ?? 0
    for name in loader.names {
      let loaded = loader.load(name)
      let fault = loaded.problems.first.map { (key: $0.key, words: $0.fault) }
      Output.line(
        ThemeListing.line(name, width: width, loaded.theme, fault: fault, place: loader.file(of: name)))
    }
  }
}

/// `kaunta theme check`.
struct ThemeCheckCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read themes strictly and measure whether everybody can read them.",
    discussion: """
      Without a name, all themes that there are. For each one that is named also the measured figures, and the pairs of \
      states that only sign and word tell apart. Exits 0, or 78 when something is to be mended.
      """)

  @OptionGroup var homeOption: HomeOption

  @Argument(help: ArgumentHelp("Names of themes, or files: what has a slash or ends in .toml is a file."))
  var themes: [String] = []

  func run() throws {
    let loader = ThemePlaces.loader(for: try homeOption.ifNamed())
    var toMend = 0
    for name in themes.isEmpty ? loader.names : themes {
      let (loaded, place) = loader.load(typed: name)
      let report = ThemeReport(name: name, loaded.theme, problems: loaded.problems.map(\.text), place: place)
      for line in report.lines(isFull: !themes.isEmpty) { Output.line(line) }
      toMend += report.toMend
    }
    if toMend > 0 { throw ExitCode(Exit.settings) }
  }
}

/// `kaunta theme preview`.
struct ThemePreviewCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show every role of a theme, at each level of colour that this terminal has.",
    discussion: """
      In a pipe, and with NO_COLOR set, it prints names and signs alone, unless --level asks for colours.
      """)

  @OptionGroup var homeOption: HomeOption

  @Argument(help: ArgumentHelp("The theme's name, or a file.", valueName: "NAME"))
  var theme: String

  @Option(name: .long, help: ArgumentHelp("One level: mono, 16, 256 or direct.", valueName: "LEVEL"))
  var level: ColourLevel?

  @Option(name: .long, help: ArgumentHelp("The signs: unicode or ascii.", valueName: "SET"))
  var glyphs: GlyphSet?

  func run() throws {
    let loader = ThemePlaces.loader(for: try homeOption.ifNamed())
    let loaded = loader.load(typed: theme).loaded
    if !loaded.problems.isEmpty {
      throw fail(settings: loaded.problems.map(\.text))
    }
    let look = TerminalLook()
    let levels = level.map { [$0] } ?? (look.showsColours ? look.levels : [])
    for line in ThemePreviewText.lines(loaded.theme, levels: levels, glyphs: glyphs ?? look.glyphs) {
      Output.line(line)
    }
  }
}

extension ColourLevel: ExpressibleByArgument {}
extension GlyphSet: ExpressibleByArgument {}
