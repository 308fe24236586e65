/// The modules of a version 1 code: what every code has, and the data between it.
struct QRMatrix: Sendable, Hashable {
  private static let side = QRCode.side

  private let mask: Int
  private var dark = [Bool](repeating: false, count: side * side)
  /// Places of finders, timing and format, where no data stands.
  private var isFunction = [Bool](repeating: false, count: side * side)

  /// A code without data.
  init(mask: Int) {
    self.mask = mask
    for place in 0..<Self.side {
      set(6, place, place.isMultiple(of: 2))
      set(place, 6, place.isMultiple(of: 2))
    }
    for (row, column) in [(3, 3), (3, Self.side - 4), (Self.side - 4, 3)] { placeFinder(row, column) }
    placeFormat()
  }

  subscript(row: Int, column: Int) -> Bool {
    let isInside = (0..<Self.side).contains(row) && (0..<Self.side).contains(column)
    return isInside && dark[row * Self.side + column]
  }

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    dark[row * Self.side + column] = isDark
    isFunction[row * Self.side + column] = true
  }

  /// Three squares in each other, and the light ring round them.
  private mutating func placeFinder(_ row: Int, _ column: Int) {
    for down in -4...4 {
      for across in -4...4 {
        let distance = max(abs(down), abs(across))
        let (row, column) = (row + down, column + across)
        guard (0..<Self.side).contains(row), (0..<Self.side).contains(column) else { continue }
        set(row, column, distance != 2 && distance != 4)
      }
    }
  }

  /// Level and mask, with ten bits that mend them, twice.
  private mutating func placeFormat() {
    let levelH = 0b10
    let data = levelH << 3 | mask
    var remainder = data
    for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
    let bits = (data << 10 | remainder) ^ 0x5412
    let last = Self.side - 1
    for bit in 0..<15 {
      let isDark = bits >> bit & 1 == 1
      // Round the first finder, past the timing patterns; and again below it and to its right.
      switch bit {
      case ..<6: set(bit, 8, isDark)
      case 6: set(7, 8, isDark)
      case 7: set(8, 8, isDark)
      case 8: set(8, 7, isDark)
      default: set(8, 14 - bit, isDark)
      }
      if bit < 8 { set(8, last - bit, isDark) } else { set(last - 14 + bit, 8, isDark) }
    }
    set(last - 7, 8, true)
  }

  /// Bits go up and down in pairs of columns, from the right, and are turned over where the mask says so.
  mutating func place(_ codewords: [UInt8]) {
    var index = 0
    for pair in stride(from: Self.side - 1, through: 1, by: -2) {
      // The column of the timing pattern is passed over.
      let right = pair <= 6 ? pair - 1 : pair
      let goesUp = (right + 1) & 2 == 0
      for step in 0..<Self.side {
        let row = goesUp ? Self.side - 1 - step : step
        for column in [right, right - 1] where !isFunction[row * Self.side + column] {
          let bit = index < 8 * codewords.count && codewords[index / 8] >> (7 - index % 8) & 1 == 1
          dark[row * Self.side + column] = bit != isTurned(row, column)
          index += 1
        }
      }
    }
  }

  private func isTurned(_ row: Int, _ column: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    default: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }
}

extension QRMatrix {
  /// How much of it a reader may take for something else (ISO/IEC 18004, 7.8.3).
  var penalty: Int {
    let rows = (0..<Self.side).map { row in (0..<Self.side).map { self[row, $0] } }
    let columns = (0..<Self.side).map { column in (0..<Self.side).map { self[$0, column] } }
    return (rows + columns).reduce(0) { $0 + Self.runs(in: $1) + Self.falseFinders(in: $1) } + blocks + imbalance
  }

  private static func runs(in line: [Bool]) -> Int {
    var penalty = 0
    var length = 0
    for (index, module) in line.enumerated() {
      length = index > 0 && line[index - 1] == module ? length + 1 : 1
      if length == 5 { penalty += 3 } else if length > 5 { penalty += 1 }
    }
    return penalty
  }

  private static func falseFinders(in line: [Bool]) -> Int {
    let finder = [true, false, true, true, true, false, true]
    let light = [Bool](repeating: false, count: 4)
    let wanted = [finder + light, light + finder]
    return (0...line.count - 11).reduce(0) { $0 + (wanted.contains(Array(line[$1..<$1 + 11])) ? 40 : 0) }
  }

  private var blocks: Int {
    var penalty = 0
    for row in 0..<Self.side - 1 {
      for column in 0..<Self.side - 1 {
        let module = self[row, column]
        if self[row, column + 1] == module, self[row + 1, column] == module, self[row + 1, column + 1] == module {
          penalty += 3
        }
      }
    }
    return penalty
  }

  private var imbalance: Int {
    let count = dark.count { $0 }
    return abs(count * 20 - dark.count * 10) / dark.count * 10
  }
}
