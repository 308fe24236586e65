import Glibc

/// A directory that is gone when its program ends, or, if that was killed, when the next one is made beside it.
package struct ThrowAwayDirectory {
  /// Where it is.
  package let path: String
  /// Held as long as its program lives: whoever gets it finds the directory of a dead one.
  private let lock: OpenFile

  /// Makes one in a directory, under a name that begins like this, and sweeps what killed programs of this account left
  /// behind.
  package init(beginning prefix: String, in parent: String) throws(FileError) {
    Self.sweep(prefix, parent)
    path = try ByPath.makeDirectory(beginning: parent + "/" + prefix)
    lock = try OpenFile.plain(Self.lockPath(path), .readWrite, .create, mode: 0o600)
    guard try lock.lock() else { throw FileError.failed(.lock, .wouldBlock) }
  }

  /// Removes it with all that lies in it.
  package func remove() {
    ByPath.removeTree(path)
    withExtendedLifetime(lock) {}
  }

  private static func lockPath(_ path: String) -> String { path + "/lock" }

  /// One that is being made at this moment has no lock file yet, and is left alone.
  private static func sweep(_ prefix: String, _ parent: String) {
    for name in (try? ByPath.names(in: parent)) ?? [] where name.hasPrefix(prefix) {
      let path = parent + "/" + name
      guard let facts = FileFacts(at: path), facts.isDirectory, facts.userID == geteuid(),
        let lock = try? OpenFile.plain(lockPath(path), .readWrite)
      else { continue }
      if (try? lock.lock()) == true { ByPath.removeTree(path) }
    }
  }
}
