import CLinux
import Files
import Glibc
import Synchronization
import Wakes

/// How long a program waits for the ledger's lock, and whom it tells for whom it waits.
///
/// A desk that is open waits as long as it takes, with the holder's name on the screen; a command has nobody who would
/// look.
package struct LockPatience: Sendable {
  /// How long a transaction that begins to wait now may wait, in milliseconds of the boot clock.
  package var limitMilliseconds: @Sendable () -> Int64
  /// Hears the holder's name and for how many milliseconds more it is waited for, once a wait has taken two seconds.
  package var tell: @Sendable (String, Int64) -> Void

  static let toldAfterMilliseconds: Int64 = 2_000
  /// So long a name that was looked up is told again.
  static let namedForMilliseconds: Int64 = 1_000

  /// Patience with an end.
  package init(limitMilliseconds: @escaping @Sendable () -> Int64, tell: @escaping @Sendable (String, Int64) -> Void) {
    self.limitMilliseconds = limitMilliseconds
    self.tell = tell
  }
}

/// The queue in front of every write transaction, over all processes.
///
/// SQLite's own waiting starves writers (20 writers: 7 of them got at most one commit in 4 s); flock(2) queues them.
/// The lock file holds the holder's name, so that whoever waits can say for whom.
final class LedgerLock: Sendable {
  private let place: LockPlace
  private let holderText: String
  private let holders: LedgerHolders
  private let waitingSince = Mutex<Int64?>(nil)
  private let named = Mutex<(holder: String, atMilliseconds: Int64)?>(nil)

  init(_ files: LedgerFiles) throws(LedgerError) {
    do throws(FileError) {
      let file = try OpenFile.plain(files.lockPath, .readWrite, .create, mode: files.mode)
      // The process's mask took bits away; only the file's owner can give them, and has when it made the file.
      try? file.setMode(files.mode)
      place = LockPlace(file)
    } catch {
      throw .cannotOpen(reason: "lock file: \(error.words)")
    }
    holderText = files.holder
    holders = LedgerHolders(files)
  }

  /// Runs `body` while this process alone may write.
  ///
  /// Only one thread at a time may call it: the lock belongs to the open file, so two threads of one process would both
  /// hold it. The database queue sees to that.
  ///
  /// - Parameter patience: how long to wait for it; nil for as long as it takes.
  func holding<Value>(_ patience: LockPatience?, _ body: () throws -> Value) throws -> Value {
    if !place.isWaited, (try? place.file.lock()) == true {
      defer { place.file.unlock() }
      tell(holderText)
      return try body()
    }
    waitingSince.withLock { $0 = kaunta_boot_milliseconds() }
    defer { waitingSince.withLock { $0 = nil } }
    switch patience.map(wait) ?? place.waitedFor() {
    case .ours: break
    case .givenUp: throw LedgerError.held(by: holder)
    case .failed(let reason): throw LedgerError.cannotWrite(reason: "lock file: \(reason)")
    }
    waitingSince.withLock { $0 = nil }
    defer { place.file.unlock() }
    tell(holderText)
    return try body()
  }

  /// Waits as long as the patience lasts.
  ///
  /// A thread of its own stands in flock's queue, since nothing else keeps a place in it. Whoever gives up leaves it
  /// standing there, and the next transaction takes over its place.
  private func wait(_ patience: LockPatience) -> LockWait {
    let end = kaunta_boot_milliseconds() + patience.limitMilliseconds()
    let tellsAt = kaunta_boot_milliseconds() + LockPatience.toldAfterMilliseconds
    place.queueUp()
    var isTold = false
    while true {
      let now = kaunta_boot_milliseconds()
      if let outcome = place.outcome(givingUp: now >= end) { return outcome }
      if now >= tellsAt, !isTold {
        isTold = true
        patience.tell(holder, max(0, end - now))
      }
      // The boot clock counts time asleep, and poll(2) does not: no wait is long.
      place.pause(milliseconds: Int32(min(max(end - now, 1), 250)))
    }
  }

