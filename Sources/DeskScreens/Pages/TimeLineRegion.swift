import Cells
import Desk
import Payments
import Wording

/// The evidence of one payment as a time line, with what can be done about it: in the board's place, beside or below
/// it.
struct TimeLineRegion {
  let state: DeskState
  let now: Moment
  /// Where it stands.
  let column: Int
  let endColumn: Int
  /// It stands beside the board all the time, and not as a page that was opened.
  var isCard = false

  /// What is said to the customer stands where so many rows of evidence are left.
  private static let leastEvidenceRows = 5
  private var room: Int { endColumn - column }

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    guard let payment = state.toldPayment(at: now), endRow > first else { return }
    let actions = ActionsMenu(state: state, now: now).rows(columns: room, on: canvas)
    // On a low screen the evidence comes first; what can be done stands on the help page too.
    let hasActions = endRow - first > actions.count + 3
    let end = hasActions ? endRow - actions.count : endRow
    let said =
      state.isLeftToItsTill(payment, at: now)
      ? [] : WordsForCustomer(payment.lineForCustomer(at: now)).rows(columns: room, on: canvas)
    let evidence = state.timeLine.flatMap { $0.payment == payment.id ? $0.lines : nil }
    let pieces = evidence?.map { TimeLinePiece($0, columns: room, on: canvas) }
    let evidenceRows = pieces?.reduce(0) { $0 + $1.rows.count } ?? 0
    // A free row is left above the keys, too.
    let amount = bigAmount(of: payment, freeRows: end - first - said.count - evidenceRows - 3, canvas)
    let title = title(of: payment, withAmount: amount == nil, canvas)
    canvas.put(title, row: first, column: column, endColumn: endColumn, role: .title)
    var row = first + 1
    if let amount {
      // What is over is as quiet here as its row is.
      let isQuiet = !payment.status.isOpen && !state.standsOut(payment, at: now)
      let text = BigText(text: payment.amount.grouped, role: isQuiet ? .textMuted : .money)
      canvas.putBig(text, in: Rect(row: row + 1, column: column, rows: amount.rows, columns: amount.columns))
      row += amount.rows + 2
    }
    if end - row - said.count >= Self.leastEvidenceRows {
      for line in said {
        canvas.put(verbatim: line, row: row, column: column, endColumn: endColumn)
        row += 1
      }
    }
    // A free row between what is said and what is known, where all of it has room.
    if pieces != nil, row > first + 1, row + evidenceRows < end { row += 1 }
    if let pieces {
      let titlesEnd = Position(row: first, column: canvas.width(of: title))
      draw(pieces, beside: titlesEnd, fromRow: row, endRow: end, into: &canvas)
    } else {
      drawNoEvidence(of: payment, row: row, into: &canvas)
    }
    guard hasActions else { return }
    // On a card the keys stand under their text: at the foot of a tall one nobody looks for them.
    let actionsRow = isCard ? min(end, row + max(1, evidenceRows) + 1) : end
    for (offset, bindings) in actions.enumerated() {
      ActionsMenu.draw(bindings, row: actionsRow + offset, column: column, into: &canvas)
    }
  }

  private func drawNoEvidence(of payment: PaymentSummary, row: Int, into canvas: inout Canvas) {
    let isFailed = state.timeLine?.payment == payment.id && state.timeLine?.loading.trouble != nil
    canvas.put(
      isFailed
        ? Phrase("Could not be read; open it again.", sw: "Haikusomeka; yafungue tena.")
        : Phrase("Reading…", sw: "Inasoma…"), row: row, column: column, endColumn: endColumn,
      role: isFailed ? .stateFailed : .textMuted)
  }

  /// The amount in big digits with a free row above and below, which is read from further away than the desk is wide;
  /// nil where it would take the place of evidence.
  private func bigAmount(
    of payment: PaymentSummary, freeRows: Int, _ canvas: Canvas
  ) -> (columns: Int, rows: Int)? {
    guard isCard, canvas.glyphs == .unicode, canvas.rows >= DeskLayout.rowsOfAHighScreen else { return nil }
    return BigText(text: payment.amount.grouped, role: .money).size(
      within: min(freeRows - 2, Self.mostRowsOfAmount), columns: room, glyphs: canvas.glyphs)
  }

  /// Its smallest form without half blocks; a larger one would outshout the board.
  private static let mostRowsOfAmount = 7

  private func title(of payment: PaymentSummary, withAmount: Bool, _ canvas: Canvas) -> Phrase {
    let number = payment.till == state.identity.till ? "\(payment.number)" : "\(payment.till.number)/\(payment.number)"
    let day = payment.day == EastAfricaTime(now).businessDay ? "" : " · \(payment.day.text)"
    let amount = withAmount ? " · KSh \(payment.amount.grouped)" : ""
    let what = Phrase("NUMBER", sw: "NAMBA") + Phrase(verbatim: " \(number)\(amount)")
    let whose = what + Phrase(verbatim: " · ") + payment.shownPhone + Phrase(verbatim: day)
    let whole = whose + Phrase(verbatim: " · till \(payment.till.number) · \(CellWidth.printable(payment.cashier))")
    return [whole, whose, what + Phrase(verbatim: day)].first { canvas.width(of: $0) <= room } ?? what
  }

  /// The pieces that have room, and how many have not: beside the title, or on a row of its own where that is full.
  private func draw(
    _ pieces: [TimeLinePiece], beside titlesEnd: Position, fromRow first: Int, endRow: Int, into canvas: inout Canvas
  ) {
    let markFitsTitle = titlesEnd.column + 2 + canvas.width(of: Self.rest(above: 99, below: 99)) <= room
    let isCut = pieces.reduce(0) { $0 + $1.rows.count } > endRow - first
    let end = isCut && !markFitsTitle ? endRow - 1 : endRow
    let last = max(1, pieces.count - (state.pages.page(DetailsPage.self)?.linesBelow ?? 0))
    let start = Self.firstPiece(of: pieces.prefix(last), rows: end - first)
    var row = first
    var shown = start
    // Half a piece could say the opposite of the whole; only one that has no room at all is cut.
    for piece in pieces.prefix(last).dropFirst(start) {
      if row > first, row + piece.rows.count > end { break }
      for (offset, line) in piece.rows.enumerated() where row + offset < end {
        line.draw(row: row + offset, column: column, endColumn: endColumn, into: &canvas)
      }
      row += piece.rows.count
      shown += 1
    }
    let below = pieces.count - shown
    if start == 0, below == 0 { return }
    canvas.putRight(
      Self.rest(above: start, below: below), row: markFitsTitle ? titlesEnd.row : end, endColumn: endColumn,
      role: .textMuted)
  }

  /// How many pieces are not on the screen.
  private static func rest(above: Int, below: Int) -> Phrase {
    let parts = [
      above > 0 ? Phrase("\(above) above", sw: "\(above) juu") : nil,
      below > 0 ? Phrase("\(below) below", sw: "\(below) chini") : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }

  /// The end is shown, which is what is new, as far as it was not scrolled away.
  private static func firstPiece(of pieces: ArraySlice<TimeLinePiece>, rows: Int) -> Int {
    var taken = 0
    var first = pieces.count
    while first > 0 {
      taken += pieces[first - 1].rows.count
      if taken > rows { break }
      first -= 1
    }
    return min(first, max(0, pieces.count - 1))
  }
}

