import Glibc
import SystemPackage

/// The file calls, each with its step named in the error, and with EINTR dealt with.
///
/// open, write and read are simply asked again after EINTR. A sync is not: fsync(2) gives no promise about what a
/// second one would mean, so any failure of it, EINTR too, fails the whole step and the descriptor is given up. close
/// is never asked twice (close(2): on Linux the descriptor is gone even after EINTR), and EINTR there is not an error
/// since the data was synced before.
package struct CheckedCalls<Failure: FileFailure>: Sendable {
  /// The calls themselves.
  package let calls: FileCalls

  /// Checks these calls.
  package init(_ calls: FileCalls = .real) { self.calls = calls }

  func asking<Result>(
    _ step: FileStep, _ call: () throws(Errno) -> Result
  ) throws(Failure) -> Result {
    while true {
      do throws(Errno) {
        return try call()
      } catch {
        if error != .interrupted { throw Failure.failed(step, error) }
      }
    }
  }

  private func once<Result>(
    _ step: FileStep, _ call: () throws(Errno) -> Result
  ) throws(Failure) -> Result {
    do throws(Errno) { return try call() } catch { throw Failure.failed(step, error) }
  }

  func open(_ place: FileAt, _ flags: Int32, mode: UInt32 = 0, step: FileStep) throws(Failure) -> Int32 {
    try asking(step) { () throws(Errno) in try calls.open(place, flags | O_CLOEXEC, mode) }
  }

  func close(_ descriptor: Int32) throws(Failure) {
    do throws(Errno) { try calls.close(descriptor) } catch {
      if error != .interrupted { throw Failure.failed(.close, error) }
    }
  }

  /// Gives the descriptor back on a way out where another error is already being told.
  func closeQuietly(_ descriptor: Int32) { try? calls.close(descriptor) }

  /// Works with an open file and closes it, whatever happens.
  func using<Result>(
    _ descriptor: Int32, _ work: (Int32) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let result: Result
    do throws(Failure) { result = try work(descriptor) } catch {
      closeQuietly(descriptor)
      throw error
    }
    try close(descriptor)
    return result
  }

  func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let start = done
      let taken = try asking(.write) { () throws(Errno) -> Int in
        var failure: Errno?
        let count = bytes.withUnsafeBytes { whole -> Int in
          do throws(Errno) {
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
      if taken <= 0 { throw Failure.failed(.write, .ioError) }
      done += taken
    }
  }

  /// Reads from the descriptor's place to the end, or one byte more than `limitBytes`, so that "too long" shows.
  func readAll(_ descriptor: Int32, limitBytes: Int) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 32 * 1024)
    while content.count <= limitBytes {
      let count = try asking(.read) { () throws(Errno) -> Int in
        var failure: Errno?
        let count = buffer.withUnsafeMutableBytes { space -> Int in
          do throws(Errno) { return try calls.read(descriptor, space) } catch {
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

  func syncFile(_ descriptor: Int32) throws(Failure) {
    try once(.syncFile) { () throws(Errno) in try calls.syncFile(descriptor) }
  }

  func syncDirectory(_ descriptor: Int32) throws(Failure) {
    try once(.syncDirectory) { () throws(Errno) in try calls.syncDirectory(descriptor) }
  }

  func setMode(_ descriptor: Int32, _ mode: UInt32) throws(Failure) {
    try asking(.setMode) { () throws(Errno) in try calls.setMode(descriptor, mode) }
  }

  func facts(of descriptor: Int32) throws(Failure) -> FileFacts {
    try asking(.inspect) { () throws(Errno) in try calls.factsOfOpenFile(descriptor) }
  }

  /// What lies at a name, a link as a link; nil when nothing does.
  func facts(_ place: FileAt) throws(Failure) -> FileFacts? {
    try asking(.inspect) { () throws(Errno) -> FileFacts? in
      do throws(Errno) { return try calls.facts(place) } catch {
        if error == .noSuchFileOrDirectory { return nil }
        throw error
      }
    }
  }

  /// Makes a directory with exactly this mode, unless something is there; true when it was made.
  func makeDirectory(_ place: FileAt, mode: UInt32) throws(Failure) -> Bool {
    let isNew = try asking(.makeDirectory) { () throws(Errno) -> Bool in
      do throws(Errno) {
        // Without the set-group-ID bit, which a service may not set (RestrictSUIDSGID=) and a group's directory hands
        // on by itself.
        try calls.makeDirectory(place, mode & 0o777)
        return true
      } catch {
        if error == .fileExists { return false }
        throw error
      }
    }
    if !isNew { return false }
    let descriptor = try open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, step: .openDirectory)
    try using(descriptor) { (descriptor) throws(Failure) in
      if try facts(of: descriptor).mode & 0o7777 != mode { try setMode(descriptor, mode) }
    }
    return true
  }
}
