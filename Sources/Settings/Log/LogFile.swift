import CLinux
import Glibc
import Payments
import Synchronization

/// A log that many processes append to, one whole line at a time.
///
/// At its size limit the file is renamed to `.1`, over the `.1` before it, and a new one is begun; the other processes
/// notice that with their next line. Nothing here throws while it runs: a shop does not stop for its log.
package final class LogFile: Sendable {
  private struct State {
    var descriptor: Int32
    /// Lines that could not be written since the last one that could.
    var lost = 0
  }

  /// Where it is.
  package let path: String
  private let mode: UInt32
  private let sizeLimitBytes: Int
  private let wallMilliseconds: @Sendable () -> Int64
  private let state: Mutex<State>

  /// Opens a log, and makes it and its directory if they are missing.
  ///
  /// - Parameters:
  ///   - rights: for the modes of what is made.
  ///   - wallMilliseconds: the wall clock.
  /// - Throws: a problem of the file, for a command that cannot go on without a log.
  package init(
    _ settings: LogSettings, rights: HomeRights, wallMilliseconds: @escaping @Sendable () -> Int64
  ) throws(SettingsProblem) {
    path = settings.file
    mode = rights.sharedFile
    sizeLimitBytes = settings.sizeLimitBytes
    self.wallMilliseconds = wallMilliseconds
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      let directory = String(path[..<slash])
      if mkdir(directory, 0o700) == 0 { _ = chmod(directory, rights.sharedDirectory) }
    }
    do throws(SystemFailure) { state = Mutex(State(descriptor: try Self.open(path, mode))) } catch {
      throw SettingsProblem(
        file: path, key: SettingName.logFile.dotted, fault: "the log cannot be opened (\(error.words))",
        remedy: "write a path that this account may write to")
    }
  }

  deinit { state.withLock { _ = close($0.descriptor) } }

  /// Where stray standard error may go while the screen belongs to the desk.
  ///
  /// It stays open as long as this object. When the file is begun anew, a standard error that was led here follows.
  package var descriptor: Int32 { state.withLock { $0.descriptor } }

  /// Appends one line: `2026-11-24T14:02:09+03:00 warning desk[4711]: words`.
  ///
  /// Whatever cannot be printed is replaced, so that an entry is one line and no text from outside looks like another
  /// entry.
  package func write(level: String, source: String, _ words: String) {
    let time = EastAfricaTime(wallMilliseconds: wallMilliseconds()).rfc3339
    let head = "\(time) \(level) \(source)[\(getpid())]: "
    state.withLock { state in
      let line = Array((head + Self.printable(words) + "\n").utf8)
      rotateIfNeeded(&state, adding: line.count)
      if state.lost > 0 {
        let note = Array((head + "\(state.lost) lines could not be written\n").utf8)
        if append(state.descriptor, note) { state.lost = 0 }
      }
      if !append(state.descriptor, line) { state.lost += 1 }
    }
  }

  /// One call a line: O_APPEND then keeps lines of several processes apart.
  private func append(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    (try? writeAll(descriptor, bytes)) != nil
  }

  private func rotateIfNeeded(_ state: inout State, adding count: Int) {
    guard let own = Inode(descriptor: state.descriptor) else { return }
    if Inode(path: path)?.isSame(as: own) != true { return replaceDescriptor(&state) }
    if own.lengthBytes == 0 || own.lengthBytes + Int64(count) <= Int64(sizeLimitBytes) { return }
    // Whoever holds the lock of this very file renames it. Nobody waits for that: a holder may have been stopped.
    if kaunta_lock_exclusively(state.descriptor, 0) != 0 { return }
    if Inode(path: path)?.isSame(as: own) == true { _ = rename(path, path + ".1") }
    _ = kaunta_unlock(state.descriptor)
    replaceDescriptor(&state)
  }

  /// Opens the file anew under the same number, and lets a standard error that was led here follow.
  private func replaceDescriptor(_ state: inout State) {
    guard let fresh = try? Self.open(path, mode) else { return }
    let old = Inode(descriptor: state.descriptor)
    if let old, Inode(descriptor: STDERR_FILENO)?.isSame(as: old) == true { _ = dup2(fresh, STDERR_FILENO) }
    _ = kaunta_replace_descriptor(fresh, state.descriptor)
    close(fresh)
  }

  private static func open(_ path: String, _ mode: UInt32) throws(SystemFailure) -> Int32 {
    let descriptor = kaunta_open_plain(path, O_WRONLY | O_APPEND | O_CREAT, mode)
    if descriptor < 0 { throw SystemFailure(code: -descriptor) }
    // Its maker's mask may have taken bits away that the group needs; for others it is set already.
    if let facts = Inode(descriptor: descriptor), facts.lengthBytes == 0 { _ = fchmod(descriptor, mode) }
    return descriptor
  }

  private static func printable(_ words: String) -> String {
    var text = ""
    for scalar in words.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: text.append("�")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

private struct Inode {
  let device: UInt64
  let number: UInt64
  let lengthBytes: Int64

  init?(path: String) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  init?(descriptor: Int32) {
    var found = stat()
    guard fstat(descriptor, &found) == 0 else { return nil }
    self.init(found)
  }

  private init(_ found: stat) {
    device = UInt64(found.st_dev)
    number = UInt64(found.st_ino)
    lengthBytes = Int64(found.st_size)
  }

  func isSame(as other: Inode) -> Bool { device == other.device && number == other.number }
}
