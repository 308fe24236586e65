import Cells
import Desk
import Payments
import Wording

/// The live board: one payment a row.
struct BoardRegion {
  let state: DeskState
  let now: Moment
  /// Where it ends; beyond stands the time line, or nothing.
  let columns: Int
  /// The rows that nothing else takes now and then: by these it is decided what stands between payments.
  var lastingRows = 0

  /// Where the columns of the table stand in a terminal of some width.
  private struct Table {
    let numberEnd = 8
    /// Number and amount together are what a cashier looks for.
    let amountEnd = 16
    let glyph = 17
    let words = 19
    let acts = 49
    let phone = 59
    let ageEnd = 79
    /// Only a wide terminal has room for whose payment it is, and for what the customer's SMS shows.
    let till: Int?
    let reference: Int?

    init(columns: Int) {
      till = columns >= 100 ? 83 : nil
      reference = columns >= 120 ? 106 : nil
    }
  }

  /// The payments of the board, with the one that the keys act upon marked.
  ///
  /// - Parameter ruleRow: the line below it, which says that there is more.
  func draw(fromRow first: Int, endRow: Int, ruleRow: Int, into canvas: inout Canvas) {
    let selected = state.focus == .board ? state.board.selectedRow ?? 0 : nil
    let shown = state.board.shown
    let headings = BoardHeadings(shown, rows: lastingRows - 1, of: canvas.rows)
    draw(shown, headings, selected: selected, fromRow: first, endRow: endRow, into: &canvas)
    if shown.isEmpty { drawNothing(row: first + 1, endRow: endRow, into: &canvas) }
    drawRest(of: shown.count, visible: endRow - first - 1, row: ruleRow, into: &canvas)
  }

  private func drawNothing(row: Int, endRow: Int, into canvas: inout Canvas) {
    let enter = DeskCommand.advance.formKey
    let words =
      state.board.view == .own
      ? Phrase("Nothing of this till.", sw: "Hakuna malipo ya till hii.")
      : state.board.isEmpty && !state.identity.isReplayed
        ? Phrase(
          "No payments yet. Type a phone number, \(enter), the amount, \(enter).",
          sw: "Bado hakuna malipo. Andika namba ya simu, \(enter), kiasi, \(enter).")
        : Phrase("Nothing waits, and nothing needs anybody.", sw: "Hakuna kinachosubiri, na hakuna kinachohitaji mtu.")
    canvas.put(words, row: row, column: 9, endColumn: columns, role: .textMuted)
    guard state.board.isEmpty, state.identity.practice == .simulator, !state.identity.isReplayed else { return }
    for (offset, customer) in SimulatedCustomer.toTry.enumerated() where row + 2 + offset < endRow {
      canvas.put(
        verbatim: customer.phone, row: row + 2 + offset, column: 9, endColumn: columns, role: .textStrong)
      canvas.put(customer.does, row: row + 2 + offset, column: 24, endColumn: columns)
    }
    let below = row + 2 + SimulatedCustomer.toTry.count
    if let supervisor = state.demoSupervisorWords, below < endRow {
      canvas.put(supervisor, row: below, column: 9, endColumn: columns, role: .textMuted)
    }
  }

