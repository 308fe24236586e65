import ArgumentParser
import Glibc
import Logging
import Payments
import Shop
import Terminal

/// `kaunta poll`: the background poller without a screen, for a server whose desks are closed.
struct PollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Take callbacks from the spool and ask about open payments, without a screen.")

  @OptionGroup var options: PollOptions

  func run() throws { try options.poll() }
}

/// `kaunta settle`: what `kaunta poll` was called, for scripts that call it so.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "The same as `kaunta poll`.", shouldDisplay: false)

  @OptionGroup var options: PollOptions

  func run() throws { try options.poll() }
}

/// What both take.
struct PollOptions: ParsableArguments {
  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Go on until SIGTERM or Ctrl-C.")
  var watch = false

  func poll() throws {
    Signals.block()
    let settings = try homeOption.settings()
    if watch { try settings.home.refuseRoot(as: .poller, isServer: settings.isServer) }
    let logger = ShopLog.serviceLogger("poll", settings.log, rights: settings.rights)
    var shop = try OpenShop(settings, till: .commandLine, log: { logger.warning("\($0)") })
    defer { shop.close() }
    let tally = try watch ? untilStopped(&shop, logger) : rounds(shop, logger).runOnce()
    let purged = try shop.purge.run(at: shop.clock.now())
    if !purged.isEmpty { Output.line(purged.line) }
    if let newer = tally.newer { Output.error("kaunta: \(newer.english)") }
    let open = try shop.ledger.openPaymentsCount()
    Output.line("ingested \(tally.ingested) callbacks, set aside \(tally.setAside), \(open) payments open")
  }

  /// A restore puts another ledger in the old one's place: the poller goes on with that, as desks do.
  private func untilStopped(_ shop: inout OpenShop, _ logger: Logger) throws -> PollSession.Tally {
    while true {
      if let tally = try rounds(shop, logger).runUntilStopped() { return tally }
      logger.warning("Going on with the ledger that lies there now.")
      shop = try shop.reopened()
    }
  }

  private func rounds(_ shop: OpenShop, _ logger: Logger) -> PollRounds {
    PollRounds(shop: shop) { logger.warning("\($0)") }
  }
}
