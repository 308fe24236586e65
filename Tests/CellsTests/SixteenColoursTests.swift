import Testing

@testable import Cells

@Suite("Named colours are drawn so that they can be read in any window") struct SixteenColoursTests {
  private func readable(
    _ foreground: Colour, on background: Colour = .terminalDefault, _ attributes: Attributes = []
  )
    -> Style
  {
    SixteenColours.readable(
      Style(foreground: foreground, background: background, attributes: attributes), wanted: 4.5)
  }

  @Test("bold black is grey in xterm: ink is not bold where that hides it")
  func boldBlack() {
    for ground in [ANSIColour.yellow, .cyan, .white, .magenta, .green] {
      let style = readable(.ansi(.black), on: .ansi(ground), [.bold, .underline])
      #expect(style == Style(foreground: .ansi(.black), background: .ansi(ground), attributes: .underline))
    }
    #expect(readable(.ansi(.blue), on: .ansi(.white), .bold).attributes == [])
    // White grows whiter, and green on black brighter.
    #expect(readable(.ansi(.white), on: .ansi(.red), .bold).attributes == .bold)
    #expect(readable(.ansi(.green), on: .ansi(.black), .bold).attributes == .bold)
  }

  @Test("ink that a black or a white window would hide is filled")
  func filled() {
    for ink in [ANSIColour.green, .yellow, .cyan, .brightGreen, .brightYellow, .brightCyan] {
      #expect(readable(.ansi(ink), .bold) == Style(foreground: .ansi(.black), background: .ansi(ink)))
    }
    #expect(readable(.ansi(.blue)) == Style(foreground: .ansi(.brightWhite), background: .ansi(.blue)))
    #expect(readable(.ansi(.red)) == Style(foreground: .ansi(.brightWhite), background: .ansi(.red)))
    #expect(readable(.ansi(.white), .bold) == Style(attributes: .bold))
    #expect(readable(.ansi(.black)) == Style())
    #expect(readable(.terminalDefault, .bold) == Style(attributes: .bold))
  }

  @Test("contrast is that of what xterm draws, with sixteen colours and with eight")
  func drawn() throws {
    let alarm = Style(foreground: .ansi(.black), background: .ansi(.magenta), attributes: .bold)
    #expect(ThemeAudit.decimal(try #require(SixteenColours.contrast(alarm, colours: 16)), places: 2) == "1.17")
    // The bright ground is the plain one there, and the bright ink bold.
    let bright = Style(foreground: .ansi(.brightWhite), background: .ansi(.brightBlue))
    let ofEight = try #require(SixteenColours.contrast(bright, colours: 8))
    #expect(ofEight == RGB(paletteIndex: 15).contrast(with: RGB(paletteIndex: 4)))
    #expect(try #require(SixteenColours.contrast(bright, colours: 16)) < ofEight)
    #expect(SixteenColours.contrast(Style(foreground: .ansi(.red)), colours: 16) == nil)
  }
}
