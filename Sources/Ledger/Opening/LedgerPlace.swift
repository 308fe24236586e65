import Files

/// Which file lies at the ledger's path.
///
/// A restore puts another file there, and a home that is moved away may be followed by another one. Whoever still has
/// the old one open must not write into it: what it takes from the spool would be gone for everybody else.
struct LedgerPlace: Sendable {
  let path: String
  private let facts: FileFacts
  private let directoryFacts: FileFacts

  init(path: String) throws {
    self.path = path
    do throws(FileError) {
      facts = try ByPath.facts(path)
      directoryFacts = try ByPath.facts(ByPath.directory(of: path))
    } catch {
      throw LedgerError.cannotOpen(reason: error.words(at: path))
    }
  }

  /// Where it lies.
  var directory: String { ByPath.directory(of: path) }

  /// - Throws: ``LedgerError/replaced`` when another file lies there now, ``LedgerError/gone(path:)`` when none does;
  ///   ``LedgerError/movedAway(path:isAnotherThere:)`` when its whole directory is another one;
  ///   ``LedgerError/cannotOpen(reason:)`` where nobody can say, since the way there is closed.
  func check() throws {
    var isAnotherThere = true
    do throws(FileError) {
      if try ByPath.facts(path).isSameFile(as: facts) { return }
    } catch {
      if error.code != .noSuchFileOrDirectory { throw LedgerError.cannotOpen(reason: error.words(at: path)) }
      isAnotherThere = false
    }
    // A restore works within the directory; a home that is moved takes it along.
    if FileFacts(path: directory)?.isSameFile(as: directoryFacts) != true {
      throw LedgerError.movedAway(path: path, isAnotherThere: isAnotherThere)
    }
    throw isAnotherThere ? LedgerError.replaced : LedgerError.gone(path: path)
  }
}
