import ArgumentParser
import Glibc
import TestSupport

/// `kaunta-lab windows`: the real desk in windows of every size, from one cell to what the kernel can count.
struct WindowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windows", abstract: "Run the desk in windows of every size, and drag it through them.")

  @Option(name: .long, help: ArgumentHelp("How often the window is dragged to another size.", valueName: "N"))
  var drags = 60

  @Option(name: .long, help: ArgumentHelp("Control: the most memory that a desk may have taken.", valueName: "MB"))
  var mostMegabytes = 300

  /// Columns and rows; the kernel counts both in 16 bits.
  private static let sizes = [
    (10_000, 10_000), (32_767, 24), (32_768, 24), (65_535, 65_535), (80, 65_535), (1, 1), (1, 65_535), (0, 0), (40, 12),
    (80, 24), (800, 250), (801, 251), (39, 11), (120, 40), (2, 2),
  ]

  func run() throws {
    let watch = Stopwatch()
    var findings = Findings()
    var peakMegabytes = 0
    var busiest: (milliseconds: Int, size: String) = (0, "")
    for size in Self.sizes.prefix(7) {
      let desk = try WindowedDesk(columns: size.0, rows: size.1)
      // A size that nobody can read cannot be waited for; what the process took can.
      try desk.becomesUsual()
      findings.require(desk.isAlive, "a desk that was opened in \(size.0) by \(size.1) has ended")
      peakMegabytes = max(peakMegabytes, desk.peakMegabytes)
      try desk.leave()
    }
    Say.line("opened: 7 sizes, at most \(peakMegabytes) MB; \(watch.seconds)")
    let desk = try WindowedDesk(columns: 80, rows: 24)
    try desk.becomesUsual()
    let progress = Progress("windows", of: drags)
    for drag in 0..<drags {
      let size = Self.sizes[drag % Self.sizes.count]
      let before = desk.processorMilliseconds
      desk.program.pretendWindow(columns: size.0, rows: size.1)
      try desk.becomesUsual()
      let taken = desk.processorMilliseconds - before
      if taken > busiest.milliseconds { busiest = (taken, "\(size.0) by \(size.1)") }
      guard desk.isAlive else {
        findings.add("dragged to \(size.0) by \(size.1), the desk has ended")
        break
      }
      progress.note()
    }
    if desk.isAlive { try desk.takesAPayment() }
    peakMegabytes = max(peakMegabytes, desk.peakMegabytes)
    try desk.leave()
    findings.require(peakMegabytes <= mostMegabytes, "a desk took \(peakMegabytes) MB")
    findings.require(busiest.milliseconds < 10_000, "\(busiest.size) took \(busiest.milliseconds) ms of a processor")
    try findings.report(
      "windows: \(drags) drags through \(Self.sizes.count) sizes up to 65,535 by 65,535; at most \(peakMegabytes) MB, and "
        + "\(busiest.milliseconds) ms of a processor for one size; \(findings.count) breaches; \(watch.seconds)")
  }
}

/// A demo's desk behind a screen of 80 by 24, whose window says what it likes.
private final class WindowedDesk {
  let program: SpawnedProgram
  private let place: TemporaryDirectory

  init(columns: Int, rows: Int) throws {
    place = try TemporaryDirectory()
    program = try SpawnedProgram(
      try LabHome.program, arguments: ["demo", "--no-tour", "--answer-after", "0.2"],
      environment: ["TMPDIR": place.path],
      window: (columns, rows))
  }

  /// Whether it is still the process that was started.
  var isAlive: Bool { program.process.reapIfEnded() == nil }

  /// The window is dragged to 80 by 24, and the desk is drawn whole.
  func becomesUsual() throws {
    program.takeOutput(waitMilliseconds: 300)
    program.pretendWindow(columns: 80, rows: 24)
    try program.waitForScreen("the desk as usual") {
      $0.lines[0].contains("till 1") && $0.lines[23].contains("leave")
    }
  }

  func takesAPayment() throws {
    try program.ask("0712345678", for: 50)
    try program.waitForScreen("it is paid", timeoutSeconds: 600) { $0.contains("PAID U") }
  }

  func leave() throws {
    guard isAlive else { return }
    try program.press(.function(10))
    _ = try program.waitForExit()
  }

  var peakMegabytes: Int {
    let line = readTextFile("/proc/\(program.process.processID)/status")?.split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1_024
  }

  var processorMilliseconds: Int {
    let fields =
      readTextFile("/proc/\(program.process.processID)/stat")?.split(separator: ")").last?
      .split(separator: " ") ?? []
    guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return 0 }
    return (user + system) * 1_000 / sysconf(Int32(_SC_CLK_TCK))
  }
}
