import ArgumentParser
import CommandText
import Desk
import Glibc
import Payments
import Settings
import Wording

/// `kaunta help`: answers to the questions that people have at a desk, and a command's options.
///
/// It stands in the place of the parser's own, which told commands alone. It is hidden, as that was: the parser adds a
/// `help` to completions and to what it says of itself.
struct HelpCommandLine: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Answers to the questions that people have at a desk, or a command's options.",
    discussion: """
      Without a word, all questions. A question's name is understood in English and in Swahili.
      """,
    shouldDisplay: false, aliases: ["msaada"])

  @OptionGroup var homeOption: HomeOption

  @Argument(help: ArgumentHelp("A question's name, or a command.", valueName: "topic"))
  var words: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("In English or Swahili, en or sw; the desk's unless given.", valueName: "NAME"))
  var language: Language?

  func run() throws {
    let report = HelpReport(.ofTheDesk, in: spoken)
    if words.isEmpty {
      for line in report.list { Output.line(line) }
    } else if let topic = HelpTopic.named(words, .ofTheDesk) {
      for line in report.answer(topic) { Output.line(line) }
    } else if let command = Kaunta.command(named: words) {
      throw CleanExit.helpRequest(command)
    } else {
      throw report.unknown(words)
    }
  }

  /// What was asked for, else what the shop's desks speak, else what this account does.
  private var spoken: Language {
    if let language { return language }
    if CommandLine.arguments.dropFirst().first == "msaada" { return .swahili }
    if let home = try? homeOption.ifNamed(), home.exists,
      let settings = try? SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home)
    {
      return settings.desk.language
    }
    let names: [String] = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap { name -> String? in getenv(name).map { String(cString: $0) } }
      .first { !$0.isEmpty }
    return locale?.hasPrefix("sw") == true ? .swahili : .english
  }
}

extension ParsableCommand {
  /// The command below this one that these words name.
  fileprivate static func command(named words: [String]) -> (any ParsableCommand.Type)? {
    guard let first = words.first else { return self }
    let below = configuration.subcommands.first {
      $0._commandName == first || $0.configuration.aliases.contains(first)
    }
    return below?.command(named: Array(words.dropFirst()))
  }
}
