import Foundation

/// The repository as text, for tests that hold the habits of the house.
enum Repository {
  /// A file, by its path from the root.
  struct File: Sendable {
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
      self.path = path
      self.text = text
      lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    var isPage: Bool { path.hasSuffix(".md") }
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// What is said in it for people: a page's whole text, of code the comments, each block of them as one line.
    var prose: String {
      if isPage { return text }
      let mark = path.hasSuffix(".sh") || Repository.scripts.contains(path) ? "#" : "//"
      return lines.reduce(into: "") { prose, line in
        guard let start = line.range(of: mark)?.lowerBound else {
          if prose.last != "\n" { prose += "\n" }
          return
        }
        prose += line[start...].drop { $0 == "/" || $0 == "#" }
      }
    }
  }

  static let root: String = {
    var parts = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Programs for a shell, without an ending.
  static let scripts: Set<String> = [
    ".ci/run", ".packaging/build", ".packaging/root/usr/lib/kaunta/backup",
    ".packaging/root/usr/lib/kaunta/tell-owner", "Tests/Server/machine", "Tests/Server/escapes",
    "Tests/Server/escapes-here", "Tests/Server/flow", "Tests/Server/first-payment", "Tests/Server/people",
    "Tests/Server/trouble",
  ]

  /// Every path below the folders that people write in, and the few files beside them.
  static let paths: [String] = {
    let folders = ["Sources", "Tests", "docs", "themes", ".ci", ".packaging"]
    let inside = folders.flatMap { folder in
      ((try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).map { "\(folder)/\($0)" }
    }
    return (inside + ["README.md", "Package.swift", ".swift-format", ".gitignore"]).sorted()
  }()

  /// All that is code or page; golden frames and the corpus are neither.
  static let files: [File] = paths.filter { path in
    let isText = [".swift", ".md", ".c", ".h", ".sh"].contains { path.hasSuffix($0) } || scripts.contains(path)
    return isText && !path.contains("/Goldens/") && !path.contains("/Corpus/")
  }.compactMap { path in
    (try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)).map { File(path: path, text: $0) }
  }

  static let swift: [File] = files.filter(\.isSwift)

  static func file(_ path: String) -> File? { files.first { $0.path == path } }
}
