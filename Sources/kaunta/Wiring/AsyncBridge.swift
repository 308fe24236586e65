import Dispatch
import Synchronization

/// Runs the servers' asynchronous code from a synchronous command; the desk never comes here.
enum AsyncBridge {
  /// Runs to the end.
  static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
    let outcome = value { () async -> Result<Void, any Error> in
      do {
        try await body()
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome?.get()
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
}
