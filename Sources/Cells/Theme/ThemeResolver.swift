/// What holds for a role at one level; without a background of its own, the ground shows through.
struct ResolvedRole: Hashable {
  var foreground: Colour
  var background: Colour?
  var attributes: Attributes
  /// It is filled, and says itself which ink is read on it.
  var bringsInk: Bool
}

/// Finds what holds for a role, by falling back from part to part.
struct ThemeResolver {
  let palette: [PaletteEntry]
  let roles: [Role: RoleStyle]

  func resolve(_ role: Role, level: ColourLevel) -> ResolvedRole {
    ResolvedRole(
      foreground: colour(inherited(role, \.foreground), level),
      background: inherited(role, \.background).map { colour($0, level) },
      attributes: attributes(of: role, level),
      bringsInk: !ThemeMeasures.grounds.contains(role) && inherited(role, \.background) != nil && hasOwnInk(role))
  }

  private func hasOwnInk(_ role: Role) -> Bool {
    role != .text && (roles[role]?.foreground != nil || role.parent.map(hasOwnInk) ?? false)
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

  /// Where the ground cannot be seen, the nearest role that says anything about attributes decides, mono ones first.
  private func attributes(of role: Role, _ level: ColourLevel) -> Attributes {
    guard isGroundUnseen(role, level) else { return inherited(role, \.attributes) ?? [] }
    var current: Role? = role
    while let role = current {
      if let attributes = roles[role]?.monoAttributes ?? roles[role]?.attributes { return attributes }
      current = role.parent
    }
    return []
  }

  /// A background that the sixteen colours leave to the terminal, or that is the screen's own, is no more to be seen
  /// than one in mono: a chosen row would look like any other.
  private func isGroundUnseen(_ role: Role, _ level: ColourLevel) -> Bool {
    if level == .mono { return true }
    guard level == .sixteen, let background = inherited(role, \.background) else { return false }
    let drawn = colour(background, level)
    return drawn == .terminalDefault || role != .surface && drawn == colour(inherited(.surface, \.background), level)
  }

  private func colour(_ name: String?, _ level: ColourLevel) -> Colour {
    palette.first { $0.name == name }?.colour(at: level) ?? .terminalDefault
  }
}
