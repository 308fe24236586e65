import CanonicalJSON
import Files
import Glibc
import TestSupport

/// One shop with many desks, each on a terminal of its own.
final class ManyDesks {
  private let place: TemporaryDirectory
  private let home: LabHome
  private let program: String
  private let count: Int
  private let simulator: LabServer
  private let listener: LabServer
  private var desks: [SpawnedProgram] = []

  init(program: String, count: Int, answerAfterSeconds: Int) throws {
    self.program = program
    self.count = count
    place = try TemporaryDirectory()
    home = try LabHome(at: place.path(of: "home"), seed: 1)
    simulator = try LabServer(
      ["simulate", "--home", home.home.path, "--answer-after", "\(answerAfterSeconds)"],
      log: place.path(of: "simulator.log"))
    listener = try LabServer(["listen", "--home", home.home.path], log: place.path(of: "listener.log"))
    try simulator.waitUntilListening()
    try listener.waitUntilListening()
  }

  /// Opens the desks, a few at a time.
  func open() throws {
    let progress = Progress("desks", of: count)
    while desks.count < count {
      let few = try (0..<min(5, count - desks.count)).map { offset in
        try SpawnedProgram(
          program, arguments: ["desk", "--till", "\(desks.count + offset + 1)", "--home", home.home.path])
      }
      for desk in few {
        try desk.waitForScreen("a desk is open", timeoutSeconds: 600) { $0.contains("leave") && $0.contains("Phone") }
        progress.note()
      }
      desks += few
      live(seconds: 0)
    }
  }

  /// Time goes by, and the screens are read.
  func live(seconds: Int) {
    let end = Deadline(afterSeconds: Double(seconds))
    repeat {
      for desk in desks { desk.takeOutput() }
      poll(nil, 0, 100)
    } while !end.hasPassed
  }

  /// Each desk asks one customer, all in the same moment; gives after how many milliseconds each showed its own result.
  func payAtOnce(mostSeconds: Int) throws -> [Int64] {
    try typeEverywhere { "07\(11_000_000 + $0)" }
    // What comes together with a line end would be a paste.
    for desk in desks {
      try desk.waitForScreen("the amount is next", timeoutSeconds: 600) { $0.contains("Enter send") }
    }
    try typeEverywhere { "\(100 + $0)" }
    let start = Deadline.now
    let end = Deadline(afterSeconds: Double(mostSeconds))
    var open = Array(desks.indices)
    var delays: [Int64] = []
    while !open.isEmpty, !end.hasPassed {
      open.removeAll { index in
        guard desks[index].takeOutput() else { return false }
        // Its own row: number 1 of its own till has no till before it.
        let isPaid = desks[index].screen.lines.contains { line in
          let words = line.split(separator: " ")
          return words.first == "1" && line.contains("PAID U") && words.contains("\(100 + index)")
        }
        if isPaid { delays.append(Deadline.now - start) }
        return isPaid
      }
      poll(nil, 0, 20)
    }
    return delays
  }

  /// Types something into the form at every desk, and presses Enter at all of them once it stands there.
  private func typeEverywhere(_ text: (Int) -> String) throws {
    for (index, desk) in desks.enumerated() { try desk.send(Array(text(index).utf8)) }
    for (index, desk) in desks.enumerated() {
      try desk.waitForScreen("\(text(index)) in the form", timeoutSeconds: 600) { screen in
        screen.lines.prefix(8).contains { $0.filter(\.isNumber).hasPrefix(text(index)) }
      }
    }
    // An Enter that follows at once would belong to what came in one piece.
    live(seconds: 1)
    for desk in desks { try desk.send([0x0D]) }
  }

  /// What the books say when all is over.
  func audit() throws -> [String] {
    var findings: [String] = []
    let prompts = try home.simulatorState()["book"]?["prompts"]?.array?.count ?? 0
    if prompts != count { findings.append("\(count) customers were asked \(prompts) times: \(try standings())") }
    let verified = try home.run(["verify"])
    if verified.status != .exited(code: 0) { findings.append("verify: \(verified.output.suffix(300))") }
    for desk in desks where desk.process.reapIfEnded() != nil { findings.append("a desk has ended: \(desk.screen)") }
    return findings
  }

  /// How many payments stand how, and why the newest of those that were not sent was not.
  private func standings() throws -> String {
    let rows = try home.run(["payments", "--json"]).output.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))
    }
    var counts: [String: Int] = [:]
    for row in rows { counts[row["standing"]?.string ?? "?", default: 0] += 1 }
    let unsent = rows.first { $0["standing"]?.string == "not_sent" }?["payment"]?.string
    let told = try unsent.map { try home.run(["payment", $0]).output } ?? ""
    return counts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ") + "\n" + told
  }

  func stop() {
    for desk in desks { desk.process.signal(SIGTERM) }
    for desk in desks { _ = try? desk.waitForExit(timeoutSeconds: 60) }
    listener.stop()
    simulator.stop()
  }

  /// What all desks have used so far.
  func use() -> ProcessUse { desks.reduce(ProcessUse()) { $0 + ProcessUse(of: $1.process.processID) } }

  /// What memory they take.
  func memory() -> ProcessMemory { desks.reduce(ProcessMemory()) { $0 + ProcessMemory(of: $1.process.processID) } }
}

/// Processor time and wake-ups of a process, by the kernel's count.
struct ProcessUse {
  var processorMilliseconds = 0
  /// How often one of its threads went to sleep and came back.
  var wakeUps = 0

  init() {}

  init(of process: Int32) {
    let fields = readTextFile("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
    if fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) {
      processorMilliseconds = (user + system) * 1_000 / sysconf(Int32(_SC_CLK_TCK))
    }
    for thread in (try? ByPath.names(in: "/proc/\(process)/task")) ?? [] {
      let status = readTextFile("/proc/\(process)/task/\(thread)/status") ?? ""
      wakeUps += ProcessMemory.number("voluntary_ctxt_switches:", in: status)
    }
  }

  static func + (left: ProcessUse, right: ProcessUse) -> ProcessUse {
    var sum = left
    sum.processorMilliseconds += right.processorMilliseconds
    sum.wakeUps += right.wakeUps
    return sum
  }

  static func - (left: ProcessUse, right: ProcessUse) -> ProcessUse {
    var rest = left
    rest.processorMilliseconds -= right.processorMilliseconds
    rest.wakeUps -= right.wakeUps
    return rest
  }
}

/// Memory of a process, by the kernel's count.
struct ProcessMemory {
  /// What it shares with others counts as its part of it.
  var proportionalKilobytes = 0
  var privateKilobytes = 0

  init() {}

  init(of process: Int32) {
    let text = readTextFile("/proc/\(process)/smaps_rollup") ?? ""
    proportionalKilobytes = Self.number("Pss:", in: text)
    privateKilobytes = Self.number("Private_Clean:", in: text) + Self.number("Private_Dirty:", in: text)
  }

  static func + (left: ProcessMemory, right: ProcessMemory) -> ProcessMemory {
    var sum = left
    sum.proportionalKilobytes += right.proportionalKilobytes
    sum.privateKilobytes += right.privateKilobytes
    return sum
  }

  static func number(_ name: String, in text: String) -> Int {
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first ?? 0
  }
}
