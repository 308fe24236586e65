import CLinux
import Foundation
import Glibc

/// A directory that is gone when the demo ends, or, if that was killed, when the next one starts.
struct ThrowAwayPlace {
  private static let prefix = "kaunta-demo."
  let path: String
  /// Held as long as this demo lives: whoever gets it finds the directory of a dead one.
  private let lock: Int32

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    Self.sweep(parent)
    var template = Array((parent + "/" + Self.prefix + "XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw fail("no directory can be made in \(parent): \(String(cString: strerror(errno))).", Exit.notWritable)
    }
    path = String(cString: made)
    lock = Self.open(lockOf: path, O_CREAT)
    guard lock >= 0, kaunta_lock_exclusively(lock, 0) == 0 else {
      throw fail("\(path) cannot be locked: \(String(cString: strerror(errno))).", Exit.notWritable)
    }
  }

  func remove() {
    Self.remove(path)
    close(lock)
  }

  private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  private static func open(lockOf path: String, _ flags: Int32) -> Int32 {
    Glibc.open(path + "/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0o600)
  }

  /// Removes what killed demos of this account left behind.
  ///
  /// One that is being made at this moment has no lock file yet, and is left alone.
  private static func sweep(_ parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
      let path = parent + "/" + name
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid() else { continue }
      let lock = open(lockOf: path, 0)
      guard lock >= 0 else { continue }
      if kaunta_lock_exclusively(lock, 0) == 0 { remove(path) }
      close(lock)
    }
  }
}
