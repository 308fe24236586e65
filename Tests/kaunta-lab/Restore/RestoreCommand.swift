import ArgumentParser
import TestSupport

/// `kaunta-lab restore`: the drill, a backup while desks work, and the ledger lost some payments later.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Back up while desks work, lose the ledger, restore; lose nothing, ask nobody twice.",
    discussion: """
      Real desk, command line, listener and simulator in each round, on a home of its own. The ledger is taken away,
      filled with rubbish, or cut off. Afterwards every callback that was acknowledged is in the ledger or among the unmatched callbacks
      with its receipt and amount, no prompt went out again, the gap is named, and verify finds nothing.
      """)

  @Option(name: .long, help: ArgumentHelp("How many shops lose their ledger.", valueName: "N"))
  var rounds = 20

  @Option(name: .long, help: ArgumentHelp("The same seed chooses the same customers and losses.", valueName: "N"))
  var seed: UInt64 = 1

  @Flag(name: .long, help: "Take one ingested callback's file away with the ledger: the audit must find that out.")
  var loseOne = false

  func run() throws {
    let watch = Stopwatch()
    let progress = Progress("restore", of: rounds)
    var audit = RestoreAudit()
    for number in 0..<max(1, rounds) {
      let place = try TemporaryDirectory()
      let drill = try RestoreDrill(directory: place.path, seed: seed &+ UInt64(number), number: number)
      defer { drill.stop() }
      try drill.workUntilLost(losingOneFile: loseOne)
      try drill.restore(into: &audit)
      progress.note()
    }
    try audit.findings.report(
      "restore: \(max(1, rounds)) rounds, \(audit.payments) payments, \(audit.sinceBackup) of them since the backup, "
        + "\(audit.acknowledged) callbacks acknowledged, \(audit.acknowledgedSince) of them since, \(audit.lost) lost, "
        + "\(audit.unmatched) among the unmatched callbacks, \(audit.held) known from their callback only, \(audit.pushedAgain) pushed again, "
        + "\(audit.wrong) wrong; \(watch.seconds)")
  }
}
