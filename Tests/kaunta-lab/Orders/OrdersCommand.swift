import ArgumentParser
import PaymentLaws
import Payments

/// `kaunta-lab orders`: every order in which evidence can arrive, with a restart at each point, gives one standing.
struct OrdersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "Walk all sequences of evidence, with a restart at each point; the order may not matter.")

  @Option(name: .long, help: ArgumentHelp("The longest sequence.", valueName: "N"))
  var length = 6

  @Flag(name: .long, help: "Fold so that the last callback wins: the check must find that out.")
  var lastWordWins = false

  func validate() throws {
    if !(1...8).contains(length) { throw ValidationError("--length is 1 to 8") }
  }

  func run() throws {
    let watch = Stopwatch()
    let walks = try alphabets()
    let parts = 48
    let (length, done) = (length, Progress("orders", of: walks.count * parts))
    let reports = try ManyThreads.run(walks.count * parts) { number in
      defer { done.note() }
      return walks[number / parts].walk(length: length, part: (number % parts, parts), restarting: true)
    }
    var findings = Findings()
    var sum = SequenceReport()
    for report in reports {
      sum.sequences += report.sequences
      sum.restarted += report.restarted
      sum.standings.formUnion(report.standings)
      findings.add(report.broken, report.breaches.map(\.description))
    }
    findings.require(sum.standings.count == Standing.allCases.count, "some standing never came about")
    try findings.report(
      "orders: \(sum.sequences) sequences of up to \(length), \(sum.restarted) of them with a restart, over "
        + "\(walks.count) alphabets, \(findings.count) with another standing; \(watch.seconds)")
  }

  private func alphabets() throws -> [SequenceLaws] {
    let fold = lastWordWins ? Self.lastCallbackWins : Self.byTheRules
    return [
      try SequenceLaws(LawAlphabets.life, fold: fold),
      try SequenceLaws(LawAlphabets.doubts, before: LawAlphabets.accepted, fold: fold),
      try SequenceLaws(LawAlphabets.keys, before: LawAlphabets.accepted, fold: fold),
      try SequenceLaws(LawAlphabets.people, before: LawAlphabets.accepted, fold: fold),
      try SequenceLaws(LawAlphabets.resolutions, before: LawAlphabets.accepted, fold: fold),
      try SequenceLaws(LawAlphabets.witnesses, before: LawAlphabets.large, fold: fold),
    ]
  }

  private static let byTheRules: SequenceLaws.Folding = { PaymentStatus(folding: $0, neighbours: $1) }

  private static let lastCallbackWins: SequenceLaws.Folding = { rows, neighbours in
    let last = rows.last { $0.evidence.kind == "callback" }
    return PaymentStatus(
      folding: rows.filter { $0.evidence.kind != "callback" || $0.key == last?.key }, neighbours: neighbours)
  }
}
