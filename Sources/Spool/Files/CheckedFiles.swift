import Glibc

/// The file calls, each with its step named in the error, and with EINTR dealt with.
///
/// open, write and read are simply asked again after EINTR. A sync is not: fsync(2) gives no promise about what a
/// second one would mean, so any failure of it, EINTR too, fails the whole step and the descriptor is given up. close
/// is never asked twice (close(2): on Linux the descriptor is gone even after EINTR), and EINTR there is not an error
/// since the data was synced before.
struct CheckedFiles: Sendable {
  let calls: FileCalls

  private func asking<Result>(
    _ step: SpoolStep, _ call: () throws(FileCallFailure) -> Result
  ) throws(SpoolError) -> Result {
    while true {
      do {
        return try call()
      } catch {
        if error.code != EINTR { throw .failed(step, code: error.code) }
      }
    }
  }

  private func once<Result>(
    _ step: SpoolStep, _ call: () throws(FileCallFailure) -> Result
  ) throws(SpoolError) -> Result {
    do { return try call() } catch { throw .failed(step, code: error.code) }
  }

  func open(
    _ path: String, _ flags: Int32, mode: UInt32 = 0, step: SpoolStep = .read
  ) throws(SpoolError) -> Int32 {
    try asking(step) { () throws(FileCallFailure) in try calls.open(path, flags | O_CLOEXEC, mode) }
  }

  /// Opens a file to read it.
  func openToRead(_ path: String) throws(SpoolError) -> Int32 { try openPlain(path, O_RDONLY, step: .read) }

  /// Opens a file to write over what is in it.
  func openToOverwrite(_ path: String) throws(SpoolError) -> Int32 { try openPlain(path, O_WRONLY, step: .write) }

  /// What somebody put into its place is damage, and must not stop a desk: a pipe, on which open(2) would wait for ever, a
  /// link to elsewhere (ELOOP), a socket (ENXIO), a directory.
  private func openPlain(_ path: String, _ flags: Int32, step: SpoolStep) throws(SpoolError) -> Int32 {
    let descriptor: Int32
    do throws(SpoolError) { descriptor = try open(path, flags | O_NONBLOCK | O_NOFOLLOW, step: step) } catch {
      if case .failed(_, let code) = error, code == ELOOP || code == ENXIO { throw .damaged(.noRegularFile) }
      throw error
    }
    do throws(SpoolError) {
      guard try factsOfOpenFile(descriptor).isRegular else { throw .damaged(.noRegularFile) }
      return descriptor
    } catch {
      closeQuietly(descriptor)
      throw error
    }
  }

