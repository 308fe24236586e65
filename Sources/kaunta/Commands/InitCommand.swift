import ArgumentParser
import CommandText
import Settings
import Spool

/// `kaunta init`: make a home.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a shop's home: settings, keys, ledger and spool.",
    discussion: """
      With --simulator the home works at once with `kaunta simulate` and `kaunta listen`. Without it, some values in \
      kaunta.toml must be filled in; `kaunta doctor` says which.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "For the simulator: works at once, moves no money.")
  var simulator = false

  @Option(name: .long, help: ArgumentHelp("Share the home with this group, on a shop server.", valueName: "G"))
  var group: String?

  @Option(
    name: .long, help: ArgumentHelp("The user that the listener runs as, who owns its witness log.", valueName: "U"))
  var listenerUser: String?

  @Option(name: .long, help: ArgumentHelp("The shop's name on screen.", valueName: "NAME"))
  var shop = "My shop"

  /// Whoever asked for it says what comes next.
  var isQuiet = false

  private enum CodingKeys: CodingKey {
    case homeOption, simulator, group, listenerUser, shop
  }

  func run() throws {
    let home = try homeOption.locate()
    let plan = HomePlan(
      kind: simulator ? .simulator : .sandbox, shopName: shop, group: group, listenerUser: listenerUser)
    let made: MadeHome
    do {
      made = try HomeMaker.make(at: home, plan, tagKey: RandomIdentifiers.keyBytes()) { home in
        Self.whySpoolFails(home, isGroup: group != nil)
      }
    } catch {
      throw fail(error.sentence, error.isAboutTheDisk ? Exit.notWritable : Exit.settings)
    }
    Output.line("Made \(made.home.path)")
    if !made.commandsForRoot.isEmpty {
      Output.line("As root, still to do:")
      for command in made.commandsForRoot { Output.line("  " + command) }
    }
    if isQuiet { return }
    let option = " --home \(shellQuoted(made.home.path))"
    if simulator {
      Output.line("Next, each in a terminal of its own:")
      for command in ["simulate", "listen", "desk"] { Output.line("  kaunta \(command)\(option)") }
    } else {
      Output.line("Next: edit \(made.home.settingsFile), then run kaunta doctor\(option)")
    }
  }

  private static func whySpoolFails(_ home: Home, isGroup: Bool) -> String? {
    do throws(SpoolError) {
      try home.openSpool(isGroup ? .group : .oneUser).probe()
      return nil
    } catch {
      return error.sentence
    }
  }
}
