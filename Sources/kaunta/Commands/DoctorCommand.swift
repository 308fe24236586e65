import ArgumentParser
import Daraja
import Files
import Glibc
import Ledger
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
    var report = DoctorReport(asJSON: json)
    let settings: ShopSettings
    do {
      settings = try SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home)
    } catch {
      for line in error.lines { report.bad("settings", line) }
      return try report.finish()
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
    checkLedger(settings, answersAreKept: spool.map { keepsAnswers($0, clock) } ?? false, &report)
    if let spool {
      look(at: spool, of: settings, isWell: isWell, &report)
      checkListener(spool, settings, at: clock.now(), &report)
    }
    checkToken(settings, clock, &report)
    try report.finish()
  }

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

  private func checkLedger(_ settings: ShopSettings, answersAreKept: Bool, _ report: inout DoctorReport) {
    var files = settings.ledgerFiles(till: .commandLine)
    files.patience = .ofCommand
    do {
      let ledger = try settings.openLedger(files)
      try ledger.checkWriting()
      let found = try ledger.verify()
      for problem in found.problems { report.bad("ledger", problem.sentence) }
      if found.problems.isEmpty {
        report.good("ledger", "\(found.payments) payments, \(found.evidence) pieces of evidence, all fit")
      }
      report.tellLedgersPutAside(beside: settings.home.ledgerFile, of: ledger)
      report.tellForeignAnswers(in: ledger, at: SystemClock().now())
    } catch {
      report.bad("ledger", error.standing(answersAreKept: answersAreKept).english)
    }
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
      if isWell { report.good("spool", "\(counts.delivered) waiting") }
      if counts.strays > 0 {
        report.warn(
          "spool", "\(counts.strays) in new/ that no listener put there and that cannot be moved; see who did")
      }
      if counts.newer > 0 {
        report.warn(
          "spool", "\(counts.newer) waiting that only a newer Kaunta can read, and that are kept; start that one here")
      }
      if counts.odd > 0 {
        report.warn("unmatched", "\(counts.odd) kept for a person; look with kaunta unmatched")
      }
    }
  }

  private func checkListener(
    _ spool: SpoolDirectory, _ settings: ShopSettings, at now: Moment, _ report: inout DoctorReport
  ) {
    switch try? spool.readHeartbeat(now: now) {
    case .beat(let heartbeat, let age):
      if age > ListenerPulse.freshMilliseconds {
        report.bad("listener", "its last heartbeat is \(age / 1000) s old; start `kaunta listen`")
      } else if case .listenerRefusesOurKey = settings.keyReadiness(heartbeat.report, at: now) {
        report.bad(
          "listener", "it takes other keys or serves another shop; give it this home's callback keys, then restart it")
      } else if heartbeat.publicURL != settings.callbacks.publicURL {
        report.bad(
          "listener", "it was started with the public address \(heartbeat.publicURL); restart it to take the new one")
      } else {
        report.good("listener", "listening on \(heartbeat.listensOn), last heartbeat \(age / 1000) s ago")
      }
      if let trouble = heartbeat.trouble { report.bad("listener", trouble.english) }
      let strangers = heartbeat.counters.fromUnlistedAddresses
      if strangers > 0 {
        report.warn("listener", heartbeat.wordsOnStrangers(settings.callbacks))
      }
    case .absent: report.bad("listener", "no listener has ever run on this home; start `kaunta listen`")
    case .broken, nil: report.bad("listener", "its heartbeat cannot be read; start `kaunta listen` anew")
    }
  }

  private func checkToken(_ settings: ShopSettings, _ clock: SystemClock, _ report: inout DoctorReport) {
    let proxy: ProxyInUse?
    do { proxy = try settings.proxyInUse() } catch { return report.bad("proxy", error.words) }
    if let proxy { report.good("proxy", "requests go through \(proxy.address), which \(proxy.place) names") }
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
