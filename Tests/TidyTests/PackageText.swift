import Foundation

/// `Package.swift` as it is written: targets with their folders and dependencies.
struct PackageText {
  struct Target {
    let kind: String
    let name: String
    let path: String
    let dependencies: [String]
    /// Whether the compiler makes a module of it that ships, or that tests lean on.
    var isExecutable: Bool { kind == "executableTarget" }
    var isTest: Bool { kind == "testTarget" || path.hasPrefix("Tests/") }
  }

  /// The targets, in their order.
  let targets: [Target]
  /// The product behind each constant, and the package that it comes from.
  let products: [String: (product: String, package: String)]

  static func read() throws -> PackageText {
    try PackageText(String(contentsOfFile: "\(Repository.root)/Package.swift", encoding: .utf8))
  }

  init(_ text: String) {
    var products: [String: (product: String, package: String)] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("let ") && line.contains("Dependency.product(") {
      let quoted = Self.quoted(in: line)
      guard quoted.count == 2 else { continue }
      products[String(line.dropFirst(4).prefix { $0 != " " })] = (quoted[0], quoted[1])
    }
    self.products = products
    let body = text.firstRange(of: "  targets: [").map { text[$0.upperBound...] } ?? ""
    let code = body.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    targets = ("\n" + code).components(separatedBy: "\n    .").dropFirst().compactMap(Self.target)
  }

  private static func target(_ text: String) -> Target? {
    let kind = String(text.prefix { $0.isLetter })
    guard let name = quoted(in: text[...]).first else { return nil }
    var path = (kind == "testTarget" ? "Tests/" : "Sources/") + name
    if let range = text.firstRange(of: "path: \"") { path = String(text[range.upperBound...].prefix { $0 != "\"" }) }
    var dependencies: [String] = []
    if let range = text.firstRange(of: "dependencies: [") {
      dependencies = text[range.upperBound...].prefix { $0 != "]" }.split(separator: ",").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \n\""))
      }.filter { !$0.isEmpty }
    }
    return Target(kind: kind, name: name, path: path, dependencies: dependencies)
  }

  private static func quoted(in text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  /// The module that a dependency is imported as.
  func module(of dependency: String) -> String {
    (products[dependency]?.product ?? dependency).replacing("-", with: "_")
  }
}
