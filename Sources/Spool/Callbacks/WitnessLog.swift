import Files
import Glibc
import Payments
import Synchronization

/// One line of the witness log: a callback that the listener answered with 200.
package struct WitnessEntry: Sendable, Hashable {
  /// When, by the listener's wall clock.
  package let wallMilliseconds: Int64
  /// Which file of the spool it was.
  package let name: SpoolName

  /// An entry as given.
  package init(wallMilliseconds: Int64, name: SpoolName) {
    self.wallMilliseconds = wallMilliseconds
    self.name = name
  }

  /// The line that says that it is being stored, and is not acknowledged yet.
  ///
  /// The mark stands first: a line that was cut off must not read as an acknowledgement.
  var begunLine: String { Self.begunMark + line }

  /// An entry from the line that says that it was begun.
  init?(begunLine: some StringProtocol) {
    guard begunLine.hasPrefix(Self.begunMark) else { return nil }
    self.init(line: begunLine.dropFirst(Self.begunMark.count))
  }

  private static let begunMark = "begun "

  /// The line: kind, wall milliseconds, payment ID, hash of the body, peer class; never the tag.
  ///
  /// The kind stands first, or a line that was cut off could read as one of a version without kinds.
  package var line: String {
    (name.writtenKind.map { $0.rawValue + " " } ?? "")
      + "\(wallMilliseconds) \(name.paymentID.hex) \(name.bodyHash) \(name.peerClass.rawValue)"
  }

  /// An entry from its line; nil for a torn one, and for one of a kind that only a newer version knows.
  package init?(line: some StringProtocol) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    var words = parts.map { String($0) }
    if let first = words.first, CallbackKind(rawValue: first) != nil { words.append(words.removeFirst()) }
    guard (4...5).contains(words.count), let wall = Int64(words.removeFirst()),
      Moment(readWall: wall, boot: 0, bootID: "") != nil, let name = SpoolName(fileName: words.joined(separator: "."))
    else { return nil }
    self.init(wallMilliseconds: wall, name: name)
    if self.line != line { return nil }
  }

  /// Whether a line is a whole one of a kind that only a newer version knows.
  static func isOfNewerKind(_ line: some StringProtocol) -> Bool {
    let text = line.hasPrefix(begunMark) ? String(line.dropFirst(begunMark.count)) : String(line)
    guard let space = text.firstIndex(of: " ") else { return false }
    return CallbackKind.couldBe(text[..<space])
      && WitnessEntry(line: text[text.index(after: space)...])?.name.isWithoutKind == true
  }
}

/// What the witness log says of one day.
package struct WitnessDay: Sendable, Equatable {
  /// What was acknowledged.
  package var entries: [WitnessEntry] = []
  /// What was begun.
  package var begun: [WitnessEntry] = []
  /// Lines that were cut off.
  package var tornLines = 0
  /// Lines of kinds that only a newer version knows.
  package var newerLines = 0
}

