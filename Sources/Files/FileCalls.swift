import CLinux
import Glibc
import SystemPackage

/// One name in a directory that is open.
package struct FileAt: Sendable, Hashable {
  /// The directory's descriptor, or AT_FDCWD for a path.
  package let directory: Int32
  /// The name, or a path for AT_FDCWD.
  package let name: String

  /// A name in an open directory.
  package init(directory: Int32, name: String) {
    self.directory = directory
    self.name = name
  }

  /// A path, from the working directory unless it starts with a slash.
  package init(path: String) { self.init(directory: AT_FDCWD, name: path) }

  /// A path that leads there as long as the directory is open: for messages and tests.
  package var path: String { directory == AT_FDCWD ? name : "/proc/self/fd/\(directory)/\(name)" }
}

/// Every call by which files are touched.
///
/// The lab hands in others: ones that fail the Nth time, or leave a sync out. Each closure is one system call and
/// neither repeats nor hides EINTR; what to do about it is decided above them, so that the decision is tested too.
package struct FileCalls: Sendable {
  /// openat(2): place, flags, mode.
  package var open: @Sendable (FileAt, Int32, UInt32) throws(Errno) -> Int32
  /// write(2): how many bytes were taken.
  package var write: @Sendable (Int32, UnsafeRawBufferPointer) throws(Errno) -> Int
  /// read(2): how many bytes came; 0 at the end.
  package var read: @Sendable (Int32, UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// fsync(2) of a file.
  package var syncFile: @Sendable (Int32) throws(Errno) -> Void
  /// fsync(2) of a directory.
  package var syncDirectory: @Sendable (Int32) throws(Errno) -> Void
  /// close(2).
  package var close: @Sendable (Int32) throws(Errno) -> Void
  /// fchmod(2).
  package var setMode: @Sendable (Int32, UInt32) throws(Errno) -> Void
  /// renameat2(2) with RENAME_NOREPLACE: from, to.
  package var renameWithoutReplacing: @Sendable (FileAt, FileAt) throws(Errno) -> Void
  /// renameat(2), which replaces: from, to.
  package var renameReplacing: @Sendable (FileAt, FileAt) throws(Errno) -> Void
  /// linkat(2), which never replaces: from, to.
  package var link: @Sendable (FileAt, FileAt) throws(Errno) -> Void
  /// unlinkat(2).
  package var unlink: @Sendable (FileAt) throws(Errno) -> Void
  /// mkdirat(2).
  package var makeDirectory: @Sendable (FileAt, UInt32) throws(Errno) -> Void
  /// unlinkat(2) with AT_REMOVEDIR.
  package var removeDirectory: @Sendable (FileAt) throws(Errno) -> Void
  /// readdir(3) of an open directory to the end, without `.` and `..`.
  package var list: @Sendable (Int32) throws(Errno) -> [String]
  /// fstatat(2), a link as a link.
  package var facts: @Sendable (FileAt) throws(Errno) -> FileFacts
  /// fstat(2).
  package var factsOfOpenFile: @Sendable (Int32) throws(Errno) -> FileFacts
  /// posix_fallocate(3).
  package var allocate: @Sendable (Int32, Int64) throws(Errno) -> Void
  /// fstatvfs(3): the bytes that may still be written where an open directory is.
  package var freeBytes: @Sendable (Int32) throws(Errno) -> Int64
  /// statx(2): which mount an open directory lies on.
  package var mountID: @Sendable (Int32) throws(Errno) -> Int64
}

extension FileCalls {
  /// The operating system's own.
  package static let real = FileCalls(
    open: { (place, flags, mode) throws(Errno) in
      try value(kaunta_open_at(place.directory, place.name, flags, mode))
    },
    write: { (descriptor, bytes) throws(Errno) in
      try checked(Glibc.write(descriptor, bytes.baseAddress, bytes.count))
    },
    read: { (descriptor, bytes) throws(Errno) in
      try checked(Glibc.read(descriptor, bytes.baseAddress, bytes.count))
    },
    syncFile: { (descriptor) throws(Errno) in _ = try checked(fsync(descriptor)) },
    syncDirectory: { (descriptor) throws(Errno) in _ = try checked(fsync(descriptor)) },
    close: { (descriptor) throws(Errno) in _ = try checked(Glibc.close(descriptor)) },
    setMode: { (descriptor, mode) throws(Errno) in _ = try checked(fchmod(descriptor, mode)) },
    renameWithoutReplacing: { (from, to) throws(Errno) in
      _ = try value(kaunta_rename_no_replace(from.directory, from.name, to.directory, to.name))
    },
    renameReplacing: { (from, to) throws(Errno) in
      _ = try checked(renameat(from.directory, from.name, to.directory, to.name))
    },
    link: { (from, to) throws(Errno) in
      _ = try checked(linkat(from.directory, from.name, to.directory, to.name, 0))
    },
    unlink: { (place) throws(Errno) in _ = try checked(unlinkat(place.directory, place.name, 0)) },
    makeDirectory: { (place, mode) throws(Errno) in _ = try checked(mkdirat(place.directory, place.name, mode)) },
    removeDirectory: { (place) throws(Errno) in
      _ = try checked(unlinkat(place.directory, place.name, AT_REMOVEDIR))
    },
    list: { (descriptor) throws(Errno) in try names(in: descriptor) },
    facts: { (place) throws(Errno) in
      var found = stat()
      _ = try checked(fstatat(place.directory, place.name, &found, AT_SYMLINK_NOFOLLOW))
      return FileFacts(found)
    },
    factsOfOpenFile: { (descriptor) throws(Errno) in
      var found = stat()
      _ = try checked(fstat(descriptor, &found))
      return FileFacts(found)
    },
    allocate: { (descriptor, length) throws(Errno) in _ = try value(kaunta_allocate(descriptor, length)) },
    freeBytes: { (descriptor) throws(Errno) in try value(kaunta_free_bytes(descriptor)) },
    mountID: { (descriptor) throws(Errno) in try value(kaunta_mount_id(descriptor)) })

  /// What a C function of ours gave: a value, or a negated errno.
  private static func value<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
    if result < 0 { throw Errno(rawValue: CInt(-result)) }
    return result
  }

  private static func names(in descriptor: Int32) throws(Errno) -> [String] {
    // A description of its own, since a directory's place in its listing is shared by all copies of a descriptor.
    let own = try value(kaunta_open_at(descriptor, ".", O_RDONLY | O_DIRECTORY, 0))
    guard let directory = fdopendir(own) else {
      let code = errno
      Glibc.close(own)
      throw Errno(rawValue: code)
    }
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
    if errno != 0 { throw Errno(rawValue: errno) }
    return names
  }
}

/// What a function of the C library gave: a value, or the errno beside it.
func checked<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
  if result < 0 { throw Errno(rawValue: errno) }
  return result
}
