import ArgumentParser
import SimulatedShop
import Synchronization

/// `kaunta-lab world`: whole shops in one thread each on a virtual clock, from their seeds, with everything that goes
/// wrong.
struct WorldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "world",
    abstract: "Simulate whole shops with every fault; each promise is checked per payment and in every frame.")

  @Option(name: .long, help: ArgumentHelp("How many shops.", valueName: "N"))
  var seeds = 1000

  @Option(name: .long, help: ArgumentHelp("The first of them.", valueName: "SEED"))
  var first: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("Go on until so many payments, instead of --seeds.", valueName: "N"))
  var payments: Int?

  @Option(name: .long, help: ArgumentHelp("So many shops at a time; the figure is the same.", valueName: "N"))
  var threads = 2

  @Option(name: .long, help: ArgumentHelp("Tell the story of one shop.", valueName: "SEED"))
  var trace: UInt64?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A shop that is wrong on purpose, which must be found: "
        + WrongShop.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "NAME"))
  var wrong: String?

  /// Worlds that one thread takes at a time; also the grain of --payments.
  private static let batch = 50

  func validate() throws {
    if seeds < 1 || threads < 1 || payments ?? 1 < 1 { throw ValidationError("at least one") }
    if let wrong, WrongShop(rawValue: wrong) == nil { throw ValidationError("no such shop: \(wrong)") }
  }

  func run() throws {
    if let trace { return try tell(trace) }
    let watch = Stopwatch()
    let tally = try payments.map(liveUntil) ?? live(seeds: seeds, from: first)
    var findings = Findings()
    findings.require(tally.counts.payments > 0, "nobody asked for a payment, so that nothing is proved")
    for failure in tally.failures {
      for violation in failure.violations {
        findings.add("seed \(failure.seed): \(violation.kind.rawValue): \(violation.sentence)")
      }
    }
    for failure in tally.failures.prefix(2) { story(of: failure.seed) }
    for line in tally.counts.lines { Say.line("  " + line) }
    try findings.report(figure(tally, watch))
  }

  private func plan(_ seed: UInt64) -> WorldPlan {
    var plan = WorldPlan(seed: seed)
    wrong.flatMap(WrongShop.init)?.spoil(&plan)
    return plan
  }

  /// Threads take batch after batch; what they brought is added up in the order of seeds.
  private func live(seeds: Int, from first: UInt64) throws -> WorldTally {
    let batches = (seeds + Self.batch - 1) / Self.batch
    let progress = Progress("world", of: batches)
    let tallies = try ManyThreads.run(batches) { number in
      defer { progress.note() }
      var tally = WorldTally()
      for seed in number * Self.batch..<min(seeds, (number + 1) * Self.batch) {
        tally.live(plan(first + UInt64(seed)))
      }
      return tally
    }
    var sum = WorldTally()
    for tally in tallies { sum.add(tally) }
    return sum
  }

  private func liveUntil(_ payments: Int) throws -> WorldTally {
    var sum = WorldTally()
    var next = first
    while sum.counts.payments < payments {
      // As many shops as the payments that are missing take, by what shops brought so far; in a few rounds it is done.
      let each = sum.worlds == 0 ? 8 : max(1, sum.counts.payments / sum.worlds)
      let round = max(Self.batch, (payments - sum.counts.payments) / each)
      sum.add(try live(seeds: round, from: next))
      next += UInt64(round)
    }
    return sum
  }

  private func tell(_ seed: UInt64) throws {
    let world = World(plan: plan(seed), keepsTrace: true)
    world.run()
    for line in world.trace.lines { Say.line(line) }
    var findings = Findings()
    for violation in world.violations { findings.add("\(violation.kind.rawValue): \(violation.sentence)") }
    try findings.report("world: seed \(seed), \(world.counts.payments) payments, trace hash \(hex(world.trace.hash))")
  }

  private func story(of seed: UInt64) {
    let world = World(plan: plan(seed), keepsTrace: true)
    world.run()
    Say.line("Seed \(seed), which kaunta-lab world --trace \(seed) tells again:")
    for line in world.trace.lines { Say.line("  " + line) }
  }

  private func figure(_ tally: WorldTally, _ watch: Stopwatch) -> String {
    let told: [Violation.Kind] = [.callbackLost, .askedTwice, .paidWithoutMoney, .moneyNotShown, .leftInTheMiddle]
    let other = Violation.Kind.allCases.filter { !told.contains($0) }.reduce(0) { $0 + tally.broken($1) }
    return "world: \(tally.counts.payments) payments in \(tally.worlds) shops, \(tally.broken(.callbackLost)) lost, "
      + "\(tally.broken(.askedTwice)) doubled, \(tally.broken(.paidWithoutMoney)) shown as paid that were not, "
      + "\(tally.broken(.moneyNotShown)) paid and not shown, \(tally.broken(.leftInTheMiddle)) left in the middle, "
      + "\(other) other breaches, trace hash \(hex(tally.hash)); \(watch.seconds), "
      + "\(watch.rate(tally.counts.payments)) payments a second"
  }

  private func hex(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
