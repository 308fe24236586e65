import CLinux
import Glibc
import Payments
import Synchronization

/// The modes that a spool gives to what it makes: 0700 and 0600 for one user, 2770 and 0660 for a group.
public struct SpoolModes: Sendable, Equatable {
  /// For directories.
  public var directory: UInt32
  /// For files.
  public var file: UInt32

  /// Modes as given.
  public init(directory: UInt32, file: UInt32) {
    self.directory = directory
    self.file = file
  }

  /// Everything belongs to one user.
  public static let oneUser = SpoolModes(directory: 0o700, file: 0o600)
  /// Listener and desks share a group.
  public static let group = SpoolModes(directory: 0o2770, file: 0o660)
}

/// Whether a delivery was new.
public enum Delivery: Sendable, Equatable {
  /// It lies in `new/`, on disk.
  case stored
  /// The same body lay there already, and is on disk.
  case repeated
}

/// Takes callbacks over for good: when it returns, the callback is on disk.
///
/// The seam for a chain of shops, where a database stands between one public listener and each shop's directory.
public protocol CallbackDelivery: Sendable {
  /// Stores one callback.
  ///
  /// - Throws: ``SpoolError`` when it is not certain to be on disk; the sender must not be told that it was accepted.
  func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery
}

/// How much lies in a spool.
public struct SpoolCounts: Sendable, Equatable {
  /// In `new/`: delivered and not settled.
  public var delivered: Int
  /// In `new/`, with a name that no listener gave.
  public var strays: Int
  /// In `odd/`: kept for a person.
  public var odd: Int
  /// In `tmp/`: being written now, or left by a crash.
  public var unfinished: Int
}

/// The shared directory into which the listener delivers callbacks and out of which desks settle them.
///
/// ```
/// tmp/   being written            new/   delivered, not settled
/// done/2026-11-24/   settled      odd/   kept for a person
/// reserve/   space to let go when the disk is full      heartbeat   the listener's
/// ```
/// Any number of threads and processes may use one at the same time. Nothing here is ever locked by a process that
/// then dies: the kernel drops its locks, and every step may be done twice.
public final class SpoolDirectory: CallbackDelivery, Sendable {
  /// Where it is.
  public let path: String
  /// The modes of what it makes.
  public let modes: SpoolModes

  let files: CheckedFiles
  private let temporaryNumber = Atomic<UInt64>(0)
  /// When an item was first found locked by somebody else, on the boot clock.
  let busySince = Mutex<[SpoolName: Int64]>([:])

  /// Opens a spool, and makes what is missing of it.
  ///
  /// - Throws: ``SpoolError`` when a directory can neither be found nor made.
  public init(path: String, modes: SpoolModes = .oneUser, calls: FileCalls = .real) throws(SpoolError) {
    self.path = path
    self.modes = modes
    files = CheckedFiles(calls: calls)
    try files.ensureDirectory(path, parent: nil, mode: modes.directory)
    for place in SpoolPlace.allCases {
      try files.ensureDirectory(self.path(place), parent: path, mode: modes.directory)
    }
  }

  /// Where new callbacks appear.
  public var newPath: String { path(.new) }

  /// Everything that waits to be settled, sorted by name.
  ///
  /// A name may be gone before it is read, and one that is delivered meanwhile may be missing: scan again.
  public func scan() throws(SpoolError) -> [SpoolName] {
    let names = try files.list(path(.new)).compactMap { SpoolName(fileName: $0) }.sorted()
    busySince.withLock { busy in
      if busy.isEmpty { return }
      let living = Set(names)
      busy = busy.filter { living.contains($0.key) }
    }
    return names
  }

  /// Files in `new/` that no listener wrote, sorted; ``setAsideStray(_:wallMilliseconds:)`` takes them away.
  public func strays() throws(SpoolError) -> [String] {
    try files.list(path(.new)).filter { SpoolName(fileName: $0) == nil }.sorted()
  }

  /// Reads one item of `new/` and holds it to its name and its own sums.
  ///
  /// - Throws: ``SpoolError/gone``, ``SpoolError/damaged(_:)``, or a failed call.
  public func read(_ name: SpoolName) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(path(.new, name.fileName), name: name)
  }

  /// How much lies where, without reading any of it.
  public func counts() throws(SpoolError) -> SpoolCounts {
    let delivered = try files.list(path(.new))
    let strays = delivered.count { SpoolName(fileName: $0) == nil }
    return SpoolCounts(
      delivered: delivered.count - strays, strays: strays,
      odd: try files.list(path(.odd)).count { !$0.hasSuffix(OddReason.sidecarSuffix) },
      unfinished: try files.list(path(.tmp)).count)
  }

  /// Removes what a crash left in `tmp/`: files that nobody has written to for a while.
  ///
  /// None of them was ever acknowledged, since that comes after the move to `new/`.
  public func sweepUnfinished(olderThanWallMilliseconds limit: Int64) throws(SpoolError) -> Int {
    try files.inside(path(.tmp)) { (directory) throws(SpoolError) in
      var removed = 0
      for name in try files.list(directory) {
        let file = directory + "/" + name
        guard let facts = try files.facts(file), facts.modifiedWallMilliseconds < limit else { continue }
        files.unlinkQuietly(file)
        removed += 1
      }
      return removed
    }
  }

  func path(_ place: SpoolPlace) -> String { path + "/" + place.rawValue }

  func path(_ place: SpoolPlace, _ name: String) -> String { path + "/" + place.rawValue + "/" + name }

  /// A path in `tmp/` that no other thread or process has: process, its boot time in it, and a number.
  func temporaryPath() -> String {
    let number = temporaryNumber.wrappingAdd(1, ordering: .relaxed).newValue
    return path(.tmp, "\(getpid()).\(kaunta_boot_milliseconds()).\(ObjectIdentifier(self).hashValue).\(number)")
  }

  func readEnvelope(_ path: String, name: SpoolName?) throws(SpoolError) -> SpoolEnvelope {
    let limit = SpoolEnvelope.longestBodyBytes + SpoolEnvelope.longestHeaderBytes
    guard let content = try files.content(path, limitBytes: limit) else { throw .gone }
    do throws(EnvelopeDamage) { return try SpoolEnvelope(parsing: content, name: name) } catch {
      throw .damaged(error)
    }
  }
}

enum SpoolPlace: String, CaseIterable {
  case tmp, new, done, odd, reserve
}
