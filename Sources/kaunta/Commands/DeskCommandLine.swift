import ArgumentParser
import CommandText
import Daraja
import Desk
import DeskRuntime
import Files
import Glibc
import Maintenance
import Payments
import Settings
import Terminal
import Tills
import Wording

/// `kaunta desk`: the desk of one till.
struct DeskCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    // Parsed by itself it is a part of `kaunta` all the same; else it would also be looked through twice for what
    // makes completion scripts, which took a tenth of a start.
    _superCommandName: Kaunta._commandName,
    abstract: "Open the payment desk (the default command).",
    discussion: """
      Type the customer's phone number, \(DeskCommand.advance.formKey), the amount, \(DeskCommand.advance.formKey). \
      The board below shows what becomes of the money. \(DeskCommand.help.formKey) is help. Set $TERM to your \
      terminal's name; $NO_COLOR turns colours off.
      """)

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("This desk's till, 1 to 999; 1 unless given.", valueName: "N"))
  var till: Int?

  @Flag(name: .long, help: "The till that `kaunta cashier add` gave to this account, and nothing else.")
  var ownTill = false

  @Option(name: .long, help: ArgumentHelp("The look, by its name in themes/, or a file.", valueName: "NAME"))
  var theme: String?

  @Option(name: .long, help: ArgumentHelp("Use this name instead of $TERM.", valueName: "NAME"))
  var term: String?

  @Flag(name: .long, help: "In lines instead of a screen: for screen readers, serial lines, pipes and logs.")
  var plain = false

  func run() throws {
    if ownTill {
      try LoginAtDesk.refuseCommands()
      LoginAtDesk.leaveHome()
    }
    let settings = try homeOption.settings()
    let till = try ownTill ? LoginAtDesk.till(in: settings.home, instead: till) : Till.typed(till ?? 1)
    let end = try DeskSession(
      settings: settings, till: till, isOwnTill: ownTill, isPlain: plain, theme: theme, terminalName: term,
      language: settings.desk.language
    ).run()
    if end != .quit { throw ExitCode(end.exitCode) }
  }
}

/// A cashier who has logged in to the shop's server: she gets her desk, whatever else her client asks for.
enum LoginAtDesk {
  /// A client that brought a command (scp, sftp, rsync, mosh) waits for that one's answers and would hold the till.
  static func refuseCommands() throws {
    guard let command = getenv("SSH_ORIGINAL_COMMAND"), command.pointee != 0 else { return }
    throw fail(
      "only the desk opens here: log in without a command. mosh, scp, sftp and rsync do not work.", Exit.usage)
  }

  /// Curses would take a terminal's description from her home.
  static func leaveHome() {
    for name in ["TERMINFO", "TERMINFO_DIRS", "TERMCAP"] { unsetenv(name) }
    setenv("HOME", "/nonexistent", 1)
  }

  static func till(in home: Home, instead number: Int?) throws -> Till {
    let cashiers = try Cashiers.read(home)
    do { return try cashiers.till(ofLogin: Person.loginName, instead: number) } catch {
      throw fail(error.sentence, error == .chosen ? Exit.usage : Exit.settings)
    }
  }
}

/// One desk from its start to its end.
struct DeskSession {
  let settings: ShopSettings
  let till: Till
  /// Given to this account; it chooses no other.
  var isOwnTill = false
  /// In lines, without a screen.
  var isPlain = false
  let theme: String?
  let terminalName: String?
  let language: Language
  /// The customers' phones, which only a demo shows.
  var phones: (any DemoPhonesPort)?
  /// What the desk hears once it is there.
  var opening: [DeskEvent] = []
  /// Presses keys of its own, in a demo.
  var automatic: AutomaticDrive?

  func run() throws -> DeskEnd {
    if !isPlain { try OpenScreen.checkTerminal() }
    let cashier = Person.loginName
    // Everything that can be refused is refused before the screen is taken, in plain lines.
    Signals.block()
    let lock = try TillAtStart.take(
      till, isOwn: isOwnTill, inLines: isPlain, in: settings, language: language)
    defer { withExtendedLifetime(lock) {} }
    let log = try ShopLog(settings.log, rights: settings.rights)
    let logger = log.logger("desk")
    let shop = try OpenShop(settings, till: till, staysOpen: true, log: { logger.warning("\($0)") })
    if let warning = Finding.filesystem(ofLedgerIn: settings.home.ledgerDirectory)?.text {
      Output.error("kaunta: " + warning)
      logger.warning("\(warning)")
    }
    let works = shop.works(phones: phones) { logger.warning("\($0)") }
    let start = DeskStart(works: works, watch: HomeWatch(shop))
    let face: any Face
    var remarks: [Phrase] = []
    if !isPlain, let trouble = ThemePlaces.loader(for: settings.home).chosen(theme ?? settings.desk.theme).trouble {
      remarks.append(Phrase(verbatim: trouble))
    }
    if isPlain {
      face = LineFace()
    } else {
      face = try OpenScreen.open(settings, theme: theme, terminalName: terminalName, language: language, log: log)
    }
    logger.notice("till \(till.number) opened by \(cashier), \(settings.environment.rawValue)")
    let end: DeskEnd
    do {
      let signals = OutcomeSignals(rings: settings.desk.bell, flashes: settings.desk.flash)
      end = try DeskLoop(
        identity: identity(cashier), start: start, face: face, signals: signals,
        remarks: remarks
          + ((face as? TerminalScreen)?.substitution.map { [ProgramWords.isDrawn($0.asked, as: $0.drawnAs)] } ?? []),
        door: openDoor(cashier, at: shop.clock.now()) { logger.warning("\($0)") }, opening: opening,
        automatic: automatic,
        tell: { Output.error("kaunta: " + $0[language]) }
      ).run()
    } catch {
      face.close()
      throw fail((error as? any ExplainedError)?.sentence ?? "the desk could not start.", Exit.notWritable)
    }
    shop.close()
    logger.notice("till \(till.number) closed: \(end)")
    return end
  }

  /// Without a door the desk works all the same, and cannot be taken over.
  private func openDoor(_ cashier: String, at now: Moment, _ log: (String) -> Void) -> DeskDoor? {
    let home = settings.home
    let till = till
    do throws(FileError) {
      let rights = TillRights(holder: geteuid(), owner: try ByPath.facts(home.path).userID)
      let door = try settings.tills().door(of: till, rights: rights) {
        asker in
        (try? home.readCashiers())?.allSit(at: till, [asker, geteuid()].map(accountName)) ?? false
      }
      return DeskDoor(door, cashier: cashier, openedAt: now, nameOfAccount: accountName)
    } catch {
      log("this desk cannot be asked to end: \(error.words)")
      return nil
    }
  }

  private func identity(_ cashier: String) -> DeskIdentity {
    DeskIdentity(
      shopName: settings.shopName, till: till, cashier: cashier, practice: settings.practice,
      amountLimit: settings.desk.amountLimit, askAbove: settings.desk.askAbove,
      confirmAbove: settings.desk.confirmAbove, phonesPerMinute: settings.desk.phonesPerMinute,
      language: language, flashes: settings.desk.flash)
  }
}
