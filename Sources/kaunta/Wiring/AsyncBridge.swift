import Dispatch
import Synchronization

/// Runs the servers' asynchronous code from a synchronous command; the desk never comes here.
enum AsyncBridge {
  /// Runs to the end; the error's words, if it failed.
  static func run(_ body: @escaping @Sendable () async throws -> Void) -> String? {
    let outcome = Mutex<String?>(nil)
    let done = DispatchSemaphore(value: 0)
    let box = Box(outcome: outcome)
    Task.detached {
      do { try await body() } catch { box.outcome.withLock { $0 = words(of: error) } }
      done.signal()
    }
    done.wait()
    return box.outcome.withLock { $0 }
  }

  private final class Box: Sendable {
    let outcome: Mutex<String?>
    init(outcome: consuming Mutex<String?>) { self.outcome = outcome }
  }

  private static func words(of error: any Error) -> String {
    // Errors of ours have a sentence; those of libraries describe themselves.
    (error as? any ServerError)?.sentence ?? "\(error)"
  }
}

/// An error of a server that says what to do.
protocol ServerError: Error {
  var sentence: String { get }
}
