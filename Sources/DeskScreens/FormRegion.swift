import Cells
import Desk
import Payments
import Wording

/// Phone, amount, reference; beside them what is wrong with what was typed, or the money of the day.
struct FormRegion {
  let state: DeskState
  let now: Moment
  /// There is no room beside the fields.
  let isNarrow: Bool
  private let fieldColumn = 10
  private let fieldColumns = 22
  /// Where the fields end.
  static let endOfFields = 32

  init(state: DeskState, now: Moment, isNarrow: Bool = false) {
    self.state = state
    self.now = now
    self.isNarrow = isNarrow
  }

  func draw(row: Int, into canvas: inout Canvas) {
    for field in PaymentForm.Field.allCases {
      draw(field, row: row + field.rawValue, into: &canvas)
    }
  }

  private func draw(_ field: PaymentForm.Field, row: Int, into canvas: inout Canvas) {
    let isFocused = isFocused(field)
    let remark = state.form.remark(field, limit: state.identity.amountLimit)
    let isWrong = if case .mistake = remark { true } else { false }
    let ground: Role = isWrong ? .fieldInvalid : isFocused ? .fieldFocus : .field

    canvas.put(label(field), row: row, column: 2, endColumn: fieldColumn, role: isFocused ? .textStrong : .text)
    canvas.fill(
      Rect(row: row, column: fieldColumn, rows: 1, columns: fieldColumns), ground: ground, role: ground)
    let text = state.form.shown(field)
    var column = fieldColumn + 1
    let end = fieldColumn + fieldColumns
    if field == .amount {
      column += canvas.put(verbatim: "KSh ", row: row, column: column, endColumn: end, role: ground)
    }
    let room = end - 1 - column
    // The end of a long text is what is being typed, so the start is what goes.
    let shown = CellWidth.of(text) > room ? canvas.glyphs[.ellipsis] + Self.end(of: text, columns: room - 1) : text
    column += canvas.put(
      verbatim: shown, row: row, column: column, endColumn: end, role: ground,
      attributes: isFocused && state.form.isSelected ? .reverse : .plain)
    // One column is left to the cursor.
    let tooMuch = CellWidth.clip(
      state.form.tooMuch(field), to: max(0, end - 1 - column), mark: canvas.glyphs[.ellipsis])
    column += canvas.put(
      verbatim: tooMuch, row: row, column: column, endColumn: end, role: ground, attributes: [.bold, .underline])
    if isFocused { canvas.cursor = Position(row: row, column: column) }

    if isNarrow { return }
    let besides = fieldColumn + fieldColumns + 2
    switch remark {
    case .mistake(let sentence):
      canvas.put(sentence, row: row, column: besides, endColumn: canvas.columns - 1, role: .stateFailed)
    case .warning(let sentence):
      canvas.put(sentence, row: row, column: besides, endColumn: canvas.columns - 1, role: .stateCheck)
    case nil: drawBesides(field, row: row, column: besides, into: &canvas)
    }
  }

