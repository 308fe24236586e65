import Glibc
import TestSupport

/// A program on a pseudo-terminal whose bytes are counted and timed, and drawn nowhere: what draws them would be
/// measured as well.
final class MeasuredProgram {
  let process: ChildProcess
  private let leader: Int32
  /// When it was started.
  private let began = ContinuousClock.now

  init(_ executable: String, _ arguments: [String]) throws {
    var leader: Int32 = -1
    var follower: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&leader, &follower, &name, nil, &size) == 0 else { throw LabFailure("no pseudo-terminal") }
    for descriptor in [leader, follower] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    defer { close(follower) }
    self.leader = leader
    let path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    process = try ChildProcess(
      executable, arguments: arguments, environment: SpawnedProgram.standardEnvironment, terminal: path)
  }

  deinit { close(leader) }

  /// Milliseconds from its start until a text was written for the first time.
  func millisecondsUntil(_ text: String) throws -> Double {
    let wanted = Array(text.utf8)
    var written: [UInt8] = []
    while let chunk = take(waitMilliseconds: 20_000) {
      written += chunk
      if Self.contains(wanted, written) { return milliseconds(since: began) }
    }
    throw LabFailure("\(text) did not come: \(String(decoding: written.suffix(300), as: UTF8.self))")
  }

  private static func contains(_ wanted: [UInt8], _ written: [UInt8]) -> Bool {
    guard written.count >= wanted.count else { return false }
    return (0...written.count - wanted.count).contains { written[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  /// One key: milliseconds to the first byte of the answer, and how many bytes it has.
  func stroke(_ key: [UInt8]) throws -> (milliseconds: Double, bytes: Int) {
    while take(waitMilliseconds: 5) != nil {}
    let pressed = ContinuousClock.now
    guard write(leader, key, key.count) == key.count, let first = take(waitMilliseconds: 2_000) else {
      throw LabFailure("a key was not answered")
    }
    let taken = milliseconds(since: pressed)
    var bytes = first.count
    while let more = take(waitMilliseconds: 4) { bytes += more.count }
    return (taken, bytes)
  }

  /// How many bytes it writes within some seconds by itself.
  func bytes(withinSeconds seconds: Double) -> Int {
    var bytes = 0
    let watch = ContinuousClock.now
    while milliseconds(since: watch) < seconds * 1_000 {
      bytes += take(waitMilliseconds: Int32(max(1, seconds * 1_000 - milliseconds(since: watch))))?.count ?? 0
    }
    return bytes
  }

  /// Waits until nothing was written for a while.
  func comeToRest() { while take(waitMilliseconds: 300) != nil {} }

  private func milliseconds(since moment: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - moment) / .microseconds(1) / 1_000
  }

  /// What it has written, as soon as there is something; nil when nothing comes in time, or it has ended.
  private func take(waitMilliseconds: Int32) -> [UInt8]? {
    var ready = pollfd(fd: leader, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, waitMilliseconds) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(leader, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
