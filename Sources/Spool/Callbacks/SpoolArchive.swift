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

  /// Removes some of what was archived on a day, and the day once nothing is left of it; how many files went.
  ///
  /// What cannot be removed by its nature (a directory, a link in the day's place) is nothing of ours, and stays.
  package func remove(_ items: [DoneItem], doneOn day: BusinessDay) throws(SpoolError) -> Int {
    var removed = 0
    let done = try open(.done)
    do throws(SpoolError) {
      let old = try done.directory(day.text)
      for item in items {
        do throws(SpoolError) {
          try old.unlink(item.fileName)
          removed += 1
        } catch .failed(_, let code) where [ENOENT, EISDIR].contains(code) {
          continue
        }
      }
      if try !old.list().isEmpty { return removed }
      try done.removeDirectory(day.text)
      try done.sync()
    } catch .failed(_, let code) where [ENOENT, ENOTEMPTY].contains(code) {
      // Somebody else's purge, or something that was archived there just now.
    } catch .planted {
      return removed
    }
    return removed
  }
}
