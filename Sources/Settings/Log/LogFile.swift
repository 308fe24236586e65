import Files
import Glibc
import Payments
import Synchronization

/// A log that many processes append to, one whole line at a time.
///
/// At its size limit the file is renamed to `.1`, over the `.1` before it, and a new one is begun; the other processes
/// notice that with their next line. Nothing here throws while it runs: a shop does not stop for its log.
package final class LogFile: Sendable {
  private struct State {
    let file: OpenFile
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
    let directory = ByPath.directory(of: path)
    if (try? ByPath.makeDirectory(directory, mode: 0o700)) != nil {
      try? ByPath.setMode(directory, rights.sharedDirectory)
    }
    do throws(FileError) { state = Mutex(State(file: try Self.open(path, mode))) } catch {
      throw SettingsProblem(
        file: path, key: SettingName.logFile.dotted, fault: "the log cannot be opened (\(error.words))",
        remedy: "look at its disk and rights, or write another path")
    }
  }

  /// Where stray standard error may go while the screen belongs to the desk.
  ///
  /// It stays open as long as this object. When the file is begun anew, a standard error that was led here follows.
  package var descriptor: Int32 { state.withLock { $0.file.descriptor } }

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
        if append(state.file, note) { state.lost = 0 }
      }
      if !append(state.file, line) { state.lost += 1 }
    }
  }

  /// One call a line: O_APPEND then keeps lines of several processes apart.
  private func append(_ file: OpenFile, _ bytes: [UInt8]) -> Bool { (try? file.write(bytes)) != nil }

  private func rotateIfNeeded(_ state: inout State, adding count: Int) {
    guard let own = try? state.file.facts() else { return }
    if FileFacts(path: path)?.isSameFile(as: own) != true { return beginAnew(state.file) }
    if own.lengthBytes == 0 || own.lengthBytes + Int64(count) <= Int64(sizeLimitBytes) { return }
    // Whoever holds the lock of this very file renames it. Nobody waits for that: a holder may have been stopped.
    guard (try? state.file.lock()) == true else { return }
    if FileFacts(path: path)?.isSameFile(as: own) == true { try? ByPath.replace(path + ".1", with: path) }
    state.file.unlock()
    beginAnew(state.file)
  }

  /// Opens the file anew under the same number, and lets a standard error that was led here follow.
  private func beginAnew(_ file: OpenFile) {
    guard let fresh = try? Self.open(path, mode) else { return }
    if let old = try? file.facts(), FileFacts(openFile: STDERR_FILENO)?.isSameFile(as: old) == true {
      _ = dup2(fresh.descriptor, STDERR_FILENO)
    }
    file.become(fresh)
  }

  private static func open(_ path: String, _ mode: UInt32) throws(FileError) -> OpenFile {
    let file = try OpenFile.plain(path, .writeOnly, [.append, .create], mode: mode)
    // Its maker's mask may have taken bits away that the group needs; for others it is set already.
    if try file.facts().lengthBytes == 0 { try? file.setMode(mode) }
    return file
  }

  /// Without what cannot be printed, in one line.
  package static func printable(_ words: String) -> String {
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
