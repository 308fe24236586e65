/// A colour in OKLab, where equal distances look about equally different (Björn Ottosson, 2020).
package struct OKLab: Hashable, Sendable {
  /// Lightness, 0 to 1.
  package var lightness: Double
  /// Green to red.
  package var a: Double
  /// Blue to yellow.
  package var b: Double

  /// Converts from sRGB.
  package init(_ colour: RGB) {
    self.init(linear: colour.linear)
  }

  init(linear: LinearLight) {
    let l = root(0.4122214708 * linear.red + 0.5363325363 * linear.green + 0.0514459929 * linear.blue, degree: 3)
    let m = root(0.2119034982 * linear.red + 0.6806995451 * linear.green + 0.1073969566 * linear.blue, degree: 3)
    let s = root(0.0883024619 * linear.red + 0.2817188376 * linear.green + 0.6299787005 * linear.blue, degree: 3)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  /// The straight-line distance; about 0.02 is just visible, 0.10 is plainly another colour.
  package func distance(to other: OKLab) -> Double {
    squaredDistance(to: other).squareRoot()
  }

  func squaredDistance(to other: OKLab) -> Double {
    let l = lightness - other.lightness
    let a = a - other.a
    let b = b - other.b
    return l * l + a * a + b * b
  }
}

/// The kinds of colour vision that lack one kind of cone.
package enum ColourVision: CaseIterable, Sendable {
  /// All three kinds of cones.
  case full
  /// Without the red-sensitive cones.
  case protan
  /// Without the green-sensitive cones.
  case deutan
  /// Without the blue-sensitive cones.
  case tritan

  /// How the colour looks to such eyes, by the matrices of Machado, Oliveira and Fernandes (2009), severity 1.
  package func seen(_ colour: RGB) -> OKLab {
    let light = colour.linear
    let rows: [(Double, Double, Double)]
    switch self {
    case .full: return OKLab(colour)
    case .protan:
      rows = [(0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)]
    case .deutan:
      rows = [(0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)]
    case .tritan:
      rows = [(1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)]
    }
    let parts = rows.map { row in
      min(1, max(0, row.0 * light.red + row.1 * light.green + row.2 * light.blue))
    }
    return OKLab(linear: LinearLight(red: parts[0], green: parts[1], blue: parts[2]))
  }
}

extension RGB {
  /// The contrast ratio of WCAG 2.2: 1 for equal colours, 21 for black on white; text needs 4.5.
  package func contrast(with other: RGB) -> Double {
    let first = relativeLuminance
    let second = other.relativeLuminance
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The brightness that contrast is computed from.
  package var relativeLuminance: Double {
    let light = linear
    return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
  }

  /// The nearest colour of the 256-colour palette in OKLab, of the indexes 16 to 255.
  ///
  /// The first sixteen are left out, since people remap them. Of equally near ones, the lowest index is taken.
  package var nearestIndex: UInt8 {
    let wanted = OKLab(self)
    var best: UInt8 = 16
    var bestDistance = Double.infinity
    for index in UInt8(16)...255 {
      let distance = wanted.squaredDistance(to: OKLab(RGB(paletteIndex: index)))
      if distance < bestDistance {
        best = index
        bestDistance = distance
      }
    }
    return best
  }

  /// What an index of the 256-colour palette looks like in xterm, and, from 16 on, everywhere.
  package init(paletteIndex: UInt8) {
    let named: [UInt32] = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
      0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    switch paletteIndex {
    case 0..<16:
      self.init(number: named[Int(paletteIndex)])
    case 16..<232:
      let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = Int(paletteIndex) - 16
      self.init(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    default:
      let grey = 8 + 10 * (paletteIndex - 232)
      self.init(grey, grey, grey)
    }
  }

  var linear: LinearLight {
    LinearLight(red: Self.linear(red), green: Self.linear(green), blue: Self.linear(blue))
  }

  private static func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    if value <= 0.04045 { return value / 12.92 }
    // x^2.4 is x² times the fifth root of x².
    let x = (value + 0.055) / 1.055
    return x * x * root(x * x, degree: 5)
  }
}

/// Parts of light that may be added and scaled.
struct LinearLight: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double
}

/// Newton's method, so that this layer needs no C library and every machine computes the same bits.
func root(_ value: Double, degree: Int) -> Double {
  guard value > 0 else { return 0 }
  var guess = max(value, 1)
  for _ in 0..<200 {
    var power = 1.0
    for _ in 1..<degree { power *= guess }
    let next = guess - (guess - value / power) / Double(degree)
    if next >= guess { break }
    guess = next
  }
  return guess
}
