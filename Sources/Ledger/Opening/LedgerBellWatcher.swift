import Glibc

/// Tells at once when any process committed: inotify on the bell file.
///
/// Without an inotify instance (128 a user) there is no descriptor, and polling finds every commit a little later.
package final class LedgerBellWatcher: Sendable {
  /// To be polled for input; nil when only polling helps.
  package let descriptor: Int32?

  /// Watches the bell of a ledger that is open in this process, which has made the file.
  package init(path: String) {
    let instance = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    if instance >= 0, inotify_add_watch(instance, path, UInt32(IN_MODIFY)) >= 0 {
      descriptor = instance
    } else {
      if instance >= 0 { close(instance) }
      descriptor = nil
    }
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Reads what was announced, without waiting.
  package func drain() {
    guard let descriptor else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }
}
