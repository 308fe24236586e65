import SystemPackage

/// The errno of a call that failed: the one error of every call here.
package typealias Errno = SystemPackage.Errno

/// One thing that is asked of a disk.
package enum FileStep: String, Sendable, CaseIterable {
  case openDirectory, makeDirectory, list, create, setMode, allocate, write, syncFile, close, rename, syncDirectory
  case read, inspect, lock, remove
}

/// Why something that lies at a name was not used.
package enum FileRefusal: Sendable, Equatable {
  /// A pipe, link, directory, socket or device in the place of a file.
  case noRegularFile
  /// A file of an account that may not write there, or one that is known under other names as well.
  case foreignFile
  /// A link in the place of a directory.
  case link
  /// Something else in the place of a directory.
  case noDirectory
  /// A directory of an account that may not write there.
  case foreignDirectory(userID: UInt32)
  /// A directory that is open to more accounts than the one it lies in.
  case openDirectory(mode: UInt32)
}

/// The errors of whoever works with files: so that each layer throws its own, and the calls are dealt with once.
package protocol FileFailure: Error {
  /// A call failed.
  static func failed(_ step: FileStep, _ code: Errno) -> Self
  /// Something that lies at `name` was not used.
  static func refused(_ name: String, _ why: FileRefusal) -> Self
}

extension Errno {
  /// The C library's words.
  package var words: String { String(describing: self) }
}
