/// One named colour of a theme, designed for every level and not guessed.
package struct PaletteEntry: Hashable, Sendable {
  /// The name that roles use.
  package var name: String
  /// The exact colour.
  package var colour: RGB
  /// The index in the 256-colour palette; the nearest one unless the theme says otherwise.
  package var index: UInt8
  /// The one of sixteen to use, or nil for the terminal's own colour: the terminal's owner decides what "red" is.
  package var ansi: ANSIColour?

  /// Makes an entry; without an index, the nearest in OKLab is taken.
  package init(name: String, colour: RGB, index: UInt8? = nil, ansi: ANSIColour?) {
    self.name = name
    self.colour = colour
    self.index = index ?? colour.nearestIndex
    self.ansi = ansi
  }

  /// What to ask a terminal for.
  package func colour(at level: ColourLevel) -> Colour {
    switch level {
    case .mono: .terminalDefault
    case .sixteen: ansi.map(Colour.ansi) ?? .terminalDefault
    case .twoHundredFiftySix: .indexed(index)
    case .direct: .rgb(colour)
    }
  }
}

/// What a theme says about one role; what it leaves out comes from the role's parent.
package struct RoleStyle: Hashable, Sendable {
  /// The name of a palette entry, or `default`.
  package var foreground: String?
  /// The name of a palette entry, or `default`; without one, the ground that the text stands on shows through.
  package var background: String?
  /// Emphasis beside colour.
  package var attributes: Attributes?
  /// Emphasis where the role's colours cannot be shown: without colour, and with sixteen colours for a role whose
  /// background is then the terminal's own.
  ///
  /// Without it, `attributes` holds there too.
  package var monoAttributes: Attributes?

  /// Makes a role's style.
  package init(
    foreground: String? = nil, background: String? = nil, attributes: Attributes? = nil,
    monoAttributes: Attributes? = nil
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
    self.monoAttributes = monoAttributes
  }
}

/// Whether a theme is for a dark or a light room.
package enum ThemeVariant: String, CaseIterable, Sendable {
  /// Light text on a dark ground.
  case dark
  /// Dark text on a light ground.
  case light
}

/// What a theme file says about itself.
package struct ThemeDescription: Hashable, Sendable {
  /// The name for people.
  package var name: String
  /// The name for options and files: lower-case letters, digits and dashes.
  package var slug: String
  /// Who drew it.
  package var author: String
  /// The licence, by its SPDX name.
  package var licence: String
  /// What it was drawn after, or where it was found; nil where it is its author's own.
  package var origin: String?
  /// One line about it.
  package var summary: String
  /// For which room.
  package var variant: ThemeVariant

  package init(
    name: String, slug: String, author: String, licence: String, origin: String? = nil, summary: String,
    variant: ThemeVariant
  ) {
    self.name = name
    self.slug = slug
    self.author = author
    self.licence = licence
    self.origin = origin
    self.summary = summary
    self.variant = variant
  }
}

