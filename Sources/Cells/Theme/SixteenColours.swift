/// How named colours are drawn so that they are read in any window, black or white (terminal.md section 5).
///
/// xterm draws bold text of the first eight colours in their bright twins, which makes bold black grey; terminals of
/// eight colours have the bright ones as bold only.
enum SixteenColours {
  private static let windows: [ANSIColour] = [.black, .brightWhite]

  /// The style with what could not be read mended.
  ///
  /// Ink that a black or a white window would hide is filled: black or white on that colour. Black and white themselves
  /// are left to the terminal there. Bold goes where brightening the ink would bring it nearer to its ground.
  static func readable(_ style: Style, wanted: Double) -> Style {
    var mended = style
    guard case .ansi(let ink) = style.foreground else { return style }
    let isBold = style.attributes.contains(.bold)
    switch style.background {
    case .ansi(let ground):
      if isBold, contrast(drawn(ink, isBold: true), ground) < contrast(ink, ground) { mended.attributes.remove(.bold) }
    case .terminalDefault:
      let least = windows.map { contrast(drawn(ink, isBold: isBold), $0) }.min() ?? 0
      if least >= wanted { return style }
      if isGrey(ink) {
        mended.foreground = .terminalDefault
      } else {
        return filled(style)
      }
    case .indexed, .rgb: break
    }
    return mended
  }

  /// Black or white on the colour of the ink, which stands on the terminal's own ground; the grey ones reversed.
  static func filled(_ style: Style) -> Style {
    guard case .ansi(let ink) = style.foreground, !isGrey(ink) else { return style.reversed }
    var filled = style
    let black = contrast(.black, plain(ink))
    filled.foreground = .ansi(black >= contrast(.white, plain(ink)) ? .black : .brightWhite)
    filled.background = style.foreground
    filled.attributes.remove(.bold)
    return filled
  }

  /// The ratio of ink to ground as xterm draws them with so many colours; nil where either is the terminal's own.
  static func contrast(_ style: Style, colours: Int) -> Double? {
    guard case .ansi(var ink) = style.foreground, case .ansi(var ground) = style.background else { return nil }
    var isBold = style.attributes.contains(.bold)
    if colours < 16 {
      isBold = isBold || ink.rawValue >= 8
      ink = plain(ink)
      ground = plain(ground)
    }
    return contrast(drawn(ink, isBold: isBold), ground)
  }

  private static func isGrey(_ colour: ANSIColour) -> Bool {
    [.black, .white, .brightBlack, .brightWhite].contains(colour)
  }

  private static func plain(_ colour: ANSIColour) -> ANSIColour { ANSIColour(rawValue: colour.rawValue & 7) ?? colour }

  private static func drawn(_ colour: ANSIColour, isBold: Bool) -> ANSIColour {
    isBold ? ANSIColour(rawValue: colour.rawValue | 8) ?? colour : colour
  }

  private static func contrast(_ first: ANSIColour, _ second: ANSIColour) -> Double {
    contrasts[Int(first.rawValue) * 16 + Int(second.rawValue)]
  }

  /// Drawing asks for every run of cells.
  private static let contrasts: [Double] = ANSIColour.allCases.flatMap { first in
    ANSIColour.allCases.map { RGB(paletteIndex: first.rawValue).contrast(with: RGB(paletteIndex: $0.rawValue)) }
  }
}
