import Files
import Glibc

/// Brings the names in one directory to disk for many threads at once.
///
/// Whoever comes waits for a sync that begins after that, for only such a one is certain to hold its name; of those who
/// wait, one makes it for all, and all have its outcome.
///
/// @unchecked since the lock below guards everything.
final class SharedSync: @unchecked Sendable {
  /// One sync, and those who came before it began.
  private final class Round {
    /// Which directory it is about, by whoever came first.
    let directory: FileFacts
    var isOver = false
    var failure: SpoolError?

    init(_ directory: FileFacts) { self.directory = directory }

    func isAbout(_ other: FileFacts) -> Bool { directory.device == other.device && directory.inode == other.inode }
  }

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The round that has not begun.
  private var next: Round?
  private var isRunning = false

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Returns once the names that were made in a directory before are on disk.
  func sync(_ directory: Directory<SpoolError>) throws(SpoolError) {
    pthread_mutex_lock(lock)
    let round = next ?? Round(directory.facts)
    // Another directory lies in the place of the one that the others have open.
    guard round.isAbout(directory.facts) else {
      pthread_mutex_unlock(lock)
      return try directory.sync()
    }
    next = round
    while !round.isOver {
      if isRunning { pthread_cond_wait(changed, lock) } else { run(round, directory) }
    }
    pthread_mutex_unlock(lock)
    if let failure = round.failure { throw failure }
  }

  /// Makes the sync of a round; the lock is held before and after, and not while the disk works.
  private func run(_ round: Round, _ directory: Directory<SpoolError>) {
    isRunning = true
    next = nil
    pthread_mutex_unlock(lock)
    var failure: SpoolError?
    do throws(SpoolError) { try directory.sync() } catch { failure = error }
    pthread_mutex_lock(lock)
    round.failure = failure
    round.isOver = true
    isRunning = false
    pthread_cond_broadcast(changed)
  }
}
