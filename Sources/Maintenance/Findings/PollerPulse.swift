import Files
import Payments

/// The sign of life of `kaunta poll --watch`: a lock that ends with it, however it dies, and in its file when its last
/// turn ended.
///
/// A failure changes nothing for the poller: it is a courtesy to whoever looks after it.
package final class PollerPulse {
  static let fileName = "poller.lock"
  private static let everyMilliseconds: Int64 = 5_000
  private static let ended = "ended"

  private let directory: String
  private let mode: UInt32
  private let process: Int32
  private let calls: FileCalls
  private var lock: NamedLock?
  private var writtenAt: Moment?

  /// A pulse that has not beaten yet.
  ///
  /// - Parameters:
  ///   - directory: the home's `cache/`, which the poller's account may write.
  ///   - mode: who else may read the file; nobody else writes it.
  package init(directory: String, mode: UInt32, process: Int32, calls: FileCalls = .real) {
    self.directory = directory
    self.mode = mode
    self.process = process
    self.calls = calls
  }

  /// A turn has ended.
  package func beat(at now: Moment) {
    if let writtenAt, now.elapsedMilliseconds(since: writtenAt) < Self.everyMilliseconds { return }
    writtenAt = now
    let words = "\(process) \(now.wallMilliseconds) \(now.bootMilliseconds) \(now.bootID)"
    if let lock { return lock.say(words) }
    // Another poller may have it, or somebody who looks at it just now: with the next beat once more.
    lock = (try? Self.open(directory, calls)).flatMap { take(in: $0, words) }
  }

  private func take(in place: Directory<FileError>, _ words: String) -> NamedLock? {
    do throws(FileError) {
      guard case .held(let lock) = try NamedLock.take(Self.fileName, in: place, mode: mode, holder: words) else {
        return nil
      }
      return lock
    } catch {
      // Another account's that polled here before, and ended: a file of our own takes its place.
      guard error.code == .permissionDenied, case .held? = try? Self.look(in: place) else { return nil }
      place.unlinkQuietly(Self.fileName)
      guard case .held(let lock)? = try? NamedLock.take(Self.fileName, in: place, mode: mode, holder: words) else {
        return nil
      }
      return lock
    }
  }

  /// The poller ends by itself.
  package func end() {
    lock?.say(Self.ended)
    lock = nil
  }

  /// What a look at it finds.
  package enum Reading: Sendable, Equatable {
    /// No poller ever ran here.
    case never
    /// None runs; the last one was told to stop.
    case ended
    /// None runs, and the last one was not told to stop.
    case died(lastTurnMilliseconds: Int64?)
    /// One runs; how long ago its last turn ended, as far as it says.
    case running(process: Int32?, lastTurnMilliseconds: Int64?)
  }

  /// Looks; nil where this account may not.
  package static func read(_ directory: String, at now: Moment) -> Reading? {
    guard let place = try? open(directory) else { return nil }
    do throws(FileError) {
      switch try look(in: place) {
      case .busy(let words):
        let told = words.flatMap(Self.told)
        return .running(process: told?.process, lastTurnMilliseconds: told?.at.elapsed(at: now))
      case .held:
        let content = (try place.content(fileName, limitBytes: 256)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let words = content.filter { $0 != "\n" }
        return words == ended ? .ended : .died(lastTurnMilliseconds: told(words)?.at.elapsed(at: now))
      }
    } catch {
      return error.code == .noSuchFileOrDirectory ? .never : nil
    }
  }

  private static func told(_ words: String) -> (process: Int32, at: Moment)? {
    let words = words.split(separator: " ")
    guard words.count == 4, let process = Int32(words[0]), let wall = Int64(words[1]), let boot = Int64(words[2]),
      let at = Moment(readWall: wall, boot: boot, bootID: String(words[3]))
    else { return nil }
    return (process, at)
  }

  private static func open(
    _ path: String, _ calls: FileCalls = .real
  ) throws(FileError) -> Directory<FileError> {
    try Directory.open(path: path, label: "cache", calls: CheckedCalls(calls))
  }

  private static func look(in place: Directory<FileError>) throws(FileError) -> NamedLock.Outcome {
    try NamedLock.take(fileName, in: place, mode: 0, holder: nil, makes: false, onlyLooks: true)
  }
}

extension Moment {
  fileprivate func elapsed(at now: Moment) -> Int64 { now.elapsedMilliseconds(since: self) }
}
