import CLinux
import Files
import Glibc
import Payments
import Synchronization

/// The modes that a spool gives to what it makes: 0700 and 0600 for one user, 2770 and 0660 for a group.
package struct SpoolModes: Sendable, Equatable {
  /// For directories.
  package var directory: UInt32
  /// For files.
  package var file: UInt32

  /// Modes as given.
  package init(directory: UInt32, file: UInt32) {
    self.directory = directory
    self.file = file
  }

  /// Everything belongs to one user.
  package static let oneUser = SpoolModes(directory: 0o700, file: 0o600)
  /// Listener and desks share a group.
  package static let group = SpoolModes(directory: 0o2770, file: 0o660)
}

/// What lies in `new/`, each sorted.
///
/// A name may be gone before it is read, and one that is delivered meanwhile may be missing: look again.
package struct SpoolListing: Sendable {
  /// Callbacks that wait to be archived.
  package var names: [SpoolName] = []
  /// Files that no listener wrote; ``SpoolDirectory/setAsideStray(_:wallMilliseconds:)`` takes them away.
  package var strays: [String] = []
  /// The kinds of callbacks that only a newer version knows, one for each: they stay where they are.
  package var newerKinds: [String] = []
  /// How requests ended, kept by this shop's own programs until the ledger has it.
  package var answers: [(paymentID: PaymentID, fileName: String)] = []

  init(_ fileNames: [String]) {
    for fileName in fileNames.sorted() {
      if let name = SpoolName(fileName: fileName) {
        names.append(name)
      } else if let id = KeptAnswer.payment(ofFile: fileName) {
        answers.append((id, fileName))
      } else if let kind = SpoolName.newerKind(of: fileName) {
        newerKinds.append(kind)
      } else if !fileName.hasPrefix(SpoolDirectory.probePrefix) {
        strays.append(fileName)
      }
    }
  }
}

/// How much lies in a spool.
package struct SpoolCounts: Sendable, Equatable {
  /// In `new/`: delivered and not archived.
  package var delivered: Int
  /// In `new/`, with a name that no listener gave.
  package var strays: Int
  /// In `new/`, of a kind that only a newer version knows.
  package var newer: Int
  /// In `odd/`: kept for a person, whether or not a person has decided since.
  package var odd: Int
  /// In `tmp/`: being written now, or left by a crash.
  package var unfinished: Int
}

