import ArgumentParser
import CommandText
import Glibc
import ServerSetup
import Settings

/// `kaunta setup`: make this machine a shop's server.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup", abstract: "Make this machine a shop's server: home, services, proxy.",
    discussion: """
      Run it as root, after the Debian package was installed. It shows what it will do and asks; what is done already \
      it leaves alone, so run it again whenever something changed. At the end kaunta doctor says what is still to do.
      """)

  @OptionGroup var homeOption: ServerHomeOption

  @Flag(name: .long, help: "A shop that practises, with a simulated Safaricom and no money.")
  var simulator = false

  @Flag(name: .long, help: "Real money; without it, Safaricom's sandbox.")
  var production = false

  @Option(name: .long, help: ArgumentHelp("The shop's name on screen.", valueName: "NAME"))
  var shop: String?

  @Option(name: .long, help: ArgumentHelp("The PayBill number, or the store number.", valueName: "DIGITS"))
  var shortCode: String?

  @Option(name: .long, help: ArgumentHelp("For buy goods, the till number that gets the money.", valueName: "DIGITS"))
  var tillNumber: String?

  @Option(name: .long, help: ArgumentHelp("The name under which Safaricom reaches it.", valueName: "HOST"))
  var publicHost: String?

  @Option(name: .long, help: ArgumentHelp("The consumer key of the Daraja app.", valueName: "KEY"))
  var consumerKey: String?

  @Option(name: .long, help: ArgumentHelp("A file with the app's consumer secret.", valueName: "FILE"))
  var consumerSecretFile: String?

  @Option(name: .long, help: ArgumentHelp("A file with the short code's passkey.", valueName: "FILE"))
  var passkeyFile: String?

  @Flag(name: .long, help: "Do it without asking.")
  var yes = false

  @Flag(name: .long, help: "Show what it would do, and do nothing.")
  var dryRun = false

  private enum CodingKeys: CodingKey {
    case homeOption, simulator, production, shop, shortCode, tillNumber, publicHost, consumerKey, consumerSecretFile
    case passkeyFile, yes, dryRun
  }

  func run() throws {
    try requireRoot()
    if simulator, production { throw fail("--simulator and --production: a shop is one of them.", Exit.usage) }
    let home = Home(path: homeOption.home)
    let machine = LocalMachine()
    let answers = try SetupQuestions(command: self, home: home, settings: machine.text(of: home.settingsFile)).asked()
    let steps: [SetupStep]
    do {
      steps = try SetupPlan(machine, home: home.path).steps(
        answers.wishes(for: home), newSettings: SettingsDraft(home, new: answers.plan).text,
        addresses: SafaricomAddresses.published)
    } catch {
      throw fail(error.sentence, Exit.failed)
    }
    try agree(to: steps)
    if dryRun { return }
    for step in steps {
      if case .run = step, !holdsTogether(home) {
        Output.line("Nothing is started yet: mend what follows, then run kaunta setup again.")
        break
      }
      try take(step, answers.plan)
    }
    Output.line("")
    let report = try DoctorCommand.parse(["--home", home.path])
    try report.run()
  }

  private func agree(to steps: [SetupStep]) throws {
    if steps.isEmpty { return Output.line("Nothing is to be done: everything is as it should be.") }
    Output.line("To be done:")
    for step in steps { Output.line("  " + step.words) }
    if yes || dryRun || !steps.contains(where: \.isDone) { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw fail("nobody is there to agree; --yes does. Nothing was done.", Exit.usage)
    }
    while true {
      Output.prompt("Do it? [y/N] ")
      switch readLine()?.lowercased() {
      case "y", "yes": return
      case "n", "no", "", nil: throw fail("nothing was done.", Exit.usage)
      default: continue
      }
    }
  }

  /// A service that is started on settings with mistakes only fails.
  private func holdsTogether(_ home: Home) -> Bool {
    (try? SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home)) != nil
  }

  private func makeHome(_ home: Home, _ plan: HomePlan) throws {
    var words = ["--home", home.path, "--shop", plan.shopName]
    if let group = plan.group { words += ["--group", group] }
    if let user = plan.listenerUser { words += ["--listener-user", user] }
    if plan.kind == .simulator { words.append("--simulator") }
    var command = try InitCommand.parse(words)
    command.isQuiet = true
    try command.run()
  }

  private func take(_ step: SetupStep, _ plan: HomePlan) throws {
    let machine = LocalMachine()
    if case .makeHome(let path) = step { return try makeHome(Home(path: path), plan) }
    do throws(MachineProblem) {
      switch step {
      case .makeHome, .tell: break
      case .write(let path, let text, let mode, _): try machine.write(path, text, mode: mode)
      case .run(let words):
        let answer = try machine.run(words, input: "")
        if answer.code != 0 { throw .failed(program: words.joined(separator: " "), words: answer.lastLine) }
      }
    } catch {
      throw fail(error.sentence + " What came before it is done; mend this and run kaunta setup again.", Exit.failed)
    }
  }
}

extension SetupStep {
  /// Whether it is done by the program, and so agreed to.
  fileprivate var isDone: Bool { if case .tell = self { false } else { true } }
}
