/// What one cell shows: a character and up to four marks on it, as the bytes of UTF-8 in place.
///
/// A screen has two thousand cells that are made, compared and let go of with every key; as strings each of them was
/// counted.
struct CellText: Hashable, Sendable {
  // The first byte lowest; zero behind the last, since no cell shows a NUL.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt32 = 0

  /// A blank.
  static let blank = CellText(ascii: 0x20)

  /// No text: the right half of a wide one.
  init() {}

  /// One ASCII character.
  init(ascii: UInt8) { first = UInt64(ascii) }

  /// As much of a text as a cell shows.
  init(_ text: String) {
    for scalar in text.unicodeScalars.prefix(5) { append(scalar) }
  }

  init(_ scalar: Unicode.Scalar) { append(scalar) }

  /// The one byte, where it is ASCII.
  var ascii: UInt8? { first < 0x80 && first > 0 && second == 0 ? UInt8(first) : nil }

  var string: String {
    if let ascii { return String(Unicode.Scalar(ascii)) }
    let bytes = (0..<20).map(byte).prefix { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts a mark on it; more than four are dropped: a terminal library keeps no more, and a name is not a tower.
  mutating func add(_ mark: Unicode.Scalar) {
    if string.unicodeScalars.count < 5 { append(mark) }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    var place = (0..<20).first { byte($0) == 0 } ?? 20
    for byte in String(scalar).utf8 {
      set(byte, at: place)
      place += 1
    }
  }

  private func byte(_ place: Int) -> UInt8 {
    switch place {
    case ..<8: UInt8(truncatingIfNeeded: first >> UInt64(8 * place))
    case ..<16: UInt8(truncatingIfNeeded: second >> UInt64(8 * (place - 8)))
    default: UInt8(truncatingIfNeeded: third >> UInt32(8 * (place - 16)))
    }
  }

  private mutating func set(_ byte: UInt8, at place: Int) {
    switch place {
    case ..<8: first |= UInt64(byte) << UInt64(8 * place)
    case ..<16: second |= UInt64(byte) << UInt64(8 * (place - 8))
    default: third |= UInt32(byte) << UInt32(8 * (place - 16))
    }
  }
}
