import ArgumentParser
import CallbackListener
import CommandText
import Daraja
import Files
import Glibc
import Ledger
import Maintenance
import Payments
import Settings
import Shop
import Spool
import Terminal
import Wording

/// `kaunta doctor`: check the settings and say which line to change.
struct DoctorCommand: ParsableCommand {
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
    report.good("modes", "no file of the home is more open than it may be")
    for notice in settings.notices { report.warn("settings", notice.text) }
    if !json { checkTerminal(settings, &report) }
    checkLog(settings.log.file, &report)
    // The spool first: what is said of the ledger must not promise what the spool does not do.
    let clock = SystemClock()
    let spool = openSpool(settings, &report)
    let isWell = spool.map { tryOut($0, &report) } ?? false
    if let warning = settings.filesystemWarning { report.warn("ledger", warning) }
    let open = checkLedger(settings, answersAreKept: spool.map { keepsAnswers($0, clock) } ?? false, &report)
    let proxy = checkProxy(settings, &report)
    if let spool {
      look(at: spool, of: settings, isWell: isWell, &report)
      checkListener(spool, settings, waiting: open, at: clock.now(), &report)
      checkPublicAddress(spool, settings, clock, proxy ?? nil, &report)
    }
    checkPoller(settings, at: clock.now(), &report)
    if let proxy { checkToken(settings, clock, proxy, &report) }
    for finding in MachineLook(settings: settings).findings() { report.note(finding) }
    try finish(report)
  }

  private func finish(_ report: DoctorReport) throws { if let code = report.finish() { throw ExitCode(code) } }

  /// Only where there is one: in a pipe nobody looks at signs.
  private func checkTerminal(_ settings: ShopSettings, _ report: inout DoctorReport) {
    guard let measure = SignMeasure.taken() else { return }
    let look = TerminalLook()
    if let substitution = look.substitution { report.warn("terminal", substitution.sentence) }
    let glyphs = settings.desk.glyphs ?? look.glyphs
    let words = "\(look.terminalName), \((settings.desk.colours ?? look.chosen).words), \(glyphs.rawValue) signs"
    switch measure {
    case _ where glyphs == .ascii: report.good("terminal", words)
    case .oneCell: report.good("terminal", words + ", each one cell wide")
    case .otherwise:
      let remedy =
        settings.desk.glyphs == nil
        ? "so the desk draws ASCII signs here" : "so columns shift: write glyphs = \"ascii\" or \"auto\""
      report.warn("terminal", "\(words); it does not draw each of them one cell wide, \(remedy)")
    case .unanswered:
      report.good(
        "terminal", words + "; it does not say how wide it draws them: should columns shift, write glyphs = \"ascii\"")
    }
  }

  /// Without making one: it would be this account's.
  private func checkLog(_ path: String, _ report: inout DoctorReport) {
    let isThere = FileFacts(path: path) != nil
    let isOdd = FileFacts(path: path).map { !$0.isRegular } ?? false
    let asked = isThere ? path : ByPath.directory(of: path)
    if FileFacts(path: asked) == nil || !isOdd && access(asked, W_OK) == 0 { return }
    let why = isOdd ? "no plain file" : String(cString: strerror(errno))
    report.bad("log", "\(path) cannot be written (\(why)): no desk opens, and listener and poll go on without it")
  }

  private func openSpool(_ settings: ShopSettings, _ report: inout DoctorReport) -> SpoolDirectory? {
    do { return try settings.openSpool() } catch {
      report.bad("spool", error.sentence)
      return nil
    }
  }

  /// Whether somebody keeps the answers that come now.
  private func keepsAnswers(_ spool: SpoolDirectory, _ clock: SystemClock) -> Bool {
    let now = clock.now()
    guard case .beat(let heartbeat, _)? = try? spool.readHeartbeat(now: now) else { return false }
    return heartbeat.report.keepsAnswers(at: now)
  }

  /// Whether callbacks find their way through it.
  private func tryOut(_ spool: SpoolDirectory, _ report: inout DoctorReport) -> Bool {
    do {
      try spool.probe()
      return true
    } catch {
      let pieces = (try? SpoolReserve(spool).piecesLeft()) ?? 0
      guard error.isOutOfSpace, pieces > 0 else {
        report.bad("spool", error.sentence)
        return false
      }
      report.bad(
        "spool",
        "its disk is full: answers are kept only in what its reserve gives up for them, and \(pieces) of "
          + "\(SpoolReserve.pieces) pieces are left. Call the owner now: that disk needs room.")
      return false
    }
  }

  /// Gives back the payments that are open, as far as they are known.
  private func checkLedger(
    _ settings: ShopSettings, answersAreKept: Bool, _ report: inout DoctorReport
  ) -> [PaymentSummary] {
    var files = settings.ledgerFiles(till: .commandLine)
    files.patience = .ofCommand
    do {
      let ledger = try settings.openLedger(files)
      try ledger.checkWriting()
      let found = try ledger.verify()
      for problem in found.problems { report.bad("ledger", problem.sentence) }
      if let backup = Finding.backup(
        BackupRecord(besideLedger: settings.home.ledgerFile), isServer: settings.rights == .group,
        hasPayments: found.payments > 0 && settings.environment != .simulator, at: SystemClock().now())
      {
        report.note(backup)
      }
      if found.problems.isEmpty {
        report.good("ledger", "\(found.payments) payments, \(found.evidence) pieces of evidence, all fit")
      }
      for error in try LedgerRemains.silent(in: ByPath.directory(of: settings.home.ledgerFile), of: ledger) {
        guard case .keysUnknown(let file, let isLocked) = error else { continue }
        report.tellLedgerPutAside(file, isLocked: isLocked)
      }
      report.tell(foreignAnswers(in: ledger, at: SystemClock().now()))
      return try ledger.openPayments()
    } catch {
      report.bad("ledger", error.standing(answersAreKept: answersAreKept).english)
      return []
    }
  }

  private func foreignAnswers(in ledger: LedgerDatabase, at now: Moment) -> ForeignAnswers {
    var answers = ForeignAnswers()
    let payments = try? ledger.newestPayments(
      limit: ForeignAnswers.mostPayments,
      sinceWallMilliseconds: now.wallMilliseconds - ForeignAnswers.milliseconds)
    for payment in payments ?? [] {
      for row in (try? ledger.evidence(of: payment.id)) ?? [] { answers.take(row.evidence) }
    }
    return answers
  }

  private func look(
    at spool: SpoolDirectory, of settings: ShopSettings, isWell: Bool, _ report: inout DoctorReport
  ) {
    for name in (try? spool.strangeNames()) ?? [] {
      report.warn(
        "spool",
        "\(settings.home.spoolDirectory)/\(OddReason.printable(name)) is none of its own; see who put it there. "
          + "If a directory of the spool was moved away, its answers lie there")
    }
    if case .pollingOnly(let reason) = SpoolWatcher(spool).mode {
      report.warn("spool", "answers are found by polling only: \(reason)")
    }
    if let counts = try? spool.counts() {
      report.tellSpool(
        waiting: counts.delivered, strays: counts.strays, newer: counts.newer, odd: counts.odd, isWell: isWell)
    }
  }

  private func checkListener(
    _ spool: SpoolDirectory, _ settings: ShopSettings, waiting: [PaymentSummary], at now: Moment,
    _ report: inout DoctorReport
  ) {
    let reading = (try? spool.readHeartbeat(now: now)) ?? .broken
    report.note(Finding.listener(reading, settings.listenerTerms(reading, waiting: waiting, at: now)))
    guard case .beat(let heartbeat, _) = reading else { return }
    let proxies = (try? AddressList(settings.callbacks.trustedProxies)) ?? .none
    if let strangers = heartbeat.wordsOnStrangers(
      forwardedHeader: settings.callbacks.forwardedHeader,
      isOwnProxy: {
        PeerAddress($0).map(proxies.contains) == true
      })
    {
      report.warn("listener", strangers)
    }
  }

  private func checkPoller(_ settings: ShopSettings, at now: Moment, _ report: inout DoctorReport) {
    if let reading = PollerPulse.read(settings.home.cacheDirectory, at: now) {
      report.note(.poller(reading, isServer: settings.rights == .group))
    }
  }

  /// Only while a listener runs: that none does is said already.
  private func checkPublicAddress(
    _ spool: SpoolDirectory, _ settings: ShopSettings, _ clock: SystemClock, _ proxy: ProxyInUse?,
    _ report: inout DoctorReport
  ) {
    guard let heartbeat = (try? spool.readHeartbeat(now: clock.now()))?.fresh else { return }
    let look = PublicAddressLook(
      settings: settings, spool: spool, clock: clock, proxy: proxy, listensOn: heartbeat.listensOn)
    for finding in look.findings() { report.note(finding) }
  }

  /// Nil when what names it cannot be read; then nothing can be asked.
  private func checkProxy(_ settings: ShopSettings, _ report: inout DoctorReport) -> ProxyInUse?? {
    do {
      let proxy = try settings.proxyInUse()
      if let proxy { report.good("proxy", "requests go through \(proxy.address), which \(proxy.place) names") }
      return .some(proxy)
    } catch {
      report.bad("proxy", error.words)
      return nil
    }
  }

  private func checkToken(
    _ settings: ShopSettings, _ clock: SystemClock, _ proxy: ProxyInUse?, _ report: inout DoctorReport
  ) {
    let (client, cache) = settings.wire(clock, through: proxy)
    defer { client.close() }
    // A token that is still good is used: a new one could end the one that the desks are working with.
    var isNew = false
    let outcome = cache.token {
      isNew = true
      return client.token()
    }
    switch outcome {
    case .token where isNew: report.good("token", "\(settings.baseURL) gives access tokens to this shop's keys")
    case .token: report.good("token", "the shop's access token is still good; no new one was asked for")
    case .failed(let failure, let note):
      let whose = failure == .somethingBetween ? "What answered says: " : "Safaricom's words: "
      let words = note.map { " " + whose + $0.words.line + "." } ?? ""
      report.bad("token", failure.lines.happened.english + " " + failure.lines.action.english + words)
    }
    switch client.askForServerClock() {
    case nil:
      let cause = client.connectionTrouble(at: clock.now()).map { ": " + $0.shopTrouble.english }
      report.bad("network", "\(settings.baseURL) does not answer" + (cause ?? "; nothing can be asked for"))
    case let clock?:
      if let warning = clock.warning {
        report.bad("clock", warning.english)
      } else {
        report.good("clock", "it agrees with Safaricom's")
      }
    }
  }
}
