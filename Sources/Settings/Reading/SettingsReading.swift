/// One passage through a settings file that gathers problems and never stops at one.
struct SettingsReading {
  let file: String
  let toml: TOMLFile
  private var found: [(order: Int, problem: SettingsProblem)] = []

  init(file: String, toml: TOMLFile) {
    self.file = file
    self.toml = toml
  }

  /// Every problem so far, in the order of the file.
  var problems: [SettingsProblem] {
    found.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(\.element.problem)
  }

  mutating func add(_ name: SettingName, _ fault: String, _ remedy: String) {
    // A missing key is told at its table's heading, and without one at the top.
    let line = toml.line(of: name.path) ?? 1
    let problem = SettingsProblem(file: file, line: line, key: name.dotted, fault: fault, remedy: remedy)
    found.append((line, problem))
  }

  /// A problem of another file, told where this one names it.
  mutating func add(_ problem: SettingsProblem, at name: SettingName) {
    found.append((toml.line(of: name.path) ?? 1, problem))
  }

  /// A problem of a line.
  mutating func add(_ problem: SettingsProblem, atLine line: Int) { found.append((line, problem)) }

  /// A problem of the directory, told first.
  mutating func addFirst(_ problem: SettingsProblem) { found.append((0, problem)) }

  /// The value of a key; nil when it is not there.
  func node(_ name: SettingName) -> TOMLNode? {
    guard let section = name.section else { return toml.root[name.key] }
    return toml.root[section.rawValue]?[name.key]
  }

  /// A text that must be there; nil with a problem otherwise, also for a placeholder and for nothing but spaces.
  mutating func requiredText(_ name: SettingName) -> String? {
    if node(name) == nil {
      add(name, "is missing", "write \(name.example)" + (name.section.map { " under [\($0.rawValue)]" } ?? ""))
      return nil
    }
    guard let text = text(name) else { return nil }
    if text.allSatisfy(\.isWhitespace) {
      add(name, "is empty", "write \(name.example)")
      return nil
    }
    return text
  }

  /// A text that may be absent; nil with a problem when it is of another kind, or a placeholder.
  mutating func text(_ name: SettingName) -> String? {
    guard let node = node(name) else { return nil }
    switch node {
    case .text(let text):
      if text.contains(InitialSecrets.placeholder) {
        add(name, "is still the placeholder", "write \(name.example)")
        return nil
      }
      return text
    case .integer(let number):
      add(name, "is a whole number where text is wanted", "write \(name.key) = \"\(number)\", with the quotes")
    default:
      add(name, "is \(node.kindWords) where text is wanted", "write \(name.example)")
    }
    return nil
  }

  /// One of some words; the default when it is absent.
  mutating func choice<Value>(
    _ name: SettingName, _ choices: [(word: String, value: Value)], default standard: Value
  ) -> Value {
    guard let text = text(name) else { return standard }
    if let value = choices.first(where: { $0.word == text }) { return value.value }
    let words = choices.map { "\"\($0.word)\"" }
    let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    add(name, "\(Self.quoted(text)) is none of its values", "write \(list)")
    return standard
  }

  /// A whole number within limits; the default when it is absent.
  mutating func integer(_ name: SettingName, _ limits: ClosedRange<Int>, default standard: Int) -> Int {
    guard let node = node(name) else { return standard }
    guard case .integer(let number) = node else {
      add(name, "is \(node.kindWords) where a whole number is wanted", "write \(name.example), without quotes")
      return standard
    }
    if limits.contains(number) { return number }
    add(name, "\(number) is out of bounds", "write a whole number from \(limits.lowerBound) to \(limits.upperBound)")
    return standard
  }

  /// A number within limits; the default when it is absent.
  mutating func number(_ name: SettingName, _ limits: ClosedRange<Double>, default standard: Double) -> Double {
    guard let node = node(name) else { return standard }
    let number: Double
    switch node {
    case .integer(let whole): number = Double(whole)
    case .float(let decimal): number = decimal
    default:
      add(name, "is \(node.kindWords) where a number is wanted", "write \(name.example), without quotes")
      return standard
    }
    if limits.contains(number) { return number }
    add(name, "\(number) is out of bounds", "write a number from \(limits.lowerBound) to \(limits.upperBound)")
    return standard
  }

  /// True or false; the default when it is absent.
  mutating func boolean(_ name: SettingName, default standard: Bool) -> Bool {
    guard let node = node(name) else { return standard }
    if case .boolean(let value) = node { return value }
    add(name, "is \(node.kindWords) where true or false is wanted", "write \(name.key) = true or \(name.key) = false")
    return standard
  }

  /// A list of texts; nil when it is absent or, with a problem, when it is something else.
  mutating func texts(_ name: SettingName) -> [String]? {
    guard let node = node(name) else { return nil }
    guard case .list(let members) = node else {
      add(name, "is \(node.kindWords) where a list is wanted", "write \(name.example)")
      return nil
    }
    var texts: [String] = []
    for member in members {
      guard case .text(let text) = member else {
        add(name, "holds \(member.kindWords) where text is wanted", "write \(name.example)")
        return nil
      }
      texts.append(text)
    }
    return texts
  }

  /// A value as it is told: cut short, so that a problem stays one line.
  static func quoted(_ text: String) -> String {
    let printable = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    let shown = String(String.UnicodeScalarView(printable))
    return "\"" + (shown.count > 40 ? shown.prefix(40) + "…" : shown) + "\""
  }
}
