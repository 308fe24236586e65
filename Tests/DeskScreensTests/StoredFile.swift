import Glibc
import Testing

/// A file of this repository that tests hold something equal to, or write anew when a person asks for it.
struct StoredFile {
  let path: String

  /// A golden frame beside these tests.
  static func golden(_ name: String, besides filePath: StaticString = #filePath) -> StoredFile {
    StoredFile(path: folder(of: "\(filePath)") + "/Goldens/\(name).txt")
  }

  /// A page or picture in docs.
  static func document(_ name: String, besides filePath: StaticString = #filePath) -> StoredFile {
    StoredFile(path: folder(of: folder(of: folder(of: "\(filePath)"))) + "/docs/\(name)")
  }

  /// The directory of the themes that ship.
  static var themes: String { folder(of: folder(of: folder(of: #filePath))) + "/themes" }

  /// Holds the file equal to a text, or writes it if the variable says so.
  func hold(_ text: String, updatedBy variable: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if getenv(variable) != nil { try write(text) }
    guard let stored = read() else {
      Issue.record("\(path) is missing; \(variable)=1 writes it", sourceLocation: sourceLocation)
      return
    }
    if stored == text { return }
    Issue.record(
      "\(path) differs; \(variable)=1 writes it anew\n\(Self.difference(stored, text))", sourceLocation: sourceLocation)
  }

  /// The lines that differ, the stored ones with a minus before them.
  static func difference(_ stored: String, _ drawn: String) -> String {
    let old = stored.split(separator: "\n", omittingEmptySubsequences: false)
    let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for index in 0..<max(old.count, new.count) where lines.count < 40 {
      let before = index < old.count ? String(old[index]) : nil
      let after = index < new.count ? String(new[index]) : nil
      if before == after { continue }
      if let before { lines.append("- \(before)") }
      if let after { lines.append("+ \(after)") }
    }
    return lines.joined(separator: "\n")
  }

  private static func folder(of path: String) -> String {
    String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
  }

  func read() -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ text: String) throws {
    struct NotWritten: Error { let path: String }
    guard let file = fopen(path, "w") else { throw NotWritten(path: path) }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw NotWritten(path: path) }
  }
}
