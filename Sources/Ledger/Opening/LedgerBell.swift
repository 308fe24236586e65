import Files

/// A file that is written after each commit, so that other desks' inotify wakes them.
///
/// A lost ring costs a poll's delay and nothing else.
struct LedgerBell: Sendable {
  let path: String

  init(path: String, mode: UInt32) {
    self.path = path
    try? OpenFile.ensure(path, mode: mode)
  }

  func ring() { try? OpenFile.plain(path, .writeOnly).write([0x0A]) }
}
