import Glibc

/// What stat(2) says about a file, as far as anything here asks.
package struct FileFacts: Sendable, Equatable {
  /// What lies at a name.
  package enum Kind: Sendable, Equatable {
    case regular, directory, link, pipe, other
  }

  /// The filesystem it is on.
  package var device: UInt64
  /// Which file it is, whatever it is called.
  package var inode: UInt64
  /// What it is.
  package var kind: Kind
  /// Its rights, without its kind.
  package var mode: UInt32
  /// Its owner.
  package var userID: UInt32
  /// Its group.
  package var groupID: UInt32
  /// Under how many names it is known.
  package var links: UInt64
  /// Its length.
  package var lengthBytes: Int64
  /// When its content last changed, by the wall clock.
  package var modifiedWallMilliseconds: Int64

  /// A file with bytes in it, and no pipe, link, directory or device.
  package var isRegular: Bool { kind == .regular }
  /// A directory, and no link to one.
  package var isDirectory: Bool { kind == .directory }

  /// What tells one file from another, and one state of it from another: each change of it changes one of them.
  package var marks: [Int64] {
    [
      Int64(truncatingIfNeeded: device), Int64(truncatingIfNeeded: inode), Int64(mode), Int64(userID), Int64(groupID),
      lengthBytes, modifiedWallMilliseconds,
    ]
  }

  /// `0644`.
  package var modeText: String { modeDigits(mode) }

  init(_ found: stat) {
    device = UInt64(found.st_dev)
    inode = UInt64(found.st_ino)
    kind =
      switch found.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      default: .other
      }
    mode = found.st_mode & 0o7777
    userID = found.st_uid
    groupID = found.st_gid
    links = UInt64(found.st_nlink)
    lengthBytes = Int64(found.st_size)
    modifiedWallMilliseconds = Int64(found.st_mtim.tv_sec) * 1000 + Int64(found.st_mtim.tv_nsec) / 1_000_000
  }

  /// What a path leads to, links followed; nil when nothing can be found there.
  package init?(path: String) {
    guard let found = try? ByPath.facts(path) else { return nil }
    self = found
  }

  /// What is open under a number; nil when nothing is.
  package init?(openFile descriptor: Int32) {
    guard let found = try? FileCalls.real.factsOfOpenFile(descriptor) else { return nil }
    self = found
  }

  /// What lies at a path itself, a link as a link; nil when nothing can be found there.
  package init?(at path: String) {
    var found = stat()
    guard lstat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  /// Both are one file.
  package func isSameFile(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}

/// A mode as chmod(1) takes it, with its leading zero: `0640`, `02750`.
package func modeDigits(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