/// What to say to the customer, in both languages: which of them is the customer's choice, and not the desk's.
struct WordsForCustomer {
  private let words: Phrase

  init(_ words: Phrase) { self.words = words }

  /// The line in Swahili and the line in English, broken into rows.
  func rows(columns: Int, on canvas: Canvas) -> [String] {
    let lines = [
      Phrase("Say: ", sw: "Sema: ") + Phrase(verbatim: "\"\(words.swahili)\""),
      Phrase("In English: ", sw: "Kwa Kiingereza: ") + Phrase(verbatim: "\"\(words.english)\""),
    ]
    return lines.flatMap { TextWrap.lines(canvas.text($0), columns: columns, most: 3) }
  }
}

/// The time line as a page, which the person scrolls.
struct DetailsRegion: PageRegion {
  let page: DetailsPage
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    TimeLineRegion(state: state, now: now, column: 2, endColumn: canvas.textEnd).draw(
      fromRow: 0, endRow: canvas.rows, into: &canvas)
  }
}

/// The keys that act on the selected payment, from the bindings that are enabled.
struct ActionsMenu {
  let state: DeskState
  let now: Moment

  /// The bindings in rows of so many columns.
  func rows(columns: Int, on canvas: Canvas) -> [[KeyBinding]] {
    var rows: [[KeyBinding]] = []
    var used = 0
    for binding in state.bindings(at: now) where binding.isAction {
      let width = Self.width(of: binding, on: canvas)
      if rows.isEmpty || used + 3 + width > columns {
        rows.append([binding])
        used = width
      } else {
        rows[rows.count - 1].append(binding)
        used += 3 + width
      }
    }
    return rows
  }

  static func draw(_ bindings: [KeyBinding], row: Int, column: Int, into canvas: inout Canvas) {
    var column = column
    for binding in bindings {
      guard let key = binding.shownKey else { continue }
      column += canvas.put(verbatim: key, row: row, column: column, endColumn: canvas.columns, role: .key) + 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text) + 3
    }
  }

  private static func width(of binding: KeyBinding, on canvas: Canvas) -> Int {
    CellWidth.of(binding.shownKey ?? "") + 1 + canvas.width(of: binding.word)
  }
}
