/// What lets a reader mend what is covered: the remainder of the data, as a polynomial over GF(256), by the standard's
/// generator.
enum ReedSolomon {
  static func remainder(of data: [UInt8], length: Int) -> [UInt8] {
    let generator = generator(length: length)
    var remainder = [UInt8](repeating: 0, count: length)
    for byte in data {
      let factor = byte ^ remainder.removeFirst()
      remainder.append(0)
      for index in 0..<length { remainder[index] ^= product(generator[index], factor) }
    }
    return remainder
  }

  /// (x - 1)(x - 2)(x - 4)…, without its first coefficient, which is 1.
  private static func generator(length: Int) -> [UInt8] {
    var coefficients = [UInt8](repeating: 0, count: length - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<length {
      for index in 0..<length {
        coefficients[index] = product(coefficients[index], root)
        if index + 1 < length { coefficients[index] ^= coefficients[index + 1] }
      }
      root = product(root, 2)
    }
    return coefficients
  }

  /// Modulo x⁸ + x⁴ + x³ + x² + 1.
  private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product: UInt8 = 0
    for bit in (0..<8).reversed() {
      let carries = product & 0x80 != 0
      product <<= 1
      if carries { product ^= 0x1D }
      if right >> bit & 1 == 1 { product ^= left }
    }
    return product
  }
}
