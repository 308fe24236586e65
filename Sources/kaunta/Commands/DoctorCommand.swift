import ArgumentParser
import Daraja
import Ledger
import Payments
import Settings
import Shop
import Spool

/// `kaunta doctor`: check the settings and say which line to change.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check settings, modes, listener, ledger and token, and say what to change.")

  @OptionGroup var homeOption: HomeOption

  func run() throws {
    let home = try homeOption.existing()
    var report = DoctorReport()
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
    do { try settings.openSpool().check() } catch {
      report.bad("spool", error.sentence)
      return try report.finish()
    }
    do {
      let shop = try OpenShop(settings, till: .commandLine)
      defer { shop.close() }
      checkLedger(shop, &report)
      checkSpool(shop, &report)
      checkToken(shop, &report)
    } catch let code as ExitCode {
      // Its sentence was printed already.
      report.bad("home", "the ledger or the spool cannot be opened")
      try report.finish()
      throw code
    }
    try report.finish()
  }

  private func checkLedger(_ shop: OpenShop, _ report: inout DoctorReport) {
    do {
      try shop.ledger.checkWriting()
      let found = try shop.ledger.verify()
      for problem in found.problems { report.bad("ledger", problem.sentence) }
      if found.problems.isEmpty {
        report.good("ledger", "\(found.payments) payments, \(found.evidence) pieces of evidence, all fit")
      }
    } catch {
      report.bad("ledger", error.sentence)
    }
  }

  private func checkSpool(_ shop: OpenShop, _ report: inout DoctorReport) {
    do { try shop.spool.probe() } catch { report.bad("spool", error.sentence) }
    for name in (try? shop.spool.strangeNames()) ?? [] {
      report.warn(
        "spool",
        "\(shop.settings.home.spoolDirectory)/\(OddReason.printable(name)) is none of its own; see who put it there. "
          + "If a directory of the spool was moved away, its answers lie there")
    }
    if case .pollingOnly(let reason) = SpoolWatcher(shop.spool).mode {
      report.warn("spool", "answers are found by polling only: \(reason)")
    }
    if let counts = try? shop.spool.counts() {
      report.good("spool", "\(counts.delivered) waiting")
      if counts.strays > 0 {
        report.warn(
          "spool", "\(counts.strays) in new/ that no listener put there and that cannot be moved; see who did")
      }
      if counts.newer > 0 {
        report.warn(
          "spool", "\(counts.newer) waiting that only a newer Kaunta can read, and that are kept; start that one here")
      }
      if counts.odd > 0 {
        report.warn("tray", "\(counts.odd) kept for a person; look with kaunta tray")
      }
    }
    switch try? shop.spool.readHeartbeat(now: shop.clock.now()) {
    case .beat(let heartbeat, let age):
      if age > ListenerPulse.freshMilliseconds {
        report.bad("listener", "its last heartbeat is \(age / 1000) s old; start `kaunta listen`")
      } else if case .listenerRefusesOurKey = shop.settings.keyReadiness(heartbeat.report, at: shop.clock.now()) {
        report.bad(
          "listener", "it takes other keys or serves another shop; give it this home's callback keys, then restart it")
      } else if heartbeat.publicURL != shop.settings.callbacks.publicURL {
        report.bad(
          "listener", "it was started with the public address \(heartbeat.publicURL); restart it to take the new one")
      } else {
        report.good("listener", "listening on \(heartbeat.listensOn), last heartbeat \(age / 1000) s ago")
      }
      if let trouble = heartbeat.trouble { report.bad("listener", trouble.english) }
      let strangers = heartbeat.counters.fromUnlistedAddresses
      if strangers > 0 {
        report.warn(
          "listener",
          "\(strangers) answers with a good tag came from addresses that are not in callbacks.safaricom_addresses; if "
            + "Safaricom confirms those addresses, add them")
      }
    case .absent: report.bad("listener", "no listener has ever run on this home; start `kaunta listen`")
    case .broken, nil: report.bad("listener", "its heartbeat cannot be read; start `kaunta listen` anew")
    }
  }

  private func checkToken(_ shop: OpenShop, _ report: inout DoctorReport) {
    // A token that is still good is used: a new one could end the one that the desks are working with.
    var isNew = false
    let outcome = shop.cache.token {
      isNew = true
      return shop.client.token()
    }
    switch outcome {
    case .token where isNew: report.good("token", "\(shop.settings.baseURL) gives access tokens to this shop's keys")
    case .token: report.good("token", "the shop's access token is still good; no new one was asked for")
    case .failed(let failure, _):
      report.bad("token", failure.lines.happened.english + " " + failure.lines.action.english)
    }
    switch shop.client.askForServerClock() {
    case nil: report.bad("network", "\(shop.settings.baseURL) does not answer; nothing can be asked for")
    case let clock?:
      if let warning = clock.warning {
        report.bad("clock", warning.english)
      } else {
        report.good("clock", "it agrees with Safaricom's")
      }
    }
  }
}

/// Findings, printed as they come.
private struct DoctorReport {
  private var badCount = 0

  mutating func good(_ part: String, _ words: String) { Output.line("ok    \(part): \(words)") }

  mutating func warn(_ part: String, _ words: String) { Output.line("look  \(part): \(words)") }

  mutating func bad(_ part: String, _ words: String) {
    badCount += 1
    Output.line("BAD   \(part): \(words)")
  }

  func finish() throws {
    if badCount == 0 { return Output.line("doctor: this shop can take payments") }
    Output.line("doctor: \(badCount) to mend")
    throw ExitCode(Exit.settings)
  }
}
