import Cells
import Files

/// One theme file, read and checked by itself.
struct ThemeFile {
  let file: String
  let slug: String
  let inherits: String?
  private let toml: TOMLFile
  private let description: ThemeDescription
  private let palette: [PaletteEntry]
  private let roles: [Role: RoleStyle]
  private let signs: [Role: StateSign]
  /// What a file in five lines says; nil for one that says everything itself.
  private let shop: ShopColours?

  /// The key that names what it is based on.
  var inheritsKey: String { shop == nil ? "inherits" : "paper" }

  /// Reads and checks a file.
  ///
  /// - Throws: everything that is wrong with it, in the order of the file.
  static func read(_ file: String) throws(SettingsProblems) -> ThemeFile {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try WholeFile.read(file, limitBytes: 256 * 1024) } catch {
      throw SettingsProblems(problems: [
        SettingsProblem(
          file: file, fault: "cannot be read (\(error.words))", remedy: "let this account read it")
      ])
    }
    let text: String
    do throws(EditedText.Fault) { text = try EditedText.text(bytes) } catch {
      throw SettingsProblems(problems: [
        SettingsProblem(file: file, fault: error.words, remedy: EditedText.Fault.remedy)
      ])
    }
    return try ThemeFile(file: file, text: text)
  }

  init(file: String, text: String) throws(SettingsProblems) {
    let toml: TOMLFile
    do throws(TOMLSyntaxProblem) { toml = try TOMLFile(text: text) } catch {
      throw SettingsProblems(problems: [
        SettingsProblem(
          file: file, line: error.line, fault: "cannot be read as TOML: \(error.words)",
          remedy: "write KEY = VALUE, with text in double quotes")
      ])
    }
    var reading = ThemeReading(file: file, toml: toml)
    let isOfAShop = reading.isOfAShop
    if isOfAShop { reading.reportKeysOfNoShop() } else { reading.reportUnknownKeys([], ThemeReading.topKeys) }
    if case .integer(1)? = toml.root["format"] {
    } else {
      reading.add(
        ["format"], toml.root["format"] == nil ? "is missing" : "is no format that is known", "write format = 1")
    }
    let slug = reading.slug(isRequired: !isOfAShop)
    let description = isOfAShop ? reading.shopDescription(slug: slug) : reading.description(slug: slug)
    let inherits = isOfAShop ? description.variant.paper : reading.text(["inherits"], isRequired: false)
    let shop = isOfAShop ? reading.shopColours() : nil
    let palette = reading.palette()
    let roles = reading.roles()
    let signs = reading.signs()
    if !reading.problems.isEmpty { throw SettingsProblems(problems: reading.problems) }
    self.file = file
    self.slug = slug
    self.inherits = inherits
    self.toml = toml
    self.description = description
    self.palette = palette
    self.roles = roles
    self.signs = signs
    self.shop = shop
  }

  func line(of path: [String]) -> Int? { toml.line(of: path) }

  /// The theme, on the ground of the one that it inherits.
  ///
  /// - Throws: a problem for each colour that neither palette has.
  func theme(basedOn base: Theme?) throws(SettingsProblems) -> Theme {
    if let shop, let base { return try theme(of: shop, on: base) }
    var reading = ThemeReading(file: file, toml: toml)
    let known = palette.map(\.name) + (base?.palette.map(\.name) ?? [])
    for role in Role.allCases {
      let uses = [("foreground", roles[role]?.foreground), ("background", roles[role]?.background)]
      for (key, name) in uses {
        guard let name, name != "default", !known.contains(name) else { continue }
        let near = NearestName.of(name, among: known)
        reading.add(
          ["roles", role.name, key], "the palette has no colour \(SettingsReading.quoted(name))",
          near.map { "write \"\($0)\", or add the colour under [palette]" } ?? "add the colour under [palette]")
      }
    }
    if !reading.problems.isEmpty { throw SettingsProblems(problems: reading.problems) }
    guard let base else { return Theme(description: description, palette: palette, roles: roles, signs: signs) }
    return Theme(description: description, palette: palette, roles: roles, signs: signs, basedOn: base)
  }
  /// - Throws: a problem for each colour that some eyes could not read, or would take for another's.
  private func theme(of shop: ShopColours, on base: Theme) throws(SettingsProblems) -> Theme {
    var reading = ThemeReading(file: file, toml: toml)
    for fault in shop.faults(on: base) {
      let key = fault.part.rawValue
      let remedy = "write \(key) = \"\(fault.instead.hex)\", the nearest that can be used"
      let asGround = shop.header == nil ? ", or keep it for the top line: header = \"\(shop.accent.hex)\"" : ""
      reading.add([key], fault.words, remedy + (fault.part == .accent ? asGround : ""))
    }
    if !reading.problems.isEmpty { throw SettingsProblems(problems: reading.problems) }
    return shop.theme(description, on: base)
  }
}