  private func drawBesides(_ field: PaymentForm.Field, row: Int, column: Int, into canvas: inout Canvas) {
    let end = canvas.columns - 2
    switch field {
    case .phone:
      let totals = state.totals
      drawMoney(
        Self.paidToday, count: totals.paidCount, shillings: totals.paidShillings, row: row, endColumn: end,
        role: state.moneyJustCame ? .statePaid : nil, into: &canvas)
      if let words = toResolve, hasRoomAbove(words, fromColumn: column, canvas) {
        canvas.putRight(words, row: row, endColumn: paidStart(canvas) - 3, role: .stateAlarm)
      }
    case .amount:
      let tally = state.board.tally
      drawMoney(
        Phrase("Waiting", sw: "Yanasubiri"), count: tally.waitingCount, shillings: tally.waitingShillings, row: row,
        endColumn: end, into: &canvas)
    case .reference:
      if let shown = state.shownNumber, let phone = shown.payment.phone {
        canvas.put(
          Phrase("Number ", sw: "Namba ") + shown.payment.spokenNumber(at: now)
            + Phrase(verbatim: ": \(phone.spoken)"),
          row: row, column: column, endColumn: canvas.columns - 1, role: .textStrong)
      } else if let notice = state.notice, !notice.isTrouble {
        canvas.put(notice.text, row: row, column: column, endColumn: canvas.columns - 1, role: .textStrong)
      } else if state.isCorrection, let attempt = state.form.attempt.flatMap({ state.board[$0] }) {
        canvas.put(
          Phrase("another attempt at number ", sw: "jaribio lingine la namba ") + attempt.spokenNumber(at: now),
          row: row, column: column, endColumn: end, role: .stateCheck)
      } else if state.hasOtherTills, !(isFocused(.reference) && state.form.reference.isEmpty) {
        drawOwnMoney(row: row, endColumn: end, into: &canvas)
      } else if state.form.reference.isEmpty, let words = toResolve, !hasRoomAbove(words, fromColumn: column, canvas) {
        // Where the narrow line above had no room.
        canvas.putRight(words, row: row, endColumn: end, role: .stateAlarm)
      } else if state.form.reference.isEmpty {
        canvas.put(
          Phrase("optional, shown in the customer's SMS", sw: "si lazima; huonekana kwenye SMS ya mteja"), row: row,
          column: column, endColumn: end, role: .textMuted)
      }
    }
  }

  /// What this till took and waits for, below the same of the whole shop.
  private func drawOwnMoney(row: Int, endColumn: Int, into canvas: inout Canvas) {
    let waiting = state.board.tally.ownWaitingCount
    let waits = waiting == 0 ? Phrase.none : Phrase(" · \(waiting) waiting", sw: " · \(waiting) yanasubiri")
    canvas.putRight(waits, row: row, endColumn: endColumn, role: .textMuted)
    let till = "till \(state.identity.till.number)"
    drawMoney(
      Phrase("Paid at \(till)", sw: "Yamelipwa \(till)"), count: state.totals.ownPaidCount,
      shillings: state.totals.ownPaidShillings, row: row, endColumn: endColumn - canvas.width(of: waits), into: &canvas)
  }

  private func isFocused(_ field: PaymentForm.Field) -> Bool { state.isTypingInForm && state.form.field == field }

  private static let paidToday = Phrase("Paid today", sw: "Yamelipwa leo")

  /// Where the money of the day begins in the row of the phone.
  private func paidStart(_ canvas: Canvas) -> Int {
    let amount = "\(state.totals.paidCount) · KSh " + Shillings.group(state.totals.paidShillings)
    return canvas.columns - 2 - canvas.width(of: Self.paidToday + Phrase(verbatim: "  " + amount))
  }

  /// What a supervisor has to resolve; nil where there is nothing.
  private var toResolve: Phrase? {
    let totals = state.totals
    if totals.toResolveCount == 0 { return nil }
    return Phrase("To resolve", sw: "Ya kutatua")
      + Phrase(verbatim: "  \(totals.toResolveCount) · KSh " + Shillings.group(totals.toResolveShillings))
  }

  private func hasRoomAbove(_ words: Phrase, fromColumn column: Int, _ canvas: Canvas) -> Bool {
    paidStart(canvas) - 3 - canvas.width(of: words) >= column
  }

  private func drawMoney(
    _ label: Phrase, count: Int, shillings: Int, row: Int, endColumn: Int, role: Role? = nil, into canvas: inout Canvas
  ) {
    let amount = "KSh " + Shillings.group(shillings)
    let besides = label + Phrase(verbatim: "  \(count) · ")
    canvas.putRight(verbatim: amount, row: row, endColumn: endColumn, role: role ?? .money)
    canvas.putRight(besides, row: row, endColumn: endColumn - amount.count, role: role ?? .textMuted)
  }

  /// As much of the text's end as the columns hold.
  private static func end(of text: String, columns: Int) -> String {
    var kept = Substring(text)
    while CellWidth.of(String(kept)) > columns { kept = kept.dropFirst() }
    return String(kept)
  }

  private func label(_ field: PaymentForm.Field) -> Phrase {
    switch field {
    case .phone: Phrase("Phone", sw: "Simu")
    case .amount: Phrase("Amount", sw: "Kiasi")
    case .reference: Phrase("For", sw: "Kumb.")
    }
  }
}
