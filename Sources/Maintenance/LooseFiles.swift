import Files

/// Single files outside of the spool: made whole and brought to disk, or not at all.
enum LooseFiles {
  /// Makes an empty file that nobody may read or write beyond what its mode says; where that cannot be, none.
  ///
  /// A stick with FAT refuses to change a mode, a Windows share says that it did: what counts is what it is afterwards.
  @discardableResult
  static func create(_ path: String, mode: UInt32) throws(MaintenanceProblem) -> OpenFile {
    let file: OpenFile
    do throws(FileError) { file = try OpenFile(path, .writeOnly, [.create, .exclusiveCreate], mode: mode) } catch {
      throw error.code == .fileExists ? .alreadyThere(path) : .cannotWrite(path, reason: error.words, code: error.code)
    }
    var refusal: FileError?
    let found: UInt32
    do throws(FileError) {
      do throws(FileError) { try file.setMode(mode) } catch { refusal = error }
      found = try file.facts().mode
    } catch {
      ByPath.removeQuietly(path)
      throw .cannotWrite(path, reason: error.words, code: error.code)
    }
    if found & 0o077 & ~mode == 0, refusal == nil || found & mode == mode { return file }
    ByPath.removeQuietly(path)
    if found & 0o077 & ~mode != 0 { throw .cannotClose(path) }
    throw .cannotWrite(path, reason: refusal?.words ?? "", code: refusal?.code)
  }

  /// Copies a file byte for byte to a path where there is none, and brings it to disk.
  static func copy(_ source: String, to destination: String, mode: UInt32) throws(MaintenanceProblem) {
    let input = try reading(source) { () throws(FileError) in try OpenFile(source, .readOnly) }
    let output = try create(destination, mode: mode)
    while true {
      let piece = try reading(source) { () throws(FileError) in try input.readPiece() }
      try writing(destination) { () throws(FileError) in try piece.isEmpty ? output.sync() : output.write(piece) }
      if piece.isEmpty { return }
    }
  }

  /// Brings a file, and its directory's entry for it, to disk.
  static func sync(_ path: String) throws(MaintenanceProblem) {
    try writing(path) { () throws(FileError) in try OpenFile(path, .readOnly).sync() }
    let directory = ByPath.directory(of: path)
    do throws(FileError) { try ByPath.sync(directory: directory) } catch {
      // Some shares and FUSE know no such thing for a directory: the entry is theirs to keep.
      if case .failed(.syncDirectory, .invalidArgument) = error { return }
      if case .failed(.syncDirectory, .noFunction) = error { return }
      if case .failed(.syncDirectory, .notSupported) = error { return }
      throw .cannotWrite(directory, reason: error.words, code: error.code)
    }
  }

  /// The first bytes of a file.
  static func start(of path: String, lengthBytes: Int) throws(MaintenanceProblem) -> [UInt8] {
    let piece = try reading(path) { () throws(FileError) in try OpenFile(path, .readOnly).readPiece() }
    return Array(piece.prefix(lengthBytes))
  }

  static func lengthBytes(of path: String) -> Int64 { FileFacts(path: path)?.lengthBytes ?? 0 }

  /// Both paths lead to one file.
  static func areTheSame(_ left: String, _ right: String) -> Bool {
    guard let first = FileFacts(path: left), let second = FileFacts(path: right) else { return false }
    return first.isSameFile(as: second)
  }

  static func exists(_ path: String) -> Bool { FileFacts(path: path) != nil }

  static func removeQuietly(_ paths: [String]) { for path in paths { ByPath.removeQuietly(path) } }

  private static func reading<Value>(
    _ path: String, _ work: () throws(FileError) -> Value
  ) throws(MaintenanceProblem) -> Value {
    do throws(FileError) { return try work() } catch { throw .cannotRead(path, reason: error.words) }
  }

  private static func writing(_ path: String, _ work: () throws(FileError) -> Void) throws(MaintenanceProblem) {
    do throws(FileError) { try work() } catch { throw .cannotWrite(path, reason: error.words, code: error.code) }
  }
}
