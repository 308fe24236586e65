import ArgumentParser
import CommandText
import Files
import Glibc
import Maintenance
import Payments
import ServerSetup
import Settings
import Spool
import Wording

/// `kaunta alert`: tell the owner what is wrong, once.
struct AlertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert",
    abstract: "Look at the shop and tell its owner of trouble, each once until it was well again.",
    discussion: """
      By the command and the mail address of the settings ([alerts]), and on standard output. A trouble is told when \
      two looks in a row found it; the package's timer looks every two minutes. --test tells that it is a test. Exit 1 \
      when somebody could not be told.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Send a test by every way.")
  var test = false

  @Option(name: .long, help: ArgumentHelp("Tell this sentence instead of looking; for units.", valueName: "SENTENCE"))
  var say: String?

  @Option(name: .long, help: ArgumentHelp("What --say is about.", valueName: "WORD"))
  var about: String?

  func run() throws {
    if test, say != nil { throw fail("--test and --say: one of them.", Exit.usage) }
    if (say == nil) != (about == nil) { throw fail("--say and --about go together.", Exit.usage) }
    let settings = try homeOption.settings()
    if test { return try tellTest(settings) }
    if let say, let about { return try complain(telling(settings).tell(.init(about: about, words: say)).troubles) }
    try look(settings)
  }

  private func look(_ settings: ShopSettings) throws {
    let findings = AlertLook(settings: settings).findings()
    var alerts = Alerts(parsing: Self.kept(settings.home.alertsFile))
    let news = alerts.look(at: findings)
    // What was seen is kept before anybody is told, and what was told after: a crash in between tells once more.
    try keep(alerts, settings)
    let telling = telling(settings)
    var troubles: [String] = []
    for finding in news {
      Output.line(ServiceLog.marked("\(finding.part): \(finding.sentence)", .alert))
      let outcome = telling.tell(.init(about: finding.part, words: Self.words(finding, settings)))
      troubles += outcome.troubles
      // By one way is told; where there is none, the line above is all that there can be.
      if !outcome.ways.isEmpty || outcome.troubles.isEmpty { alerts.told([finding]) }
    }
    try keep(alerts, settings)
    try complain(troubles)
  }

  private static func words(_ finding: Finding, _ settings: ShopSettings) -> String {
    "\(settings.shopName), \(finding.part): \(finding.sentence)"
  }

  private func tellTest(_ settings: ShopSettings) throws {
    let outcome = telling(settings).tell(
      .init(about: "test", words: "\(settings.shopName): this is a test of kaunta alert. Nothing is wrong."))
    for way in outcome.ways { Output.line("told: \(way)") }
    if outcome.ways.isEmpty, outcome.troubles.isEmpty {
      throw fail(
        "nobody can be told: there is neither \(settings.alerts.command ?? "a command") nor sendmail. Write "
          + "alerts.command into kaunta.toml, or install a mailer that brings sendmail.", Exit.failed)
    }
    try complain(outcome.troubles)
  }

  private func complain(_ troubles: [String]) throws {
    if troubles.isEmpty { return }
    throw fail("the owner was not told by every way: \(troubles.joined(separator: " "))", Exit.failed)
  }

  private func telling(_ settings: ShopSettings) -> OwnerTelling<HurriedMachine<LocalMachine>> {
    OwnerTelling(
      HurriedMachine(LocalMachine(), withinSeconds: 60), command: settings.alerts.command,
      isCommandChosen: settings.alerts.isCommandChosen, mail: settings.alerts.mail)
  }

  private static func kept(_ path: String) -> String {
    String(decoding: (try? WholeFile.read(path, limitBytes: 65_536)) ?? [], as: UTF8.self)
  }

  private func keep(_ alerts: Alerts, _ settings: ShopSettings) throws {
    do throws(FileError) {
      try WholeFile.replace(
        settings.home.alertsFile, with: Array(alerts.text.utf8), mode: settings.rights.keptFile, durably: false)
    } catch {
      throw fail(
        "\(settings.home.alertsFile) cannot be written (\(error.words)), so that the same would be told again and again. "
          + "Run it as the owner of the home.", Exit.notWritable)
    }
  }
}

/// What an alert is made of: the shop's condition, and the public address as others see it.
struct AlertLook {
  let settings: ShopSettings

  func findings() -> [Finding] {
    let condition = ConditionLook(settings: settings).condition()
    guard settings.environment != .simulator, let heartbeat = condition.heartbeat?.fresh else {
      return condition.alarming
    }
    return condition.alarming + publicAddress(heartbeat)
  }

  private func publicAddress(_ heartbeat: Heartbeat) -> [Finding] {
    do {
      return PublicAddressLook(
        settings: settings, spool: try settings.openSpool(), clock: SystemClock(), proxy: try settings.proxyInUse(),
        listensOn: heartbeat.listensOn
      ).findings()
    } catch let failure as CommandFailure {
      return [.notLookedAt(failure.words)]
    } catch {
      return [.notLookedAt((error as? any ExplainedError)?.sentence ?? "\(error)")]
    }
  }
}
