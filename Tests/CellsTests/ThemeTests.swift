import Testing

@testable import Cells

@Suite struct ThemeTests {
  static let moneyStates: [Role] = [.statePaid, .stateWaiting, .stateCheck, .stateFailed, .stateAlarm]

  private func rgb(_ colour: Colour) -> RGB? {
    switch colour {
    case .rgb(let exact): exact
    case .indexed(let index): RGB(paletteIndex: index)
    default: nil
    }
  }

  @Test func rolesHaveDifferentNamesAndLettersAndAllEndInText() {
    #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    for role in Role.allCases {
      #expect(Role(name: role.name) == role)
      var current = role
      var steps = 0
      while let parent = current.parent, steps < 9 {
        current = parent
        steps += 1
      }
      #expect(current == .text)
    }
    #expect(Role(name: "state.unheard") == nil)
  }

  @Test func whatAThemeLeavesOutComesFromTheParent() {
    let theme = Theme(
      description: Theme.counter.description,
      palette: [
        PaletteEntry(name: "one", colour: RGB(1, 1, 1), ansi: .red),
        PaletteEntry(name: "two", colour: RGB(2, 2, 2), ansi: .green),
      ],
      roles: [
        .text: RoleStyle(foreground: "one"), .state: RoleStyle(foreground: "two", attributes: .bold),
        .statePaid: RoleStyle(attributes: .underline), .surface: RoleStyle(background: "two"),
        .selection: RoleStyle(background: "one", attributes: .italic),
      ])
    #expect(theme.style(for: .money, level: .sixteen).foreground == .ansi(.red))
    #expect(theme.style(for: .stateCheck, level: .sixteen).foreground == .ansi(.green))
    #expect(theme.style(for: .stateCheck, level: .sixteen).attributes == .bold)
    #expect(theme.style(for: .statePaid, level: .direct).foreground == .rgb(RGB(2, 2, 2)))
    #expect(theme.style(for: .statePaid, level: .direct).attributes == .underline)
    #expect(theme.style(for: .statePaid, level: .direct).background == .rgb(RGB(2, 2, 2)))
    #expect(theme.style(for: .statePaid, on: .selection, level: .direct).background == .rgb(RGB(1, 1, 1)))
    #expect(theme.style(for: .statePaid, on: .selection, level: .direct).attributes == [.underline, .italic])
  }

  @Test func aThemeMayChangeAnother() {
    let theme = Theme(
      description: Theme.counter.description,
      palette: [PaletteEntry(name: "mint", colour: RGB(0, 255, 0), index: 46, ansi: .green)],
      roles: [.money: RoleStyle(foreground: "mint")], basedOn: .counter)
    #expect(theme.style(for: .statePaid, level: .direct).foreground == .rgb(RGB(0, 255, 0)))
    #expect(theme.style(for: .money, level: .twoHundredFiftySix).foreground == .indexed(46))
    #expect(theme.style(for: .stateCheck, level: .direct) == Theme.counter.style(for: .stateCheck, level: .direct))
  }

  @Test func anUnknownColourIsSaidAndDrawnAsTheTerminalsOwn() {
    let theme = Theme(
      description: Theme.counter.description, palette: [],
      roles: [.money: RoleStyle(foreground: "gold", background: "default")])
    #expect(theme.problems == ["role \"money\" uses the colour \"gold\", which the palette does not have"])
    #expect(theme.style(for: .money, level: .direct) == Style())
  }

  @Test(arguments: ColourLevel.allCases)
  func everyRoleHasALookAtEveryLevel(level: ColourLevel) {
    for role in Role.allCases {
      let style = Theme.counter.style(for: role, level: level)
      switch level {
      case .mono:
        #expect(style.foreground == .terminalDefault && style.background == .terminalDefault)
      case .sixteen:
        if case .rgb = style.foreground { Issue.record("exact colour for \(role.name)") }
        if case .indexed = style.foreground { Issue.record("palette index for \(role.name)") }
      case .twoHundredFiftySix, .direct:
        #expect(rgb(style.foreground) != nil, "\(role.name) has no colour of its own")
        #expect(rgb(style.background) != nil, "\(role.name) has no ground of its own")
      }
    }
    #expect(Theme.counter.problems.isEmpty)
  }

  @Test(arguments: [ColourLevel.twoHundredFiftySix, .direct])
  func textIsReadableOnEveryGround(level: ColourLevel) throws {
    for role in Role.allCases {
      let wanted = role == .border || role == .borderFocus ? 3.0 : 4.5
      for ground in [Role.surface, .panel, .selection] {
        // Lines separate regions and are never drawn in a chosen row.
        if role == .border, ground == .selection { continue }
        let style = Theme.counter.style(for: role, on: ground, level: level)
        let contrast = try #require(rgb(style.foreground)).contrast(with: try #require(rgb(style.background)))
        #expect(contrast >= wanted, "\(role.name) on \(ground.name): \(contrast)")
      }
    }
  }

  @Test(arguments: ColourVision.allCases)
  func statesOfMoneyAreToldApart(vision: ColourVision) throws {
    let colours = try Self.moneyStates.filter { $0 != .stateAlarm }.map { role in
      let style = Theme.counter.style(for: role, level: .direct)
      return (role: role, seen: vision.seen(try #require(rgb(style.foreground))))
    }
    for (index, first) in colours.enumerated() {
      for second in colours[(index + 1)...] {
        #expect(
          first.seen.distance(to: second.seen) >= 0.10, "\(first.role.name) and \(second.role.name), \(vision)")
      }
    }
  }

  @Test func withoutColourTroubleStillLooksDifferent() {
    let paid = Theme.counter.style(for: .statePaid, level: .mono).attributes
    let alarm = Theme.counter.style(for: .stateAlarm, level: .mono).attributes
    let waiting = Theme.counter.style(for: .stateWaiting, level: .mono).attributes
    #expect(alarm.contains(.reverse))
    #expect(Set([paid, alarm, waiting]).count == 3)
    #expect(Theme.counter.style(for: .text, on: .selection, level: .mono).attributes == .reverse)
    #expect(Theme.counter.style(for: .headerDemo, level: .mono).attributes.contains(.reverse))
  }

  @Test func sentIsNeverGreen() {
    let paid = Theme.counter.style(for: .statePaid, level: .sixteen).background
    for role in [Role.stateSending, .stateWaiting, .stateCheck, .stateByHand] {
      #expect(Theme.counter.style(for: role, level: .sixteen).background != paid)
    }
  }
}

