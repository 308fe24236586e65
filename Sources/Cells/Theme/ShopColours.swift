/// The few colours by which a shop is known, and the whole theme that is made of them.
///
/// Names, keys and the top line are the shop's; the colours of money are those of the theme below it, so that PAID is
/// the same green at every till, and the nine states stay as far apart for every kind of eyes as they were measured.
package struct ShopColours: Hashable, Sendable {
  /// The colour of names and keys.
  package var accent: RGB
  /// The ground of the top line; nil for the quiet one of the theme below.
  package var header: RGB?

  package init(accent: RGB, header: RGB? = nil) {
    self.accent = accent
    self.header = header
  }

  /// Which of the colours is meant, by its key in a file.
  package enum Part: String, Sendable {
    case accent, header
  }

  /// A colour that cannot be used, and the nearest one that can.
  package struct Fault: Hashable, Sendable {
    package let part: Part
    /// What is wrong with it.
    package let words: String
    /// What to write instead.
    package let instead: RGB
  }

  /// What is wrong with the colours on the ground of a theme.
  package func faults(on base: Theme) -> [Fault] {
    let accentOnes = AccentRule(base)
    let headerOnes = HeaderRule(base)
    var faults: [Fault] = []
    if let words = accentOnes.trouble(with: accent) {
      faults.append(Fault(part: .accent, words: words, instead: RGB(paletteIndex: accentOnes.nearest(to: accent))))
    }
    if let header, let words = headerOnes.trouble(with: header) {
      faults.append(Fault(part: .header, words: words, instead: RGB(paletteIndex: headerOnes.nearest(to: header))))
    }
    return faults
  }

  /// The theme below with the shop's colours in it; ``faults(on:)`` says first whether they can be used.
  package func theme(_ description: ThemeDescription, on base: Theme) -> Theme {
    var palette = [
      PaletteEntry(name: "shop-accent", colour: accent, index: AccentRule(base).nearest(to: accent), ansi: nil),
      chosen(on: base),
    ]
    var roles: [Role: RoleStyle] = [
      .borderFocus: RoleStyle(foreground: "shop-accent"),
      .key: RoleStyle(foreground: "shop-accent", attributes: .bold),
      .title: RoleStyle(foreground: "shop-accent", attributes: .bold),
      .selection: RoleStyle(background: "shop-chosen", attributes: .plain, monoAttributes: .reverse),
    ]
    if let header {
      // Black or white, whichever is read better: one of them has 4.5 on every colour that there is.
      let ink = HeaderRule.ink(on: header)
      palette += [
        PaletteEntry(name: "shop-header", colour: header, index: HeaderRule(base).nearest(to: header), ansi: nil),
        PaletteEntry(name: "shop-ink", colour: ink, ansi: nil),
      ]
      roles[.header] = RoleStyle(
        foreground: "shop-ink", background: "shop-header", attributes: .bold, monoAttributes: .reverse)
    }
    return Theme(description: description, palette: palette, roles: roles, basedOn: base)
  }

  /// The chosen row: a breath of the accent in the screen's ground, and never nearer to ink than the theme's own.
  private func chosen(on base: Theme) -> PaletteEntry {
    let own = base.light(of: .selection, level: .direct)
    let surface = base.light(of: .surface, level: .direct)
    let isDark = base.description.variant == .dark
    let tints = (1...64).map { surface.mixed(with: accent, sixtyFourths: $0) }
    let tint = tints.last {
      isDark ? $0.relativeLuminance <= own.relativeLuminance : $0.relativeLuminance >= own.relativeLuminance
    }
    var entry = PaletteEntry(name: "shop-chosen", colour: tint ?? own, ansi: nil)
    if case .indexed(let index) = base.style(for: .selection, level: .twoHundredFiftySix).background {
      entry.index = index
    }
    return entry
  }
}

/// Which colours names and keys may have: those that can be read on every ground, and are not PAID's.
private struct AccentRule: ColourRule {
  let grounds: [[RGB]]
  let paid: [RGB]
  let paper: String

