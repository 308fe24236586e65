/// What holds for a role at one level; without a background of its own, the ground shows through.
struct ResolvedRole: Hashable {
  var foreground: Colour
  var background: Colour?
  var attributes: Attributes
}

/// Finds what holds for a role, by falling back from part to part.
struct ThemeResolver {
  let palette: [PaletteEntry]
  let roles: [Role: RoleStyle]

  func resolve(_ role: Role, level: ColourLevel) -> ResolvedRole {
    ResolvedRole(
      foreground: colour(inherited(role, \.foreground), level),
      background: inherited(role, \.background).map { colour($0, level) },
      attributes: attributes(of: role, level))
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
