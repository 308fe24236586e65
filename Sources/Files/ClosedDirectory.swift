import Glibc

/// A directory that this account cannot pass on its way to a path.
///
/// What the kernel says to whoever is not let in names neither that directory nor its mode.
package struct ClosedDirectory: Sendable, Equatable {
  package let path: String
  package let mode: UInt32

  /// The first one above a path; nil where this account comes as far as what lies there.
  package init?(above path: String) {
    for parent in Self.parents(of: path) {
      guard access(parent, X_OK) != 0, let facts = FileFacts(path: parent) else { continue }
      self.path = parent
      mode = facts.mode
      return
    }
    return nil
  }

  /// "/var/lib, above it, has mode 0700".
  package var words: String { "\(path), above it, has mode \(modeDigits(mode))" }

  /// The command with which its owner opens it.
  package var remedy: String { "chmod o+x \(path)" }

  /// From the root down, without what the path itself names.
  package static func parents(of path: String) -> [String] {
    let names = path.split(separator: "/").dropLast()
    return ["/"] + names.indices.map { "/" + names[...$0].joined(separator: "/") }
  }
}
