import Dispatch
import Synchronization

/// Runs the servers' asynchronous code from a synchronous command; the desk never comes here.
enum AsyncBridge {
  /// Runs to the end; the error's words, if it failed.
  static func run(_ body: @escaping @Sendable () async throws -> Void) -> String? {
    let failure = value { () async -> String? in
      do {
        try await body()
        return nil
      } catch {
        return words(of: error)
      }
    }
    return failure ?? nil
  }

  /// Runs to the end, and gives back what came of it.
  static func value<Value: Sendable>(of body: @escaping @Sendable () async -> Value) -> Value? {
    let box = Box<Value>(outcome: Mutex(nil))
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let value = await body()
      box.outcome.withLock { $0 = value }
      done.signal()
    }
    done.wait()
    return box.outcome.withLock { $0 }
  }

  private final class Box<Value: Sendable>: Sendable {
    let outcome: Mutex<Value?>
    init(outcome: consuming Mutex<Value?>) { self.outcome = outcome }
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
