import Glibc
import SystemPackage

/// A directory that is open: found once, without following a link, and used by its descriptor from then on, so that
/// nothing done in it can be led elsewhere.
///
/// Nothing at a name in it is followed, waited for, or used if an account made it that may not write there.
package final class Directory<Failure: FileFailure>: Sendable {
  /// What it is called in messages, such as `spool/new`.
  package let label: String
  /// Whose files are used in it.
  package let makers: Makers
  /// What it is.
  package let facts: FileFacts

  let files: CheckedCalls<Failure>
  let descriptor: Int32

  private init(label: String, makers: Makers, facts: FileFacts, files: CheckedCalls<Failure>, owning descriptor: Int32)
  {
    self.label = label
    self.makers = makers
    self.facts = facts
    self.files = files
    self.descriptor = descriptor
  }

  deinit { files.closeQuietly(descriptor) }

  /// Opens a directory by its path, whose last part must be no link.
  ///
  /// - Parameter makers: whose files are used in it, by what it is; else those who may write into it.
  package static func open(
    path: String, label: String, calls: CheckedCalls<Failure>,
    makers: (FileFacts) -> Makers = Makers.sharing
  ) throws(Failure) -> Directory {
    try open(FileAt(path: path), label: label, calls, makers)
  }

  /// Opens a directory in this one, which must be as closed to others and made by one of those who may.
  package func directory(_ name: String) throws(Failure) -> Directory {
    let label = label + "/" + name
    let makers = makers
    let found = try Self.open(at(name), label: label, files) { _ in makers }
    guard makers.made(found.facts) else {
      throw Failure.refused(label, .foreignDirectory(userID: found.facts.userID))
    }
    guard found.facts.mode & makers.forbiddenRights == 0 else {
      throw Failure.refused(label, .openDirectory(mode: found.facts.mode))
    }
    return found
  }

  private static func open(
    _ place: FileAt, label: String, _ files: CheckedCalls<Failure>, _ makers: (FileFacts) -> Makers
  ) throws(Failure) -> Directory {
    let descriptor = try files.asking(.openDirectory) { () throws(Errno) -> Int32? in
      do throws(Errno) {
        return try files.calls.open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
      } catch {
        if error == .notDirectory || error == .tooManySymbolicLinkLevels { return nil }
        throw error
      }
    }
    guard let descriptor else {
      let isLink = try files.facts(place)?.kind == .link
      throw Failure.refused(label, isLink ? .link : .noDirectory)
    }
    do throws(Failure) {
      let facts = try files.facts(of: descriptor)
      return Directory(label: label, makers: makers(facts), facts: facts, files: files, owning: descriptor)
    } catch {
      files.closeQuietly(descriptor)
      throw error
    }
  }

  /// Makes a directory by its path unless something is there, with exactly this mode.
  package static func make(path: String, mode: UInt32, calls: CheckedCalls<Failure>) throws(Failure) {
    _ = try calls.makeDirectory(FileAt(path: path), mode: mode)
  }

  /// A directory in this one, made with exactly this mode and brought to disk if it was missing.
  package func ensureDirectory(_ name: String, mode: UInt32) throws(Failure) -> Directory {
    if try files.makeDirectory(at(name), mode: mode) { try sync() }
    return try directory(name)
  }

  /// The place of a name in it.
  package func at(_ name: String) -> FileAt { FileAt(directory: descriptor, name: name) }

  /// Brings its entries to disk.
  package func sync() throws(Failure) { try files.syncDirectory(descriptor) }

  /// Names in it, in no order.
  package func list() throws(Failure) -> [String] {
    try files.asking(.list) { () throws(Errno) in try files.calls.list(descriptor) }
  }

  /// What lies at a name, a link as a link; nil when nothing does.
  package func facts(_ name: String) throws(Failure) -> FileFacts? { try files.facts(at(name)) }

  /// Bytes that may still be written where it is.
  package func freeBytes() throws(Failure) -> Int64 {
    try files.asking(.inspect) { () throws(Errno) in try files.calls.freeBytes(descriptor) }
  }

  /// Which mount it lies on: between two of them nothing can be moved, even on one filesystem.
  package func mountID() throws(Failure) -> Int64 {
    try files.asking(.inspect) { () throws(Errno) in try files.calls.mountID(descriptor) }
  }

  /// Removes a name.
  package func unlink(_ name: String) throws(Failure) {
    try files.asking(.remove) { () throws(Errno) in try files.calls.unlink(at(name)) }
  }

  /// Removes a name, or not.
  package func unlinkQuietly(_ name: String) { try? files.calls.unlink(at(name)) }

  /// Removes an empty directory.
  package func removeDirectory(_ name: String) throws(Failure) {
    try files.asking(.remove) { () throws(Errno) in try files.calls.removeDirectory(at(name)) }
  }
}
