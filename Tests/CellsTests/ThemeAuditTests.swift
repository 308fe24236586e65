import Testing

@testable import Cells

@Suite("A theme is measured for everybody's eyes") struct ThemeAuditTests {
  private func theme(
    _ changes: [Role: RoleStyle], _ palette: [PaletteEntry] = [], variant: ThemeVariant = .dark
  ) -> Theme {
    var about = Theme.counter.description
    about.variant = variant
    return Theme(description: about, palette: palette, roles: changes, basedOn: .counter)
  }

  @Test("the built-in theme has nothing to mend")
  func counter() {
    let audit = ThemeAudit(.counter)
    #expect(audit.findings == [])
    #expect(audit.contrasts.contains { $0.role == .textMuted && $0.ground == .selection && $0.level == .direct })
    // Lines are never drawn in a chosen row, and what is filled stands on itself.
    #expect(!audit.contrasts.contains { $0.role == .border && $0.ground == .selection })
    #expect(audit.contrasts.filter { $0.role == .question }.map(\.ground) == [.question, .question])
  }

  @Test("with exact colours all nine states are told apart by colour, but for the two that nobody acts on")
  func exact() {
    let near = ThemeAudit(.counter).likenesses.filter { $0.level == .direct && !$0.isToldByColour }
    #expect(near.map(\.first) == [.stateSending])
    #expect(near.map(\.second) == [.stateCancelled])
  }

  @Test("text that cannot be read is found, on the ground where it cannot")
  func contrast() {
    let dim = PaletteEntry(name: "dim", colour: RGB(number: 0x7A7F88), index: 244, ansi: nil)
    let findings = ThemeAudit(theme([.textMuted: RoleStyle(foreground: "dim")], [dim])).findings
    #expect(
      findings == [
        "256 colours: text.muted on panel has a contrast of 4.3, 4.5 is the least",
        "256 colours: text.muted on selection has a contrast of 2.8, 4.5 is the least",
        "exact colours: text.muted on panel has a contrast of 4.0, 4.5 is the least",
        "exact colours: text.muted on selection has a contrast of 3.2, 4.5 is the least",
      ])
  }

  @Test("two states that some eyes take for one are found on a dark ground, and noted on a light one")
  func likeness() {
    let moss = PaletteEntry(name: "moss", colour: RGB(number: 0xD8E04A), index: 185, ansi: .green)
    let changes: [Role: RoleStyle] = [.statePaid: RoleStyle(foreground: "moss", attributes: .bold)]
    let dark = ThemeAudit(theme(changes, [moss])).findings.filter { $0.contains("state.check and state.paid") }
    #expect(dark.count == 2)
    #expect(dark.allSatisfy { $0.hasSuffix("0.100 is the least") })
    let light = ThemeAudit(theme(changes, [moss], variant: .light))
    #expect(light.findings == [])
    #expect(light.notes.contains { $0.contains("state.check and state.paid") && $0.contains("(? and ✓, ? and *)") })
  }

  @Test("a colour left to the terminal cannot be promised")
  func undecided() {
    let findings = ThemeAudit(theme([.money: RoleStyle(foreground: "default")])).findings
    #expect(
      findings == [
        "256 colours: the foreground of money is left to the terminal, so nobody can say whether it is read",
        "exact colours: the foreground of money is left to the terminal, so nobody can say whether it is read",
      ])
  }

  @Test("with sixteen colours, white on the terminal's own ground and its own colour on a name are found")
  func sixteen() {
    let palette = [
      PaletteEntry(name: "snow", colour: RGB(255, 255, 255), index: 231, ansi: .brightWhite),
      PaletteEntry(name: "sea", colour: RGB(number: 0x00304A), index: 17, ansi: .blue),
      PaletteEntry(name: "wine", colour: RGB(number: 0xFFC0CB), index: 218, ansi: .red),
    ]
    let findings = ThemeAudit(
      theme(
        [
          .title: RoleStyle(foreground: "snow"), .toast: RoleStyle(foreground: "chalk", background: "sea"),
          .question: RoleStyle(foreground: "wine", background: "sea"),
        ], palette)
    ).findings
    #expect(findings.contains("16 colours: toast is the terminal's own colour on blue, which may be the same"))
    for colours in [16, 8] {
      #expect(
        findings.contains("\(colours) colours: question on its own background has a contrast of 1.6, 4.5 is the least"))
    }
    #expect(
      findings.contains(
        "16 colours: title on surface is bright-white on the terminal's own ground, where it may not be seen"))
  }

  @Test("what must never look alike, and signs that two states share, are found")
  func sameLooks() {
    let findings = ThemeAudit(
      theme([.headerDemo: RoleStyle(foreground: "chalk", background: "shelf"), .selection: RoleStyle(attributes: [])])
    ).findings
    for words in ["without colour", "16 colours", "256 colours", "exact colours"] {
      #expect(findings.contains("\(words): header and header.demo look the same"))
    }
    #expect(findings.contains("without colour: a chosen row looks like the others"))
    let twins = Theme(
      description: Theme.counter.description, palette: [], roles: [:],
      signs: [.stateHeld: StateSign(unicode: "✓", ascii: "#")], basedOn: .counter)
    #expect(ThemeAudit(twins).findings == ["unicode signs: state.paid and state.held have the same, ✓"])
  }

  @Test("too little never looks like enough")
  func decimals() {
    #expect(ThemeAudit.decimal(4.4999, places: 1) == "4.4")
    #expect(ThemeAudit.decimal(4.5, places: 1) == "4.5")
    #expect(ThemeAudit.decimal(0.0999, places: 3) == "0.099")
    #expect(ThemeAudit.decimal(21, places: 1) == "21.0")
    #expect(ThemeAudit.decimal(0.1, places: 3) == "0.100")
  }
}

