import Glibc

/// When a test stops waiting; long, since a machine under load is slow and a test must not be flaky for that.
package struct Deadline: Sendable {
  /// How long most waits last, which judge nothing by it: a suite beside a build takes ten times as long as alone.
  package static let usualSeconds: Double = 90

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

extension Deadline {
  /// Lets a few milliseconds go by between two looks at something; the one way in which a test lets time go by.
  ///
  /// - Throws: ``TestFailure`` with the description once the deadline has passed.
  package func lookAgain(_ description: @autoclosure () -> String) throws {
    guard !hasPassed else { throw TestFailure(description()) }
    poll(nil, 0, 5)
  }
}

/// Waits until a condition holds, looking every few milliseconds, and fails with the description if it never does.
package func waitUntil(
  _ description: String, timeoutSeconds: Double = Deadline.usualSeconds, _ condition: () throws -> Bool
) throws {
  let deadline = Deadline(afterSeconds: timeoutSeconds)
  while try !condition() { try deadline.lookAgain("after \(timeoutSeconds) seconds, still not so: \(description)") }
}

/// Waits until something holds, without keeping a thread; false when it never does.
package func eventually(_ condition: @Sendable () throws -> Bool) async throws -> Bool {
  let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
  while !deadline.hasPassed {
    if try condition() { return true }
    try await Task.sleep(for: .milliseconds(5))
  }
  return try condition()
}
