import Cells

/// One passage through a theme file that gathers problems and never stops at one.
struct ThemeReading {
  static let topKeys = [
    "format", "name", "slug", "author", "licence", "origin", "summary", "variant", "inherits", "palette", "roles",
    "states",
  ]
  static let paletteKeys = ["hex", "x256", "ansi"]
  static let roleKeys = ["foreground", "background", "attributes", "mono"]
  static let stateKeys = ["glyph", "ascii"]

  let file: String
  let toml: TOMLFile
  private var found: [SettingsProblem] = []

  init(file: String, toml: TOMLFile) {
    self.file = file
    self.toml = toml
  }

  /// Every problem so far, in the order of the file.
  var problems: [SettingsProblem] {
    found.enumerated()
      .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
  }

  mutating func add(_ path: [String], _ fault: String, _ remedy: String) {
    // A key of a file from elsewhere must not reach a terminal as it is: it may hold line ends and escapes.
    let key = path.map { part in
      let shown = SettingsReading.quoted(part)
      return part.contains(".") ? shown : String(shown.dropFirst().dropLast())
    }.joined(separator: ".")
    found.append(
      SettingsProblem(file: file, line: toml.line(of: path) ?? 1, key: key, fault: fault, remedy: remedy))
  }

  private func node(_ path: [String]) -> TOMLNode? {
    path.reduce(toml.root as TOMLNode?) { $0?[$1] }
  }

  /// The keys of a table, in the order of the file; none with a problem when it is something else.
  private mutating func keys(_ path: [String], of words: String) -> [String] {
    guard let node = node(path) else { return [] }
    guard case .table(let members) = node else {
      add(path, "is \(node.kindWords) where a table is wanted", words)
      return []
    }
    return members.map(\.key).enumerated()
      .sorted {
        (toml.line(of: path + [$0.element]) ?? 0, $0.offset) < (toml.line(of: path + [$1.element]) ?? 0, $1.offset)
      }
      .map(\.element)
  }

  mutating func reportUnknownKeys(_ path: [String], _ known: [String]) {
    for key in keys(path, of: "write { … }") where !known.contains(key) {
      let near = NearestName.of(key, among: known)
      add(path + [key], "is not a key of a theme", near.map { "write \($0), or take it away" } ?? "take it away")
    }
  }

  mutating func text(_ path: [String], isRequired: Bool = true) -> String? {
    let name = path.last ?? ""
    switch node(path) {
    case .text(let text)? where !text.isEmpty: return text
    case nil:
      if isRequired { add(path, "is missing", "write \(name) = \"…\"") }
    case .text?: add(path, "is empty", "write \(name) = \"…\"")
    case let node?: add(path, "is \(node.kindWords) where text is wanted", "write \(name) = \"…\"")
    }
    return nil
  }

  mutating func slug(isRequired: Bool) -> String {
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    let wanted = fileName.hasSuffix(".toml") ? String(fileName.dropLast(5)) : fileName
    if let slug = text(["slug"], isRequired: isRequired), slug != wanted {
      add(
        ["slug"], "\(SettingsReading.quoted(slug)) is not the file's name",
        "write slug = \"\(wanted)\", or rename the file")
    }
    return wanted
  }

  mutating func description(slug: String) -> ThemeDescription {
    let variantText = text(["variant"])
    let variant = variantText.flatMap(ThemeVariant.init(rawValue:))
    if let variantText, variant == nil {
      add(["variant"], "\(SettingsReading.quoted(variantText)) is none of its values", "write \"dark\" or \"light\"")
    }
    return ThemeDescription(
      name: text(["name"]) ?? "", slug: slug, author: text(["author"]) ?? "", licence: text(["licence"]) ?? "",
      origin: text(["origin"], isRequired: false), summary: text(["summary"]) ?? "", variant: variant ?? .dark)
  }

  mutating func palette() -> [PaletteEntry] {
    var entries: [PaletteEntry] = []
    for name in keys(["palette"], of: "write [palette] on a line of its own") {
      let path = ["palette", name]
      if !ThemeLoader.isName(name) || name == "default" {
        add(path, "is no name for a colour", "use small letters, digits and dashes, and not \"default\"")
      }
      reportUnknownKeys(path, Self.paletteKeys)
      guard case .table? = node(path) else { continue }
      let colour = hex(path + ["hex"])
      let index = index(path + ["x256"])
      let ansi = ansi(path + ["ansi"])
      if let colour { entries.append(PaletteEntry(name: name, colour: colour, index: index, ansi: ansi)) }
    }
    return entries
  }

