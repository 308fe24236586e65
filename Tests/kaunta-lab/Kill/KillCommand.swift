import ArgumentParser
import Glibc
import TestSupport

/// `kaunta-lab kill`: a shop of real processes, in which somebody is killed again and again.
struct KillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Kill desk, command line, poller, listener and simulator at random instants; lose nothing.",
    discussion: """
      Everything is real but Safaricom and its customers, who are the simulator; its journal remembers what really \
      happened. A process that is killed loses nothing that it had written, even unsynced: what a power cut takes is what power-cut looks at.
      """)

  @Option(name: .long, help: ArgumentHelp("How many rounds, one or two kills in each.", valueName: "N"))
  var rounds = 1_000

  @Option(name: .long, help: ArgumentHelp("The same seed chooses the same victims.", valueName: "N"))
  var seed: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("After the last round, wait at most so long for the end.", valueName: "S"))
  var patience = 90

  @Option(
    name: .long, help: ArgumentHelp("Keep home and logs here, in a directory that is not there.", valueName: "DIR"))
  var keep: String?

  @Flag(name: .long, help: "Take one ingested callback away from the ledger's view: the check must find that out.")
  var loseOne = false

  func run() throws {
    let watch = Stopwatch()
    let place = try TemporaryDirectory()
    if let keep, mkdir(keep, 0o700) != 0 { throw ValidationError("--keep wants a directory that is not there") }
    let shop = try KilledShop(directory: keep ?? place.path, seed: seed)
    defer { shop.stop() }
    for number in 1...max(1, rounds) {
      try shop.round()
      if number % 100 == 0 { Say.line("\(number) rounds, \(shop.kills) kills, \(watch.seconds)") }
    }
    let audit = KillAudit(shop: shop, losesOne: loseOne)
    let outcome = try audit.run(patienceSeconds: patience)
    try outcome.findings.report(
      "kill: \(rounds) rounds, \(shop.kills) kills, \(outcome.payments) payments, \(outcome.prompts) prompts, "
        + "\(outcome.acknowledged) callbacks acknowledged, \(outcome.lost) lost, \(outcome.doubled) doubled, "
        + "\(outcome.wrong) wrong, \(outcome.paid) paid, \(outcome.waiting) wait for a query or a person; "
        + watch.seconds)
  }
}
