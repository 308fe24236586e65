import CLinux
import Glibc
import SystemPackage

/// What an open file is used for.
package typealias FileUse = FileDescriptor.AccessMode

/// How a file is opened.
package typealias FileOpening = FileDescriptor.OpenOptions

/// A single file that is open, and is closed with the last reference to it.
package final class OpenFile: Sendable {
  /// Its number: for whoever waits for it, leads a stream into it, or hands it to a child.
  package let descriptor: Int32

  private let files = CheckedCalls<FileError>()

  init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit { files.closeQuietly(descriptor) }

  /// Opens what a path leads to, links followed; a pipe there stops nobody.
  package init(_ path: String, _ use: FileUse, _ opening: FileOpening = [], mode: UInt32 = 0) throws(FileError) {
    let step: FileStep = opening.contains(.create) ? .create : use == .readOnly ? .read : .write
    descriptor = try CheckedCalls<FileError>().open(
      FileAt(path: path), use.rawValue | opening.rawValue | O_NONBLOCK | O_NOCTTY, mode: mode, step: step)
  }

  /// Opens a regular file, or makes it, in a directory that others may write to.
  ///
  /// A link there could lead to a file that only this account may write, and on a pipe open(2) waits for ever.
  package static func plain(
    _ path: String, _ use: FileUse, _ opening: FileOpening = [], mode: UInt32 = 0
  ) throws(FileError) -> OpenFile {
    let file: OpenFile
    do throws(FileError) { file = try OpenFile(path, use, opening.union(.noFollow), mode: mode) } catch {
      switch error.code {
      case .tooManySymbolicLinkLevels, .noSuchAddressOrDevice, .isDirectory: throw .refused(path, .noRegularFile)
      default: throw error
      }
    }
    guard try file.facts().isRegular else { throw .refused(path, .noRegularFile) }
    return file
  }

  /// Makes a file with exactly this mode, whatever the process's mask; one that is there stays as it is.
  package static func ensure(_ path: String, mode: UInt32) throws(FileError) {
    let file: OpenFile
    do throws(FileError) { file = try OpenFile(path, .readWrite, [.create, .exclusiveCreate], mode: mode) } catch {
      if error.code == .fileExists { return }
      throw error
    }
    try file.setMode(mode)
  }

  /// What it is.
  package func facts() throws(FileError) -> FileFacts { try files.facts(of: descriptor) }

  /// Sets its rights, of which the process's mask may have taken some away.
  package func setMode(_ mode: UInt32) throws(FileError) { try files.setMode(descriptor, mode) }

  /// Writes all of these bytes at its place.
  package func write(_ bytes: [UInt8]) throws(FileError) { try files.writeAll(descriptor, bytes) }

  /// Reads from its place to its end, or one byte more than `limitBytes`, so that "too long" shows.
  package func read(limitBytes: Int) throws(FileError) -> [UInt8] {
    try files.readAll(descriptor, limitBytes: limitBytes)
  }

  /// Reads some bytes from its place; none at its end.
  package func readPiece() throws(FileError) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    let count = try files.asking(.read) { () throws(Errno) in
      try checked(Glibc.read(descriptor, &piece, piece.count))
    }
    return Array(piece.prefix(count))
  }

  /// Brings its content to disk.
  package func sync() throws(FileError) { try files.syncFile(descriptor) }

  /// Cuts it to this length.
  package func cut(toBytes length: Int) throws(FileError) {
    try files.asking(.write) { () throws(Errno) in _ = try checked(ftruncate(descriptor, off_t(length))) }
  }

  /// Asks the filesystem for as many bytes as would make it so long, and gives them back.
  ///
  /// It takes nothing where there is plainly less: the rest may be what somebody else writes into just now.
  package func tryRoom(bytes: Int64) throws(FileError) {
    var facts = statvfs()
    // Blocks that only root may use count: to root they are room, and nobody else is given any below.
    if fstatvfs(descriptor, &facts) == 0, facts.f_blocks > 0, Int64(facts.f_bfree) * Int64(facts.f_frsize) < bytes {
      throw .failed(.allocate, .noSpace)
    }
    let length = Int(try self.facts().lengthBytes)
    defer { try? cut(toBytes: length) }
    try files.asking(.allocate) { () throws(Errno) in try files.calls.allocate(descriptor, bytes) }
  }

  /// Sets the time of its last change to now.
  package func touch() throws(FileError) {
    try files.asking(.write) { () throws(Errno) in _ = try checked(futimens(descriptor, nil)) }
  }

  /// Takes the lock on it (flock(2)), which ends with the last reference to it; false when another has it.
  ///
  /// - Parameter waiting: stands in the queue for as long as it takes, which is fair.
  package func lock(waiting: Bool = false) throws(FileError) -> Bool {
    let outcome = kaunta_lock_exclusively(descriptor, waiting ? 1 : 0)
    if outcome == -EWOULDBLOCK { return false }
    if outcome < 0 { throw .failed(.lock, Errno(rawValue: -outcome)) }
    return true
  }

  /// Gives the lock back.
  package func unlock() { _ = kaunta_unlock(descriptor) }

  /// Takes a lock on its first byte (fcntl(2)), as SQLite does.
  package func lockStart() throws(FileError) {
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_len = 1
    if fcntl(descriptor, F_SETLK, &range) != 0 { throw .failed(.lock, Errno(rawValue: errno)) }
  }

  /// From now on its number means what the other one means, in one step.
  package func become(_ other: OpenFile) { _ = kaunta_replace_descriptor(other.descriptor, descriptor) }
}

// The name of whoever holds the lock on a file, in the file: a courtesy for whoever waits. A failure changes nothing.
extension OpenFile {
  /// How much of a holder's name is read.
  static let longestHolderBytes = 200

  /// Writes the holder's name over whatever stands in it.
  package func name(holder: String) {
    let bytes = Array((holder + "\n").utf8)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    try? cut(toBytes: bytes.count)
  }

  /// The name that stands in it; whoever may write there may have written it, so that only what can be printed is read.
  package var holder: String? {
    var bytes = [UInt8](repeating: 0, count: Self.longestHolderBytes)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
    let printable = String(String.UnicodeScalarView(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }))
    return printable.isEmpty ? nil : printable
  }
}