  mutating func hex(_ path: [String]) -> RGB? {
    guard let written = text(path) else { return nil }
    if let colour = RGB(hex: written) { return colour }
    add(path, "\(SettingsReading.quoted(written)) is no colour", "write # and six hex digits, such as \"#E8A87C\"")
    return nil
  }

  private mutating func index(_ path: [String]) -> UInt8? {
    guard let node = node(path) else { return nil }
    // Indexes 0 to 15 are the sixteen whose looks the terminal's owner decides (terminal.md section 4).
    if case .integer(let number) = node, (16...255).contains(number) { return UInt8(number) }
    add(path, "is no index of the 256-colour palette", "write a whole number from 16 to 255, or take it away")
    return nil
  }

  private mutating func ansi(_ path: [String]) -> ANSIColour? {
    guard let written = text(path), written != "default" else { return nil }
    if let colour = ANSIColour(name: written) { return colour }
    let known = ["default"] + ANSIColour.allCases.map(\.name)
    let near = NearestName.of(written, among: known)
    add(
      path, "\(SettingsReading.quoted(written)) is none of the sixteen colours",
      near.map { "write \"\($0)\"" } ?? "write \"default\", or a name such as \"cyan\" or \"bright-cyan\"")
    return nil
  }

  mutating func roles() -> [Role: RoleStyle] {
    var roles: [Role: RoleStyle] = [:]
    for name in keys(["roles"], of: "write [roles] on a line of its own") {
      let path = ["roles", name]
      guard let role = Role(name: name) else {
        let near = NearestName.of(name, among: Role.allCases.map(\.name))
        add(path, "is not a role", near.map { "write \"\($0)\", or take it away" } ?? "take it away")
        continue
      }
      reportUnknownKeys(path, Self.roleKeys)
      guard case .table? = node(path) else { continue }
      roles[role] = RoleStyle(
        foreground: text(path + ["foreground"], isRequired: false),
        background: text(path + ["background"], isRequired: false),
        attributes: attributes(path + ["attributes"]), monoAttributes: attributes(path + ["mono"]))
    }
    return roles
  }

  /// What a state leaves out of its two signs is the standard one.
  mutating func signs() -> [Role: StateSign] {
    var signs: [Role: StateSign] = [:]
    for name in keys(["states"], of: "write [states] on a line of its own") {
      let path = ["states", name]
      guard let state = Role(stateName: name) else {
        let near = NearestName.of(name, among: Role.states.compactMap(\.stateName))
        add(path, "is not a state", near.map { "write \"\($0)\", or take it away" } ?? "take it away")
        continue
      }
      reportUnknownKeys(path, Self.stateKeys)
      guard case .table? = node(path) else { continue }
      var sign = StateSign.standard(state)
      if let glyph = text(path + ["glyph"], isRequired: false) {
        if StateSign.isUnicodeSign(glyph) {
          sign.unicode = glyph
        } else {
          add(
            path + ["glyph"], "\(SettingsReading.quoted(glyph)) does not take one cell",
            "write one sign that is as wide as a letter, such as \"\(sign.unicode)\", and no emoji")
        }
      }
      if let ascii = text(path + ["ascii"], isRequired: false) {
        if StateSign.isASCIISign(ascii) {
          sign.ascii = ascii
        } else {
          add(
            path + ["ascii"], "\(SettingsReading.quoted(ascii)) is not one ASCII character",
            "write one character of a plain keyboard, such as \"\(sign.ascii)\"")
        }
      }
      signs[state] = sign
    }
    return signs
  }

  private mutating func attributes(_ path: [String]) -> Attributes? {
    guard let node = node(path) else { return nil }
    let names = Attributes.named.map(\.name)
    let remedy = "write a list of \(names.joined(separator: ", ")), such as [\"bold\"]"
    guard case .list(let members) = node else {
      add(path, "is \(node.kindWords) where a list is wanted", remedy)
      return nil
    }
    var attributes: Attributes = []
    for member in members {
      guard case .text(let name) = member, let known = Attributes.named.first(where: { $0.name == name }) else {
        let shown = if case .text(let name) = member { SettingsReading.quoted(name) } else { member.kindWords }
        add(path, "\(shown) is no emphasis", remedy)
        return nil
      }
      attributes.formUnion(known.attribute)
    }
    return attributes
  }
}
