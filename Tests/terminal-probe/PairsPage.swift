import Cells

/// Pages with 14 times 14 colour pairs each: two of them need more pairs than eight bits can number.
enum PairsPage {
  static let half = Role.allCases.count / 2

  /// The first half of the roles have a foreground of their own, the second half are grounds.
  static func theme(page: Int) -> Theme {
    let palette = (0..<2 * half).map { number in
      PaletteEntry(
        name: "c\(number)", colour: RGB(0, 0, 0), index: UInt8(16 + number + 2 * half * page), ansi: nil)
    }
    var roles: [Role: RoleStyle] = [:]
    for (number, role) in Role.allCases.prefix(2 * half).enumerated() {
      roles[role] =
        number < half
        ? RoleStyle(foreground: "c\(number)", attributes: []) : RoleStyle(background: "c\(number)", attributes: [])
    }
    return Theme(description: Theme.counter.description, palette: palette, roles: roles)
  }

  static func draw(into grid: inout CellGrid) {
    for ground in 0..<half {
      for role in 0..<half {
        grid.put(
          "x", row: ground, column: role, role: Role.allCases[role], ground: Role.allCases[half + ground])
      }
    }
  }
}