  /// Who holds the lock, once this process has waited two seconds for it.
  var slowHolder: String? {
    let since = waitingSince.withLock { $0 }
    let now = kaunta_boot_milliseconds()
    guard let since, now - since >= LockPatience.toldAfterMilliseconds else { return nil }
    // Of two hundred desks that wait each asks at whatever happens, and the kernel's list has a line for each of them.
    if let named = named.withLock(\.self), named.atMilliseconds >= since,
      now - named.atMilliseconds < LockPatience.namedForMilliseconds
    {
      return named.holder
    }
    let holder = holder
    named.withLock { $0 = (holder, now) }
    return holder
  }

  private var holder: String { holders.ofLock(told: place.file.holder ?? "") }

  /// Writes who is waited for into the file of the lock, which is held: a courtesy for whoever waits; a failure changes
  /// nothing.
  func tell(_ holder: String) { place.file.name(holder: holder) }

  /// Whether the ledger's disk has so much room, asked for in the file of the lock, which is held and always there.
  ///
  /// What cannot be asked is no reason to refuse.
  func hasRoom(bytes: Int64) -> Bool {
    do throws(FileError) { try place.file.tryRoom(bytes: bytes) } catch {
      return error.code != .noSpace && error.code != .diskQuotaExceeded
    }
    return true
  }
}

/// What came of waiting for the lock.
private enum LockWait {
  case ours
  /// The patience was at its end before the lock was free.
  case givenUp
  /// The system's words.
  case failed(String)
}

/// The open lock file, and a thread's place in the queue for it.
///
/// The lock belongs to the open file: while one thread waits for it, no other may take it by itself, or the first one's
/// giving up would let go of the second one's lock.
private final class LockPlace: Sendable {
  private enum Queue { case empty, waited, abandoned, ended(LockWait) }

  let file: OpenFile
  private let rung = Wake()
  private let queue = Mutex(Queue.empty)

  init(_ file: OpenFile) { self.file = file }

  /// A thread waits, or has what it waited for.
  var isWaited: Bool {
    queue.withLock { if case .empty = $0 { false } else { true } }
  }

  /// Stands in the queue, or takes over the place of whoever gave up.
  func queueUp() {
    let needsThread = queue.withLock { queue in
      guard case .empty = queue else {
        if case .abandoned = queue { queue = .waited }
        return false
      }
      queue = .waited
      return true
    }
    if !needsThread { return }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { raw in
        if let raw { Unmanaged<LockPlace>.fromOpaque(raw).takeRetainedValue().standInQueue() }
        return nil
      }, context)
    if code == 0 {
      pthread_detach(thread)
    } else {
      Unmanaged<LockPlace>.fromOpaque(context).release()
      queue.withLock { $0 = .ended(.failed(Errno(rawValue: code).words)) }
    }
  }

  private func standInQueue() {
    let outcome = waitedFor()
    queue.withLock { queue in
      if case .abandoned = queue {
        if case .ours = outcome { file.unlock() }
        queue = .empty
      } else {
        queue = .ended(outcome)
      }
    }
    rung.ring()
  }

  /// Stands in flock's queue on this thread, for as long as it takes.
  func waitedFor() -> LockWait {
    do throws(FileError) { return try file.lock(waiting: true) ? .ours : .givenUp } catch {
      return .failed(error.words)
    }
  }

  /// What came of waiting, and the place is given up when nothing has; nil while it goes on.
  func outcome(givingUp: Bool) -> LockWait? {
    queue.withLock { queue in
      switch queue {
      case .ended(let outcome):
        queue = .empty
        return outcome
      case .empty, .waited, .abandoned:
        if !givingUp { return nil }
        queue = .abandoned
        return .givenUp
      }
    }
  }

  func pause(milliseconds: Int32) {
    rung.wait(milliseconds: milliseconds)
    rung.silence()
  }
}
