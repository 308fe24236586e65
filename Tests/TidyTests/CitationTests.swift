import Testing

/// Whatever a comment or a page names is there: pages, sections, paths, files and tests.
@Suite struct CitationTests {
  /// What is named and stands elsewhere, or is made by the reader, with the place that names it.
  static let elsewhere: [String: String] = [
    "docs/Backtracing.rst": "Swift's own documentation",
    "themes/NAME.toml": "a file of the reader's",
    "themes/evening.toml": "a file of the reader's",
    "themes/mama-njeri.toml": "a file of the reader's",
    "docs/ERROR_CODES.md": "of a source of docs/daraja-further.md", "ERROR_CODES.md": "the same",
    "docs/providers/m-pesa.md": "of a source of docs/daraja.md", "m-pesa.md": "the same",
    "sysexits.h": "the C library's",
    "fuse.h": "the kernel's", "coredump.c": "the kernel's",
    "GRDB.swift": "a package",
    "b.c": "a key in an example",
    "lib_getch.c": "of curses",
    "HTTPConnectionPool+Factory.swift": "of async-http-client",
  ]

  private static let pages = Repository.files.filter(\.isPage)
  private static let folders = Repository.paths.reduce(into: Set<String>()) { folders, path in
    var parts = path.split(separator: "/")
    while parts.popLast() != nil, !parts.isEmpty { folders.insert(parts.joined(separator: "/")) }
  }

  private func strangers(_ named: (String) -> [String], _ isThere: (String) -> Bool) -> [String] {
    Repository.files.flatMap { file in
      Set(named(file.prose)).filter { Self.elsewhere[$0] == nil && !isThere($0) }.sorted().map { "\(file.path): \($0)" }
    }
  }

  @Test func everyPathIsThere() {
    let paths = Set(Repository.paths)
    #expect(strangers(Citations.paths) { paths.contains($0) || Self.folders.contains($0) } == [])
  }

  @Test func everyCodeFileIsThere() {
    let names = Set(Repository.paths.compactMap { $0.split(separator: "/").last.map(String.init) })
    #expect(strangers(Citations.codeFiles) { names.contains($0) } == [])
  }

