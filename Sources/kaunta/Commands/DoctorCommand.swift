import ArgumentParser
import CallbackListener
import CommandText
import Daraja
import DarajaClient
import Files
import Maintenance
import Payments
import Settings
import Spool
import Synchronization
import Terminal
import Wording

/// `kaunta doctor`: check the settings and say which line to change.
struct DoctorCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check settings, modes, listener, ledger and token, and say what to change.")

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let home = try homeOption.existing()
    var report = DoctorReport(asJSON: json, tell: Output.line)
    let settings: ShopSettings
    do {
      settings = try SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home)
    } catch {
      for line in error.lines { report.bad("settings", line) }
      return try finish(report)
    }
    report.good("settings", "\(home.settingsFile): \(settings.environment.rawValue)")
    let today = EastAfricaTime(SystemClock().now()).businessDay
    let closed = home.closedParents + home.closedFiles + [home.closedWitness(of: today)].compactMap(\.self)
    report.note(Finding.rights(closed, isServer: settings.isServer))
    for notice in settings.notices { report.warn("settings", notice.text) }
    // In a pipe nobody looks at signs.
    if !json, let measure = SignMeasure.taken() { report.note(terminal(settings, measure)) }
    report.note([Finding.log(settings.log.file)].compactMap(\.self))
    do { _ = try home.supervisors() } catch { report.bad("supervisors", error.text) }
    lookAtBooks(settings, &report)
    report.note(settings.machine().findings)
    if settings.isServer, let nobody = settings.ownerTelling.whyNobodyWouldBe {
      report.note(Finding(.look, "alerts", nobody))
    }
    try finish(report)
  }

  private func finish(_ report: DoctorReport) throws { if let code = report.finish() { throw ExitCode(code) } }

  private func terminal(_ settings: ShopSettings, _ measure: SignMeasure) -> [Finding] {
    let look = TerminalLook()
    let substitution = look.substitution.map { Finding(.look, "terminal", $0.sentence) }
    let isOneCellWide: Bool? =
      switch measure {
      case .oneCell: true
      case .otherwise: false
      case .unanswered: nil
      }
    let signs = Finding.terminal(
      look.terminalName, colours: (settings.desk.colours ?? look.chosen).words,
      glyphs: settings.desk.glyphs ?? look.glyphs, isChosen: settings.desk.glyphs != nil, isOneCellWide: isOneCellWide)
    return [substitution, signs].compactMap(\.self)
  }

  /// The spool first: what is said of the ledger must not promise what the spool does not do.
  private func lookAtBooks(_ settings: ShopSettings, _ report: inout DoctorReport) {
    let clock = SystemClock()
    var spool: SpoolDirectory?
    do throws(SpoolError) { spool = try settings.openSpool() } catch { report.bad("spool", error.sentence) }
    let examined = spool.map(SpoolExamination.init)
    report.note([examined?.trouble].compactMap(\.self))
    report.note([Finding.filesystem(ofLedgerIn: settings.home.ledgerDirectory)].compactMap(\.self))
    let ledger = LedgerExamination(
      settings.home.ledgerFile, isServer: settings.isServer, isPractice: settings.isPractice,
      answersAreKept: examined?.keepsAnswers(at: clock.now()) ?? false, at: clock.now(),
      open: settings.openLedgerForCommand)
    report.note(ledger.findings)
    report.opensAt = ledger.opensAt?.timeOfDay
    let proxy: ProxyInUse?? = proxy(settings, &report)
    if let spool, let examined {
      report.note(examined.findings(in: settings.home.spoolDirectory, ledger.resolutions))
      lookAtListener(spool, settings, waiting: ledger.open, proxy ?? nil, &report)
    }
    if let reading = PollerPulse.read(settings.home.cacheDirectory, at: clock.now()) {
      report.note(.poller(reading, isServer: settings.isServer))
    }
    if let proxy { lookAtWire(settings, clock, proxy, &report) }
  }

  private func lookAtListener(
    _ spool: SpoolDirectory, _ settings: ShopSettings, waiting: [PaymentSummary], _ proxy: ProxyInUse?,
    _ report: inout DoctorReport
  ) {
    let reading = (try? spool.readHeartbeat(now: SystemClock().now())) ?? .broken
    let proxies = (try? AddressList(settings.callbacks.trustedProxies)) ?? .none
    let examination = ListenerExamination(
      reading, settings.look.terms(reading, waiting: waiting),
      strangers: {
        $0.wordsOnStrangers(
          forwardedHeader: settings.callbacks.forwardedHeader,
          isOwnProxy: { PeerAddress($0).map(proxies.contains) == true })
      }, publicAddress: { settings.publicAddressFindings(spool, proxy, $0) })
    report.note(examination.findings)
  }

  /// Nil when what names it cannot be read; then nothing can be asked.
  private func proxy(_ settings: ShopSettings, _ report: inout DoctorReport) -> ProxyInUse?? {
    do throws(CommandFailure) {
      let proxy = try settings.proxyInUse()
      if let proxy { report.note(.proxy("\(proxy.address)", namedBy: proxy.place)) }
      return .some(proxy)
    } catch {
      report.bad("proxy", error.words)
      return nil
    }
  }

  private func lookAtWire(
    _ settings: ShopSettings, _ clock: SystemClock, _ proxy: ProxyInUse?, _ report: inout DoctorReport
  ) {
    let problems = Mutex<[TokenCacheProblem]>([])
    let (client, cache) = settings.wire(clock, through: proxy) { problem in problems.withLock { $0.append(problem) } }
    defer { client.close() }
    // A token that is still good is used: a new one could end the one that the desks are working with.
    var isNew = false
    let outcome = cache.token {
      isNew = true
      return client.token()
    }
    report.note(.token(outcome, isNew: isNew, from: settings.baseURL))
    for problem in problems.withLock({ $0 }) { report.note(Finding(.look, "token", problem.sentence)) }
    let answer = client.askForServerClock()
    report.note(
      .safaricomsClock(
        answer, at: settings.baseURL, trouble: client.connectionTrouble(at: clock.now())?.shopTrouble))
  }
}
