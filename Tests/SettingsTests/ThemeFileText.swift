import Cells

@testable import Settings

/// A theme as the text of a file that says what every key is for: the start of a theme of one's own.
enum ThemeFileText {
  /// The text.
  static func text(_ theme: Theme) -> String {
    let about = theme.description
    return """
      # A theme for Kaunta's desk. Copy it to themes/NAME.toml in a home, change it, and write theme = "NAME" there.

      # The version of this format.
      format = 1
      # The name for people.
      name = \(quoted(about.name))
      # The name for settings and options: the file's name without .toml; small letters, digits and dashes.
      slug = \(quoted(about.slug))
      # Who drew it.
      author = \(quoted(about.author))
      # On which terms others may use it, by its SPDX name.
      licence = \(quoted(about.licence))
      # What it was drawn after, or where it was found; left out where it is its author's own.
      \(about.origin.map { "origin = " + quoted($0) } ?? "# origin = \"\"")
      # One line about it.
      summary = \(quoted(about.summary))
      # "dark" (light text on a dark ground) or "light".
      variant = \(quoted(about.variant.rawValue))
      # A theme that only changes another one names it here, and leaves out whatever stays:
      # inherits = "counter"

      # Colours by name. hex: the exact colour, for terminals that can show every one. x256: the index in the palette of
      # 256, from 16; without it the nearest is taken. ansi: which of the sixteen to use, by name, or "default" for the
      # terminal's own, since with sixteen colours the terminal's owner decides what "red" is.
      [palette]
      \(theme.palette.map(entry).joined(separator: "\n"))

      # What the screen means, and how it looks. foreground and background: a colour of the palette, or "default".
      # attributes: any of bold, dim, underline, reverse, italic. mono: the same where the colours cannot be shown, if it
      # differs: without colour, and with sixteen colours where the background's ansi is "default". What a role leaves
      # out comes from the role before its dot, and from "text" in the end; a background that is left out is the ground
      # that the text stands on.
      [roles]
      \(roles(theme))

      # The sign before each state's word, which tells it when colour does not. glyph: as wide as one letter, no emoji.
      # ascii: for terminals that have no other signs. The colour is that of the role; the word is the desk's.
      [states]
      \(states(theme))

      """
  }

  private static func entry(_ entry: PaletteEntry) -> String {
    "\(entry.name) = { hex = \"\(entry.colour.hex)\", x256 = \(entry.index), "
      + "ansi = \(quoted(entry.ansi?.name ?? "default")) }"
  }

  private static func roles(_ theme: Theme) -> String {
    var lines: [String] = []
    for role in Role.allCases {
      guard let style = theme.roles[role] else { continue }
      lines.append("# \(meaning(role))")
      lines.append("\(role.name.contains(".") ? "\"\(role.name)\"" : role.name) = { \(members(style)) }")
    }
    return lines.joined(separator: "\n")
  }

  private static func states(_ theme: Theme) -> String {
    Role.states.compactMap { state in
      guard let name = state.stateName, let sign = theme.signs[state] else { return nil }
      return "\(name) = { glyph = \(quoted(sign.unicode)), ascii = \(quoted(sign.ascii)) }"
    }.joined(separator: "\n")
  }

  private static func members(_ style: RoleStyle) -> String {
    [
      style.foreground.map { "foreground = \(quoted($0))" }, style.background.map { "background = \(quoted($0))" },
      style.attributes.map { "attributes = \(list($0))" }, style.monoAttributes.map { "mono = \(list($0))" },
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private static func list(_ attributes: Attributes) -> String {
    "[" + Attributes.named.filter { attributes.contains($0.attribute) }.map { quoted($0.name) }.joined(separator: ", ")
      + "]"
  }

  private static func quoted(_ text: String) -> String { SettingsFileText.quoted(text) }

  private static func meaning(_ role: Role) -> String {
    switch role {
    case .text: "Ordinary text."
    case .textMuted: "Text that may be passed over: hints, old rows, units."
    case .textStrong: "Text that must be found first."
    case .surface: "The ground of the whole screen."
    case .panel: "The ground of a part that is set apart."
    case .border: "A line that separates."
    case .borderFocus: "The line round the part that has the keyboard."
    case .field: "An input field."
    case .fieldFocus: "The input field that has the keyboard."
    case .fieldInvalid: "An input field with something wrong in it."
    case .selection: "The chosen row of a list."
    case .key: "The name of a key, where the screen says what keys do."
    case .title: "The name of a region."
    case .money: "An amount of money."
    case .toast: "A short notice that goes away."
    case .header: "The top line."
    case .headerDemo: "The top line while no real money moves: sandbox and simulator."
    case .question: "A question that waits for an answer."
    case .state: "A standing for which there is no better role."
    case .stateSending: "Recorded or being sent."
    case .stateWaiting: "With the customer."
    case .stateCheck: "No answer yet, or outcome unknown: a person should look."
    case .statePaid: "Proved paid."
    case .stateCancelled: "The customer said no, which is nobody's fault."
    case .stateFailed: "Failed, refused or not sent: the cashier can act."
    case .stateAlarm: "Late, twice, wrong amount: money that needs a person now."
    case .stateHeld: "Held for a supervisor."
    case .stateByHand: "Accepted by hand."
    }
  }
}
