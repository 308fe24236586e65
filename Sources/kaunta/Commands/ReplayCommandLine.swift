import ArgumentParser
import CommandText
import Desk
import DeskRuntime
import Glibc
import Ledger
import Payments
import Settings
import Terminal
import Wording

/// `kaunta replay`: a recorded day on a real desk's screen.
struct ReplayCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Play a recorded day on a desk's screen.",
    discussion: """
      What each desk showed on that day, as it became known, for training and for disputes. It reads the ledger, writes \
      nothing, and shows no whole phone number. Space pauses, a dot goes to the next event, + and - change the speed, \
      q leaves.
      """)

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("The business day, such as 2026-11-24.", valueName: "D"))
  var day: String

  @Option(name: .long, help: ArgumentHelp("Whose desk, 1 to 999; 1 unless given.", valueName: "N"))
  var till: Int?

  @Option(name: .long, help: ArgumentHelp("So many times faster than life.", valueName: "X"))
  var speed = 8

  @Option(name: .long, help: ArgumentHelp("Begin at this time of the day: 14:02.", valueName: "TIME"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("The look, by its name in themes/, or a file.", valueName: "NAME"))
  var theme: String?

  func validate() throws {
    guard (1...4_096).contains(speed) else { throw ValidationError("--speed takes a number from 1 to 4096.") }
  }

  func run() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw fail(TerminalError.notATerminal.sentence, Exit.usage)
    }
    guard let day = BusinessDay(text: day) else {
      throw fail("--day takes a day such as 2026-11-24.", Exit.usage)
    }
    let settings = try homeOption.settings()
    let till = try Till.typed(till ?? 1)
    let books = try ReplayBooks(settings, till: till)
    let replay = try books.day(day, from: from, identity: identity(settings, till))
    Signals.block()
    let themeName = theme ?? settings.desk.theme
    let looks = ThemePlaces.loader(for: settings.home).chosen(themeName)
    if let trouble = looks.trouble { Output.error("kaunta: " + trouble) }
    let screen: TerminalScreen
    do {
      screen = try TerminalScreen(
        theme: looks.theme,
        options: TerminalOptions(
          colour: settings.desk.colours, glyphs: settings.desk.glyphs,
          lightTheme: ThemePlaces.loader(for: settings.home).chosenForLightGround(themeName),
          crashSentence: ProgramWords.stoppedByItsOwnFault[settings.desk.language]))
    } catch { throw fail(error.sentence, Exit.usage) }
    let end = try ReplayLoop(replay, of: day, speed: speed, screen: screen).run()
    if end != .quit { throw ExitCode(end.exitCode) }
  }

  private func identity(_ settings: ShopSettings, _ till: Till) -> DeskIdentity {
    let practice: DeskIdentity.Practice? =
      switch settings.environment {
      case .simulator: .simulator
      case .sandbox: .sandbox
      case .production: nil
      }
    return DeskIdentity(
      shopName: settings.shopName, till: till, cashier: Person.loginName, practice: practice,
      language: settings.desk.language)
  }
}
