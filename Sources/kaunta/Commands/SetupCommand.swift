import ArgumentParser
import CommandText
import Files
import Glibc
import Ledger
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

  @Flag(name: .long, help: "A shop for Safaricom's sandbox: keys and the public address are tried, and no money.")
  var sandbox = false

  @Flag(name: .long, help: "A shop for real money. What a shop was made for it stays for ever.")
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
    case homeOption, simulator, sandbox, production, shop, shortCode, tillNumber, publicHost, consumerKey,
      consumerSecretFile
    case passkeyFile, yes, dryRun
  }

  func run() throws {
    try requireRoot()
    if let contradiction = options.contradiction { throw fail(contradiction, Exit.usage) }
    let home = Home(path: homeOption.home)
    let machine = LocalMachine()
    let answers = try answers(about: home, settings: machine.text(of: home.settingsFile))
    try refuseAnothersBooks(home, answers)
    try refuseHalfAHome(home)
    if !home.exists, let refusal = MovingAway.refusal(home, LeftProgram.all(startedFor: home)) {
      throw fail(refusal, Exit.blocked)
    }
    var steps: [SetupStep]
    do {
      steps = try SetupPlan(machine, home: home.path).steps(
        answers.wishes(for: home), newSettings: SettingsDraft(home, new: answers.plan).text,
        addresses: SafaricomAddresses.published)
    } catch {
      throw fail(error.sentence, Exit.failed)
    }
    if let tills = home.loaded?.openTills, !tills.isEmpty,
      let words = SetupPlan<LocalMachine>.wordsOnDesks(open: tills, beside: steps, at: home)
    {
      steps.append(.tell(words))
    }
    try agree(to: steps)
    if dryRun { return }
    try take(steps, home, answers.plan)
    Output.line("")
    let report = try DoctorCommand.parse(["--home", home.path])
    try report.run()
  }

  private var options: SetupOptions {
    var options = SetupOptions()
    options.isSimulator = simulator
    options.isSandbox = sandbox
    options.isProduction = production
    options.shop = shop
    options.shortCode = shortCode
    options.tillNumber = tillNumber
    options.publicHost = publicHost
    options.consumerKey = consumerKey
    options.consumerSecretFile = consumerSecretFile
    options.passkeyFile = passkeyFile
    options.isAsking = !yes && !dryRun && isatty(STDIN_FILENO) == 1
    return options
  }

  private func answers(about home: Home, settings: String?) throws -> SetupAnswers {
    do {
      var interview = try SetupInterview(
        options, home: home, settings: settings, obstacle: { home.loaded?.movingObstacle },
        textOfFile: { LocalMachine().text(of: $0) })
      while true {
        let next = try interview.next()
        for line in interview.takeWords() { Output.line(line) }
        switch next {
        case .done(let answers): return answers
        case .ask(.hidden(let question)):
          try interview.answer(try HiddenInput.ask(question, otherwise: "Nothing was done."))
        case .ask(.open(let question)):
          Output.prompt(question)
          let words = readLine()
          if words == nil { Output.line("") }
          try interview.answer(words)
        }
      }
    } catch let refusal as SetupRefusal {
      throw fail(refusal.sentence, Exit.usage)
    }
  }

  /// A machine that lost its power while the home was made.
  private func refuseHalfAHome(_ home: Home) throws {
    guard !home.exists, let names = try? ByPath.names(in: home.path), !names.isEmpty else { return }
    throw fail(
      "\(home.path) is there, and is no home: perhaps a setup was cut off. Look into it; then mv \(home.path) "
        + "\(home.path)-unfinished and run kaunta setup again. Nothing was done.", Exit.settings)
  }

  /// Books count one short code's money for ever: settings with another would stop every desk.
  private func refuseAnothersBooks(_ home: Home, _ answers: SetupAnswers) throws {
    guard let shortCode, let environment = answers.environment, FileFacts(path: home.ledgerFile) != nil else { return }
    let files = LedgerFiles(path: home.ledgerFile, holder: "kaunta setup")
    let wanted = LedgerBinding(environment: environment, shortCode: shortCode)
    do throws(LedgerError) { _ = try LedgerReader(files: files, binding: wanted) } catch {
      guard case .boundElsewhere(let environment, let bound) = error else { return }
      throw fail(
        "the books in \(home.path) are those of \(environment), short code \(bound), and stay that for ever. For another, "
          + MovingAway.words(home, as: bound) + (home.loaded?.movingObstacle.map { " " + $0 } ?? "")
          + " Nothing was done.", Exit.usage)
    }
  }

  private func agree(to steps: [SetupStep]) throws {
    for line in SetupAgreement.lines(steps) { Output.line(line) }
    if yes || dryRun || !SetupAgreement.isNeeded(steps) { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw fail("nobody is there to agree; --yes does. Nothing was done.", Exit.usage)
    }
    while true {
      Output.prompt(SetupAgreement.question)
      switch SetupAgreement.answer(readLine()) {
      case true?: return
      case false?: throw fail("nothing was done.", Exit.usage)
      case nil: continue
      }
    }
  }

  private func take(_ steps: [SetupStep], _ home: Home, _ plan: HomePlan) throws {
    // A home that is half made, or services that are half started, would be nobody's: what was agreed to is done to its
    // end, here and in the programs that are run.
    for number in [SIGINT, SIGQUIT, SIGHUP, SIGTERM] { signal(number, SIG_IGN) }
    defer { for number in [SIGINT, SIGQUIT, SIGHUP, SIGTERM] { signal(number, SIG_DFL) } }
    do {
      let isWhole = try SetupWork(LocalMachine()).take(
        steps, holdsTogether: { holdsTogether(home) }, makeHome: { try makeHome(Home(path: $0), plan) })
      if !isWhole { Output.line("Nothing is started yet: mend what follows, then run kaunta setup again.") }
    } catch let problem as MachineProblem {
      throw fail(problem.sentence + " What came before it is done; mend this and run kaunta setup again.", Exit.failed)
    }
  }

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
}