/// Colours and emphasis for every role, at every colour level.
///
/// A theme is complete whatever it leaves out: roles fall back to their parents, and from `text` to the terminal's own
/// look. Mistakes are in ``problems``, so that a mistake in a file never stops a desk.
package struct Theme: Hashable, Sendable {
  /// What the theme says about itself.
  package let description: ThemeDescription
  /// The named colours, in the order of the file.
  package let palette: [PaletteEntry]
  /// What was said of roles; read it by role, never in its own order.
  package let roles: [Role: RoleStyle]
  /// What was said of the signs of states; ``sign(of:)`` fills in the rest.
  package let signs: [Role: StateSign]
  /// One sentence for each palette name that a role uses and the palette does not have, in the order of roles.
  package let problems: [String]

  // Level by level, role by role: drawing asks for every run of cells.
  private let resolved: [ResolvedRole]

  package init(
    description: ThemeDescription, palette: [PaletteEntry], roles: [Role: RoleStyle], signs: [Role: StateSign] = [:]
  ) {
    self.description = description
    self.palette = palette
    self.roles = roles
    self.signs = signs
    problems = Self.unknownNames(palette: palette, roles: roles)
    let resolver = ThemeResolver(palette: palette, roles: roles)
    resolved = ColourLevel.allCases.flatMap { level in
      Role.allCases.map { role in resolver.resolve(role, level: level) }
    }
  }

  /// Makes a theme that says what it wants to change of another one.
  ///
  /// Palette entries, roles and signs with the same names replace the other's, as wholes.
  package init(
    description: ThemeDescription, palette: [PaletteEntry], roles: [Role: RoleStyle], signs: [Role: StateSign] = [:],
    basedOn base: Theme
  ) {
    var merged = base.palette
    for entry in palette {
      if let index = merged.firstIndex(where: { $0.name == entry.name }) {
        merged[index] = entry
      } else {
        merged.append(entry)
      }
    }
    self.init(
      description: description, palette: merged, roles: base.roles.merging(roles, uniquingKeysWith: { _, new in new }),
      signs: base.signs.merging(signs, uniquingKeysWith: { _, new in new }))
  }

  /// The sign that stands before a state's word.
  package func sign(of state: Role) -> StateSign { signs[state] ?? .standard(state) }

  /// What a terminal is told to do for text of a role that stands on a ground.
  ///
  /// The background is the role's own if it has one, then the ground's, then that of `surface`. A ground that is a
  /// text's own, such as a lit row's, brings its ink with it: any other could be the same as the ground.
  ///
  /// With sixteen colours it is what can be read in a black and in a white window (``SixteenColours``).
  package func style(for role: Role, on ground: Role = .surface, level: ColourLevel) -> Style {
    style(for: role, on: ground, with: [], level: level)
  }

  /// What a terminal is told to do for a cell.
  package func style(for cell: Cell, level: ColourLevel) -> Style {
    style(for: cell.role, on: cell.ground, with: cell.attributes, level: level)
  }

  private func style(for role: Role, on ground: Role, with attributes: Attributes, level: ColourLevel) -> Style {
    var style = named(role, on: ground, level: level)
    style.attributes.formUnion(attributes)
    if attributes.contains(.calm) { style.attributes.subtract([.bold, .calm]) }
    if attributes.contains(.filled) {
      style.attributes.remove(.filled)
      let isFilled = look(of: role, level: level).background.map { $0 != .terminalDefault } ?? false
      if !isFilled { style = level == .sixteen ? SixteenColours.filled(style) : style.reversed }
    }
    return level == .sixteen ? SixteenColours.readable(style, wanted: ContrastMeasure.wanted(role)) : style
  }

  /// The theme's own words for it, whether they can be read or not.
  func named(_ role: Role, on ground: Role, level: ColourLevel) -> Style {
    let ownLook = look(of: role, level: level)
    let groundLook = look(of: ground, level: level)
    let bringsInk = ownLook.background == nil && groundLook.bringsInk
    return Style(
      foreground: bringsInk ? groundLook.foreground : ownLook.foreground,
      background: ownLook.background ?? groundLook.background ?? look(of: .surface, level: level).background
        ?? .terminalDefault,
      attributes: ownLook.attributes.union(groundLook.attributes))
  }

  private func look(of role: Role, level: ColourLevel) -> ResolvedRole {
    resolved[level.ordinal * Role.count + Int(role.rawValue)]
  }

  private static func unknownNames(palette: [PaletteEntry], roles: [Role: RoleStyle]) -> [String] {
    var problems: [String] = []
    for role in Role.allCases {
      for name in [roles[role]?.foreground, roles[role]?.background].compactMap({ $0 })
      where name != "default" && !palette.contains(where: { $0.name == name }) {
        problems.append("role \"\(role.name)\" uses the colour \"\(name)\", which the palette does not have")
      }
    }
    return problems
  }
}

extension ColourLevel {
  var ordinal: Int {
    switch self {
    case .mono: 0
    case .sixteen: 1
    case .twoHundredFiftySix: 2
    case .direct: 3
    }
  }
}

extension Theme {
  /// Whether notices are dark on a light ground: what must be dark on light, such as a QR code, is drawn by it.
  package var noticesAreDarkOnLight: Bool {
    let style = style(for: .toast, level: .direct)
    guard let ink = style.foreground.light, let ground = style.background.light else { return true }
    return ink.relativeLuminance < ground.relativeLuminance
  }
}
