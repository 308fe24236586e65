import CLinux
import Glibc
import Synchronization

/// The queue in front of every write transaction, over all processes.
///
/// SQLite's own waiting starves writers (20 writers: 7 of them got at most one commit in 4 s); flock(2) queues them.
/// The lock file holds the holder's name, so that whoever waits can say for whom.
final class LedgerLock: Sendable {
  private let descriptor: Int32
  private let holderText: String
  private let waitingSince = Mutex<ContinuousClock.Instant?>(nil)

  init(path: String, mode: UInt32, holderText: String) throws(LedgerError) {
    descriptor = kaunta_open_plain(path, O_RDWR | O_CREAT, mode)
    if descriptor < 0 { throw .cannotOpen(reason: "lock file: \(systemErrorText(-descriptor))") }
    // The process's mask took bits away; only the file's owner can give them, and has when it made the file.
    _ = fchmod(descriptor, mode)
    self.holderText = holderText
  }

  deinit { close(descriptor) }

  /// Runs `body` while this process alone may write.
  ///
  /// Only one thread at a time may call it: the lock belongs to the
  /// open file, so two threads of one process would both hold it. The database queue sees to that.
  func holding<Value>(_ body: () throws -> Value) throws -> Value {
    if kaunta_lock_exclusively(descriptor, 0) != 0 {
      waitingSince.withLock { $0 = .now }
      defer { waitingSince.withLock { $0 = nil } }
      let outcome = kaunta_lock_exclusively(descriptor, 1)
      if outcome != 0 { throw LedgerError.cannotWrite(reason: "lock file: \(systemErrorText(-outcome))") }
    }
    defer { _ = kaunta_unlock(descriptor) }
    tell(holderText)
    return try body()
  }

  /// Who holds the lock, once this process has waited two seconds for it.
  var slowHolder: String? {
    let since = waitingSince.withLock { $0 }
    guard let since, since.duration(to: .now) >= .seconds(2) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self) : "another program"
  }

  /// Writes who is waited for into the file of the lock, which is held: a courtesy for whoever waits; a failure changes
  /// nothing.
  func tell(_ holder: String) {
    let bytes = Array((holder + "\n").utf8)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    _ = ftruncate(descriptor, off_t(bytes.count))
  }
}

/// The C library's words for an error number.
func systemErrorText(_ number: Int32) -> String { String(cString: strerror(number)) }
