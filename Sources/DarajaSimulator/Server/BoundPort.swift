import Synchronization

/// The port that the kernel chose, kept so that the same one is bound again.
final class BoundPort: Sendable {
  private let value: Mutex<Int>

  init(_ port: Int) { value = Mutex(port) }

  var port: Int {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
