import SystemPackage

/// Single files, by path.
package enum WholeFile {
  /// Reads a whole small file, links followed; one byte more than the limit shows that it is too long.
  ///
  /// A pipe in its place stops nobody.
  package static func read(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
    try OpenFile(path, .readOnly).read(limitBytes: limitBytes)
  }

  /// Makes a file with this content and exactly this mode; on any failure there is none.
  package static func make(_ path: String, _ bytes: [UInt8], mode: UInt32, durably: Bool) throws(FileError) {
    let file = try OpenFile(path, .writeOnly, [.create, .exclusiveCreate, .noFollow], mode: mode)
    do throws(FileError) {
      try file.setMode(mode)
      try file.write(bytes)
      if durably { try file.sync() }
    } catch {
      ByPath.removeQuietly(path)
      throw error
    }
  }

  /// Puts a file with this content in the place of the one that is there, so that a reader finds the old one or the
  /// new.
  package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32, durably: Bool) throws(FileError) {
    let fresh = path + ".new"
    ByPath.removeQuietly(fresh)
    try make(fresh, bytes, mode: mode, durably: durably)
    do throws(FileError) { try ByPath.replace(path, with: fresh) } catch {
      ByPath.removeQuietly(fresh)
      throw error
    }
    // Whatever the directory says, the new file is in place.
    if durably { try? ByPath.sync(directory: ByPath.directory(of: path)) }
  }
}
