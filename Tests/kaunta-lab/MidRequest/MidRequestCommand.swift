import ArgumentParser
import Glibc
import PaymentLaws
import TestSupport

/// `kaunta-lab mid-request`: what becomes of a push whose disk fills up, or whose process is stopped, in the middle.
struct MidRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mid-request",
    abstract: "Fill the disk, or stop the process, at any instant of a push.",
    discussion: """
      Real `kaunta push --wait`, listener and simulator on a small filesystem in memory. In each round the disk is \
      filled to its last byte at some instant of a push, and has room again a moment later. Then so many pushes are \
      stopped at some instant each, and continued when their requests are too old to be sent. No prompt goes out late; \
      whoever got a prompt is named with its ID, and nobody who did is told that nothing was sent.
      """)

  @Option(name: .long, help: ArgumentHelp("How often the disk fills up.", valueName: "N"))
  var rounds = 40

  @Option(name: .long, help: ArgumentHelp("How many pushes are stopped and continued.", valueName: "N"))
  var stopped = 40

  @Option(name: .long, help: ArgumentHelp("The same seed chooses the same instants.", valueName: "N"))
  var seed: UInt64 = 1

  @Flag(name: .long, help: "Forget what one push said: the check must find that out.")
  var forgetOne = false

  @Flag(name: .long, help: "Continue the stopped ones at once: the check must find their prompts.")
  var tooEarly = false

  func run() throws {
    guard geteuid() == 0 else { throw cannotRun("only root may mount a small disk") }
    try OwnMounts.require()
    let watch = Stopwatch()
    let place = try TemporaryDirectory()
    let root = place.path(of: "small")
    mkdir(root, 0o700)
    let mount = try PipedProgram.run("/bin/mount", arguments: ["-t", "tmpfs", "-o", "size=30m", "lab", root])
    guard mount.status == .exited(code: 0) else { throw cannotRun("no tmpfs: \(mount.errors)") }
    defer { _ = try? PipedProgram.run("/bin/umount", arguments: ["-l", root]) }
    let shop = try InterruptedShop(root: root, logs: place.path, seed: seed)
    defer { shop.stop() }
    let progress = Progress("mid-request", of: rounds + 1)
    for _ in 0..<rounds {
      try shop.fillInMidRequest()
      progress.note()
    }
    let late = try tooEarly ? shop.stopTooBriefly(stopped) : stopped > 0 ? shop.stopInMidRequest(stopped) : 0
    progress.note()
    let audit = try shop.audit(forgettingOne: forgetOne, promptsTooLate: late)
    try audit.findings.report(
      "mid-request: \(rounds) full disks, \(stopped) stopped, \(audit.pushes) pushes, \(audit.prompts) prompts, "
        + "\(audit.unnamed) of them unnamed, \(audit.denied) denied, \(late) late; \(watch.seconds)")
  }
}
