/// Every role of a theme on one column of cells, to be shown at each colour level beside its names.
package enum ThemePreview {
  /// How wide the column is.
  package static let columns = 16

  /// One row for each of ``Role``: the role's words on the screen's ground, then a letter on a panel and a chosen row.
  package static func grid(_ theme: Theme, glyphs: GlyphSet) -> CellGrid {
    var grid = CellGrid(columns: columns, rows: Role.allCases.count)
    for (row, role) in Role.allCases.enumerated() {
      let words = sample(role, theme, glyphs)
      switch role {
      case .surface, .panel, .selection:
        grid.fill(Rect(row: row, column: 1, rows: 1, columns: columns - 2), ground: role)
        grid.put(words, row: row, column: 2)
      case .border, .borderFocus:
        grid.horizontalLine(row: row, column: 1, columns: columns - 2, glyphs: glyphs, role: role)
      case .field, .fieldFocus, .fieldInvalid, .toast, .header, .headerDemo, .question:
        grid.put(CellWidth.pad(" " + words, to: columns - 2), row: row, column: 1, role: role)
      default:
        let mark = role.parent == .state ? theme.sign(of: role)[glyphs] : "a"
        grid.put(words, row: row, column: 1, role: role, maxWidth: 11)
        for (column, ground) in [(12, Role.panel), (14, .selection)] {
          grid.put(" " + mark, row: row, column: column, role: role, ground: ground)
        }
      }
    }
    return grid
  }

  /// A few words as the desk would show them in this role.
  package static func sample(_ role: Role, _ theme: Theme, _ glyphs: GlyphSet) -> String {
    let words = words(role)
    return role.parent == .state ? theme.sign(of: role)[glyphs] + " " + words : words
  }

  private static func words(_ role: Role) -> String {
    switch role {
    case .text: "Njeri"
    case .textMuted: "2 min ago"
    case .textStrong: "UJ25K3M9QX"
    case .surface: "screen"
    case .panel: "panel"
    case .border, .borderFocus: "line"
    case .field: "0712 345"
    case .fieldFocus: "1,250"
    case .fieldInvalid: "12,5"
    case .selection: "chosen row"
    case .key: "Enter"
    case .title: "STANDING"
    case .money: "1,250"
    case .toast: "Copied"
    case .header: "KAUNTA"
    case .headerDemo: "DEMO"
    case .question: "Send it? y n"
    case .state: "state"
    case .stateSending: "sending"
    case .stateWaiting: "waiting"
    case .stateCheck: "CHECK"
    case .statePaid: "PAID"
    case .stateCancelled: "CANCELLED"
    case .stateFailed: "FAILED"
    case .stateAlarm: "LATE"
    case .stateHeld: "HELD"
    case .stateByHand: "BY HAND"
    }
  }
}
