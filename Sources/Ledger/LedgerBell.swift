import Glibc

/// A file that is written after each commit, so that other desks' inotify wakes them.
///
/// A lost ring costs a poll's
/// delay and nothing else.
struct LedgerBell: Sendable {
  let path: String
  let mode: UInt32

  func ring() {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, mode)
    if descriptor < 0 { return }
    var byte: UInt8 = 0x0A
    _ = pwrite(descriptor, &byte, 1, 0)
    close(descriptor)
  }
}