@Suite struct ColourMeasureTests {
  @Test(arguments: [("#56B4E9", 74), ("#35C99A", 43), ("#FF7A45", 209)] as [(String, UInt8)])
  func nearestOfThePaletteInOKLab(hex: String, index: UInt8) throws {
    #expect(try #require(RGB(hex: hex)).nearestIndex == index)
  }

  @Test func contrastIsThatOfWCAG() {
    #expect(abs(RGB(0, 0, 0).contrast(with: RGB(255, 255, 255)) - 21) < 0.0001)
    #expect(RGB(7, 7, 7).contrast(with: RGB(7, 7, 7)) == 1)
    // terminal.md section 5: #009E73 on #14161A gives 5.3.
    #expect(abs(RGB(number: 0x009E73).contrast(with: RGB(number: 0x14161A)) - 5.3) < 0.05)
  }

  @Test func hexIsReadStrictly() {
    #expect(RGB(hex: "#14161a") == RGB(0x14, 0x16, 0x1A))
    #expect(RGB(hex: "#14161a")?.hex == "#14161A")
    for wrong in ["14161A", "#14161", "#14161AA", "#14161G", "#１4161", ""] { #expect(RGB(hex: wrong) == nil) }
  }

  @Test func namesOfTheSixteenGoBothWays() {
    for colour in ANSIColour.allCases { #expect(ANSIColour(name: colour.name) == colour) }
    #expect(ANSIColour.brightRed.name == "bright-red")
  }

  @Test func rootsAreRoots() {
    #expect(abs(root(27, degree: 3) - 3) < 1e-12)
    #expect(abs(root(0.001, degree: 3) - 0.1) < 1e-12)
    #expect(root(0, degree: 5) == 0)
  }
}
