import TestSupport
import Testing

/// Runs tests that block on threads of their own.
///
/// Whole programs are waited for here, for seconds. On the threads that Swift's tasks share, as many as the machine has
/// cores, two such tests would hold up every asynchronous test of the package beyond its deadline.
struct OnOwnThreads: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThreads.programs) { try await function() }
  }
}

extension Trait where Self == OnOwnThreads {
  /// Off the threads that asynchronous tests share.
  static var onOwnThreads: Self { OnOwnThreads() }
}
