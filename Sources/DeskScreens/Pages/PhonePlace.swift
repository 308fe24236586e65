import Cells
import Desk
import Payments

/// Where a demo's phone stands: below the payments on the board, which gives it rows for as long as it shows something,
/// so that it covers nothing; and in the whole middle of a narrow screen while somebody holds it.
struct PhonePlace {
  /// From here on the board stays in sight while the phone is in the hand.
  private static let boardStaysFromColumns = 110
  /// The head of the board and two payments.
  private static let leastBoardRows = 3

  let state: DeskState
  let now: Moment

  /// The phone takes the board's place: somebody holds it, and reads nothing else.
  func isPage(columns: Int) -> Bool {
    state.demoPhone?.inHand != nil && columns < Self.boardStaysFromColumns
  }

  /// The rows that a board of so many gives to the phone.
  func rows(ofBoard rows: Int) -> Int {
    guard let phone = state.demoPhone, phone.isLit else { return 0 }
    let size = size(ofBoard: rows)
    return rows - size.rows >= Self.leastBoardRows ? size.rows : 0
  }

  /// The rows of a board of so many that are the board's whether the phone shows something or not: in a demo it comes
  /// and goes with every customer.
  func rowsLeft(ofBoard rows: Int) -> Int {
    if state.identity.practice != .simulator { return rows }
    let size = size(ofBoard: rows)
    return rows - size.rows >= Self.leastBoardRows ? rows - size.rows : rows
  }

  /// Upright only where it takes no row and no heading from the payments.
  private func size(ofBoard rows: Int) -> (columns: Int, rows: Int) {
    let shown = state.board.shown
    let needed = max(Self.leastRowsAboveUpright, 1 + shown.count + shown.groups.count)
    return rows - PhoneRegion.upright.rows >= needed ? PhoneRegion.upright : PhoneRegion.lying
  }

  private static let leastRowsAboveUpright = 8

  /// Draws the phone in the last rows of the board's room.
  func draw(below boardRows: Int, in room: Rect, into canvas: inout Canvas) {
    guard let phone = state.demoPhone else { return }
    let size = size(ofBoard: boardRows)
    let rect = Rect(
      row: room.row, column: room.endColumn - size.columns - 1, rows: size.rows, columns: size.columns)
    PhoneRegion(state: state, phone: phone).draw(in: rect, into: &canvas)
    let beside = Rect(
      row: rect.row + 1, column: room.column + 2, rows: rect.rows - 2, columns: rect.column - room.column - 4)
    if phone.inHand != nil { drawKeys(in: beside, into: &canvas) } else { drawHint(phone, in: beside, into: &canvas) }
  }

  /// Draws the phone as a page, with the keys of whoever holds it.
  func drawPage(in room: Rect, into canvas: inout Canvas) {
    guard let phone = state.demoPhone else { return }
    let isBroad = room.columns >= DeskLayout.fullSize.columns
    let columns = isBroad ? 42 : min(room.columns, PhoneRegion.lying.columns)
    let rows = min(room.rows, isBroad ? PhoneRegion.upright.rows : PhoneRegion.lying.rows)
    let left = isBroad ? 4 : (room.columns - columns) / 2
    let rect = Rect(row: room.row, column: room.column + left, rows: rows, columns: columns)
    PhoneRegion(state: state, phone: phone).draw(in: rect, into: &canvas)
    guard isBroad else {
      drawKeys(
        in: Rect(row: rect.endRow, column: room.column + 2, rows: room.endRow - rect.endRow, columns: room.columns - 2),
        into: &canvas)
      return
    }
    let column = rect.endColumn + 4
    drawKeys(
      in: Rect(row: rect.row + 2, column: column, rows: rect.rows - 2, columns: room.columns - column), into: &canvas)
  }

  /// One key a row, or two where there are not rows enough.
  private func drawKeys(in rect: Rect, into canvas: inout Canvas) {
    let bindings = state.bindings(at: now).filter { $0.shownKey != nil }
    let perRow = bindings.count > rect.rows ? 2 : 1
    for (index, binding) in bindings.enumerated() where index / perRow < rect.rows {
      let row = rect.row + index / perRow
      let column = rect.column + index % perRow * (rect.columns / 2 + 1)
      let end = index % perRow < perRow - 1 ? column + rect.columns / 2 : rect.endColumn
      let width = canvas.put(verbatim: binding.shownKey ?? "", row: row, column: column, endColumn: end, role: .key)
      canvas.put(binding.word, row: row, column: column + (perRow == 1 ? 4 : width + 1), endColumn: end)
    }
  }

  /// Beside the phone: who answers, and how to pick it up.
  private func drawHint(_ phone: DemoPhone, in rect: Rect, into canvas: inout Canvas) {
    guard let hint = hint(phone) else { return }
    let lines = TextWrap.lines(canvas.text(hint), columns: rect.columns, most: rect.rows)
    for (offset, line) in lines.enumerated() {
      canvas.put(
        verbatim: line, row: rect.endRow - lines.count + offset, column: rect.column, endColumn: rect.endColumn,
        role: .textMuted)
    }
  }

  private func hint(_ phone: DemoPhone) -> Phrase? {
    guard let prompt = phone.prompt else { return nil }
    let count = phone.phones.prompts.count
    let others =
      count > 1
      ? Phrase("\(count) phones have a prompt. ", sw: "Simu \(count) zina ombi. ") : .none
    let alone =
      prompt.waitsForAnswerByHand
      ? Phrase("This one waits for an answer. ", sw: "Hii inasubiri jibu. ")
      : Phrase("The customer answers alone. ", sw: "Mteja hujibu mwenyewe. ")
    return others + alone + Self.pickUp
  }

  /// In one line, where the phone itself has no room.
  var shortHint: Phrase? {
    guard state.demoPhone?.inHand == nil, state.demoPhone?.prompt != nil else { return nil }
    return Self.pickUp
  }

  private static var pickUp: Phrase {
    let key = DeskCommand.pickUpPhone.formKey
    return Phrase("\(key) picks the phone up.", sw: "\(key) inachukua simu.")
  }
}
