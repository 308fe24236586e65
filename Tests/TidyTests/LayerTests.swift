import Testing

/// The table of layers in docs/architecture.md is what `Package.swift` says.
@Suite struct LayerTests {
  /// What the table calls the products of other packages.
  static let names = [
    "Crypto": "swift-crypto", "CryptoExtras": "swift-crypto", "GRDB": "GRDB", "AsyncHTTPClient": "async-http-client",
    "ArgumentParser": "swift-argument-parser", "Logging": "swift-log",
    "HummingbirdCore": "HummingbirdCore", "ServiceLifecycle": "swift-service-lifecycle", "TOMLKit": "TOMLKit",
    "NIOCore": "NIO", "NIOPosix": "NIO", "NIOHTTP1": "NIO", "NIOSSL": "NIO", "NIOHTTPTypes": "NIO",
    "HTTPTypes": "swift-http-types",
    "SystemPackage": "swift-system", "HeapModule": "swift-collections",
  ]
  /// What is no dependency of the package.
  static let outside: Set<String> = ["standard library", "the kernel", "ncursesw"]

  @Test func theTableIsThePackage() throws {
    let package = try PackageText.read()
    let page = try #require(Repository.file("docs/architecture.md"))
    let rows = Self.rows(of: page.lines)
    for target in package.targets where !target.isTest {
      guard let leansOn = rows[target.name] else {
        Issue.record("\(target.name) has no row")
        continue
      }
      let declared = Set(
        target.dependencies.map { dependency in
          package.products[dependency].map { Self.names[$0.product, default: $0.product] } ?? dependency
        })
      // What wires all layers names none of them, and every product all the same.
      let wired = leansOn.contains("all") ? declared.intersection(rows.keys).union(["all"]) : []
      let said = leansOn.subtracting(Self.outside).union(wired)
      #expect(said.sorted() == declared.union(wired).sorted(), "\(target.name)")
    }
    let targets = Set(package.targets.map(\.name))
    #expect(Set(rows.keys).subtracting(targets).sorted() == [], "rows without a target")
  }

  /// Target to what it leans on, from the rows of the table of layers.
  static func rows(of lines: [Substring]) -> [String: Set<String>] {
    var rows: [String: Set<String>] = [:]
    let table = lines.drop { !$0.hasPrefix("| target |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    for line in table {
      let columns = line.split(separator: "|").map { $0.trimmed }
      guard columns.count == 4, let name = columns[0].split(separator: "`").first else { continue }
      rows[String(name)] = Set(columns[2].split(separator: ",").map { $0.trimmed })
    }
    return rows
  }

  @Test func rowsAreRead() {
    let lines: [Substring] = [
      "text", "| target | in one sentence | leans on | must not |", "|---|---|---|---|",
      "| `Desk` (pure) | the view model | Payments, Keys | do anything |", "", "| `Other` | a | b | c |",
    ]
    #expect(Self.rows(of: lines) == ["Desk": ["Payments", "Keys"]])
  }
}

extension Substring {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
