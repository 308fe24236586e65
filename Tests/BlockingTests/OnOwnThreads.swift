import TestSupport
import Testing

/// Runs tests that block on threads of their own.
///
/// Whole programs are waited for here, for seconds. On the threads that Swift's tasks share, as many as the machine has
/// cores, two such tests would hold up every asynchronous test of the package beyond its deadline.
package struct OnOwnThreads: SuiteTrait, TestTrait, TestScoping {
  fileprivate let threads: OwnThreads

  /// Tests and suites within one, too.
  package var isRecursive: Bool { true }

  /// Runs a test there.
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(threads) { try await function() }
  }
}

extension Trait where Self == OnOwnThreads {
  /// Off the threads that asynchronous tests share.
  package static var onOwnThreads: Self { OnOwnThreads(threads: .programs) }
  /// Beside the tests of whole shops, for commands that take a minute.
  package static var onThreadsOfTheLab: Self { OnOwnThreads(threads: .lab) }
}
