import Glibc
import SystemPackage

/// Single files, by path.
package enum WholeFile {
  /// Reads a whole small file, links followed; one byte more than the limit shows that it is too long.
  ///
  /// A pipe in its place stops nobody.
  package static func read(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
    let files = CheckedCalls<FileError>()
    let descriptor = try files.open(FileAt(path: path), O_RDONLY | O_NONBLOCK | O_NOCTTY, step: .read)
    return try files.using(descriptor) { (descriptor) throws(FileError) in
      try files.readAll(descriptor, limitBytes: limitBytes)
    }
  }
}
