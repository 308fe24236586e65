import CLinux
import Glibc

/// The errno of a call that failed.
public struct FileCallFailure: Error, Equatable, Sendable {
  /// errno(3).
  public let code: Int32

  /// A failure with this errno.
  public init(code: Int32) { self.code = code }
}

/// What stat(2) says about a file, as far as the spool asks.
public struct FileFacts: Sendable, Equatable {
  /// The filesystem it is on.
  public var device: UInt64
  /// Which file it is, whatever it is called.
  public var inode: UInt64
  /// Its length.
  public var lengthBytes: Int64
  /// When its content last changed, by the wall clock.
  public var modifiedWallMilliseconds: Int64
  /// A file with bytes in it, and no pipe, directory or device.
  public var isRegular: Bool

  /// Facts as given.
  public init(
    device: UInt64, inode: UInt64, lengthBytes: Int64, modifiedWallMilliseconds: Int64, isRegular: Bool = true
  ) {
    self.isRegular = isRegular
    self.device = device
    self.inode = inode
    self.lengthBytes = lengthBytes
    self.modifiedWallMilliseconds = modifiedWallMilliseconds
  }
}

/// Every call by which the spool touches a disk.
///
/// The lab hands in others: ones that fail the Nth time, or leave a sync out. Each closure is one system call and
/// neither repeats nor hides EINTR; what to do about it is decided above them, so that the decision is tested too.
public struct FileCalls: Sendable {
  /// open(2): path, flags, mode.
  public var open: @Sendable (String, Int32, UInt32) throws(FileCallFailure) -> Int32
  /// write(2): how many bytes were taken.
  public var write: @Sendable (Int32, UnsafeRawBufferPointer) throws(FileCallFailure) -> Int
  /// read(2): how many bytes came; 0 at the end.
  public var read: @Sendable (Int32, UnsafeMutableRawBufferPointer) throws(FileCallFailure) -> Int
  /// fsync(2) of a file.
  public var syncFile: @Sendable (Int32) throws(FileCallFailure) -> Void
  /// fsync(2) of a directory.
  public var syncDirectory: @Sendable (Int32) throws(FileCallFailure) -> Void
  /// close(2).
  public var close: @Sendable (Int32) throws(FileCallFailure) -> Void
  /// fchmod(2).
  public var setMode: @Sendable (Int32, UInt32) throws(FileCallFailure) -> Void
  /// renameat2(2) with RENAME_NOREPLACE: from, to.
  public var renameWithoutReplacing: @Sendable (String, String) throws(FileCallFailure) -> Void
  /// rename(2), which replaces: from, to.
  public var renameReplacing: @Sendable (String, String) throws(FileCallFailure) -> Void
  /// unlink(2).
  public var unlink: @Sendable (String) throws(FileCallFailure) -> Void
  /// mkdir(2).
  public var makeDirectory: @Sendable (String, UInt32) throws(FileCallFailure) -> Void
  /// rmdir(2).
  public var removeDirectory: @Sendable (String) throws(FileCallFailure) -> Void
  /// readdir(3) to the end, without `.` and `..`.
  public var list: @Sendable (String) throws(FileCallFailure) -> [String]
  /// stat(2) of a path.
  public var facts: @Sendable (String) throws(FileCallFailure) -> FileFacts
  /// fstat(2).
  public var factsOfOpenFile: @Sendable (Int32) throws(FileCallFailure) -> FileFacts
  /// flock(2), exclusive, without waiting.
  public var lockNow: @Sendable (Int32) throws(FileCallFailure) -> Void
  /// posix_fallocate(3).
  public var allocate: @Sendable (Int32, Int64) throws(FileCallFailure) -> Void
  /// statvfs(3): the bytes that may still be written where a path is.
  public var freeBytes: @Sendable (String) throws(FileCallFailure) -> Int64
}

extension FileCalls {
  /// The operating system's own.
  public static let real = FileCalls(
    open: { (path, flags, mode) throws(FileCallFailure) in try checked(Glibc.open(path, flags, mode)) },
    write: { (descriptor, bytes) throws(FileCallFailure) in
      try checked(Glibc.write(descriptor, bytes.baseAddress, bytes.count))
    },
    read: { (descriptor, bytes) throws(FileCallFailure) in
      try checked(Glibc.read(descriptor, bytes.baseAddress, bytes.count))
    },
    syncFile: { (descriptor) throws(FileCallFailure) in _ = try checked(fsync(descriptor)) },
    syncDirectory: { (descriptor) throws(FileCallFailure) in _ = try checked(fsync(descriptor)) },
    close: { (descriptor) throws(FileCallFailure) in _ = try checked(Glibc.close(descriptor)) },
    setMode: { (descriptor, mode) throws(FileCallFailure) in _ = try checked(fchmod(descriptor, mode)) },
    renameWithoutReplacing: { (from, to) throws(FileCallFailure) in try succeeded(kaunta_rename_no_replace(from, to)) },
    renameReplacing: { (from, to) throws(FileCallFailure) in _ = try checked(Glibc.rename(from, to)) },
    unlink: { (path) throws(FileCallFailure) in _ = try checked(Glibc.unlink(path)) },
    makeDirectory: { (path, mode) throws(FileCallFailure) in _ = try checked(mkdir(path, mode)) },
    removeDirectory: { (path) throws(FileCallFailure) in _ = try checked(rmdir(path)) },
    list: { (path) throws(FileCallFailure) in try names(in: path) },
    facts: { (path) throws(FileCallFailure) in
      var found = stat()
      _ = try checked(stat(path, &found))
      return FileFacts(found)
    },
    factsOfOpenFile: { (descriptor) throws(FileCallFailure) in
      var found = stat()
      _ = try checked(fstat(descriptor, &found))
      return FileFacts(found)
    },
    lockNow: { (descriptor) throws(FileCallFailure) in try succeeded(-kaunta_lock_exclusively(descriptor, 0)) },
    allocate: { (descriptor, length) throws(FileCallFailure) in try succeeded(kaunta_allocate(descriptor, length)) },
    freeBytes: { (path) throws(FileCallFailure) in
      var bytes: Int64 = 0
      try succeeded(kaunta_free_bytes(path, &bytes))
      return bytes
    })

  private static func checked<Result: SignedInteger>(_ result: Result) throws(FileCallFailure) -> Result {
    if result < 0 { throw FileCallFailure(code: errno) }
    return result
  }

  private static func succeeded(_ code: Int32) throws(FileCallFailure) {
    if code != 0 { throw FileCallFailure(code: code) }
  }

  private static func names(in path: String) throws(FileCallFailure) -> [String] {
    guard let directory = opendir(path) else { throw FileCallFailure(code: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw FileCallFailure(code: errno) }
    return names
  }
}

extension FileFacts {
  fileprivate init(_ found: stat) {
    self.init(
      device: UInt64(found.st_dev), inode: UInt64(found.st_ino), lengthBytes: Int64(found.st_size),
      modifiedWallMilliseconds: Int64(found.st_mtim.tv_sec) * 1000 + Int64(found.st_mtim.tv_nsec) / 1_000_000,
      isRegular: found.st_mode & S_IFMT == S_IFREG)
  }
}