  /// Works in a directory that stays the one it is, and is no link; `body` gets the path that leads to it alone.
  ///
  /// Whoever may write into a shared directory may put a link to another in the place of one below it, and then what
  /// is removed there would be removed elsewhere, with our rights.
  func inside<Result>(
    _ path: String, _ body: (String) throws(SpoolError) -> Result
  ) throws(SpoolError) -> Result {
    let descriptor = try open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, step: .openDirectory)
    defer { closeQuietly(descriptor) }
    return try body("/proc/self/fd/\(descriptor)")
  }

  func close(_ descriptor: Int32) throws(SpoolError) {
    do { try calls.close(descriptor) } catch {
      if error.code != EINTR { throw .failed(.close, code: error.code) }
    }
  }

  /// Gives the descriptor back on a way out where another error is already being told.
  func closeQuietly(_ descriptor: Int32) { try? calls.close(descriptor) }

  func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(SpoolError) {
    var done = 0
    while done < bytes.count {
      let start = done
      let taken = try asking(.write) { () throws(FileCallFailure) -> Int in
        var failure: FileCallFailure?
        let count = bytes.withUnsafeBytes { whole -> Int in
          do throws(FileCallFailure) {
            return try calls.write(descriptor, UnsafeRawBufferPointer(rebasing: whole[start...]))
          } catch {
            failure = error
            return 0
          }
        }
        if let failure { throw failure }
        return count
      }
      // A regular file that takes nothing would be asked for ever.
      if taken <= 0 { throw .failed(.write, code: EIO) }
      done += taken
    }
  }

  /// Reads from the descriptor's place to the end, or one byte more than `limitBytes`, so that "too long" shows.
  func readAll(_ descriptor: Int32, limitBytes: Int) throws(SpoolError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 32 * 1024)
    while content.count <= limitBytes {
      let count = try asking(.read) { () throws(FileCallFailure) -> Int in
        var failure: FileCallFailure?
        let count = buffer.withUnsafeMutableBytes { space -> Int in
          do throws(FileCallFailure) { return try calls.read(descriptor, space) } catch {
            failure = error
            return 0
          }
        }
        if let failure { throw failure }
        return count
      }
      if count <= 0 { break }
      content.append(contentsOf: buffer[..<count])
    }
    return content
  }

  func syncFile(_ descriptor: Int32) throws(SpoolError) {
    try once(.syncFile) { () throws(FileCallFailure) in try calls.syncFile(descriptor) }
  }

  /// Brings a directory's entries to disk, over a descriptor of its own.
  func syncDirectory(_ path: String) throws(SpoolError) {
    let descriptor = try open(path, O_RDONLY | O_DIRECTORY, step: .openDirectory)
    do throws(SpoolError) {
      try once(.syncDirectory) { () throws(FileCallFailure) in try calls.syncDirectory(descriptor) }
    } catch {
      closeQuietly(descriptor)
      throw error
    }
    try close(descriptor)
  }

  /// Makes a new file with this content and brings it to disk; on any failure the file is taken away again.
  func createDurably(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(SpoolError) {
    try create(path, bytes, mode: mode, durably: true)
  }

  func create(_ path: String, _ bytes: [UInt8], mode: UInt32, durably: Bool) throws(SpoolError) {
    let descriptor = try open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode, step: .create)
    do throws(SpoolError) {
      // The umask may have taken bits away that other processes of the shop need.
      try asking(.setMode) { () throws(FileCallFailure) in try calls.setMode(descriptor, mode) }
      try writeAll(descriptor, bytes)
      if durably { try syncFile(descriptor) }
    } catch {
      closeQuietly(descriptor)
      unlinkQuietly(path)
      throw error
    }
    do throws(SpoolError) { try close(descriptor) } catch {
      unlinkQuietly(path)
      throw error
    }
  }

  /// Whether the file was moved; false when something stands at the new path already.
  func move(_ from: String, to: String) throws(SpoolError) -> Bool {
    do throws(SpoolError) {
      try asking(.rename) { () throws(FileCallFailure) in try calls.renameWithoutReplacing(from, to) }
      return true
    } catch .failed(.rename, code: EEXIST) {
      return false
    }
  }

  func replace(_ from: String, to: String) throws(SpoolError) {
    try asking(.rename) { () throws(FileCallFailure) in try calls.renameReplacing(from, to) }
  }

  func unlink(_ path: String) throws(SpoolError) {
    try asking(.remove) { () throws(FileCallFailure) in try calls.unlink(path) }
  }

  func unlinkQuietly(_ path: String) { try? calls.unlink(path) }

  func removeDirectory(_ path: String) throws(SpoolError) {
    try asking(.remove) { () throws(FileCallFailure) in try calls.removeDirectory(path) }
  }

  func list(_ path: String) throws(SpoolError) -> [String] {
    try asking(.list) { () throws(FileCallFailure) in try calls.list(path) }
  }

  /// Nil when there is nothing at the path.
  func facts(_ path: String) throws(SpoolError) -> FileFacts? {
    do throws(SpoolError) {
      return try asking(.inspect) { () throws(FileCallFailure) in try calls.facts(path) }
    } catch .failed(.inspect, code: ENOENT) {
      return nil
    }
  }

  func factsOfOpenFile(_ descriptor: Int32) throws(SpoolError) -> FileFacts {
    try asking(.inspect) { () throws(FileCallFailure) in try calls.factsOfOpenFile(descriptor) }
  }

  /// Whether the lock is now ours; false when another holds it.
  func lockNow(_ descriptor: Int32) throws(SpoolError) -> Bool {
    do throws(SpoolError) {
      try asking(.lock) { () throws(FileCallFailure) in try calls.lockNow(descriptor) }
      return true
    } catch .failed(.lock, code: EWOULDBLOCK) {
      return false
    }
  }

  func allocate(_ descriptor: Int32, lengthBytes: Int64) throws(SpoolError) {
    try asking(.allocate) { () throws(FileCallFailure) in try calls.allocate(descriptor, lengthBytes) }
  }

  func freeBytes(_ path: String) throws(SpoolError) -> Int64 {
    try asking(.inspect) { () throws(FileCallFailure) in try calls.freeBytes(path) }
  }

  /// The whole file, or nil when there is none.
  func content(_ path: String, limitBytes: Int) throws(SpoolError) -> [UInt8]? {
    let descriptor: Int32
    do throws(SpoolError) { descriptor = try openToRead(path) } catch .failed(_, code: ENOENT) { return nil }
    defer { closeQuietly(descriptor) }
    return try readAll(descriptor, limitBytes: limitBytes)
  }

  /// Makes a directory with exactly this mode unless it is there, and brings its entry to disk.
  func ensureDirectory(_ path: String, parent: String?, mode: UInt32) throws(SpoolError) {
    do throws(SpoolError) {
      try asking(.makeDirectory) { () throws(FileCallFailure) in try calls.makeDirectory(path, mode) }
    } catch .failed(.makeDirectory, code: EEXIST) {
      return
    }
    let descriptor = try open(path, O_RDONLY | O_DIRECTORY, step: .openDirectory)
    defer { closeQuietly(descriptor) }
    try asking(.setMode) { () throws(FileCallFailure) in try calls.setMode(descriptor, mode) }
    if let parent { try syncDirectory(parent) }
  }
}
