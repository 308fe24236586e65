import SystemPackage

/// A failure for whoever has no errors of its own for it.
package enum FileError: FileFailure, Equatable, Sendable {
  /// A call failed.
  case failed(FileStep, Errno)
  /// Something that lies at a name was not used.
  case refused(String, FileRefusal)

  /// The errno; nil where nothing failed and something was refused.
  package var code: Errno? { if case .failed(_, let code) = self { code } else { nil } }

  /// Why, in a few English words.
  package var words: String {
    switch self {
    case .failed(_, let code): code.words
    case .refused(_, let why): why.words
    }
  }
}

extension FileError {
  /// The same at a path: where this account is not let in, with the directory that keeps it out.
  package func words(at path: String) -> String {
    guard code == .permissionDenied, let closed = ClosedDirectory(above: path) else { return words }
    return "\(words): \(closed.words)"
  }
}

extension FileRefusal {
  /// What lies there, in a few English words.
  package var words: String {
    switch self {
    case .noRegularFile: "a pipe, link or directory in its place"
    case .foreignFile: "a file of somebody who may not write there"
    case .link: "a link, which is not followed"
    case .noDirectory: "no directory"
    case .foreignDirectory(let userID): "a directory of user \(userID), who may not write there"
    case .openDirectory(let mode): "open to others (mode \(modeDigits(mode)))"
    }
  }
}
