import Testing

/// What `Package.swift` allows is used: the compiler looks the other way, and refuses what it does not allow.
@Suite struct DependencyTests {
  @Test func noTargetDeclaresWhatItDoesNotImport() throws {
    let package = try PackageText.read()
    let programs = Set(package.targets.filter(\.isExecutable).map(\.name))
    var unused: [String] = []
    for target in package.targets {
      let files = Repository.files.filter { $0.path.hasPrefix(target.path + "/") }
      let imported = files.reduce(into: Set<String>()) { $0.formUnion(Self.imports(in: $1.lines)) }
      for dependency in target.dependencies where !imported.contains(package.module(of: dependency)) {
        // A program that tests start is built because it is named, and not imported.
        if target.isTest, programs.contains(dependency) { continue }
        unused.append("\(target.name) declares \(dependency)")
      }
    }
    #expect(unused == [])
  }

  @Test func everyTargetAndProductIsUsed() throws {
    let package = try PackageText.read()
    let used = Set(package.targets.flatMap(\.dependencies))
    let idle = package.targets.filter { $0.kind == "target" && !used.contains($0.name) }.map(\.name)
    #expect(idle == [])
    #expect(Set(package.products.keys).subtracting(used).sorted() == [])
  }

  /// A till does not change by being cloned on another day.
  @Test func everyPackageHasAnExactVersion() throws {
    let package = try #require(Repository.file("Package.swift"))
    let loose = package.lines.filter { $0.contains(".package(url:") && !$0.contains("exact: ") }
    #expect(loose == [])
  }

  @Test func importsAreRead() {
    let lines: [Substring] = [
      "import Glibc", "@testable import Cells", "import struct Foundation.Date", "  import Indented", "// import Not",
      "public import Logging",
    ]
    #expect(Self.imports(in: lines) == ["Glibc", "Cells", "Foundation", "Indented", "Logging"])
  }

  static func imports(in lines: [Substring]) -> Set<String> {
    var modules: Set<String> = []
    for line in lines where line.contains("import ") {
      var words = line.split(separator: " ")
      while let first = words.first,
        first.hasPrefix("@") || ["public", "package", "internal", "private"].contains(first)
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { continue }
      let kinds = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
      let name = kinds.contains(String(words[1])) && words.count > 2 ? words[2] : words[1]
      modules.insert(String(name.prefix { $0 != "." }))
    }
    return modules
  }
}
