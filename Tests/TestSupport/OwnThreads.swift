import Foundation
import Synchronization

/// A few threads of somebody's own, which take jobs in the order in which they come.
///
/// Swift's tasks share as many threads as the machine has cores. Tests that block or compute hold those for seconds,
/// with hundreds of others queued behind them: whatever answers within a time must not stand in that queue.
package final class OwnThreads: TaskExecutor {
  /// For tests that wait for whole programs: so many shops are open at once.
  package static let programs = OwnThreads(most: 4)
  /// For the lab's commands, which wait for minutes when everything else is done.
  package static let lab = OwnThreads(most: 2)
  /// For servers that run in the tests' own process, and whoever talks to them.
  package static let servers = OwnThreads(most: 4)

  private let mostThreads: Int

  private struct State {
    var jobs: [UnownedJob] = []
    var threads = 0
  }

  private let state = Mutex(State())

  private init(most: Int) { mostThreads = most }

  /// Takes a job.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let startsThread = state.withLock { state in
      state.jobs.append(job)
      guard state.threads < mostThreads else { return false }
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
