import CommandText
import Desk
import Glibc
import Payments
import Settings
import Terminal
import Wording

/// This terminal as a screen.
enum OpenScreen {
  /// A person sits there; asked before anything else is opened.
  static func checkTerminal() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw fail(TerminalError.notATerminal.sentence, Exit.usage)
    }
  }

  /// Takes it, in the theme that was asked for or the desk's; what is wrong with that is said before.
  ///
  /// - Parameter log: hears of it too, and of what would be written over the screen.
  static func open(
    _ settings: ShopSettings, theme: String?, terminalName: String? = nil, language: Language? = nil,
    log: ShopLog? = nil
  ) throws -> TerminalScreen {
    let (desk, themes, logger) = (settings.desk, ThemePlaces.loader(for: settings.home), log?.logger("desk"))
    let name = theme ?? desk.theme
    let looks = themes.chosen(name)
    if let trouble = looks.trouble {
      Output.error("kaunta: " + trouble)
      logger?.warning("\(trouble)")
    }
    let options = TerminalOptions(
      terminalName: terminalName, colour: desk.colours, glyphs: desk.glyphs,
      lightTheme: themes.chosenForLightGround(name), strayErrors: log?.file.descriptor,
      crashSentence: ProgramWords.stoppedByItsOwnFault[language ?? desk.language])
    do {
      let screen = try TerminalScreen(theme: looks.theme, options: options)
      if let taken = screen.substitution { logger?.warning("\(taken.sentence)") }
      return screen
    } catch { throw fail(error.sentence, Exit.usage) }
  }
}

extension ShopSettings {
  /// The environment, where no real money moves in it.
  var practice: DeskIdentity.Practice? {
    switch environment {
    case .simulator: .simulator
    case .sandbox: .sandbox
    case .production: nil
    }
  }
}
