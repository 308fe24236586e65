import Files

/// All tills of a home, held while the ledger is replaced, so that no desk works on it or starts.
struct TillLocks {
  private let locks: [NamedLock]

  /// Takes the locks that are there.
  ///
  /// What cannot be read may be held: only a lock that this process has got tells that no desk is open.
  ///
  /// - Throws: ``MaintenanceProblem/tillInUse(till:holder:)`` when a desk has one of them,
  ///   ``MaintenanceProblem/cannotTell(_:reason:)`` when that cannot be told.
  init(directory path: String) throws(MaintenanceProblem) {
    let directory: Directory<FileError>
    let names: [String]
    do throws(FileError) {
      directory = try Directory.open(path: path, label: "locks", calls: CheckedCalls())
      names = try directory.list()
    } catch {
      // A home that was put back without its locks has had no desk since.
      if error.code == .noSuchFileOrDirectory {
        locks = []
        return
      }
      throw .cannotTell(path, reason: error.words)
    }
    var locks: [NamedLock] = []
    for name in names.sorted() {
      guard name.hasPrefix("till-"), name.hasSuffix(".lock"),
        let till = Int(name.dropFirst("till-".count).dropLast(".lock".count))
      else { continue }
      let outcome: NamedLock.Outcome
      do throws(FileError) {
        outcome = try NamedLock.take(name, in: directory, mode: 0, holder: nil, makes: false)
      } catch {
        if error.code == .noSuchFileOrDirectory { continue }
        throw .cannotTell(path + "/" + name, reason: error.words)
      }
      switch outcome {
      case .held(let lock): locks.append(lock)
      case .busy(let holder): throw .tillInUse(till: till, holder: holder ?? "another desk")
      }
    }
    self.locks = locks
  }
}
