import Files
import TestSupport
import Testing

@testable import Settings

/// A home in a directory of its own, taken away at the end.
final class TemporaryHome {
  private let place: TemporaryDirectory
  let home: Home

  /// A directory, and in it a fresh home if a kind is given.
  init(_ kind: HomeKind? = nil) throws {
    place = try TemporaryDirectory()
    home = Home(path: place.path(of: "home"))
    if let kind { _ = try HomeMaker.make(at: home, HomePlan(kind: kind), tagKey: Self.tagKey) }
  }

  var directory: String { place.path }

  /// 32 bytes that are no placeholder.
  static let tagKey = (0..<32).map { UInt8($0) }

  var settings: String { readText(home.settingsFile) }

  /// Replaces a line of the settings, the first that starts so; the number of that line.
  @discardableResult
  func replaceLine(_ start: String, with line: String) throws -> Int {
    var lines = settings.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix(start) }, "no line starts with \(start)")
    lines[index] = line
    try write(lines.joined(separator: "\n"), to: home.settingsFile)
    return index + 1
  }

  /// The number of the first line that starts so.
  func lineNumber(_ start: String) throws -> Int {
    let lines = settings.split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.hasPrefix(start) }, "no line starts with \(start)") + 1
  }

  /// Writes into a file that is there, or makes it with 0600.
  func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

  /// Writes bytes into a file that is there, or makes it with 0600.
  func write(_ bytes: [UInt8], to path: String) throws {
    try OpenFile(path, .writeOnly, [.create, .truncate], mode: 0o600).write(bytes)
  }

  /// What the loader says; no lines when it takes the settings.
  func problems(_ loader: SettingsLoader = SettingsLoader()) -> [String] {
    do throws(SettingsProblems) {
      _ = try loader.load(home)
      return []
    } catch {
      return error.lines.map { $0.hasPrefix(home.path + "/") ? String($0.dropFirst(home.path.count + 1)) : $0 }
    }
  }
}

/// A file's text; empty when there is none.
func readText(_ path: String) -> String {
  String(decoding: (try? WholeFile.read(path, limitBytes: 1 << 20)) ?? [], as: UTF8.self)
}