  init(_ base: Theme) {
    grounds = ThemeMeasures.levels.map { level in ThemeMeasures.grounds.map { base.light(of: $0, level: level) } }
    paid = ThemeMeasures.levels.map { level in
      base.style(for: .statePaid, level: level).foreground.light ?? RGB(0, 0, 0)
    }
    paper = base.description.variant.rawValue
  }

  func trouble(with colour: RGB) -> String? {
    let least = grounds.joined().map { colour.contrast(with: $0) }.min() ?? 21
    if least < ContrastMeasure.wanted(.key) {
      return "has a contrast of \(ThemeAudit.decimal(least, places: 1)) on \(paper) paper, "
        + "\(ThemeAudit.decimal(ContrastMeasure.wanted(.key), places: 1)) is the least"
    }
    let seen = OKLab(colour)
    if paid.contains(where: { OKLab($0).distance(to: seen) < StateLikeness.leastDistance }) {
      return "is nearly the green of PAID, which is money's alone"
    }
    return nil
  }
}

/// Which colours the top line may have: any but the one that says that no money moves.
private struct HeaderRule: ColourRule {
  let practice: [RGB]

  init(_ base: Theme) {
    practice = ThemeMeasures.levels.compactMap { base.style(for: .headerDemo, level: $0).background.light }
  }

  func trouble(with colour: RGB) -> String? {
    let seen = OKLab(colour)
    guard practice.contains(where: { OKLab($0).distance(to: seen) < StateLikeness.leastDistance }) else { return nil }
    return "is nearly the colour of a top line that says DEMO, NO MONEY MOVES"
  }

  /// Its index keeps the ink of the exact colour.
  func mayStandFor(_ wanted: RGB, _ colour: RGB) -> Bool {
    Self.ink(on: wanted).contrast(with: colour) >= ContrastMeasure.wanted(.header)
  }

  static func ink(on ground: RGB) -> RGB {
    let (black, white) = (RGB(0, 0, 0), RGB(255, 255, 255))
    return black.contrast(with: ground) >= white.contrast(with: ground) ? black : white
  }
}

/// What a colour must be for some use.
private protocol ColourRule {
  /// Why it cannot be used; nil when it can.
  func trouble(with colour: RGB) -> String?
  /// Whether a colour may be shown in the place of the one that is wanted.
  func mayStandFor(_ wanted: RGB, _ colour: RGB) -> Bool
}

extension ColourRule {
  func mayStandFor(_ wanted: RGB, _ colour: RGB) -> Bool { true }

  /// The nearest colour of the palette of 256 that can be used; of equally near ones, the lowest index.
  ///
  /// Hue counts for more than lightness, since a shop is known by it.
  func nearest(to wanted: RGB) -> UInt8 {
    let aim = OKLab(wanted)
    func distance(_ index: UInt8) -> Double {
      let seen = OKLab(RGB(paletteIndex: index))
      let (l, a, b) = ((seen.lightness - aim.lightness) / 2, seen.a - aim.a, seen.b - aim.b)
      return l * l + a * a + b * b
    }
    let usable = (UInt8(16)...255).filter { index in
      let colour = RGB(paletteIndex: index)
      return mayStandFor(wanted, colour) && trouble(with: colour) == nil
    }
    return usable.min { distance($0) < distance($1) } ?? wanted.nearestIndex
  }
}

extension Theme {
  /// The colour of a ground; black where the theme leaves it to the terminal.
  fileprivate func light(of ground: Role, level: ColourLevel) -> RGB {
    style(for: .text, on: ground, level: level).background.light ?? RGB(0, 0, 0)
  }
}

extension RGB {
  /// Some of another colour in this one.
  fileprivate func mixed(with other: RGB, sixtyFourths share: Int) -> RGB {
    func part(_ from: UInt8, _ to: UInt8) -> UInt8 { UInt8((Int(from) * (64 - share) + Int(to) * share + 32) / 64) }
    return RGB(part(red, other.red), part(green, other.green), part(blue, other.blue))
  }
}
