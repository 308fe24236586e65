/// How a terminal's room is used; its size alone decides.
enum DeskLayout: Equatable {
  /// One sentence that says so.
  case tooSmall
  /// The form, and what became of one payment.
  case small
  /// Header, form, board, three lines, keys.
  case full
  /// From 110 columns: the payment's time line beside the board.
  case wide(boardColumns: Int)
  /// From 40 rows: the payment's time line below its three lines.
  case tall(timeLineRows: Int)

  /// The smallest layout that still shows what became of the money.
  static let least = (columns: 40, rows: 12)
  /// The smallest full layout.
  static let fullSize = (columns: 80, rows: 24)
  /// From here on there is room for what is pleasant besides what is needed.
  static let rowsOfAHighScreen = 32
  private static let wideColumns = 110
  private static let tallRows = 40

  init(columns: Int, rows: Int) {
    switch (columns, rows) {
    case (..<Self.least.columns, _), (_, ..<Self.least.rows): self = .tooSmall
    case (..<Self.fullSize.columns, _), (_, ..<Self.fullSize.rows): self = .small
    // The board takes its further columns only where both have room.
    case (Self.wideColumns..., _): self = .wide(boardColumns: columns >= 180 ? 130 : Self.fullSize.columns)
    // The board has the larger part of the rows, and ever more of them; a time line seldom has more than twenty.
    case (_, Self.tallRows...): self = .tall(timeLineRows: min(24, (rows - 12) * 2 / 5))
    default: self = .full
    }
  }

  /// The time line is on the screen all the time.
  var hasTimeLine: Bool {
    switch self {
    case .wide, .tall: true
    case .tooSmall, .small, .full: false
    }
  }
}
