import ArgumentParser
import Glibc

/// What a check found against the shop; the first of them in words.
struct Findings {
  /// How many breaches in all.
  private(set) var count = 0
  private var told: [String] = []

  /// Notes one breach.
  mutating func add(_ breach: String) {
    count += 1
    if told.count < 40 { told.append(breach) }
  }

  /// Notes a breach unless something holds.
  mutating func require(_ holds: Bool, _ breach: @autoclosure () -> String) {
    if !holds { add(breach()) }
  }

  /// Notes so many breaches, of which some are in words.
  mutating func add(_ number: Int, _ breaches: [String]) {
    for breach in breaches { add(breach) }
    count += number - breaches.count
  }

  /// Takes over what another part found.
  mutating func add(_ other: Findings) {
    for breach in other.told { add(breach) }
    count += other.count - other.told.count
  }

  /// Says what was found, and the figure on the last line; ends with code 1 when there was anything.
  func report(_ figure: String) throws {
    for breach in told { Say.line("BREACH  \(breach)") }
    if count > told.count { Say.line("…and \(count - told.count) more") }
    Say.line(figure)
    if count > 0 { throw ExitCode(1) }
  }
}

/// Lines, each at once.
enum Say {
  /// On standard output.
  static func line(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// On standard error: for whoever waits, not for whoever reads the figure.
  static func aside(_ text: String) { write(text, to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array((text + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// A check that cannot run on this machine: no root, no FUSE, no strace.
///
/// That is no success, and code 69 says so.
func cannotRun(_ why: String) -> ExitCode {
  Say.line("cannot run here: \(why)")
  return ExitCode(69)
}

/// How long something took.
struct Stopwatch {
  private let began = ContinuousClock.now

  var elapsed: Duration { ContinuousClock.now - began }

  /// Seconds, to a tenth.
  var seconds: String {
    let tenths = Int((ContinuousClock.now - began) / .milliseconds(100))
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// So many a second.
  func rate(_ count: Int) -> Int {
    let milliseconds = max(1, Int((ContinuousClock.now - began) / .milliseconds(1)))
    return count * 1000 / milliseconds
  }
}
