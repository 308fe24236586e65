import Glibc
import TestSupport
import Testing

/// A table beside the tests that says what is expected, one line a case.
struct TableFile {
  let name: String

  init(_ name: String) { self.name = name }

  private var path: String {
    let here = #filePath
    return String(here[..<(here.lastIndex(of: "/") ?? here.endIndex)]) + "/" + name
  }

  /// Holds lines to the table, once they are as expected or will not be any more: each that differs is told by itself.
  ///
  /// Lines that start with # are the table's own.
  func hold(_ lines: () throws -> [String]) throws {
    let old = (readTextFile(path) ?? "").split(separator: "\n").map(String.init)
    if getenv("KAUNTA_UPDATE_TABLES") != nil {
      return try write((old.filter { $0.hasPrefix("#") } + lines()).joined(separator: "\n") + "\n")
    }
    let expected = old.filter { !$0.hasPrefix("#") }
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    var found = try lines()
    while found != expected, !deadline.hasPassed { found = try lines() }
    #expect(found.count == expected.count, "\(name): so many lines")
    for (found, expected) in zip(found, expected) { #expect(found == expected, "\(name)") }
  }

  private func write(_ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    let bytes = Array(text.utf8)
    guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw TestFailure("cannot write \(path)")
    }
    close(descriptor)
  }
}
