/// Whether a theme can be read and told apart by everybody, at every colour level (terminal.md section 5).
///
/// Findings are to be mended. Notes are pairs of states whose colours some eyes take for one, where sign and word still
/// tell them apart; on light grounds dark colours crowd together, and there is no palette without them.
package struct ThemeAudit: Sendable {
  /// Every role on every ground, at the levels whose colours are the theme's own.
  package let contrasts: [ContrastMeasure]
  /// What is a named colour on another, with sixteen colours and with eight.
  package let namedContrasts: [ContrastMeasure]
  /// Every pair of states that only their colour could tell apart; none for a theme of greys.
  package let likenesses: [StateLikeness]
  /// One sentence for each thing to mend.
  package let findings: [String]
  /// One sentence for each pair that leans on sign and word.
  package let notes: [String]

  /// Looks at a theme.
  package init(_ theme: Theme) {
    let measures = ThemeMeasures(theme: theme)
    contrasts = ThemeMeasures.levels.flatMap { measures.contrasts($0) }
    likenesses = ThemeMeasures.levels.filter { measures.hasHues($0) }.flatMap { measures.likenesses($0) }
    namedContrasts = measures.namedContrasts()
    var findings = (contrasts + namedContrasts).filter { !$0.isEnough }.map(Self.sentence)
    findings += ThemeMeasures.levels.flatMap { Self.undecided(theme, $0) }
    findings += Self.unseenNames(theme)
    findings += ColourLevel.allCases.flatMap { Self.sameLooks(theme, $0) }
    findings += GlyphSet.allCases.flatMap { Self.sameSigns(theme, $0) }
    var notes: [String] = []
    for level in ThemeMeasures.levels {
      guard measures.hasHues(level) else {
        notes.append("\(level.words): greys alone; signs, words and emphasis tell the states apart")
        continue
      }
      for likeness in likenesses where likeness.level == level && !likeness.isToldByColour {
        let isFinding = theme.description.variant == .dark && likeness.matters
        if isFinding { findings.append(Self.sentence(likeness)) } else { notes.append(Self.note(likeness, theme)) }
      }
    }
    self.findings = findings
    self.notes = notes
  }

  private static func sentence(_ measure: ContrastMeasure) -> String {
    let place = measure.role == measure.ground ? "on its own background" : "on \(measure.ground.name)"
    return "\(measure.levelWords): \(measure.role.name) \(place) has a contrast of "
      + "\(decimal(measure.ratio, places: 1)), \(decimal(measure.wanted, places: 1)) is the least"
  }

  private static func sentence(_ likeness: StateLikeness) -> String {
    "\(likeness.level.words): \(likeness.first.name) and \(likeness.second.name) are "
      + "\(decimal(likeness.distance, places: 3)) apart for \(likeness.vision.words), 0.100 is the least"
  }

  private static func note(_ likeness: StateLikeness, _ theme: Theme) -> String {
    let signs = [likeness.first, likeness.second].map { theme.sign(of: $0) }
    return "\(likeness.level.words): \(likeness.first.name) and \(likeness.second.name) are "
      + "\(decimal(likeness.distance, places: 3)) apart for \(likeness.vision.words); their words and signs "
      + "(\(signs[0].unicode) and \(signs[1].unicode), \(signs[0].ascii) and \(signs[1].ascii)) tell them apart"
  }

  /// Without a colour and a ground of its own, a role's contrast cannot be promised.
  private static func undecided(_ theme: Theme, _ level: ColourLevel) -> [String] {
    Role.allCases.filter { !ThemeMeasures.grounds.contains($0) }.compactMap { role in
      let style = theme.style(for: role, level: level)
      if style.foreground.light != nil, style.background.light != nil { return nil }
      let part = style.foreground.light == nil ? "foreground" : "background"
      return "\(level.words): the \(part) of \(role.name) is left to the terminal, so nobody can say whether it is read"
    }
  }

  /// With sixteen colours the names are sure, and the terminal's own are not.
  private static func unseenNames(_ theme: Theme) -> [String] {
    let measures = ThemeMeasures(theme: theme)
    return Role.allCases.flatMap { role in
      measures.grounds(of: role, level: .sixteen).compactMap { ground -> String? in
        let style = theme.named(role, on: ground, level: .sixteen)
        let start = "16 colours: \(role.name)" + (role == ground ? "" : " on \(ground.name)")
        switch (style.foreground, style.background) {
        case (.ansi(let strokes), .terminalDefault) where [.black, .white, .brightWhite].contains(strokes):
          return "\(start) is \(strokes.name) on the terminal's own ground, where it may not be seen"
        case (.terminalDefault, .ansi(let behind)):
          return "\(start) is the terminal's own colour on \(behind.name), which may be the same"
        default: return nil
        }
      }
    }
  }

  /// What must never look alike, whatever the terminal can do.
  private static func sameLooks(_ theme: Theme, _ level: ColourLevel) -> [String] {
    let pairs: [(Role, Role)] = [
      (.field, .fieldFocus), (.header, .headerDemo), (.statePaid, .stateAlarm), (.statePaid, .stateWaiting),
      (.statePaid, .stateFailed), (.statePaid, .stateCheck), (.text, .question),
    ]
    var sentences = pairs.compactMap { first, second -> String? in
      guard theme.style(for: first, level: level) == theme.style(for: second, level: level) else { return nil }
      return "\(level.words): \(first.name) and \(second.name) look the same"
    }
    if theme.style(for: .text, on: .selection, level: level) == theme.style(for: .text, level: level) {
      sentences.append("\(level.words): a chosen row looks like the others")
    }
    return sentences
  }

  private static func sameSigns(_ theme: Theme, _ glyphs: GlyphSet) -> [String] {
    let states = Role.states
    return states.indices.flatMap { index in
      states[(index + 1)...].compactMap { other -> String? in
        let sign = theme.sign(of: states[index])[glyphs]
        guard sign == theme.sign(of: other)[glyphs] else { return nil }
        return "\(glyphs.rawValue) signs: \(states[index].name) and \(other.name) have the same, \(sign)"
      }
    }
  }

  /// A number with so many places, cut and not rounded: what is too little must not look like enough.
  package static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    // The smallest step keeps 4.5, held as 4.4999…, from being shown as 4.4.
    let whole = Int(value * Double(scale) + 1e-9)
    let rest = String(whole % scale)
    return "\(whole / scale)." + String(repeating: "0", count: places - rest.count) + rest
  }
}
