import Crypto
import Glibc
import Payments

/// One settled item, as ``SpoolDirectory/doneItems(on:)`` lists it.
public struct DoneItem: Sendable, Equatable {
  /// The day under which it lies.
  public let day: BusinessDay
  /// The file's name there, which may carry `.2` and so on behind the item's own.
  public let fileName: String
  /// The item; nil when a stranger put the file there.
  public let name: SpoolName?

  /// SHA-256 of the name under which it may have lain in `odd/`: its own, and without a number put behind it here.
  public var nameDigests: [String] {
    var names = [fileName]
    if let dot = fileName.lastIndex(of: "."), Int(fileName[fileName.index(after: dot)...]) != nil {
      names.append(String(fileName[..<dot]))
    }
    return names.map { lowerHex(SHA256.hash(data: Array($0.utf8))) }
  }
}

/// What a purge took away.
public struct PurgeCounts: Sendable, Equatable {
  /// Day directories.
  public var days: Int
  /// Files in them.
  public var files: Int
}

extension SpoolDirectory {
  /// The days for which something was settled, oldest first.
  public func doneDays() throws(SpoolError) -> [BusinessDay] {
    try files.list(path(.done)).compactMap { BusinessDay(text: $0) }.sorted()
  }

  /// What was settled on a day, sorted; nothing when there is no such day.
  public func doneItems(on day: BusinessDay) throws(SpoolError) -> [DoneItem] {
    let names: [String]
    do throws(SpoolError) { names = try files.list(path(.done, day.text)) } catch .failed(_, code: ENOENT) {
      return []
    }
    return names.sorted().map {
      DoneItem(day: day, fileName: $0, name: SpoolName(fileName: Self.withoutNumber($0)))
    }
  }

  /// Reads a settled item again: for `verify`, and after a restore.
  public func read(_ item: DoneItem) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(path(.done, item.day.text) + "/" + item.fileName, name: item.name)
  }

  /// Removes the raw bodies that were settled, and had come, before this day (rules.md section 8); their evidence stays
  /// in the ledger.
  ///
  /// The directory's day is what the clock said when it was settled. A body that came later by its own envelope was
  /// settled while a clock was wrong, and stays.
  public func purgeDone(olderThan day: BusinessDay) throws(SpoolError) -> PurgeCounts {
    var counts = PurgeCounts(days: 0, files: 0)
    for old in try doneDays() where old < day {
      do throws(SpoolError) {
        guard try emptyDone(old, keepingFrom: day, &counts.files) else { continue }
        try files.removeDirectory(path(.done, old.text))
        counts.days += 1
      } catch .failed(_, code: ENOENT) {
        continue
      } catch .failed(.openDirectory, _) {
        // A link or a file in a day's place: nothing of ours.
        continue
      }
    }
    if counts.days > 0 { try files.syncDirectory(path(.done)) }
    return counts
  }

  /// Removes what was settled on a day; false when something stays there.
  private func emptyDone(
    _ old: BusinessDay, keepingFrom day: BusinessDay, _ removed: inout Int
  ) throws(SpoolError) -> Bool {
    let items = try doneItems(on: old)
    var isEmptied = true
    var count = 0
    try files.inside(path(.done, old.text)) { (directory) throws(SpoolError) in
      for item in items {
        if let envelope = try? read(item),
          EastAfricaTime(wallMilliseconds: envelope.arrivedWallMilliseconds).businessDay >= day
        {
          isEmptied = false
          continue
        }
        do throws(SpoolError) {
          try files.unlink(directory + "/" + item.fileName)
          count += 1
        } catch .failed(_, code: ENOENT) {
          continue
        } catch .failed(_, code: EISDIR) {
          isEmptied = false
        }
      }
    }
    removed += count
    return isEmptied
  }

  /// A file's name without the number that ``settle(_:day:)`` or ``setAside(_:reason:wallMilliseconds:)`` put behind
  /// it.
  static func withoutNumber(_ fileName: String) -> String {
    let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let number = Int(parts[3]), (2...99).contains(number) else { return fileName }
    return parts[..<3].joined(separator: ".")
  }
}
