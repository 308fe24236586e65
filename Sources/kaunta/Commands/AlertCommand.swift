import ArgumentParser
import CommandText
import Files
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
    let findings = settings.look.alarming { publicAddress(settings, $0) }
    let telling = telling(settings)
    let file = settings.home.alertsFile
    let round = AlertRound(
      shop: settings.shopName,
      keep: { alerts throws(FileError) in try alerts.write(file, mode: settings.rights.keptFile) },
      say: { Output.line(ServiceLog.marked("\($0.part): \($0.sentence)", .alert)) },
      tell: { about, words in
        let outcome = telling.tell(.init(about: about, words: words))
        return (outcome.ways, outcome.troubles)
      })
    let troubles: [String]
    do throws(FileError) { troubles = try round.run(findings, after: Alerts(file: file)) } catch {
      throw fail(
        "\(file) cannot be written (\(error.words)), so that the same would be told again and again. "
          + "Run it as the owner of the home.", Exit.notWritable)
    }
    try complain(troubles)
  }

  private func publicAddress(_ settings: ShopSettings, _ heartbeat: Heartbeat) -> [Finding] {
    do {
      return settings.publicAddressFindings(try settings.openSpool(), try settings.proxyInUse(), heartbeat)
    } catch {
      let words = (error as? CommandFailure)?.words ?? (error as? any ExplainedError)?.sentence
      return [.notLookedAt(words ?? "\(error)")]
    }
  }

  private func tellTest(_ settings: ShopSettings) throws {
    let outcome = telling(settings).tell(
      .init(about: "test", words: "\(settings.shopName): this is a test of kaunta alert. Nothing is wrong."))
    for way in outcome.ways { Output.line("told: \(way)") }
    if let nobody = outcome.whyNobody(command: settings.alerts.command) { throw fail(nobody, Exit.failed) }
    try complain(outcome.troubles)
  }

  private func complain(_ troubles: [String]) throws {
    if troubles.isEmpty { return }
    throw fail("the owner was not told by every way: \(troubles.joined(separator: " "))", Exit.failed)
  }

  private func telling(_ settings: ShopSettings) -> OwnerTelling<HurriedMachine<LocalMachine>> { settings.ownerTelling }
}

extension ShopSettings {
  /// How the owner is told of trouble.
  var ownerTelling: OwnerTelling<HurriedMachine<LocalMachine>> {
    OwnerTelling(
      HurriedMachine(LocalMachine(), withinSeconds: 60), command: alerts.command,
      isCommandChosen: alerts.isCommandChosen, mail: alerts.mail)
  }
}