/// The listener's own append-only record of what it acknowledged, where cashiers cannot write.
///
/// `verify` compares the ledger with it both ways, and a restore replays what it saw (rules.md section 8). A line is
/// written after the callback is on disk and before the answer, so that nothing acknowledged is missing; if it cannot
/// be written the callback is acknowledged all the same, the failure is counted, and it is tried again later. Before
/// the callback is on disk a line says that it is begun: a listener that is killed in between leaves one that came
/// through it and was not acknowledged. Lines are synced with the next heartbeat and not each by itself: after a power
/// cut the last ten seconds may be missing here, and only here.
package final class WitnessLog: Sendable {
  private struct State {
    var recent: Set<SpoolName> = []
    /// Begun, and not acknowledged yet.
    var begun: Set<SpoolName> = []
    var order: [SpoolName] = []
    var unsynced: Set<String> = []
    var isTorn = false
    /// What could not be written, oldest first: written with the next sync, or lost when the listener ends before.
    var owed: [WitnessEntry] = []
    /// Files whose last line is known to be whole.
    var looked: Set<String> = []
  }

  /// A repeat among this many last callbacks gets no second line, so that a replayed request cannot fill the disk.
  static let remembered = 4_096

  private let path: String
  private let modes: SpoolModes
  private let files: CheckedCalls<SpoolError>
  private let state = Mutex(State())

  /// A log whose directory need not be there or in order yet: what cannot be written is owed, as later.
  package init(openedLaterAt path: String, modes: SpoolModes = .oneUser, calls: FileCalls = .real) {
    self.path = path
    self.modes = modes
    files = CheckedCalls(calls)
  }

  /// Opens the directory of the log, and makes it if it is missing.
  package convenience init(path: String, modes: SpoolModes = .oneUser, calls: FileCalls = .real) throws(SpoolError) {
    self.init(openedLaterAt: path, modes: modes, calls: calls)
    _ = try madeDirectory()
  }

  /// The log's directory, which is made if it is missing.
  private func madeDirectory() throws(SpoolError) -> Directory<SpoolError> {
    do throws(SpoolError) { return try directory() } catch .failed(_, code: ENOENT) {
      try Directory.make(path: path, mode: modes.directory, calls: files)
      return try directory()
    }
  }

  /// The log's directory, as it is now.
  ///
  /// Only files of its own account count in it, of the home's, and of root: nobody else may write there, so that a file
  /// of somebody else got there in another way.
  private func directory() throws(SpoolError) -> Directory<SpoolError> {
    let home = FileFacts(path: path + "/..")
    return try Directory.open(path: path, label: "witness", calls: files) { facts in
      Makers(userIDs: Set([0, facts.userID] + (home.map { [$0.userID] } ?? [])), forbiddenRights: 0o022)
    }
  }

  /// Notes that a callback is about to be stored, unless it was lately.
  package func begin(_ entry: WitnessEntry) throws(SpoolError) {
    let failure: SpoolError? = state.withLock { state in
      if state.recent.contains(entry.name) || state.begun.contains(entry.name) { return nil }
      do throws(SpoolError) { try write(entry.begunLine, of: entry, &state) } catch { return error }
      // What was never acknowledged stays here; a second line for it does no harm.
      if state.begun.count >= Self.remembered { state.begun = [] }
      state.begun.insert(entry.name)
      return nil
    }
    if let failure { throw failure }
  }

  /// Appends one line to the log of its day, unless it was noted lately.
  package func note(_ entry: WitnessEntry) throws(SpoolError) {
    let failure: SpoolError? = state.withLock { state in
      if state.recent.contains(entry.name) { return nil }
      do throws(SpoolError) { try write(entry.line, of: entry, &state) } catch {
        if state.owed.count < Self.remembered, !state.owed.contains(entry) { state.owed.append(entry) }
        return error
      }
      state.begun.remove(entry.name)
      state.recent.insert(entry.name)
      state.order.append(entry.name)
      if state.order.count >= 2 * Self.remembered {
        for old in state.order[..<Self.remembered] { state.recent.remove(old) }
        state.order.removeFirst(Self.remembered)
      }
      return nil
    }
    if let failure { throw failure }
  }

  private func write(_ line: String, of entry: WitnessEntry, _ state: inout State) throws(SpoolError) {
    let file = Self.fileName(EastAfricaTime(wallMilliseconds: entry.wallMilliseconds).businessDay)
    // A line that was cut off, by a full disk or by the end of the run before this one, must not swallow this one.
    if !state.looked.contains(file) {
      state.isTorn = endsTorn(file)
      state.looked = [file]
    }
    do throws(SpoolError) {
      try madeDirectory().append(
        file, Array(((state.isTorn ? "\n" : "") + line + "\n").utf8), mode: modes.file)
    } catch {
      state.isTorn = true
      throw error
    }
    state.isTorn = false
    state.unsynced.insert(file)
  }

  /// Writes what could not be written, and brings the lines written since the last time to disk.
  package func sync() throws(SpoolError) {
    let owed = state.withLock { state in
      defer { state.owed = [] }
      return state.owed
    }
    var failure: SpoolError?
    for entry in owed { do throws(SpoolError) { try note(entry) } catch { failure = error } }
    try syncFiles()
    if let failure { throw failure }
  }

  private func syncFiles() throws(SpoolError) {
    let pending = state.withLock { state in
      defer { state.unsynced = [] }
      return state.unsynced.sorted()
    }
    if pending.isEmpty { return }
    do throws(SpoolError) {
      let directory = try directory()
      for file in pending { try directory.syncFile(file) }
      try directory.sync()
    } catch {
      state.withLock { $0.unsynced.formUnion(pending) }
      throw error
    }
  }

  /// The days that have a log, oldest first.
  package func days() throws(SpoolError) -> [BusinessDay] {
    try directory().list().compactMap { name in
      name.hasSuffix(".log") ? BusinessDay(text: String(name.dropLast(4))) : nil
    }.sorted()
  }

  /// The lines of a day, in the order in which they were written.
  package func entries(on day: BusinessDay) throws(SpoolError) -> WitnessDay {
    var read = WitnessDay()
    for line in String(decoding: try content(of: Self.fileName(day)), as: UTF8.self).split(separator: "\n") {
      if let entry = WitnessEntry(line: line) {
        read.entries.append(entry)
      } else if let entry = WitnessEntry(begunLine: line) {
        read.begun.append(entry)
      } else if WitnessEntry.isOfNewerKind(line) {
        read.newerLines += 1
      } else {
        read.tornLines += 1
      }
    }
    return read
  }

  /// A day's file, which is no longer than a listener makes it: somebody else's would take all memory of whoever reads.
  private func content(of file: String) throws(SpoolError) -> [UInt8] {
    let content: [UInt8]
    do throws(SpoolError) {
      content = try directory().content(file, limitBytes: Self.longestBytes) ?? []
    } catch .damaged(let damage) {
      throw .witness("witness/" + file, reason: damage.words)
    } catch .planted(_, let why) {
      throw .witness("witness/" + file, reason: why.words)
    } catch {
      throw error
    }
    if content.count > Self.longestBytes { throw .witness("witness/" + file, reason: "longer than any day's") }
    return content
  }

  /// A quarter of a million callbacks in one day, each with its two lines.
  static let longestBytes = 64 << 20

  /// Whether a file may end in the middle of a line: also when it cannot be read, since an empty line does no harm.
  private func endsTorn(_ file: String) -> Bool {
    do throws(SpoolError) {
      return try content(of: file).last.map { $0 != UInt8(ascii: "\n") } ?? false
    } catch {
      return true
    }
  }

  private static func fileName(_ day: BusinessDay) -> String { day.text + ".log" }
}
