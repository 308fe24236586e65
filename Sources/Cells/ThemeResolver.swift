/// Finds what holds for a role, by falling back from part to part.
struct ThemeResolver {
  let palette: [PaletteEntry]
  let roles: [Role: RoleStyle]

  func style(for role: Role, on ground: Role, level: ColourLevel) -> Style {
    let background =
      inherited(role, \.background) ?? inherited(ground, \.background) ?? inherited(.surface, \.background)
    return Style(
      foreground: colour(inherited(role, \.foreground), level),
      background: colour(background, level),
      attributes: attributes(of: role, level).union(attributes(of: ground, level)))
  }

  /// The first one in the role's line of parents that says something; `text` ends every line.
  private func inherited<Value>(_ role: Role, _ part: KeyPath<RoleStyle, Value?>) -> Value? {
    var current: Role? = role
    while let role = current {
      if let value = roles[role]?[keyPath: part] { return value }
      current = role.parent
    }
    return nil
  }

  /// In mono, the nearest role that says anything about attributes decides, with its mono ones first.
  private func attributes(of role: Role, _ level: ColourLevel) -> Attributes {
    guard level == .mono else { return inherited(role, \.attributes) ?? [] }
    var current: Role? = role
    while let role = current {
      if let attributes = roles[role]?.monoAttributes ?? roles[role]?.attributes { return attributes }
      current = role.parent
    }
    return []
  }

  private func colour(_ name: String?, _ level: ColourLevel) -> Colour {
    palette.first { $0.name == name }?.colour(at: level) ?? .terminalDefault
  }
}