  @Test func everyTestIsThere() {
    var names: Set<String> = Self.folders.reduce(into: []) { names, folder in
      if let name = folder.split(separator: "/").last { names.insert(String(name)) }
    }
    var functions: Set<String> = []
    for line in Repository.swift.flatMap(\.lines) {
      for (word, isFunction) in [
        ("struct ", false), ("class ", false), ("enum ", false), ("extension ", false), ("func ", true),
      ] {
        guard let range = line.firstRange(of: word) else { continue }
        let name = String(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        if isFunction { functions.insert(name) } else { names.insert(name) }
      }
    }
    // A file may hold a suite of another name.
    for file in Repository.swift { names.insert(String(file.name.dropLast(6))) }
    #expect(strangers(Citations.suites) { names.contains($0) } == [])
    #expect(strangers(Citations.tests) { functions.contains($0) } == [])
    let decisions = Repository.files.filter { $0.path.hasPrefix("docs/decisions") }.map(\.text).joined()
    #expect(Set(Citations.testsInBrackets(in: decisions)).subtracting(functions).sorted() == [])
  }

  @Test func everyPageAndSectionIsThere() {
    let sections = Self.pages.reduce(into: [String: Set<String>]()) { sections, page in
      sections[page.name, default: []].formUnion(Self.sections(of: page.lines))
    }
    var missing: [String] = []
    for file in Repository.files {
      for page in Set(Citations.pages(in: file.prose)) {
        if Self.elsewhere[page.name] != nil { continue }
        guard let known = sections[page.name] else {
          missing.append("\(file.path): \(page.name)")
          continue
        }
        if let section = page.section, !known.contains(section) {
          missing.append("\(file.path): \(page.name) section \(section)")
        }
      }
    }
    #expect(missing == [])
  }

  @Test func everyLinkLeadsSomewhere() {
    let headings = Self.pages.reduce(into: [String: Set<String>]()) { $0[$1.path] = Self.anchors(of: $1.lines) }
    var missing: [String] = []
    for page in Self.pages {
      for link in Self.links(in: page.text) where !link.hasPrefix("http") && !link.hasPrefix("mailto:") {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? page.path : Self.resolve(parts[0], from: page.path)
        guard Repository.paths.contains(target) || Self.folders.contains(target) else {
          missing.append("\(page.path): \(link)")
          continue
        }
        if parts.count == 2, let known = headings[target], !known.contains(String(parts[1])) {
          missing.append("\(page.path): \(link)")
        }
      }
    }
    #expect(missing == [])
  }

  /// A package has the folder `docs/` and nothing else of the repository: a link out of it would be dead there.
  @Test func noPageOfDocsLeadsOutOfIt() {
    let inside = Self.pages.filter { $0.path.hasPrefix("docs/") }
    let outside = inside.flatMap { page in
      Self.links(in: page.text).filter { !$0.contains(":") && !$0.hasPrefix("#") }.compactMap { link in
        let target = Self.resolve(link.prefix { $0 != "#" }, from: page.path)
        return target.hasPrefix("docs/") ? nil : "\(page.path): \(link)"
      }
    }
    #expect(inside.count > 20 && outside == [])
  }

  @Test func whatIsNamedIsFound() {
    let prose = """
      See rules.md section 2, `daraja.md` sections 1, 2.2 and 4 to 6. And [states](states.md) of docs/home.md's kind:
      Sources/Payments/Standing/Fold.swift holds `ProofTests.late` and [rules.md](rules.md) section 3.
      """
    let pages = [
      "rules.md 2", "daraja.md 1", "daraja.md 2.2", "daraja.md 4", "daraja.md 5", "daraja.md 6", "states.md ",
      "home.md ", "rules.md 3",
    ]
    #expect(Citations.pages(in: prose).map { "\($0.name) \($0.section ?? "")" } == pages)
    #expect(Citations.paths(in: prose) == ["docs/home.md", "Sources/Payments/Standing/Fold.swift"])
    #expect(Citations.codeFiles(in: prose) == ["Fold.swift"])
    #expect(Citations.suites(in: prose) == ["ProofTests"])
    #expect(Citations.tests(in: prose) == ["late"])
    #expect(Citations.testsInBrackets(in: "so it is (`aLatePayment`), (`row`) and (`Fold`)") == ["aLatePayment"])
    #expect(Self.sections(of: ["## 2. What proves", "### 2.3 Errors", "text 4."]) == ["2", "2.3"])
    #expect(Self.anchors(of: ["## Files, `new/` and *old*"]) == ["files-new-and-old"])
    #expect(Self.resolve("../README.md", from: "docs/home.md") == "README.md")
  }

  /// The numbers of a page's headings.
  static func sections(of lines: [Substring]) -> Set<String> {
    Set(
      lines.filter { $0.hasPrefix("#") }.compactMap { line in
        var number = line.drop { $0 == "#" || $0 == " " }.prefix { $0.isNumber || $0 == "." }
        if number.last == "." { number.removeLast() }
        return number.isEmpty ? nil : String(number)
      })
  }

  /// The anchors of a page's headings, as forges make them.
  static func anchors(of lines: [Substring]) -> Set<String> {
    Set(
      lines.filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-")
          .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      })
  }

  /// What stands between `](` and `)`.
  static func links(in text: String) -> [Substring] {
    text.ranges(of: "](").map { text[$0.upperBound...].prefix { $0 != ")" && $0 != " " } }
  }

  static func resolve(_ link: Substring, from page: String) -> String {
    var parts = page.split(separator: "/").dropLast()
    for part in link.split(separator: "/") where part != "." {
      if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
