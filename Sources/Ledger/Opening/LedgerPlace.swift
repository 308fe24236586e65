import Files

/// Which file lies at the ledger's path.
///
/// A restore puts another file there. Whoever still has the old one open must not write into it: what it takes from the
/// spool would be gone for everybody else.
struct LedgerPlace: Sendable {
  let path: String
  private let facts: FileFacts

  init(path: String) throws {
    self.path = path
    do throws(FileError) { facts = try ByPath.facts(path) } catch {
      throw LedgerError.cannotOpen(reason: error.words)
    }
  }

  /// Where it lies.
  var directory: String { ByPath.directory(of: path) }

  /// - Throws: ``LedgerError/replaced`` when another file lies there now, or none; ``LedgerError/cannotOpen(reason:)``
  ///   where nobody can say, since the way there is closed.
  func check() throws {
    do throws(FileError) {
      if try ByPath.facts(path).isSameFile(as: facts) { return }
    } catch {
      if error.code != .noSuchFileOrDirectory { throw LedgerError.cannotOpen(reason: error.words) }
    }
    throw LedgerError.replaced
  }
}
