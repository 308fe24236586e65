import Crypto
import Files
import Glibc
import Payments

/// One archived item, as ``SpoolDirectory/doneItems(on:)`` lists it.
package struct DoneItem: Sendable, Equatable {
  /// The day under which it lies.
  package let day: BusinessDay
  /// The file's name there, which may carry `.2` and so on behind the item's own.
  package let fileName: String
  /// The item; nil when a stranger put the file there.
  package let name: SpoolName?

  /// The kind that a newer version gave it; nil where this one can name it, or nobody could.
  package var newerKind: String? { SpoolName.newerKind(of: SpoolName.withoutNumber(fileName)) }

  /// SHA-256 of the name under which it may have lain in `odd/`: its own, and without a number put behind it here.
  package var nameDigests: [String] {
    var names = [fileName]
    if let dot = fileName.lastIndex(of: "."), Int(fileName[fileName.index(after: dot)...]) != nil {
      names.append(String(fileName[..<dot]))
    }
    return names.map { Hexadecimal.text(SHA256.hash(data: Array($0.utf8))) }
  }
}

/// What a purge took away.
package struct PurgeCounts: Sendable, Equatable {
  /// Day directories.
  package var days: Int
  /// Files in them.
  package var files: Int
}

extension SpoolDirectory {
  /// The days for which something was archived, oldest first.
  package func doneDays() throws(SpoolError) -> [BusinessDay] {
    try open(.done).list().compactMap { BusinessDay(text: $0) }.sorted()
  }

  /// What was archived on a day, sorted; nothing when there is no such day.
  package func doneItems(on day: BusinessDay) throws(SpoolError) -> [DoneItem] {
    let names: [String]
    do throws(SpoolError) { names = try root().directory(doneOn: day).list() } catch .failed(_, code: ENOENT) {
      return []
    }
    return names.sorted().map {
      DoneItem(day: day, fileName: $0, name: SpoolName(fileName: SpoolName.withoutNumber($0)))
    }
  }

  /// Reads a archived item again: for `verify`, and after a restore.
  package func read(_ item: DoneItem) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(item.fileName, in: try root().directory(doneOn: item.day), name: item.name)
  }

  /// Removes the raw bodies that were archived, and had come, before this day (rules.md section 8); their evidence
  /// stays in the ledger.
  ///
  /// The directory's day is what the clock said when it was archived. A body that came later by its own envelope was
  /// archived while a clock was wrong, and stays.
  package func purgeDone(olderThan day: BusinessDay) throws(SpoolError) -> PurgeCounts {
    var counts = PurgeCounts(days: 0, files: 0)
    let done = try open(.done)
    for old in try done.list().compactMap({ BusinessDay(text: $0) }).sorted() where old < day {
      do throws(SpoolError) {
        guard try empty(try done.directory(old.text), keepingFrom: day, &counts.files) else { continue }
        try done.removeDirectory(old.text)
        counts.days += 1
      } catch .failed(_, let code) where [ENOENT, ENOTEMPTY].contains(code) {
        // Somebody else's purge, or something of a name that cannot be given.
        continue
      } catch .planted {
        // A link or a file in a day's place: nothing of ours.
        continue
      }
    }
    if counts.days > 0 { try done.sync() }
    return counts
  }

  /// Removes what was archived on a day; false when something stays there.
  private func empty(
    _ old: Directory<SpoolError>, keepingFrom day: BusinessDay, _ removed: inout Int
  ) throws(SpoolError) -> Bool {
    var isEmptied = true
    for fileName in try old.list().sorted() {
      let name = SpoolName(fileName: SpoolName.withoutNumber(fileName))
      if let envelope = try? readEnvelope(fileName, in: old, name: name),
        EastAfricaTime(wallMilliseconds: envelope.arrivedWallMilliseconds).businessDay >= day
      {
        isEmptied = false
        continue
      }
      do throws(SpoolError) {
        try old.unlink(fileName)
        removed += 1
      } catch .failed(_, code: ENOENT) {
        continue
      } catch .failed(_, code: EISDIR) {
        isEmptied = false
      }
    }
    return isEmptied
  }
}