  /// On the line below the board: that there is more.
  private func drawRest(of count: Int, visible: Int, row: Int, into canvas: inout Canvas) {
    var rest: [Phrase] = []
    let below = count - visible
    let selected = state.focus == .board ? state.board.selectedRow : nil
    let start = max(0, min((selected ?? 0) - visible + 1, below))
    if start > 0 { rest.append(Phrase("\(start) above", sw: "\(start) juu")) }
    if below > start { rest.append(Phrase("\(below - start) more below", sw: "\(below - start) zaidi chini")) }
    if state.board.view == .own { rest.append(othersWords) }
    let toBoard = DeskCommand.goToBoard.formKey
    let away = state.board.putAway.count
    if away > 0 {
      let keys = "\(toBoard) \(DeskCommand.search.boardKey)"
      let how = Phrase(": \(keys) finds them", sw: ": \(keys) huyapata")
      rest.append(
        Phrase("\(away) put away", sw: "\(away) yamewekwa kando") + (state.identity.isReplayed ? .none : how))
    }
    let odd = state.health.oddCallbacks
    var left = 2
    if odd > 0 {
      let keys = "\(toBoard) \(DeskCommand.openUnmatched.boardKey)"
      let unmatched = Phrase(
        " \(odd) unmatched: they fit no payment: \(keys) ", sw: " majibu \(odd) hayalingani na malipo: \(keys) ")
      canvas.put(unmatched, row: row, column: left, endColumn: columns - 2, role: .stateAlarm)
      left += canvas.width(of: unmatched) + 1
    }
    // Over the other words it would hide their key.
    while !rest.isEmpty {
      let words = Phrase(verbatim: " ") + rest.joined(separator: " · ") + Phrase(verbatim: " ")
      if left + canvas.width(of: words) <= columns - 2 {
        return canvas.putRight(words, row: row, endColumn: columns - 2, role: .textMuted)
      }
      rest.removeLast()
    }
  }

  /// While only this till's rows are shown: what is not, and whether anybody is needed there.
  private var othersWords: Phrase {
    let (others, needy) = (state.board.tally.othersCount, state.board.tally.othersNeedingPersonCount)
    let all = Phrase("\(others) of other tills", sw: "\(others) ya till nyingine")
    if needy == 0 { return all }
    return all + Phrase(needy == 1 ? ", 1 needs somebody" : ", \(needy) need somebody", sw: ", \(needy) yanahitaji mtu")
  }

  /// Some payments as a table.
  func draw(
    _ rows: some RandomAccessCollection<PaymentSummary>, _ headings: BoardHeadings? = nil, selected: Int?,
    fromRow first: Int, endRow: Int, into canvas: inout Canvas
  ) {
    let table = Table(columns: columns)
    if rows.isEmpty { canvas.rest = Position(row: first, column: 0) }
    drawHead(table, row: first, into: &canvas)
    let visible = endRow - first - 1
    guard visible > 0 else { return }
    // The selected row stays in view.
    let start = max(0, min((selected ?? 0) - visible + 1, rows.count - visible))
    var row = first + 1
    for (offset, payment) in rows.dropFirst(start).prefix(visible).enumerated() {
      if let headings, let heading = headings.above(offset) {
        if headings.isAiry, offset > 0 { row += 1 }
        canvas.put(heading, row: row, column: 2, endColumn: columns, role: .textMuted)
        row += 1
      }
      draw(payment, isSelected: start + offset == selected, table, row: row, into: &canvas)
      row += 1
    }
  }

  private func drawHead(_ table: Table, row: Int, into canvas: inout Canvas) {
    let role = Role.title
    canvas.putRight(verbatim: "#", row: row, endColumn: table.numberEnd, role: role)
    canvas.putRight(Phrase("AMOUNT", sw: "KIASI"), row: row, endColumn: table.amountEnd, role: role)
    canvas.put(
      Phrase("STANDING", sw: "HALI"), row: row, column: table.words, endColumn: table.acts - 1, role: role)
    canvas.put(Phrase("ACTS", sw: "ZAMU YA"), row: row, column: table.acts, endColumn: table.phone - 1, role: role)
    canvas.put(Phrase("PHONE", sw: "SIMU"), row: row, column: table.phone, endColumn: table.phone + 13, role: role)
    canvas.putRight(Phrase("WHEN", sw: "LINI"), row: row, endColumn: table.ageEnd, role: role)
    if let till = table.till {
      canvas.put(
        Phrase("TILL  CASHIER", sw: "TILL  KESHIA"), row: row, column: till,
        endColumn: (table.reference ?? columns) - 1, role: role)
    }
    if let reference = table.reference {
      canvas.put(
        Phrase("REFERENCE", sw: "KUMBUKUMBU"), row: row, column: reference, endColumn: columns - 1, role: role)
    }
  }

