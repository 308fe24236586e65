import ArgumentParser
import TestSupport

/// `kaunta-lab faults`: every disk call fails once, and once for good.
struct FaultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faults", abstract: "Fail every disk call of listener, poller and ledger in turn.",
    discussion: """
      The listener's calls fail in this process, under its real server. Those of poller and ledger fail in the real \
      `kaunta poll` and `kaunta push`, through strace. Between the two, a real filesystem is filled to its last byte. \
      What cannot be tried on a machine (no strace, no root) is left out, which the last line says.
      """)

  @Flag(name: .long, help: "Leave out the full disk and the part with strace.")
  var listenerOnly = false

  @Flag(name: .long, help: "Only fsync in the part with strace: a short form.")
  var syncsOnly = false

  @Option(name: .long, help: ArgumentHelp("So many processes under strace at a time.", valueName: "N"))
  var atATime = 6

  @Option(
    name: .long,
    help: ArgumentHelp(
      "End after about so long: the kinds of fault under strace are drawn by --seed, and the last line says how many "
        + "were tried.", valueName: "N"))
  var seconds: Int?

  @Option(name: .long, help: ArgumentHelp("The order in which kinds of fault are drawn.", valueName: "SEED"))
  var seed: UInt64 = 1

  @Flag(name: .long, help: "Tell the listener that failed syncs were well: the check must find that out.")
  var hideFailedSyncs = false

  func run() throws {
    let watch = Stopwatch()
    let delivery = try DeliveryFaults(hidesFailedSyncs: hideFailedSyncs).run()
    var findings = delivery.findings
    var figure =
      "faults: listener \(delivery.runs) runs, \(delivery.refused) refused, \(delivery.acknowledged) acknowledged"
    if !listenerOnly {
      Say.aside("faults: the listener took \(watch.seconds); now a full disk")
      if let full = try FullDisk.run() {
        findings.add(full.findings)
        figure += "; full disk \(full.taken) acknowledged, \(full.refused) refused"
      } else {
        figure += "; full disk not tried, no disk of its own may be mounted here"
      }
      if let strace = ProcessFaults.strace {
        Say.aside("faults: poller and ledger under strace, from \(watch.seconds) on")
        let end = seconds.map { ContinuousClock.now + .seconds($0) - watch.elapsed }
        let processes = try ProcessFaults(
          strace: strace, syncsOnly: syncsOnly, atATime: atATime, seed: seed, end: end
        ).run()
        findings.add(processes.findings)
        figure += "; poller and ledger \(processes.runs) runs, \(processes.struck) struck, \(processes.troubled) told"
        figure += ", \(processes.completed) of \(processes.kinds) kinds of fault to their end (seed \(seed))"
      } else {
        figure += "; poller and ledger not tried, there is no strace"
      }
    }
    try findings.report("\(figure); \(findings.count) breaches; \(watch.seconds)")
  }
}
