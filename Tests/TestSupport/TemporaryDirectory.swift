import Glibc

/// A directory of a test's own, removed with all that is in it when the value goes away.
package final class TemporaryDirectory: Sendable {
  /// The path, absolute and without a slash at its end.
  package let path: String

  /// Makes an empty directory that only this user may enter.
  package convenience init() throws { try self.init(in: getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") }

  /// Makes one somewhere else.
  package init(in parent: String) throws {
    var template = Array("\(parent)/kaunta-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("mkdtemp: \(String(cString: strerror(errno)))") }
    path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  deinit { Self.remove(path) }

  /// The path of something inside.
  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, replacing what was there.
  package func write(_ text: String, to name: String) throws {
    let descriptor = open(path(of: name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw TestFailure("cannot write \(name): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw TestFailure("cannot write \(name): \(String(cString: strerror(errno)))") }
      bytes = bytes.dropFirst(written)
    }
  }

  /// The text of a file, or nil if it is not there.
  package func read(_ name: String) -> String? { readTextFile(path(of: name)) }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        var status = stat()
        if lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
          remove("\(path)/\(name)")
        } else {
          unlink("\(path)/\(name)")
        }
      }
      closedir(directory)
    }
    rmdir(path)
  }
}

/// Where a path leads, with all links followed; the path itself when it leads nowhere.
package func resolvedPath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
