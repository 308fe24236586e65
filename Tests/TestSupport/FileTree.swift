import Glibc

/// The files below a directory.
package enum FileTree {
  /// A file's bytes, also of one in /proc; nil if it cannot be read.
  package static func bytes(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Every file's path, whatever its depth, sorted.
  package static func paths(under path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var paths: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let inner = path + "/" + name
      if kind(of: inner) == S_IFDIR { paths += Self.paths(under: inner) } else { paths.append(inner) }
    }
    return paths.sorted()
  }

  /// It is a file, and no link, pipe or socket.
  package static func isRegular(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}

/// Whether a text stands somewhere in some bytes.
package func holds(_ bytes: [UInt8], _ text: String) -> Bool {
  let wanted = Array(text.utf8)
  guard let first = wanted.first, bytes.count >= wanted.count else { return false }
  return bytes.indices.dropLast(wanted.count - 1).contains { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
}

/// The whole text of a file, also of one in /proc, or nil if it cannot be read.
package func readTextFile(_ path: String) -> String? {
  FileTree.bytes(path).map { String(decoding: $0, as: UTF8.self) }
}
