import Files
import Glibc

/// Tries in the place of a new home what a shop must be able to do there, before anything of the home is made.
///
/// What is made for it has a name of its own beside everything else, and is gone when this returns.
struct HomeTrial {
  /// Room for reserve, ledger and a day's answers: less is a full disk.
  static let leastFreeBytes: Int64 = 6 * 1024 * 1024
  /// SQLite takes 512, and the names of a restore and a backup are the longest that stand beside the ledger.
  static let longestPathBytes = 440
  /// What filesystems take as one name.
  private static let longestNameBytes = 255

  let calls: FileCalls

  /// - Throws: ``HomeProblem`` that names what cannot be done.
  func run(for home: Home) throws(HomeProblem) {
    // As it was given, before anybody walks up all of it; then with its links resolved.
    try checkLength(of: home.path, home.path)
    let (place, rest) = try nearestDirectory(home.path)
    try checkLength(of: place + rest, home.path)
    let trial = place + "/.kaunta-trial.\(getpid())"
    let files = CheckedCalls<FileError>(calls)
    let missing: HomeNeed?
    defer { remove(trial) }
    do throws(FileError) {
      try Directory.make(path: trial, mode: 0o700, calls: files)
      missing = try need(of: try Directory.open(path: trial, label: "trial", calls: files), trial)
    } catch {
      throw Self.problem(error, home.path)
    }
    if let missing { throw .unfit(home.path, missing) }
  }

  /// What cannot be done in a directory; a failed call is thrown, and says by its step what it was for.
  private func need(of directory: Directory<FileError>, _ path: String) throws(FileError) -> HomeNeed? {
    let free = try directory.freeBytes()
    if free < Self.leastFreeBytes { return .room(freeBytes: free) }
    for name in ["one", "two"] {
      try directory.create(name, [UInt8](repeating: 0x2E, count: 4096), mode: 0o600, durably: true)
    }
    try directory.sync()
    guard directory.facts.mode == 0o700, let file = try directory.facts("one"), file.mode == 0o600,
      file.userID == directory.facts.userID
    else { return .rights }
    // What a call ignores it answers with success.
    try? ByPath.setMode(path + "/one", 0o640)
    guard try directory.facts("one")?.mode == 0o640 else { return .rights }
    let inner = try directory.ensureDirectory("inner", mode: 0o700)
    guard try directory.move("one", to: inner, as: "one") else { return .moving(nil) }
    // A move that replaces would let one answer take another's place.
    if try directory.move("two", to: inner, as: "one") { return .moving(nil) }
    try directory.replace("two", to: inner, as: "one")
    return try locksHold(on: "one", in: inner) ? nil : .locks(nil)
  }

  /// Both kinds: Kaunta's own (flock), and SQLite's (on a range of the file).
  private func locksHold(on name: String, in directory: Directory<FileError>) throws(FileError) -> Bool {
    let first = try NamedLock.take(name, in: directory, mode: 0o600, holder: nil, makes: false)
    guard case .held = first,
      case .busy = try NamedLock.take(name, in: directory, mode: 0o600, holder: nil, makes: false)
    else { return false }
    try OpenFile.plain(directory.at(name).path, .readWrite).lockStart()
    return true
  }

  private func remove(_ trial: String) {
    for name in ["one", "two", "inner/one", "inner/two"] { try? calls.unlink(FileAt(path: trial + "/" + name)) }
    for directory in [trial + "/inner", trial] { try? calls.removeDirectory(FileAt(path: directory)) }
  }

  /// The directory in which the first thing of the home would be made, by its real path, and what is still to be made.
  private func nearestDirectory(_ path: String) throws(HomeProblem) -> (String, rest: Substring) {
    var found = path
    while true {
      let facts: FileFacts
      do throws(FileError) {
        facts = try ByPath.facts(found)
      } catch {
        if FileFacts(at: found) != nil { throw .inTheWay(found) }
        guard [.noSuchFileOrDirectory, .notDirectory, .fileNameTooLong].contains(error.code), found != "/" else {
          throw .cannotMake(path, reason: error.words)
        }
        found = ByPath.directory(of: found)
        continue
      }
      guard facts.isDirectory else { throw .inTheWay(found) }
      break
    }
    do throws(FileError) {
      let real = try ByPath.real(found)
      return (real == "/" ? "" : real, path.dropFirst(found == "/" ? 0 : found.count))
    } catch {
      throw .cannotMake(path, reason: error.words)
    }
  }

  private func checkLength(of real: String, _ path: String) throws(HomeProblem) {
    if max(real.utf8.count, path.utf8.count) > Self.longestPathBytes
      || path.split(separator: "/").contains(where: { $0.utf8.count > Self.longestNameBytes })
    {
      throw .unfit(path, .shorterPath)
    }
  }

  private static func problem(_ error: FileError, _ path: String) -> HomeProblem {
    guard case .failed(let step, let code) = error else { return .cannotMake(path, reason: error.words) }
    if code == .noSpace || code == .diskQuotaExceeded { return .unfit(path, .room(freeBytes: 0)) }
    switch step {
    case .setMode: return .unfit(path, .rights)
    case .syncFile, .syncDirectory: return .unfit(path, .sync(code.words))
    case .rename: return .unfit(path, .moving(code.words))
    case .lock: return .unfit(path, .locks(code.words))
    default: return .cannotMake(path, reason: code.words)
    }
  }
}

/// What a home needs of the place where it is.
package enum HomeNeed: Sendable, Equatable {
  /// Files that keep who may read them.
  case rights
  /// Bringing a file to disk; the system's words.
  case sync(String)
  /// Moving a file without replacing another; the system's words, if it has any.
  case moving(String?)
  /// Locks that keep others out; the system's words, if it has any.
  case locks(String?)
  /// Room.
  case room(freeBytes: Int64)
  /// A shorter path.
  case shorterPath

  /// What cannot be done, and why a shop needs it.
  var sentence: String {
    func words(_ reason: String?) -> String { reason.map { " (\($0))" } ?? "" }
    return switch self {
    case .rights:
      "files there do not keep their owner and rights (chmod has no effect), and secrets would be open to others"
    case .sync(let reason):
      "nothing can be brought to disk there for certain\(words(reason)), and a power cut could take payments"
    case .moving(let reason):
      "files there cannot be moved without replacing others\(words(reason)), and Safaricom's answers could be lost"
    case .locks(let reason):
      "locks there do not keep others out\(words(reason)), and two tills could write over each other"
    case .room(let free):
      "there is no room (\(free / 1024) KiB are free, and a shop begins with \(HomeTrial.leastFreeBytes / 1024))"
    case .shorterPath:
      "its path is too long (\(HomeTrial.longestPathBytes) bytes at most, and 255 for each name in it)"
    }
  }
}
