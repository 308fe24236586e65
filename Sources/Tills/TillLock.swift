import Files
import Payments

/// The lock by which a till is one desk's, with its holder's name in it.
package struct TillLock: Sendable {
  private let lock: NamedLock

  /// Takes a till, without waiting.
  package static func take(
    _ till: Till, in locks: Directory<FileError>, mode: UInt32, holder: String
  ) throws(FileError) -> Taken<TillLock> {
    switch try NamedLock.take(fileName(of: till), in: locks, mode: mode, holder: holder) {
    case .held(let lock): .ours(TillLock(lock: lock))
    case .busy(let name): .taken(holder: name)
    }
  }

  /// Who has a till, by its file; nil where no desk has it.
  ///
  /// For a moment this holds the lock itself, so that whoever opens a desk just then looks once more.
  package static func holder(of till: Till, in locks: Directory<FileError>) throws(FileError) -> String? {
    do throws(FileError) {
      let outcome = try NamedLock.take(fileName(of: till), in: locks, mode: 0, holder: nil, makes: false)
      if case .busy(let name) = outcome { return name.map { PersonsWords.visible($0) } ?? "another desk" }
      return nil
    } catch {
      if error.code == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  /// The name of a till's lock.
  static func fileName(of till: Till) -> String { "till-\(till.number).lock" }

  /// The tills that ever had a desk, by their files, in their order.
  package static func tills(in locks: Directory<FileError>) throws(FileError) -> [Till] {
    try locks.list().compactMap { name in
      guard name.hasPrefix("till-"), name.hasSuffix(".lock") else { return nil }
      return Int(name.dropFirst("till-".count).dropLast(".lock".count)).flatMap { Till($0) }
    }.sorted { $0.number < $1.number }
  }
}
