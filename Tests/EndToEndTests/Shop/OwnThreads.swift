import Foundation
import Synchronization
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
    try await withTaskExecutorPreference(OwnThreads.shared) { try await function() }
  }
}

extension Trait where Self == OnOwnThreads {
  /// Off the threads that asynchronous tests share.
  static var onOwnThreads: Self { OnOwnThreads() }
}

/// A few threads that take jobs in the order in which they come.
private final class OwnThreads: TaskExecutor {
  static let shared = OwnThreads()

  /// So many shops are open at once.
  private static let mostThreads = 3

  private struct State {
    var jobs: [UnownedJob] = []
    var threads = 0
  }

  private let state = Mutex(State())

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let startsThread = state.withLock { state in
      state.jobs.append(job)
      guard state.threads < Self.mostThreads else { return false }
      state.threads += 1
      return true
    }
    if startsThread { Thread.detachNewThread { self.work() } }
  }

  private func work() {
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// The next job; without one the thread ends.
  private func next() -> UnownedJob? {
    state.withLock { state in
      if state.jobs.isEmpty {
        state.threads -= 1
        return nil
      }
      return state.jobs.removeFirst()
    }
  }
}