  private func draw(
    _ payment: PaymentSummary, isSelected: Bool, _ table: Table, row: Int, into canvas: inout Canvas
  ) {
    let words = payment.words(at: now)
    let role = words.look.role
    let number = payment.columnNumber(
      at: now, seenFrom: state.identity.till, columns: table.numberEnd - 1, mark: canvas.glyphs[.ellipsis])
    // Green as a whole wherever the lines are: they may speak of somebody's trouble.
    let isJustPaid = state.isJustPaid(payment)
    if isSelected {
      canvas.rest = Position(row: row, column: 0)
      canvas.fill(Rect(row: row, column: 0, rows: 1, columns: columns), ground: .selection)
      let marker = max(0, table.numberEnd - CellWidth.of(number) - 2)
      canvas.put(.selectionMarker, row: row, column: marker, role: .textStrong)
    }
    // What is over may be passed over but for the colour of its word; heavy strokes are for what must be found first.
    let standsOut = state.standsOut(payment, at: now)
    let quiet: Role = isJustPaid ? role : standsOut || payment.status.isOpen ? .text : .textMuted
    canvas.putRight(verbatim: number, row: row, endColumn: table.numberEnd, role: quiet)
    canvas.putRight(
      verbatim: payment.amount.grouped, row: row, endColumn: table.amountEnd,
      role: isJustPaid ? role : standsOut ? .money : .text)
    canvas.putSign(of: role, row: row, column: table.glyph, attributes: standsOut ? .bold : .calm)
    let width = canvas.put(
      words.word, row: row, column: table.words, endColumn: table.acts - 1, role: role,
      attributes: standsOut ? .plain : .calm)
    if let meter = PromptMeter(of: payment, at: now) {
      // The seconds stand in the last column.
      meter.draw(row: row, column: table.words + PromptMeter.offset, into: &canvas)
    } else {
      drawDetail(
        of: payment, words.detail, row: row, column: table.words + width + 1, endColumn: table.acts - 1,
        role: quiet, into: &canvas)
    }
    canvas.put(
      isJustPaid ? Phrase("hand over", sw: "mpe mteja") : words.actor.word, row: row, column: table.acts,
      endColumn: table.phone - 1, role: quiet, attributes: isJustPaid ? .bold : .plain)
    canvas.put(
      payment.shownPhone, row: row, column: table.phone, endColumn: table.phone + 13, role: quiet)
    canvas.putRight(payment.ageWords(at: now), row: row, endColumn: table.ageEnd, role: quiet)
    if let till = table.till {
      let text = CellWidth.pad("\(payment.till.number)", to: 6) + CellWidth.printable(payment.cashier)
      canvas.put(verbatim: text, row: row, column: till, endColumn: (table.reference ?? columns) - 1, role: quiet)
    }
    if let reference = table.reference {
      canvas.put(
        verbatim: CellWidth.printable(payment.reference), row: row, column: reference, endColumn: columns - 1,
        role: quiet)
    }
    if state.isLit(payment, at: now) {
      canvas.fillWithColour(of: role, Rect(row: row, column: 0, rows: 1, columns: columns))
    }
  }

  /// What stands beside the word, and at the column's end a person's mark.
  ///
  /// Where both do not fit, the mark stands alone: half an amount would be another amount, and the lines below the
  /// board tell it whole.
  private func drawDetail(
    of payment: PaymentSummary, _ detail: Phrase, row: Int, column: Int, endColumn: Int, role: Role,
    into canvas: inout Canvas
  ) {
    var detailFits = true
    if let mark = payment.mark?.words, column + canvas.width(of: mark) <= endColumn {
      canvas.putRight(mark, row: row, endColumn: endColumn, role: .textMuted)
      detailFits = column + canvas.width(of: detail) < endColumn - canvas.width(of: mark)
    }
    if detailFits { canvas.put(detail, row: row, column: column, endColumn: endColumn, role: role) }
  }
}

extension StandingLook {
  var role: Role {
    switch self {
    case .sending: .stateSending
    case .waiting: .stateWaiting
    case .check: .stateCheck
    case .paid: .statePaid
    case .cancelled: .stateCancelled
    case .failed: .stateFailed
    case .alarm: .stateAlarm
    case .held: .stateHeld
    case .byHand: .stateByHand
    }
  }
}
