import ArgumentParser
import CommandText
import Desk
import DeskRuntime
import Ledger
import Payments
import Settings
import Terminal

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
    try OpenScreen.checkTerminal()
    let day = try BusinessDay.typed(day)
    let start = try from.map { time throws(CommandFailure) in try day.wallMilliseconds(typed: time) }
    let settings = try homeOption.settings()
    let till = try Till.typed(till ?? 1)
    let books = try ReplayBooks(settings, till: till)
    guard let replay = try ReplayedDay(identity: identity(settings, till), day: day, from: start, port: books) else {
      throw fail("nothing was asked or answered on \(day.text).", Exit.usage)
    }
    Signals.block()
    let screen = try OpenScreen.open(settings, theme: theme)
    let end = try ReplayLoop(replay, of: day, speed: speed, screen: screen).run()
    if end != .quit { throw ExitCode(end.exitCode) }
  }

  private func identity(_ settings: ShopSettings, _ till: Till) -> DeskIdentity {
    DeskIdentity(
      shopName: settings.shopName, till: till, cashier: Person.loginName, practice: settings.practice,
      language: settings.desk.language)
  }
}
