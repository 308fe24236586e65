/// A colour as light: eight bits each of red, green and blue in sRGB.
package struct RGB: Hashable, Sendable {
  /// The part of red.
  package var red: UInt8
  /// The part of green.
  package var green: UInt8
  /// The part of blue.
  package var blue: UInt8

  /// Makes a colour from its parts.
  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#RRGGBB`, in either case; nothing else is a colour.
  package init?(hex: String) {
    let bytes = Array(hex.utf8)
    guard bytes.count == 7, bytes[0] == UInt8(ascii: "#") else { return nil }
    var value: UInt32 = 0
    for byte in bytes.dropFirst() {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    self.init(number: value)
  }

  /// Makes a colour from `0xRRGGBB`.
  package init(number: UInt32) {
    self.init(UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
  }

  /// The colour as `0xRRGGBB`.
  package var number: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The colour as `#RRGGBB`, in capitals.
  package var hex: String {
    let digits = String(number, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

/// The sixteen colours that every colour terminal names, and whose looks its owner decides.
package enum ANSIColour: UInt8, CaseIterable, Sendable {
  /// The first eight.
  case black, red, green, yellow, blue, magenta, cyan, white
  /// Their bright twins.
  case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite

  /// The name in theme files, such as `bright-red`.
  package var name: String {
    let plain = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return rawValue < 8 ? plain[Int(rawValue)] : "bright-" + plain[Int(rawValue) - 8]
  }

  /// The colour with this name, if there is one.
  package init?(name: String) {
    guard let colour = ANSIColour.allCases.first(where: { $0.name == name }) else { return nil }
    self = colour
  }
}

/// A colour as a terminal can be asked for it.
package enum Colour: Hashable, Sendable {
  /// Whatever the terminal uses by itself.
  case terminalDefault
  /// One of the sixteen named colours.
  case ansi(ANSIColour)
  /// An index into the 256-colour palette, 16 to 255.
  case indexed(UInt8)
  /// Exactly this colour.
  case rgb(RGB)
}

/// How many colours a terminal is trusted with.
package enum ColourLevel: String, CaseIterable, Sendable {
  /// None: bold, underline and reverse must do.
  case mono
  /// The named colours.
  case sixteen = "16"
  /// The 256-colour palette.
  case twoHundredFiftySix = "256"
  /// Every colour, exactly.
  case direct
}
