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

  /// Draws the fields, and the sums that have no room beside them into the rule below.
  func draw(row: Int, into canvas: inout Canvas) {
    for field in PaymentForm.Field.allCases {
      draw(field, row: row + field.rawValue, into: &canvas)
    }
    if !isNarrow { drawBesides(row: row, into: &canvas) }
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
  }

  private static let besides = 34

  /// What is wrong with what was typed, and the money of the day, of which nothing is covered: a sum that has no room
  /// stands in the rule below.
  private func drawBesides(row: Int, into canvas: inout Canvas) {
    let end = canvas.columns - 2
    let totals = state.totals
    let tally = state.board.tally
    let sums = [
      (Self.paidToday, totals.paidCount, totals.paidShillings),
      (Self.waiting, tally.waitingCount, tally.waitingShillings),
    ]
    // How much room is left before a sum that stands beside its field.
    var room = [0, 0]
    var below: [(words: Phrase, role: Role)] = []
    for (place, sum) in sums.enumerated() {
      let words = Self.words(sum.0, sum.1, sum.2)
      let start = end - canvas.width(of: words) - 3
      let remark = PaymentForm.Field(rawValue: place).flatMap(remark)
      let width = remark.map { canvas.width(of: $0.words) } ?? 0
      if let remark {
        canvas.put(
          remark.words, row: row + place, column: Self.besides, endColumn: canvas.columns - 1, role: remark.role)
      }
      let role: Role? = place == 0 && state.moneyJustCame ? .statePaid : nil
      if Self.besides + width > start, width > 0 {
        below.append((words, role ?? .money))
      } else {
        drawMoney(
          sum.0, count: sum.1, shillings: sum.2, row: row + place, endColumn: end, role: role, into: &canvas)
        room[place] = start - Self.besides - (width > 0 ? width + 3 : 0)
      }
    }
    // Each beside the sum that it is not in, or else beside the other.
    for (place, words, role) in [(0, toResolve, Role.stateAlarm), (1, bySupervisor, .stateByHand)] {
      guard let words else { continue }
      let width = canvas.width(of: words)
      guard let free = [place, 1 - place].first(where: { room[$0] >= width }) else {
        below.append((words, role))
        continue
      }
      let sum = sums[free]
      canvas.putRight(
        words, row: row + free, endColumn: end - canvas.width(of: Self.words(sum.0, sum.1, sum.2)) - 3, role: role)
      room[free] = 0
    }
    drawInRule(below, row: row + PaymentForm.Field.allCases.count, into: &canvas)
    if let remark = remark(.reference) {
      canvas.put(remark.words, row: row + 2, column: Self.besides, endColumn: canvas.columns - 1, role: remark.role)
    } else {
      drawLast(row: row + 2, into: &canvas)
    }
  }

  /// Sums on a rule, from the right.
  private func drawInRule(_ sums: [(words: Phrase, role: Role)], row: Int, into canvas: inout Canvas) {
    var end = canvas.columns - 2
    for (words, role) in sums {
      let shown = Phrase(verbatim: " ") + words + Phrase(verbatim: " ")
      let start = end - canvas.width(of: shown)
      // Half an amount would be another amount.
      if start < 2 { return }
      canvas.putRight(shown, row: row, endColumn: end, role: role)
      end = start - 1
    }
  }

  /// What is said of a field.
  private func remark(_ field: PaymentForm.Field) -> (words: Phrase, role: Role)? {
    switch state.form.remark(field, limit: state.identity.amountLimit) {
    case .mistake(let sentence): (sentence, .stateFailed)
    case .warning(let sentence): (sentence, .stateCheck)
    case nil: nil
    }
  }

  /// Beside the reference: what was said last, or what this till took.
  private func drawLast(row: Int, into canvas: inout Canvas) {
    let (column, end) = (Self.besides, canvas.columns - 2)
    if let shown = state.shownNumber, let phone = shown.payment.phone {
      canvas.put(
        Phrase("Number ", sw: "Namba ") + shown.payment.spokenNumber(at: now, seenFrom: state.identity.till)
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
    } else if state.form.reference.isEmpty {
      canvas.put(
        Phrase("optional, shown in the customer's SMS", sw: "si lazima; huonekana kwenye SMS ya mteja"), row: row,
        column: column, endColumn: end, role: .textMuted)
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
  private static let waiting = Phrase("Waiting", sw: "Yanasubiri")

  /// What a supervisor has to resolve; nil where there is nothing.
  private var toResolve: Phrase? {
    let totals = state.totals
    if totals.toResolveCount == 0 { return nil }
    return Self.words(
      Phrase("To resolve", sw: "Ya kutatua"), totals.toResolveCount, totals.toResolveShillings)
  }

  /// What is the shop's by a supervisor's word alone; nil where nothing is.
  private var bySupervisor: Phrase? {
    let totals = state.totals
    if totals.bySupervisorCount == 0 { return nil }
    return Self.words(.bySupervisor, totals.bySupervisorCount, totals.bySupervisorShillings)
  }

  private static func words(_ label: Phrase, _ count: Int, _ shillings: Int) -> Phrase {
    label + Phrase(verbatim: "  \(count) · KSh " + Shillings.group(shillings))
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
