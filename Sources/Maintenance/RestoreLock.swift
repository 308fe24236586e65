import Files
import Glibc

/// The one restore of a home: the copy that it works on has one name, and the ledger is moved aside once.
struct RestoreLock {
  private let lock: NamedLock

  /// Takes it; the file lies beside the ledger, since a home that was put back may have no locks.
  ///
  /// - Throws: ``MaintenanceProblem/restoreUnderWay(holder:)`` when another restore has it.
  init(beside ledger: String, mode: UInt32, person: String) throws(MaintenanceProblem) {
    let path = ledger + ".restore"
    let outcome: NamedLock.Outcome
    do throws(FileError) {
      let directory = try Directory<FileError>.open(
        path: ByPath.directory(of: path), label: "ledger", calls: CheckedCalls())
      outcome = try NamedLock.take(
        String(path.split(separator: "/").last ?? ""), in: directory, mode: mode,
        holder: "\(person), process \(getpid())")
    } catch {
      throw .cannotWrite(path, reason: error.words, code: error.code)
    }
    switch outcome {
    case .held(let lock): self.lock = lock
    case .busy(let holder): throw .restoreUnderWay(holder: holder ?? "another process")
    }
  }
}
