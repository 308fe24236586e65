/// A short number as a QR code (ISO/IEC 18004): version 1, the smallest, at level H, which is read with a third of it
/// covered.
///
/// Nothing but digits: a till's number has five to seven, and whoever scans them has them to copy.
package struct QRCode: Sendable, Hashable {
  /// Modules along a side.
  package static let side = 21
  /// Light modules that belong round it, without which it is not found.
  package static let quietZone = 4
  /// So many digits fit.
  package static let mostDigits = 17

  private let matrix: QRMatrix

  /// The code of some digits, in the mask that is read best; nil for anything but 1 to 17 digits.
  package init?(digits: String) {
    let codes = (0..<8).compactMap { QRCode(digits: digits, mask: $0) }
    guard let best = codes.min(by: { $0.matrix.penalty < $1.matrix.penalty }) else { return nil }
    self = best
  }

  /// The code of some digits under one of the eight masks.
  init?(digits: String, mask: Int) {
    guard let data = Self.codewords(of: digits) else { return nil }
    var matrix = QRMatrix(mask: mask)
    matrix.place(data + ReedSolomon.remainder(of: data, length: Self.correctionCodewords))
    self.matrix = matrix
  }

  /// Whether a module is dark; all of those outside are light.
  package subscript(row: Int, column: Int) -> Bool { matrix[row, column] }

  private static let dataCodewords = 9
  private static let correctionCodewords = 17

  /// Numeric mode: its name, how many digits, and three digits in ten bits each; then what fills it up.
  private static func codewords(of digits: String) -> [UInt8]? {
    let values = digits.utf8.map { Int($0) - 0x30 }
    guard (1...mostDigits).contains(values.count), values.allSatisfy({ (0...9).contains($0) }) else { return nil }
    var bits: [Bool] = []
    func append(_ value: Int, bits count: Int) {
      for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
    }
    append(0b0001, bits: 4)
    append(values.count, bits: 10)
    for start in stride(from: 0, to: values.count, by: 3) {
      let group = values[start..<min(start + 3, values.count)]
      append(group.reduce(0) { 10 * $0 + $1 }, bits: 3 * group.count + 1)
    }
    append(0, bits: min(4, 8 * dataCodewords - bits.count))
    while !bits.count.isMultiple(of: 8) { bits.append(false) }
    var codewords = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var fill: UInt8 = 0xEC
    while codewords.count < dataCodewords {
      codewords.append(fill)
      fill ^= 0xEC ^ 0x11
    }
    return codewords
  }
}
