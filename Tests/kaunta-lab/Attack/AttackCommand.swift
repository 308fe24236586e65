import ArgumentParser
import CLab
import TestSupport

/// `kaunta-lab attack`: a real listener, attacked from this machine.
struct AttackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack", abstract: "Attack a real listener on loopback while genuine callbacks keep coming.",
    discussion: "Only this machine's own addresses are used, and everything is bounded in count and time.")

  @Option(name: .long, help: ArgumentHelp("Slow connections, in headers and then in bodies.", valueName: "N"))
  var sockets = 2_000

  @Option(name: .long, help: ArgumentHelp("Requests with wrong tags.", valueName: "N"))
  var forgeries = 20_000

  @Option(name: .long, help: ArgumentHelp("Bodies that a stranger sends with a valid tag.", valueName: "N"))
  var flood = 2_000

  @Option(
    name: .long, help: ArgumentHelp("How long a stranger repeats one body with a valid tag.", valueName: "SECONDS"))
  var repeats = 5

  @Flag(name: .long, help: "Control: a listener without its limits, which must be found.")
  var withoutLimits = false

  @Flag(name: .long, help: "Control: root follows a group member's links, which must be found; nothing else is tried.")
  var followingLinks = false

  func run() throws {
    if followingLinks { return try runFollowingLinks() }
    let watch = Stopwatch()
    _ = kaunta_lab_raise_descriptors(UInt(sockets + 1_000))
    let place = try TemporaryDirectory()
    let listener = try AttackedListener(directory: place.path, seed: 11, withoutLimits: withoutLimits)
    defer { listener.stop() }
    var findings = Findings()
    let malformed = try MalformedRequests(listener: listener).run()
    findings.add(malformed.findings)
    Say.line("malformed: \(malformed.tried) kinds, \(malformed.findings.count) answered wrongly; \(watch.seconds)")
    let endless = try EndlessBodies(listener: listener).run()
    findings.add(endless.findings)
    Say.line("endless: \(endless.words); \(watch.seconds)")
    let unread = try UnreadAnswers(listener: listener).run()
    findings.add(unread.findings)
    Say.line("unread: \(unread.words); \(watch.seconds)")
    var (genuine, slowest) = (0, Int64(0))
    func take(_ name: String, _ outcome: AttackOutcome) {
      findings.add(outcome.findings)
      genuine += outcome.genuine
      slowest = max(slowest, outcome.slowestMilliseconds)
      Say.line("\(name): \(outcome.words); \(watch.seconds)")
    }
    take("repeats", try StrangersRepeats(listener: listener, seconds: repeats).run())
    take("flood", try StrangersFlood(listener: listener, bodies: flood, forgeries: forgeries).run())
    for kind in SlowConnections.Kind.allCases {
      take("slow \(kind.rawValue)", try SlowConnections(listener: listener, kind: kind, count: sockets).run())
    }
    findings.require(listener.isAlive, "the listener has ended")
    if let links = try MembersLinks(followsLinks: false).run() {
      findings.add(links.findings)
      Say.line("links: \(links.words); \(watch.seconds)")
    } else {
      Say.line("links: not tried, since only root can act for two accounts")
    }
    try findings.report(
      "attack: \(sockets * SlowConnections.Kind.allCases.count) slow connections, \(malformed.tried) malformed kinds, "
        + "\(forgeries) forgeries, \(flood) from a stranger with a tag; \(genuine) genuine callbacks taken, "
        + "slowest \(slowest) ms; \(findings.count) breaches; \(watch.seconds)")
  }

  private func runFollowingLinks() throws {
    let watch = Stopwatch()
    guard let links = try MembersLinks(followsLinks: true).run() else {
      throw LabFailure("only root can act for two accounts")
    }
    try links.findings.report("attack: \(links.words); \(links.findings.count) breaches; \(watch.seconds)")
  }
}