@Suite("Where a ground cannot be seen, emphasis says what it said") struct UnseenGroundTests {
  @Test("with sixteen colours a chosen row is reversed when its ground is the terminal's own")
  func chosenRow() {
    let style = Theme.counter.style(for: .text, on: .selection, level: .sixteen)
    #expect(style.background == .terminalDefault)
    #expect(style.attributes == .reverse)
    #expect(Theme.counter.style(for: .text, on: .selection, level: .twoHundredFiftySix).attributes == [])
    #expect(Theme.counter.style(for: .header, level: .sixteen).attributes == .reverse)
    // A named ground is seen, so it needs no help.
    #expect(Theme.counter.style(for: .question, level: .sixteen).attributes == [])
  }

  @Test("every state has a sign of its own, of one cell, in both sets")
  func signs() {
    for glyphs in GlyphSet.allCases {
      let signs = StateSigns(glyphs)
      #expect(Set(Role.states.map { signs[$0] }).count == Role.states.count)
      for state in Role.states { #expect(CellWidth.of(signs[state]) == 1) }
    }
    #expect(Role.states.count == 9)
    #expect(Role(stateName: "byhand") == .stateByHand)
    #expect(Role(stateName: "text") == nil)
    #expect(StateSigns(.unicode, of: .counter) == StateSigns(.unicode))
  }
}

@Suite("A grid as text with looks") struct GridSGRTests {
  @Test("a row switches looks only where they change, and leaves the terminal's own behind")
  func line() {
    var grid = CellGrid(columns: 6, rows: 1)
    grid.put("ab", row: 0, column: 0, role: .statePaid)
    grid.put("cd", row: 0, column: 2, role: .toast)
    let line = GridSGR.line(0, of: grid, theme: .counter, level: .sixteen)
    #expect(line == "\u{1B}[0;30;42mab\u{1B}[0;30;47mcd\u{1B}[0m  \u{1B}[0m")
    #expect(GridSGR.line(0, of: grid, theme: .counter, level: nil) == "abcd")
    #expect(GridSGR.line(0, of: grid, theme: .counter, level: .mono).hasPrefix("\u{1B}[0;1mab\u{1B}[0;7mcd"))
  }

  @Test("colours are spelt as most terminals read them")
  func colours() {
    #expect(
      GridSGR.start(Style(foreground: .indexed(85), background: .rgb(RGB(1, 2, 3)), attributes: [.underline, .italic]))
        == "\u{1B}[0;3;4;38;5;85;48;2;1;2;3m")
    #expect(
      GridSGR.start(Style(foreground: .ansi(.brightRed), background: .ansi(.brightBlue))) == "\u{1B}[0;91;104m")
  }

  @Test("the preview shows every role, and a theme's own signs")
  func preview() {
    let grid = ThemePreview.grid(.counter, glyphs: .unicode)
    #expect(grid.rows == Role.allCases.count)
    for (row, role) in Role.allCases.enumerated() {
      let drawn = (0..<grid.columns).contains { grid[row, $0].role == role || grid[row, $0].ground == role }
      #expect(drawn, "\(role.name)")
    }
    #expect((0..<grid.rows).contains { grid.line($0) == " ✓ PAID      ✓ ✓" })
    let plain = ThemePreview.grid(.counter, glyphs: .ascii)
    #expect((0..<plain.rows).allSatisfy { plain.line($0).unicodeScalars.allSatisfy(\.isASCII) })
  }
}
