import Glibc

/// Single files outside of the spool: made whole and brought to disk, or not at all.
enum LooseFiles {
  /// Makes an empty file that nobody may read or write beyond what its mode says; where that cannot be, none.
  ///
  /// A stick with FAT refuses to change a mode, a Windows share says that it did: what counts is what it is afterwards.
  static func create(_ path: String, mode: UInt32) throws(MaintenanceProblem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    if descriptor < 0, errno == EEXIST { throw .alreadyThere(path) }
    if descriptor < 0 { throw .cannotWrite(path, reason: words(errno)) }
    defer { close(descriptor) }
    let refusal = fchmod(descriptor, mode) == 0 ? 0 : errno
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      let reason = words(errno)
      unlink(path)
      throw .cannotWrite(path, reason: reason)
    }
    if facts.st_mode & 0o077 & ~mode != 0 {
      unlink(path)
      throw .cannotClose(path)
    }
    if refusal != 0, facts.st_mode & mode != mode {
      unlink(path)
      throw .cannotWrite(path, reason: words(refusal))
    }
  }

  /// Copies a file byte for byte to a path where there is none, and brings it to disk.
  static func copy(_ source: String, to destination: String, mode: UInt32) throws(MaintenanceProblem) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    if input < 0 { throw .cannotRead(source, reason: words(errno)) }
    defer { close(input) }
    try create(destination, mode: mode)
    let output = open(destination, O_WRONLY | O_CLOEXEC)
    if output < 0 { throw .cannotWrite(destination, reason: words(errno)) }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .cannotRead(source, reason: words(errno)) }
      if count == 0 { break }
      var done = 0
      while done < count {
        let written = buffer[done..<count].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        if written < 0 { throw .cannotWrite(destination, reason: words(errno)) }
        done += written
      }
    }
    if fsync(output) != 0 { throw .cannotWrite(destination, reason: words(errno)) }
  }

  /// Brings a file, and its directory's entry for it, to disk.
  static func sync(_ path: String) throws(MaintenanceProblem) {
    for (target, flags) in [(path, O_RDONLY), (directory(of: path), O_RDONLY | O_DIRECTORY)] {
      let descriptor = open(target, flags | O_CLOEXEC)
      if descriptor < 0 { throw .cannotWrite(target, reason: words(errno)) }
      defer { close(descriptor) }
      if fsync(descriptor) == 0 { continue }
      // Some shares and FUSE know no such thing for a directory: the entry is theirs to keep.
      if flags & O_DIRECTORY != 0, [EINVAL, ENOSYS, ENOTSUP].contains(errno) { continue }
      throw .cannotWrite(target, reason: words(errno))
    }
  }

  /// The first bytes of a file.
  static func start(of path: String, lengthBytes: Int) throws(MaintenanceProblem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw .cannotRead(path, reason: words(errno)) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: lengthBytes)
    let count = read(descriptor, &bytes, lengthBytes)
    if count < 0 { throw .cannotRead(path, reason: words(errno)) }
    return Array(bytes.prefix(count))
  }

  static func lengthBytes(of path: String) -> Int64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
  }

  /// Both paths lead to one file.
  static func areTheSame(_ left: String, _ right: String) -> Bool {
    var first = stat()
    var second = stat()
    guard stat(left, &first) == 0, stat(right, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What lies in a directory; nothing when it cannot be listed.
  static func names(in directory: String) -> [String] {
    guard let listing = opendir(directory) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted()
  }

  static func removeQuietly(_ paths: [String]) { for path in paths { unlink(path) } }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
