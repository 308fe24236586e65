import Files
import Glibc

/// A directory that is gone when the demo ends, or, if that was killed, when the next one starts.
struct ThrowAwayPlace {
  private static let prefix = "kaunta-demo."
  let path: String
  /// Held as long as this demo lives: whoever gets it finds the directory of a dead one.
  private let lock: OpenFile

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    Self.sweep(parent)
    do throws(FileError) { path = try ByPath.makeDirectory(beginning: parent + "/" + Self.prefix) } catch {
      throw fail("no directory can be made in \(parent): \(error.words).", Exit.notWritable)
    }
    do throws(FileError) {
      lock = try OpenFile.plain(Self.lockPath(path), .readWrite, .create, mode: 0o600)
      guard try lock.lock() else { throw FileError.failed(.lock, .wouldBlock) }
    } catch {
      throw fail("\(path) cannot be locked: \(error.words).", Exit.notWritable)
    }
  }

  func remove() {
    ByPath.removeTree(path)
    withExtendedLifetime(lock) {}
  }

  private static func lockPath(_ path: String) -> String { path + "/lock" }

  /// Removes what killed demos of this account left behind.
  ///
  /// One that is being made at this moment has no lock file yet, and is left alone.
  private static func sweep(_ parent: String) {
    for name in (try? ByPath.names(in: parent)) ?? [] where name.hasPrefix(prefix) {
      let path = parent + "/" + name
      guard let facts = FileFacts(at: path), facts.isDirectory, facts.userID == geteuid(),
        let lock = try? OpenFile.plain(lockPath(path), .readWrite)
      else { continue }
      if (try? lock.lock()) == true { ByPath.removeTree(path) }
    }
  }
}