/// The shared directory into which the listener delivers callbacks and out of which desks archive them.
///
/// ```
/// tmp/   being written            new/   delivered, not archived
/// done/2026-11-24/   archived      odd/   kept for a person
/// reserve/   space to let go when the disk is full      heartbeat   the listener's
/// ```
/// Any number of threads and processes may use one at the same time. Nothing here is ever locked, and every step may be
/// done twice.
///
/// Its directories are opened anew for each piece of work, without following a link, and used by their descriptors: so
/// that work is led nowhere else in the middle of it, and a directory that was put back is found again.
package final class SpoolDirectory: Sendable {
  /// Where it is.
  package let path: String
  /// The modes of what it makes.
  package let modes: SpoolModes

  private let files: CheckedCalls<SpoolError>
  private let temporaryNumber = Atomic<UInt64>(0)
  /// For `new/`, into which many deliver at once.
  let deliveries = SharedSync()

  /// Opens a spool, and makes what is missing of it.
  ///
  /// - Throws: ``SpoolError`` when a directory can neither be found nor made, is none of ours, or lies elsewhere.
  package init(path: String, modes: SpoolModes = .oneUser, calls: FileCalls = .real) throws(SpoolError) {
    self.path = path
    self.modes = modes
    files = CheckedCalls(calls)
    try Self.named(path) { () throws(SpoolError) in
      try Directory.make(path: path, mode: modes.directory, calls: files)
    }
    let root = try root()
    for place in SpoolPlace.allCases { _ = try root.ensureDirectory(place.rawValue, mode: modes.directory) }
    try check()
  }

  /// Where new callbacks appear.
  package var newPath: String { path + "/" + SpoolPlace.new.rawValue }

  /// How the places look in which a desk finds news, without opening any; nil for one that is not there.
  ///
  /// What is delivered or set aside changes their directories, and a heartbeat is another file each time.
  package var looks: (directories: [FileFacts?], heartbeat: FileFacts?) {
    (
      [newPath, path + "/" + SpoolPlace.odd.rawValue].map { FileFacts(at: $0) },
      FileFacts(at: path + "/" + Self.heartbeatName)
    )
  }

  /// What was delivered, and what else lies there.
  package func listing() throws(SpoolError) -> SpoolListing { SpoolListing(try open(.new).list()) }

  /// Everything that waits to be archived, sorted by name.
  package func scan() throws(SpoolError) -> [SpoolName] { try listing().names }

  /// Reads one item of `new/` and holds it to its name and its own sums.
  ///
  /// - Throws: ``SpoolError/gone``, ``SpoolError/damaged(_:)``, or a failed call.
  package func read(_ name: SpoolName) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(name.fileName, in: try open(.new), name: name)
  }

  /// How much lies where, without reading any of it.
  package func counts() throws(SpoolError) -> SpoolCounts {
    let root = try root()
    let listing = SpoolListing(try root.directory(.new).list())
    return SpoolCounts(
      delivered: listing.names.count, strays: listing.strays.count, newer: listing.newerKinds.count,
      odd: try root.directory(.odd).list().count { OddItem.isItem($0) },
      unfinished: try root.directory(.tmp).list().count)
  }

  /// Removes what a crash left in `tmp/`: files that nobody has written to for a while.
  ///
  /// None of them was ever acknowledged, since that comes after the move to `new/`. What a crash left of a trial in the
  /// other directories goes as well.
  package func sweepUnfinished(olderThanWallMilliseconds limit: Int64) throws(SpoolError) -> Int {
    let root = try root()
    var removed = 0
    for place in [SpoolPlace.tmp, .new, .odd, .done] {
      let directory = try root.directory(place)
      for name in try directory.list() where place == .tmp || name.hasPrefix(Self.probePrefix) {
        guard let facts = try directory.facts(name), facts.modifiedWallMilliseconds < limit else { continue }
        directory.unlinkQuietly(name)
        removed += 1
      }
    }
    return removed
  }

  /// The spool itself, as it is now.
  func root() throws(SpoolError) -> Directory<SpoolError> {
    try Self.named(path) { () throws(SpoolError) in
      try Directory.open(path: path, label: "spool", calls: files)
    }
  }

  /// What keeps this account out is named: the kernel says no more than that it is out.
  private static func named<Value>(
    _ path: String, _ work: () throws(SpoolError) -> Value
  ) throws(SpoolError) -> Value {
    do throws(SpoolError) { return try work() } catch {
      if case .failed(_, code: EACCES) = error, let closed = ClosedDirectory(above: path) { throw .closed(closed) }
      throw error
    }
  }

  /// One of its directories, as it is now.
  func open(_ place: SpoolPlace) throws(SpoolError) -> Directory<SpoolError> { try root().directory(place) }

  /// A name in `tmp/` that no other thread or process has: process, its boot time in it, and a number.
  func temporaryName() -> String {
    let number = temporaryNumber.wrappingAdd(1, ordering: .relaxed).newValue
    return "\(getpid()).\(kaunta_boot_milliseconds()).\(ObjectIdentifier(self).hashValue).\(number)"
  }

  func readEnvelope(
    _ fileName: String, in directory: Directory<SpoolError>, name: SpoolName?
  ) throws(SpoolError) -> SpoolEnvelope {
    guard let content = try directory.content(fileName, limitBytes: SpoolEnvelope.longestFileBytes) else {
      throw .gone
    }
    return try Self.envelope(content, name: name)
  }

  static func envelope(_ content: [UInt8], name: SpoolName?) throws(SpoolError) -> SpoolEnvelope {
    do throws(EnvelopeDamage) { return try SpoolEnvelope(parsing: content, name: name) } catch {
      throw .damaged(error)
    }
  }
}

enum SpoolPlace: String, CaseIterable {
  case tmp, new, done, odd, reserve
}

extension Directory where Failure == SpoolError {
  func directory(_ place: SpoolPlace) throws(SpoolError) -> Directory { try directory(place.rawValue) }

  /// Where callbacks lie that were archived on a day.
  func directory(doneOn day: BusinessDay) throws(SpoolError) -> Directory {
    try directory(.done).directory(day.text)
  }
}
