import ArgumentParser
import Glibc
import TestSupport

/// `kaunta-lab desks`: many desks of one shop on terminals of their own, at rest and while all of them pay at once.
struct DesksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desks", abstract: "Measure many desks of one shop: at rest, and while each takes a payment at once.",
    discussion: "Figures of a debug build are none: give the release build with --program.")

  @Option(name: .long, help: ArgumentHelp("How many desks.", valueName: "N"))
  var count = 20

  @Option(name: .long, help: ArgumentHelp("How long they are watched at rest.", valueName: "SECONDS"))
  var seconds = 60

  @Option(name: .long, help: ArgumentHelp("The kaunta that is measured; this build's unless given.", valueName: "PATH"))
  var program: String?

  @Option(name: .long, help: ArgumentHelp("When the customers answer.", valueName: "SECONDS"))
  var answerAfter = 10

  @Option(
    name: .long,
    help: ArgumentHelp("Control: within how long each desk must show its own result.", valueName: "SECONDS"))
  var mostSeconds = 120

  func run() throws {
    let watch = Stopwatch()
    var findings = Findings()
    guard (1...999).contains(count) else { throw ValidationError("--count takes 1 to 999") }
    let shop = try ManyDesks(
      program: program ?? LabHome.program, count: count, answerAfterSeconds: answerAfter)
    defer { shop.stop() }
    try shop.open()
    Say.line("\(count) desks are open; \(watch.seconds)")

    // What opening them has left to do is done.
    shop.live(seconds: 10)
    let before = shop.use()
    shop.live(seconds: seconds)
    let rest = shop.use() - before
    let memory = shop.memory()
    Say.line(
      "at rest for \(seconds) s: \(tenths(rest.processorMilliseconds * 100, seconds * 1_000)) % of a core for all, "
        + "\(tenths(rest.wakeUps, seconds * count)) wake-ups a second each; "
        + "\(tenths(memory.proportionalKilobytes, count * 1_024)) MB each (PSS), "
        + "\(tenths(memory.privateKilobytes, count * 1_024)) MB of it nobody else's")

    let beforePayments = shop.use()
    let delays = try shop.payAtOnce(mostSeconds: mostSeconds)
    let payments = shop.use() - beforePayments
    findings.require(delays.count == count, "\(count - delays.count) desks never showed their own result")
    for finding in try shop.audit() { findings.add(finding) }
    let late = delays.map { max(0, $0 - Int64(answerAfter) * 1_000) }.sorted()
    let median = late.isEmpty ? 0 : late[late.count / 2]
    try findings.report(
      "desks: \(count) payments at once, each customer pays after \(answerAfter) s; the desk shows its own PAID after "
        + "another \(Double(median) / 1_000) s at the median, \(Double(late.last ?? 0) / 1_000) s at the most; "
        + "\(tenths(payments.processorMilliseconds, 1_000)) s of a core for all desks; \(findings.count) breaches; "
        + "\(watch.seconds)")
  }

  private func tenths(_ value: Int, _ by: Int) -> String {
    let tenths = value * 10 / max(1, by)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
