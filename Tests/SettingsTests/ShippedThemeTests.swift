import Cells
import Files
import Glibc
import Testing

@testable import Settings

/// The repository's `themes/` directory.
private let repositoryThemes =
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/themes"

@Suite("The theme files of the repository")
struct ShippedThemeTests {
  static let names = ["counter", "counter-light", "high-contrast", "high-contrast-light", "mono", "sixteen"]
  /// Those that say everything themselves, so that each can be copied and changed by itself.
  static let whole = names.filter { $0 != "high-contrast-light" }

  static func shipped(_ name: String) -> LoadedTheme {
    ThemeLoader(directories: [repositoryThemes]).load(name)
  }

  @Test("these are all that there are")
  func all() {
    #expect(ThemeLoader(directories: [repositoryThemes]).names == Self.names)
  }

  @Test("themes/counter.toml is the theme that is compiled in, value for value")
  func counter() {
    #expect(Self.shipped("counter").theme == .counter)
  }

  @Test("every file is read strictly without a problem, and is told apart by its name and summary", arguments: names)
  func strict(name: String) {
    let loaded = Self.shipped(name)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.theme.description.slug == name)
    #expect(loaded.theme.description.summary.count <= 76)
  }

  @Test("every file says of every key what it is for", arguments: whole)
  func comments(name: String) throws {
    let file = repositoryThemes + "/" + name + ".toml"
    let theme = name == "counter" ? Theme.counter : Self.shipped(name).theme
    if getenv("KAUNTA_UPDATE_THEMES") != nil {
      try WholeFile.replace(file, with: Array(ThemeFileText.text(theme).utf8), mode: 0o644, durably: false)
    }
    #expect(readText(file) == ThemeFileText.text(theme))
    #expect(readText(file).split(separator: "\n").allSatisfy { !$0.hasPrefix("#") || $0.count <= 120 })
  }

  @Test("there is nothing to mend: contrast, colour vision, sixteen names, signs", arguments: names)
  func audit(name: String) {
    #expect(ThemeAudit(Self.shipped(name).theme).findings == [])
  }

  @Test("every role has a look at every level, and with sixteen colours it is a name", arguments: names)
  func levels(name: String) {
    let theme = Self.shipped(name).theme
    for role in Role.allCases {
      for ground in [Role.surface, .panel, .selection] {
        let mono = theme.style(for: role, on: ground, level: .mono)
        #expect(mono.foreground == .terminalDefault && mono.background == .terminalDefault)
        for colour in Self.colours(theme.style(for: role, on: ground, level: .sixteen)) {
          switch colour {
          case .terminalDefault, .ansi: break
          case .indexed, .rgb: Issue.record("\(role.name) is no name: \(colour)")
          }
        }
        for colour in Self.colours(theme.style(for: role, on: ground, level: .twoHundredFiftySix)) {
          guard case .indexed(let index) = colour, index >= 16 else {
            Issue.record("\(role.name) is no index of the 240 that nobody remaps: \(colour)")
            continue
          }
        }
        for colour in Self.colours(theme.style(for: role, on: ground, level: .direct)) {
          guard case .rgb = colour else {
            Issue.record("\(role.name) is left to the terminal")
            continue
          }
        }
      }
    }
    // The screen is the terminal's own there, or named as a whole.
    let named = Self.colours(theme.style(for: .text, level: .sixteen)).count { $0 != .terminalDefault }
    #expect(named == (["high-contrast", "high-contrast-light", "sixteen"].contains(name) ? 2 : 0))
  }

  private static func colours(_ style: Style) -> [Colour] { [style.foreground, style.background] }

  @Test("with sixteen colours, what is paid has a colour that nothing else has", arguments: names)
  func sixteenPaid(name: String) {
    guard name != "mono" else { return }
    let theme = Self.shipped(name).theme
    let paid = Self.colours(theme.style(for: .statePaid, level: .sixteen))
    #expect(paid != Self.colours(theme.style(for: .text, level: .sixteen)))
    for role in Role.states where role != .statePaid {
      #expect(Self.colours(theme.style(for: role, level: .sixteen)) != paid, "\(role.name)")
    }
  }

  @Test("with sixteen colours and with eight, what is named is read as xterm draws it, in any window", arguments: names)
  func sixteenIsRead(name: String) {
    let theme = Self.shipped(name).theme
    let audit = ThemeAudit(theme)
    for measure in audit.namedContrasts { #expect(measure.isEnough, "\(measure)") }
    let grounds: [Role] = [.surface, .panel, .selection, .toast, .question, .header, .headerDemo, .stateAlarm]
    for role in Role.allCases {
      for ground in grounds {
        let style = theme.style(for: role, on: ground, level: .sixteen)
        // No ink of a name on the terminal's own ground, and none of the terminal's on a name.
        #expect(
          (style.foreground == .terminalDefault) == (style.background == .terminalDefault), "\(role) on \(ground)")
        if style.foreground == .ansi(.black) { #expect(!style.attributes.contains(.bold), "\(role) on \(ground)") }
      }
    }
  }

  @Test("text on a lit row or in a bar is read at every level", arguments: names)
  func lit(name: String) {
    let theme = Self.shipped(name).theme
    for ground in [Role.toast, .question, .header, .headerDemo, .stateAlarm] {
      for role in Role.allCases where role != .surface {
        for level in [ColourLevel.twoHundredFiftySix, .direct] {
          let style = theme.style(for: role, on: ground, level: level)
          guard let ink = Self.light(style.foreground), let behind = Self.light(style.background) else {
            Issue.record("\(role.name) on \(ground.name) is left to the terminal")
            continue
          }
          #expect(
            ink.contrast(with: behind) >= (role == .border || role == .borderFocus ? 3 : 4.5), "\(role) on \(ground)")
        }
      }
    }
  }

  private static func light(_ colour: Colour) -> RGB? {
    switch colour {
    case .indexed(let index): RGB(paletteIndex: index)
    case .rgb(let exact): exact
    case .ansi, .terminalDefault: nil
    }
  }

  @Test("without colour, emphasis tells calm from trouble, and every state has a sign of its own", arguments: names)
  func mono(name: String) {
    let theme = Self.shipped(name).theme
    func emphasis(_ role: Role) -> Attributes { theme.style(for: role, level: .mono).attributes }
    #expect(emphasis(.stateAlarm).contains(.reverse))
    #expect(emphasis(.statePaid).contains(.bold))
    #expect(emphasis(.stateWaiting) == [])
    for trouble in [Role.stateCheck, .stateFailed, .stateHeld] { #expect(emphasis(trouble).contains(.underline)) }
    for glyphs in GlyphSet.allCases {
      #expect(Set(Role.states.map { theme.sign(of: $0)[glyphs] }).count == Role.states.count)
    }
    #expect(theme.style(for: .text, on: .selection, level: .mono).attributes.contains(.reverse))
    #expect(theme.style(for: .text, on: .selection, level: .sixteen).attributes.contains(.reverse))
  }

  /// The pairs of states that some eyes take for one colour; their words and signs tell them apart.
  ///
  /// Sending and cancelled share a grey everywhere, since nobody has to act on either. With 256 colours there is no set
  /// of all nine. What hands over goods is in none of these pairs.
  static let leaning: [String: [String]] = [
    "counter": [
      "256 sending-cancelled", "256 sending-failed", "256 sending-held", "256 waiting-held", "256 check-held",
      "256 cancelled-failed", "256 cancelled-held", "direct sending-cancelled",
    ],
    "counter-light": [
      "256 sending-cancelled", "256 sending-failed", "256 waiting-held", "256 cancelled-failed", "256 failed-byhand",
      "direct sending-waiting", "direct sending-cancelled", "direct waiting-cancelled",
    ],
    "high-contrast": [
      "256 sending-cancelled", "256 sending-held", "256 waiting-held", "256 check-byhand", "256 cancelled-held",
      "direct sending-cancelled", "direct sending-held", "direct cancelled-held",
    ],
    "high-contrast-light": [
      "256 sending-cancelled", "256 sending-failed", "256 waiting-held", "256 cancelled-failed", "256 failed-byhand",
      "direct sending-cancelled",
    ],
    "mono": [],
    "sixteen": [
      "256 sending-cancelled", "256 sending-failed", "256 waiting-held", "256 check-byhand", "256 cancelled-failed",
      "direct sending-cancelled", "direct sending-failed", "direct waiting-held", "direct cancelled-failed",
    ],
  ]

  @Test("which states lean on sign and word is known, theme by theme", arguments: names)
  func leaning(name: String) {
    let theme = Self.shipped(name).theme
    let found = ThemeAudit(theme).likenesses.filter { !$0.isToldByColour }.map {
      "\($0.level.rawValue) \($0.first.stateName ?? "")-\($0.second.stateName ?? "")"
    }
    #expect(found == Self.leaning[name])
  }

  @Test("waiting, CHECK, PAID and failed differ for all eyes, and PAID from every other state", arguments: names)
  func paidLooksLikeNothingElse(name: String) {
    let audit = ThemeAudit(Self.shipped(name).theme)
    #expect(audit.likenesses.isEmpty == (name == "mono"))
    for likeness in audit.likenesses where likeness.matters {
      #expect(likeness.isToldByColour, "\(likeness)")
    }
  }
}
