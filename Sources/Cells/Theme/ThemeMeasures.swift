/// How well text of a role can be read on a ground.
package struct ContrastMeasure: Hashable, Sendable {
  /// The role whose text it is.
  package let role: Role
  /// What it stands on; the role itself where it has a ground of its own.
  package let ground: Role
  /// At which level.
  package let level: ColourLevel
  /// The ratio of WCAG 2.2, 1 to 21; for named colours, as xterm draws them.
  package let ratio: Double
  /// Whether it is the level of sixteen on a terminal that has eight.
  package var isOfEight = false

  /// The level in words, such as `256 colours`.
  package var levelWords: String { isOfEight ? "8 colours" : level.words }

  /// The least ratio allowed: 4.5 for text and signs that are read, 3 for lines (SC 1.4.3 and 1.4.11).
  package var wanted: Double { Self.wanted(role) }
  /// Whether it can be read.
  package var isEnough: Bool { ratio >= wanted }

  static func wanted(_ role: Role) -> Double { role == .border || role == .borderFocus ? 3 : 4.5 }
}

/// How far two states' colours are from each other, for the eyes that tell them apart worst.
package struct StateLikeness: Hashable, Sendable {
  /// From here on two colours are plainly different ones.
  package static let leastDistance = 0.10

  /// One state.
  package let first: Role
  /// The other.
  package let second: Role
  /// At which level.
  package let level: ColourLevel
  /// Whose eyes.
  package let vision: ColourVision
  /// The distance in OKLab.
  package let distance: Double

  /// Whether colour alone tells them apart.
  package var isToldByColour: Bool { distance >= Self.leastDistance }

  /// Whether colour should tell them apart on a dark ground.
  ///
  /// What hands over goods must look like nothing else, and the four that make up nearly every row must differ.
  package var matters: Bool {
    let often: [Role] = [.stateWaiting, .stateCheck, .statePaid, .stateFailed]
    return first == .statePaid || second == .statePaid || (often.contains(first) && often.contains(second))
  }
}

/// Measuring a theme's colours where they are the theme's own: with 256 colours and with all.
struct ThemeMeasures {
  static let levels: [ColourLevel] = [.twoHundredFiftySix, .direct]
  static let grounds: [Role] = [.surface, .panel, .selection]
  let theme: Theme

  /// Every role on every ground it is drawn on, in the order of roles; what has no colour of its own is left out.
  func contrasts(_ level: ColourLevel) -> [ContrastMeasure] {
    Role.allCases.flatMap { role in
      grounds(of: role, level: level).compactMap { ground in
        let style = theme.style(for: role, on: ground, level: level)
        guard let strokes = style.foreground.light, let behind = style.background.light else { return nil }
        return ContrastMeasure(role: role, ground: ground, level: level, ratio: strokes.contrast(with: behind))
      }
    }
  }

  /// The same for names of colours, with sixteen and with eight; where either is the terminal's own, nobody can say.
  func namedContrasts() -> [ContrastMeasure] {
    [16, 8].flatMap { colours in
      Role.allCases.flatMap { role in
        grounds(of: role, level: .sixteen).compactMap { ground in
          SixteenColours.contrast(theme.style(for: role, on: ground, level: .sixteen), colours: colours).map {
            ContrastMeasure(role: role, ground: ground, level: .sixteen, ratio: $0, isOfEight: colours == 8)
          }
        }
      }
    }
  }

  /// A role with a background of its own stands on nothing else; grounds themselves are no text.
  func grounds(of role: Role, level: ColourLevel) -> [Role] {
    if Self.grounds.contains(role) { return [] }
    if hasOwnGround(role, level: level) { return [role] }
    // Lines separate regions and are never drawn in a chosen row.
    return Self.grounds.filter { role != .border || $0 != .selection }
  }

  /// Each pair of states that are drawn alike, both as text or both filled; the others are told apart by that.
  func likenesses(_ level: ColourLevel) -> [StateLikeness] {
    let looks: [(role: Role, isFilled: Bool, light: RGB)] = Role.states.compactMap { role in
      let isFilled = hasOwnGround(role, level: level)
      let style = theme.style(for: role, level: level)
      guard let light = (isFilled ? style.background : style.foreground).light else { return nil }
      return (role, isFilled, light)
    }
    return looks.indices.flatMap { index in
      looks[(index + 1)...].filter { $0.isFilled == looks[index].isFilled }.map { other in
        likeness(looks[index].role, looks[index].light, other.role, other.light, level)
      }
    }
  }

  private func likeness(
    _ first: Role, _ firstLight: RGB, _ second: Role, _ secondLight: RGB, _ level: ColourLevel
  ) -> StateLikeness {
    var worst = (vision: ColourVision.full, distance: Double.infinity)
    for vision in ColourVision.allCases {
      let distance = vision.seen(firstLight).distance(to: vision.seen(secondLight))
      if distance < worst.distance { worst = (vision, distance) }
    }
    return StateLikeness(first: first, second: second, level: level, vision: worst.vision, distance: worst.distance)
  }

  private func hasOwnGround(_ role: Role, level: ColourLevel) -> Bool {
    theme.style(for: role, on: .surface, level: level).background
      != theme.style(for: .text, on: .surface, level: level).background
      && theme.style(for: role, on: .selection, level: level).background
        != theme.style(for: .text, on: .selection, level: level).background
  }

  /// Whether any two states differ in hue; a theme of greys tells them by sign, word and emphasis alone.
  func hasHues(_ level: ColourLevel) -> Bool {
    Role.states.contains { role in
      guard let light = theme.style(for: role, level: level).foreground.light else { return false }
      let seen = OKLab(light)
      return seen.a * seen.a + seen.b * seen.b > 0.02 * 0.02
    }
  }
}

extension Colour {
  /// What the theme itself decides about this colour; nil where the terminal's owner decides.
  var light: RGB? {
    switch self {
    case .rgb(let exact): exact
    case .indexed(let index): RGB(paletteIndex: index)
    case .terminalDefault, .ansi: nil
    }
  }
}

extension ColourVision {
  /// Whose eyes, in words.
  package var words: String {
    switch self {
    case .full: "all eyes"
    case .protan: "protan eyes"
    case .deutan: "deutan eyes"
    case .tritan: "tritan eyes"
    }
  }
}

extension ColourLevel {
  /// The level in words, such as `256 colours`.
  package var words: String {
    switch self {
    case .mono: "without colour"
    case .sixteen: "16 colours"
    case .twoHundredFiftySix: "256 colours"
    case .direct: "exact colours"
    }
  }
}
