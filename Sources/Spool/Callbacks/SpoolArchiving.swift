import Files
import Glibc
import Payments

/// What became of an item that was to be archived.
package enum Archiving: Sendable, Equatable {
  /// It lies in `done/<day>/`.
  case moved
  /// The same body lay there already.
  case merged
  /// A file of that name in `done/<day>/` was damaged, so this one stands beside it under another name.
  case keptBeside
  /// It was not in `new/` any more.
  case gone
}

extension SpoolDirectory {
  /// Moves one item whose evidence is committed to `done/<day>/`.
  package func archive(_ name: SpoolName, day: BusinessDay) throws(SpoolError) -> Archiving {
    try archive([name], day: day).first ?? .gone
  }

  /// Moves items whose evidence is committed to `done/<day>/`, with one sync for all of them.
  ///
  /// A crash in the middle leaves items in `new/`, to be archived again harmlessly; so does another process that
  /// archives the same items at the same time.
  package func archive(_ names: [SpoolName], day: BusinessDay) throws(SpoolError) -> [Archiving] {
    if names.isEmpty { return [] }
    let root = try root()
    let delivered = try root.directory(.new)
    let done = try done(day, in: root)
    var outcomes: [Archiving] = []
    for name in names { outcomes.append(try moveToDone(name.fileName, from: delivered, name: name, done)) }
    if outcomes.contains(where: { $0 != .gone }) {
      try done.sync()
      try delivered.sync()
    }
    return outcomes
  }

  /// Where callbacks of a day go, made if it is missing.
  func done(_ day: BusinessDay, in root: Directory<SpoolError>) throws(SpoolError) -> Directory<SpoolError> {
    try root.directory(.done).ensureDirectory(day.text, mode: modes.directory)
  }

  func moveToDone(
    _ fileName: String, from source: Directory<SpoolError>, name: SpoolName?, _ done: Directory<SpoolError>
  ) throws(SpoolError) -> Archiving {
    do throws(SpoolError) {
      if try source.move(fileName, to: done, as: fileName) { return .moved }
      if let name, let kept = try? readEnvelope(fileName, in: done, name: name),
        try readEnvelope(fileName, in: source, name: name).body == kept.body
      {
        try source.unlink(fileName)
        return .merged
      }
      // 2…99: a person has to look long before that is used up.
      for number in 2...99 {
        if try source.move(fileName, to: done, as: fileName + ".\(number)") { return .keptBeside }
      }
      throw SpoolError.failed(.rename, .fileExists)
    } catch .gone {
      return .gone
    } catch .failed(let step, code: ENOENT) {
      if try source.facts(fileName) == nil { return .gone }
      throw .failed(step, code: ENOENT)
    }
  }
}
