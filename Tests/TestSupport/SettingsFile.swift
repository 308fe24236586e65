import Glibc

/// A home's `kaunta.toml`, changed as a person with an editor would.
package struct SettingsFile {
  package let path: String

  package init(home: String) { path = home + "/kaunta.toml" }

  /// The line number, from 1, on which a dotted key stands.
  package func line(of dotted: String) throws -> Int {
    let lines = try lines()
    return try index(of: dotted, in: lines) + 1
  }

  /// Gives a dotted key another value, written as TOML writes it.
  package func set(_ dotted: String, _ value: String) throws {
    var lines = try lines()
    let index = try index(of: dotted, in: lines)
    lines[index] = "\(Self.split(dotted).key) = \(value)"
    try write(lines)
  }

  /// Adds a line after a dotted key's.
  package func add(_ line: String, after dotted: String) throws {
    var lines = try lines()
    lines.insert(line, at: try index(of: dotted, in: lines) + 1)
    try write(lines)
  }

  private func lines() throws -> [String] {
    guard let text = readTextFile(path) else { throw TestFailure("no \(path)") }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func index(of dotted: String, in lines: [String]) throws -> Int {
    let (section, key) = Self.split(dotted)
    var current = ""
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("[") { current = String(line.dropFirst().prefix { $0 != "]" }) }
      if current == section, line.hasPrefix(key + " = ") { return index }
    }
    throw TestFailure("no \(dotted) in \(path)")
  }

  private static func split(_ dotted: String) -> (section: String, key: String) {
    guard let dot = dotted.lastIndex(of: ".") else { return ("", dotted) }
    return (String(dotted[..<dot]), String(dotted[dotted.index(after: dot)...]))
  }

  private func write(_ lines: [String]) throws {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw TestFailure("cannot write \(path)") }
    defer { close(descriptor) }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw TestFailure("cannot write \(path)") }
  }
}
