import Glibc
import SystemPackage

extension Directory {
  /// Whether the file was moved; false when something stands at the new name already, which is never replaced.
  ///
  /// renameat2(2) with RENAME_NOREPLACE is not to be had on every filesystem (FUSE, NFS, 9p, older ZFS). There a second
  /// name is made, which never replaces either, and the first one removed; a crash between the two leaves both. Where
  /// no second name can be made, the new place is looked at before the file is moved: what is put there in that instant
  /// is replaced, so names must tell the content, as a spool's do.
  package func move(_ name: String, to directory: Directory, as newName: String) throws(Failure) -> Bool {
    let from = at(name)
    let to = directory.at(newName)
    let calls = files.calls
    return try files.asking(.rename) { () throws(Errno) -> Bool in
      do throws(Errno) {
        try calls.renameWithoutReplacing(from, to)
        return true
      } catch {
        switch error {
        case .fileExists: return false
        case .invalidArgument, .noFunction, .notSupported: return try Self.moveBySecondName(from, to, calls)
        default: throw error
        }
      }
    }
  }

  private static func moveBySecondName(_ from: FileAt, _ to: FileAt, _ calls: FileCalls) throws(Errno) -> Bool {
    do throws(Errno) {
      try calls.link(from, to)
    } catch {
      switch error {
      case .fileExists: return false
      // EPERM: a directory, a filesystem without links, or somebody else's file (fs.protected_hardlinks).
      case .notPermitted, .noFunction, .notSupported, .tooManyLinks, .invalidArgument, .permissionDenied:
        return try moveAfterLooking(from, to, calls)
      default: throw error
      }
    }
    do throws(Errno) { try calls.unlink(from) } catch {
      if error != .noSuchFileOrDirectory { throw error }
    }
    return true
  }

  private static func moveAfterLooking(_ from: FileAt, _ to: FileAt, _ calls: FileCalls) throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try calls.facts(to)
      return false
    } catch {
      if error != .noSuchFileOrDirectory { throw error }
    }
    try calls.renameReplacing(from, to)
    return true
  }

  /// Moves a file in one step to a name, in the place of what stands there.
  package func replace(_ name: String, to directory: Directory, as newName: String) throws(Failure) {
    try files.asking(.rename) { () throws(Errno) in
      try files.calls.renameReplacing(at(name), directory.at(newName))
    }
  }
}
