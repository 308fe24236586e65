import Glibc

/// A lock on a file with its holder's name in it: it ends with its holder, however that dies.
package final class NamedLock: Sendable {
  /// What came of wanting one.
  package enum Outcome: Sendable {
    /// It is ours until the last reference to it goes.
    case held(NamedLock)
    /// Somebody else has it; nil when the file does not say who.
    case busy(holder: String?)
  }

  private let file: OpenFile

  private init(_ file: OpenFile) { self.file = file }

  // A child that is just being started has a copy of the descriptor, until it runs its own program.
  deinit { file.unlock() }

  /// Takes a lock without waiting, and writes the holder's name into it; nil leaves the name as it is.
  ///
  /// - Parameters:
  ///   - makes: whether the file is made if it is missing.
  ///   - onlyLooks: for whoever may read it and not write; the holder's name is left as it is.
  package static func take<Failure>(
    _ name: String, in directory: Directory<Failure>, mode: UInt32, holder: String?, makes: Bool = true,
    onlyLooks: Bool = false
  ) throws(Failure) -> Outcome {
    let flags = onlyLooks ? O_RDONLY : O_RDWR | (makes ? O_CREAT : 0)
    // More than once only when the file is removed while we look at it.
    for _ in 0..<8 {
      let file = OpenFile(
        owning: try directory.openPlain(name, flags, mode: mode, step: .lock))
      let isOurs: Bool
      do throws(FileError) { isOurs = try file.lock() } catch {
        throw Failure.failed(.lock, error.code ?? .noLocks)
      }
      if !isOurs { return .busy(holder: file.holder) }
      guard let standing = try directory.facts(name),
        standing.isSameFile(as: try directory.files.facts(of: file.descriptor))
      else { continue }
      // The process's mask took bits away; only the file's owner can give them, and has when it made the file.
      if makes, !onlyLooks { try? file.setMode(mode) }
      if let holder, !onlyLooks { file.name(holder: holder) }
      return .held(NamedLock(file))
    }
    throw Failure.failed(.lock, .noSuchFileOrDirectory)
  }

  /// Writes another name of the holder; a courtesy for whoever wants the lock, and a failure changes nothing.
  package func say(_ holder: String) { file.name(holder: holder) }
}
