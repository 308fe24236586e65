import Glibc
import SystemPackage

/// What is done to names by their path: for places that only their owner may write to, and for what a person names.
package enum ByPath {
  private static let files = CheckedCalls<FileError>()

  /// What a path leads to, links followed.
  package static func facts(_ path: String) throws(FileError) -> FileFacts {
    var found = stat()
    try asking(.inspect) { stat(path, &found) }
    return FileFacts(found)
  }

  /// The names in a directory, sorted.
  package static func names(in directory: String) throws(FileError) -> [String] {
    let descriptor = try files.open(FileAt(path: directory), O_RDONLY | O_DIRECTORY, step: .openDirectory)
    return try files.using(descriptor) { (descriptor) throws(FileError) in
      try files.asking(.list) { () throws(Errno) in try files.calls.list(descriptor) }.sorted()
    }
  }

  /// Makes a directory; something that is there already is an error.
  package static func makeDirectory(_ path: String, mode: UInt32) throws(FileError) {
    try asking(.makeDirectory) { mkdir(path, mode) }
  }

  /// Makes a directory of this account alone, with a name of its own that begins so.
  package static func makeDirectory(beginning path: String) throws(FileError) -> String {
    var template = Array((path + "XXXXXX").utf8CString)
    try asking(.makeDirectory) { mkdtemp(&template) == nil ? -1 : 0 }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? path }
  }

  /// Sets the rights of what a path leads to.
  package static func setMode(_ path: String, _ mode: UInt32) throws(FileError) {
    try asking(.setMode) { chmod(path, mode) }
  }

  /// Gives what a path leads to to another account or group; nil leaves what it has.
  package static func give(_ path: String, userID: UInt32? = nil, groupID: UInt32? = nil) throws(FileError) {
    try asking(.setMode) { chown(path, userID ?? .max, groupID ?? .max) }
  }

  /// Sets the time of a file's last change to now; a link is touched itself.
  package static func touch(_ path: String) throws(FileError) {
    try asking(.write) { utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) }
  }

  /// Moves a file in one step to a name, in the place of what stands there.
  package static func replace(_ path: String, with fresh: String) throws(FileError) {
    try asking(.rename) { rename(fresh, path) }
  }

  /// Removes a file.
  package static func remove(_ path: String) throws(FileError) { try asking(.remove) { unlink(path) } }

  /// Removes a file, or not.
  package static func removeQuietly(_ path: String) { unlink(path) }

  /// Removes an empty directory.
  package static func removeDirectory(_ path: String) throws(FileError) { try asking(.remove) { rmdir(path) } }

  /// Removes a directory with all that is in it, following no link; what cannot be removed stays.
  package static func removeTree(_ directory: String) {
    for name in (try? names(in: directory)) ?? [] {
      let member = directory + "/" + name
      if FileFacts(at: member)?.isDirectory == true { removeTree(member) } else { removeQuietly(member) }
    }
    try? removeDirectory(directory)
  }

  /// Brings a directory's entries to disk.
  package static func sync(directory: String) throws(FileError) {
    let descriptor = try files.open(FileAt(path: directory), O_RDONLY | O_DIRECTORY, step: .openDirectory)
    try files.using(descriptor) { (descriptor) throws(FileError) in try files.syncDirectory(descriptor) }
  }

  /// What stands in a link.
  package static func target(ofLink path: String) throws(FileError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    var count = 0
    try asking(.inspect) {
      count = readlink(path, &buffer, buffer.count)
      return count < 0 ? -1 : 0
    }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The absolute path without a link in it.
  package static func real(_ path: String) throws(FileError) -> String {
    var real = ""
    try asking(.inspect) {
      guard let found = realpath(path, nil) else { return -1 }
      defer { free(found) }
      real = String(cString: found)
      return 0
    }
    return real
  }

  /// The directory that a path's last part lies in.
  package static func directory(of path: String) -> String {
    let directory = FilePath(path).removingLastComponent().string
    return directory.isEmpty ? "." : directory
  }

  /// A path's last part.
  package static func name(of path: String) -> String { FilePath(path).lastComponent?.string ?? path }

  private static func asking(_ step: FileStep, _ call: () -> Int32) throws(FileError) {
    try files.asking(step) { () throws(Errno) in _ = try checked(call()) }
  }
}
