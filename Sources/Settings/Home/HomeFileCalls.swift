import Glibc

/// A failed call of the system.
struct SystemFailure: Error, Equatable {
  let code: Int32

  static var last: SystemFailure { SystemFailure(code: errno) }

  /// The C library's words.
  var words: String { String(cString: strerror(code)) }
}

/// Reads a whole small file; one byte more than the limit shows that it is too long.
func readSmallFile(_ path: String, limitBytes: Int) throws(SystemFailure) -> [UInt8] {
  // A FIFO in a file's place must not stop the desk.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  if descriptor < 0 { throw .last }
  defer { close(descriptor) }
  var content: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 16 * 1024)
  while content.count <= limitBytes {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw .last }
    if count == 0 { break }
    content.append(contentsOf: buffer[..<count])
  }
  return content
}

/// Writes all bytes, however many calls it takes.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(SystemFailure) {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes { whole in
      write(descriptor, whole.baseAddress.map { $0 + done }, bytes.count - done)
    }
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw .last }
    done += count
  }
}

/// Names in a directory, sorted; none when it cannot be read.
func namesInDirectory(_ path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// An account's name as the system knows it.
func accountName(_ userID: UInt32) -> String {
  guard let entry = getpwuid(userID), let name = entry.pointee.pw_name else { return "user \(userID)" }
  return String(cString: name)
}

/// A path as a shell takes it, quoted only where it must be.
func shellQuoted(_ path: String) -> String {
  let plain = path.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      || "/._-+=:@%".utf8.contains($0)
  }
  if plain, !path.isEmpty { return path }
  var quoted = "'"
  for character in path { quoted += character == "'" ? "'\\''" : String(character) }
  return quoted + "'"
}
