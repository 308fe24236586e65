import ArgumentParser
import Glibc
import Payments
import Terminal
import Upkeep

/// `kaunta settle`: settle and query without a screen, for a server whose desks are closed.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Take callbacks from the spool and ask about open payments, without a screen.")

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Go on until SIGTERM or Ctrl-C.")
  var watch = false

  func run() throws {
    Signals.block()
    let settings = try homeOption.settings()
    let shop = try OpenShop(settings, till: .commandLine)
    defer { shop.close() }
    let logger = try ShopLog(settings.log, rights: settings.rights).logger("settle")
    let round = SettlingRounds(shop: shop) { logger.warning("\($0)") }
    do {
      let settled = watch ? try round.runUntilStopped() : try round.runOnce()
      let purged = try Purge.run(shop.ledger, shop.spool, at: shop.clock.now())
      if !purged.isEmpty { Output.line(purged.line) }
      Output.line("settled \(settled.settled) callbacks, set aside \(settled.setAside), \(settled.open) payments open")
    } catch let error as any ExplainedError {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}
