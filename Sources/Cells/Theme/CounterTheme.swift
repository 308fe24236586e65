extension Theme {
  /// The theme that is compiled in, so that a desk has looks when no file can be read: copper on slate.
  ///
  /// One accent, copper, for what takes input and for names; all other colour belongs to money. With sixteen colours
  /// the screen is the terminal's own, and only what must be found is filled. The state colours keep an OKLab distance
  /// of 0.10 for every kind of colour vision; the alarm is told apart by being filled, not by hue, and sending and
  /// cancelled share a grey, since nobody has to act on either.
  package static let counter = Theme(
    description: ThemeDescription(
      name: "Counter", slug: "counter", author: "Kaunta", licence: "MIT",
      summary: "Copper on slate: calm until money needs you.", variant: .dark),
    palette: [
      PaletteEntry(name: "slate", colour: RGB(number: 0x14161A), index: 233, ansi: nil),
      PaletteEntry(name: "shelf", colour: RGB(number: 0x1C2026), index: 234, ansi: nil),
      PaletteEntry(name: "well", colour: RGB(number: 0x20252C), index: 235, ansi: nil),
      PaletteEntry(name: "well-lit", colour: RGB(number: 0x2B323C), index: 236, ansi: nil),
      PaletteEntry(name: "chosen", colour: RGB(number: 0x3A2F28), index: 237, ansi: nil),
      PaletteEntry(name: "edge", colour: RGB(number: 0x6B7685), index: 243, ansi: nil),
      PaletteEntry(name: "ash", colour: RGB(number: 0x9CA1AD), index: 248, ansi: nil),
      PaletteEntry(name: "chalk", colour: RGB(number: 0xD7DCE3), index: 253, ansi: nil),
      PaletteEntry(name: "white", colour: RGB(number: 0xFFFFFF), index: 231, ansi: nil),
      PaletteEntry(name: "copper", colour: RGB(number: 0xE8A87C), index: 180, ansi: nil),
      PaletteEntry(name: "brass", colour: RGB(number: 0xE8A87C), index: 180, ansi: .cyan),
      PaletteEntry(name: "mint", colour: RGB(number: 0x5BE8A5), index: 85, ansi: .green),
      PaletteEntry(name: "sky", colour: RGB(number: 0x4C9DEE), index: 75, ansi: nil),
      PaletteEntry(name: "lemon", colour: RGB(number: 0xF2D32A), index: 220, ansi: .cyan),
      PaletteEntry(name: "straw", colour: RGB(number: 0xF2D32A), index: 220, ansi: .white),
      PaletteEntry(name: "ember", colour: RGB(number: 0xFF7860), index: 209, ansi: nil),
      PaletteEntry(name: "orchid", colour: RGB(number: 0xFF8AE0), index: 212, ansi: .red),
      PaletteEntry(name: "lilac", colour: RGB(number: 0xC3B8FF), index: 183, ansi: nil),
      PaletteEntry(name: "lagoon", colour: RGB(number: 0xADFAF4), index: 195, ansi: nil),
      PaletteEntry(name: "paper", colour: RGB(number: 0xD7DCE3), index: 253, ansi: .white),
      PaletteEntry(name: "ink", colour: RGB(number: 0x14161A), index: 233, ansi: .black),
      PaletteEntry(name: "alarm-ink", colour: RGB(number: 0x14161A), index: 233, ansi: .brightWhite),
    ],
    roles: [
      .text: RoleStyle(foreground: "chalk", attributes: []),
      .textMuted: RoleStyle(foreground: "ash"),
      .textStrong: RoleStyle(foreground: "white", attributes: .bold),
      .surface: RoleStyle(background: "slate"),
      .panel: RoleStyle(background: "shelf"),
      .border: RoleStyle(foreground: "edge"),
      .borderFocus: RoleStyle(foreground: "copper"),
      .field: RoleStyle(foreground: "chalk", background: "well", attributes: .underline),
      .fieldFocus: RoleStyle(
        foreground: "white", background: "well-lit", attributes: [.bold, .underline],
        monoAttributes: [.bold, .underline]),
      .fieldInvalid: RoleStyle(
        foreground: "ember", background: "well", attributes: [.bold, .underline],
        monoAttributes: [.underline, .reverse]),
      .selection: RoleStyle(background: "chosen", attributes: [], monoAttributes: .reverse),
      .key: RoleStyle(foreground: "copper", attributes: .bold),
      .title: RoleStyle(foreground: "copper", attributes: .bold),
      .money: RoleStyle(foreground: "white", attributes: .bold),
      .toast: RoleStyle(foreground: "ink", background: "paper", monoAttributes: .reverse),
      .header: RoleStyle(foreground: "chalk", background: "shelf", attributes: .bold, monoAttributes: .reverse),
      .headerDemo: RoleStyle(
        foreground: "ink", background: "brass", attributes: .bold, monoAttributes: [.reverse, .bold]),
      .question: RoleStyle(foreground: "ink", background: "straw", attributes: .bold, monoAttributes: .reverse),
      .state: RoleStyle(foreground: "chalk", attributes: .bold),
      .stateSending: RoleStyle(foreground: "ash", attributes: []),
      .stateWaiting: RoleStyle(foreground: "sky", attributes: []),
      .stateCheck: RoleStyle(foreground: "lemon", attributes: .bold, monoAttributes: [.bold, .underline]),
      .statePaid: RoleStyle(foreground: "mint", attributes: .bold),
      .stateCancelled: RoleStyle(foreground: "ash", attributes: []),
      .stateFailed: RoleStyle(foreground: "ember", attributes: .bold, monoAttributes: [.bold, .underline]),
      .stateAlarm: RoleStyle(
        foreground: "alarm-ink", background: "orchid", attributes: .bold, monoAttributes: [.bold, .reverse]),
      .stateHeld: RoleStyle(foreground: "lilac", attributes: .bold, monoAttributes: [.bold, .underline]),
      .stateByHand: RoleStyle(foreground: "lagoon", attributes: .bold),
    ],
    signs: Dictionary(uniqueKeysWithValues: Role.states.map { ($0, StateSign.standard($0)) }))
}
