import CLinux
import Glibc

/// A file that is written after each commit, so that other desks' inotify wakes them.
///
/// A lost ring costs a poll's
/// delay and nothing else.
struct LedgerBell: Sendable {
  let path: String

  init(path: String, mode: UInt32) {
    self.path = path
    _ = kaunta_make_file(path, mode)
  }

  func ring() {
    let descriptor = kaunta_open_plain(path, O_WRONLY, 0)
    if descriptor < 0 { return }
    var byte: UInt8 = 0x0A
    _ = pwrite(descriptor, &byte, 1, 0)
    close(descriptor)
  }
}
