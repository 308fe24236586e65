import CLinux
import Files
import Glibc
import Synchronization

/// Tells at once when something was delivered: inotify on `new/`.
///
/// Polling makes the spool right and this makes it fast (storage.md section 2). Make it first, then scan, and scan
/// again whenever ``drain()`` says so and on every poll. It starts no thread: whoever has a thread polls the
/// descriptor. Not every spool can be watched; ``mode`` then says why, and polling is all there is.
package final class SpoolWatcher: Sendable {
  /// Whether deliveries announce themselves.
  package enum Mode: Sendable, Equatable {
    /// They do.
    case events
    /// They do not; the words are for the status line.
    case pollingOnly(reason: String)
  }

  /// What a drain found.
  package enum News: Sendable, Equatable {
    /// Nothing was announced.
    case nothing
    /// Something was delivered, or the file beside was written: look.
    case delivered
    /// Announcements were lost, or will not come any more: scan, and go on polling.
    case uncertain
  }

  /// The calls that may fail, for tests.
  package struct Calls: Sendable {
    /// Watches a directory: its descriptor, or the errno.
    package var watch: @Sendable (String) throws(Errno) -> Int32
    /// Whether a path lies on a filesystem that cannot tell about changes (network, FUSE).
    package var isWithoutEvents: @Sendable (String) throws(Errno) -> Bool

    /// Calls as given.
    package init(
      watch: @escaping @Sendable (String) throws(Errno) -> Int32,
      isWithoutEvents: @escaping @Sendable (String) throws(Errno) -> Bool
    ) {
      self.watch = watch
      self.isWithoutEvents = isWithoutEvents
    }

    /// The operating system's own.
    package static let real = Calls(
      watch: { (path) throws(Errno) in
        let descriptor = kaunta_watch_directory(path)
        if descriptor < 0 { throw Errno(rawValue: -descriptor) }
        return descriptor
      },
      isWithoutEvents: { (path) throws(Errno) in
        let answer = kaunta_is_without_events(path)
        if answer < 0 { throw Errno(rawValue: -answer) }
        return answer != 0
      })
  }

  /// To be polled for input; nil when only polling the directory helps.
  ///
  /// It stays valid until the watcher goes, even when ``mode`` changes to polling only.
  package let descriptor: Int32?
  /// The file beside announces itself here as well.
  package let watchesFile: Bool

  private let state: Mutex<Mode>

  /// Watches a spool's `new/`.
  ///
  /// - Parameter file: one whose writing is to wake the same thread; it takes no second instance.
  package init(_ spool: SpoolDirectory, beside file: String? = nil, calls: Calls = .real) {
    var descriptor: Int32?
    var mode = Mode.events
    do throws(Errno) {
      if try calls.isWithoutEvents(spool.newPath) {
        mode = .pollingOnly(reason: "this filesystem does not announce changes")
      } else {
        descriptor = try calls.watch(spool.newPath)
      }
    } catch {
      mode = .pollingOnly(reason: Self.words(error.rawValue))
    }
    self.descriptor = descriptor
    watchesFile = descriptor.flatMap { descriptor in file.map { kaunta_watch_file_as_well(descriptor, $0) } } == 0
    state = Mutex(mode)
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Whether deliveries announce themselves.
  package var mode: Mode { state.withLock { $0 } }

  /// Reads what was announced, without waiting.
  package func drain() -> News {
    guard let descriptor else { return .nothing }
    var news = kaunta_watch_news()
    let code = -kaunta_watch_drain(descriptor, &news)
    if code != 0 || news.ended != 0 {
      let reason = code != 0 ? Self.words(code) : "the spool directory was replaced; start this desk again"
      state.withLock { $0 = .pollingOnly(reason: reason) }
      return .uncertain
    }
    if news.overflowed != 0 { return .uncertain }
    return news.events > 0 ? .delivered : .nothing
  }

  private static func words(_ code: Int32) -> String {
    switch code {
    case EMFILE: "no inotify instance is left for this user (fs.inotify.max_user_instances)"
    case ENOSPC: "no inotify watch is left for this user (fs.inotify.max_user_watches)"
    default: "the spool cannot be watched (\(Errno(rawValue: code).words))"
    }
  }
}
