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
