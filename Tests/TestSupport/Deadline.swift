import Glibc

/// When a test stops waiting; long, since a machine under load is slow and a test must not be flaky for that.
package struct Deadline: Sendable {
  private let endMilliseconds: Int64

  /// A deadline this many seconds from now.
  package init(afterSeconds seconds: Double) {
    endMilliseconds = Self.now + Int64(seconds * 1000)
  }

  /// Whether it has passed.
  package var hasPassed: Bool { Self.now >= endMilliseconds }

  /// What is left, never negative.
  package var remainingMilliseconds: Int32 { Int32(max(0, endMilliseconds - Self.now)) }

  /// Milliseconds on a clock that nobody sets.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Waits until a condition holds, looking every few milliseconds, and fails with the description if it never does.
package func waitUntil(
  _ description: String, timeoutSeconds: Double = 20, _ condition: () throws -> Bool
) throws {
  let deadline = Deadline(afterSeconds: timeoutSeconds)
  while try !condition() {
    guard !deadline.hasPassed else {
      throw TestFailure("after \(timeoutSeconds) seconds, still not so: \(description)")
    }
    poll(nil, 0, 5)
  }
}
