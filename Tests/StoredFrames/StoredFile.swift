import Glibc

/// A file of this repository that tests hold something equal to, or write anew when a person asks for it.
package struct StoredFile {
  let path: String

  /// A golden frame beside these tests.
  package static func golden(_ name: String, besides filePath: StaticString = #filePath) -> StoredFile {
    StoredFile(path: folder(of: "\(filePath)") + "/Goldens/\(name).txt")
  }

  /// A page or picture in docs.
  package static func document(_ name: String, besides filePath: StaticString = #filePath) -> StoredFile {
    StoredFile(path: folder(of: folder(of: folder(of: "\(filePath)"))) + "/docs/\(name)")
  }

  /// The directory of the themes that ship.
  package static var themes: String { folder(of: folder(of: folder(of: #filePath))) + "/themes" }

  /// What is wrong with the file, which is to be equal to a text; nil when it is, or was written anew because the
  /// variable says so.
  package func complaint(about text: String, updatedBy variable: String) throws -> String? {
    if getenv(variable) != nil { try write(text) }
    guard let stored = read() else { return "\(path) is missing; \(variable)=1 writes it" }
    if stored == text { return nil }
    return "\(path) differs; \(variable)=1 writes it anew\n\(Self.difference(stored, text))"
  }

  /// The lines that differ, the stored ones with a minus before them.
  package static func difference(_ stored: String, _ drawn: String) -> String {
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

  /// Its text; nil when it is not there.
  package func read() -> String? {
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
