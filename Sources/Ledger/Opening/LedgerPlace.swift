import Glibc

/// Which file lies at the ledger's path.
///
/// A restore puts another file there. Whoever still has the old one open must not write into it: what it takes from the
/// spool would be gone for everybody else.
struct LedgerPlace: Sendable {
  let path: String
  private let device: UInt64
  private let inode: UInt64

  init(path: String) throws {
    guard let facts = Self.facts(path) else { throw LedgerError.cannotOpen(reason: systemErrorText(errno)) }
    self.path = path
    device = facts.device
    inode = facts.inode
  }

  /// Where it lies.
  var directory: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

  /// - Throws: ``LedgerError/replaced`` when another file lies there now, or none.
  func check() throws {
    guard let facts = Self.facts(path), facts.device == device, facts.inode == inode else {
      throw LedgerError.replaced
    }
  }

  private static func facts(_ path: String) -> (device: UInt64, inode: UInt64)? {
    var found = stat()
    return stat(path, &found) == 0 ? (UInt64(found.st_dev), UInt64(found.st_ino)) : nil
  }
}

extension LedgerPlace {
  /// Which other program holds a lock on the file, as the kernel lists it: "sqlite3 (process 4711)"; nil when none does
  /// any more, or when it is not to be seen from here.
  ///
  /// The file itself must not be opened for this: closing it would drop this process's own locks on it.
  static func holder(ofLockOn path: String) -> String? {
    guard let inode = facts(path)?.inode else { return nil }
    let own = getpid()
    for line in readWhole("/proc/locks").split(separator: "\n") {
      // 1: POSIX  ADVISORY  READ  4711 fd:00:12345 1073741826 1073742335
      let words = line.split(separator: " ")
      guard words.count >= 8, words[1] == "POSIX", let process = pid_t(words[4]), process != own, process > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { continue }
      let name = readWhole("/proc/\(process)/comm").prefix { $0 != "\n" }.filter {
        $0.isASCII && ("!"..."~").contains($0)
      }
      return name.isEmpty ? "process \(process)" : "\(name) (process \(process))"
    }
    return nil
  }

  private static func readWhole(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &part, part.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }
}
