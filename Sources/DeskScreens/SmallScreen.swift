import Cells
import Desk
import Payments
import Wording

/// Below 80×24 and down to 40×12: the form, and what became of the payment about which there was news.
struct SmallScreen {
  let state: DeskState
  let now: Moment
  let regions: PageRegions

  func draw(into canvas: inout Canvas) {
    let phone = PhonePlace(state: state, now: now)
    if phone.isPage(columns: canvas.columns) {
      // Nobody types while it is in the hand.
      drawHeader(into: &canvas)
      phone.drawPage(in: Rect(row: 1, column: 0, rows: canvas.rows - 2, columns: canvas.columns), into: &canvas)
      KeysRegion(state: state, now: now).draw(row: canvas.rows - 1, into: &canvas)
    } else {
      drawDesk(into: &canvas)
    }
  }

  private func drawDesk(into canvas: inout Canvas) {
    FormRegion(state: state, now: now, isNarrow: true).draw(row: 1, into: &canvas)
    drawHeader(into: &canvas)
    drawRemark(row: 4, into: &canvas)
    let keysRow = canvas.rows - 1
    KeysRegion(state: state, now: now).draw(row: keysRow, into: &canvas)
    var row = 5
    let isLow = keysRow - row < 8
    let hasLines = state.question == nil && state.panel == nil
    // At the smallest, a question or a page needs all rows.
    if hasLines || !isLow { row += TourRegion(state: state).draw(row: row, into: &canvas) }
    if let ending = state.endingSentence(at: now) {
      row += TroubleRegion(sentence: ending, most: isLow ? 1 : 2).draw(row: row, into: &canvas)
    }
    let paid = state.paidBesides(linesAreCovered: !hasLines, at: now).map { sentence in
      NewsRegion(sentence: sentence, role: .statePaid, most: isLow ? 2 : 3)
    }
    // At the smallest, a question or a page needs all rows.
    if let paid, !hasLines, !isLow { row += paid.draw(row: row, into: &canvas) }
    if let question = QuestionRegion(state: state, now: now) {
      let lines = wrapped(question.lines, canvas, room: keysRow - row, leastNeeded: 1)
      for line in lines {
        canvas.fill(
          Rect(row: row, column: 0, rows: 1, columns: canvas.columns), ground: .question, role: .question)
        canvas.put(verbatim: line, row: row, column: 2, endColumn: canvas.columns, role: .question)
        row += 1
      }
      question.takeCursor(row: row - lines.count, into: &canvas)
      return
    }
    if let page = state.panel {
      let room = Rect(row: row, column: 0, rows: keysRow - row, columns: canvas.columns)
      regions.draw(page, of: state, at: now, in: room, into: &canvas)
      return
    }
    if let trouble = state.troubleSentence {
      row += TroubleRegion(sentence: trouble, most: isLow && paid != nil ? 2 : 3).draw(row: row, into: &canvas)
    } else if let absence = state.absenceSentence(at: now), !isLow || paid == nil {
      row += NewsRegion(sentence: absence).draw(row: row, into: &canvas)
    } else if paid == nil {
      canvas.rule(row)
      row += 1
    }
    canvas.rest = Position(row: row, column: 2)
    if let paid { row += paid.draw(row: row, into: &canvas) }
    guard let payment = state.toldPayment(at: now) else {
      canvas.put(
        state.board.isEmpty
          ? Phrase("No payments yet.", sw: "Bado hakuna malipo.")
          : Phrase("Nothing waits.", sw: "Hakuna kinachosubiri."), row: row, column: 2, endColumn: canvas.columns - 1,
        role: .textMuted)
      return
    }
    guard row < keysRow else { return }
    drawWords(of: payment, row: row, endRow: keysRow, into: &canvas)
    let filled = state.isFelt(payment, at: now) ? 1 : state.isLit(payment, at: now) ? 2 : 0
    canvas.fillWithColour(
      of: payment.words(at: now).look.role,
      Rect(row: row, column: 0, rows: min(filled, keysRow - row), columns: canvas.columns))
    row += 2
    let lines = state.lines(about: payment, at: now)
    let said = [lines.happened, lines.money, lines.action].filter { !$0.isEmpty }
    for line in wrapped(said, canvas, room: keysRow - row) {
      canvas.put(verbatim: line, row: row, column: 2, endColumn: canvas.columns)
      row += 1
    }
    drawOthers(than: payment, fromRow: row, endRow: keysRow, into: &canvas)
  }

  private func drawHeader(into canvas: inout Canvas) {
    let role: Role = state.identity.practice == nil ? .header : .headerDemo
    canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: canvas.columns), ground: role, role: role)
    let time = EastAfricaTime(now).hourAndMinute
    canvas.putRight(verbatim: time, row: 0, endColumn: canvas.columns - 1, role: role)
    let room = canvas.columns - time.count - 3
    // Whether money is real comes before all names.
    let warning = (state.identity.practice?.warning).map { canvas.text($0) }
    let parts = [warning, "till \(state.identity.till.number)"].compactMap(\.self)
    let short = parts.joined(separator: " · ")
    let cashier = CellWidth.printable(state.identity.cashier)
    let choices = ["KAUNTA  " + short + " · " + cashier, short + " · " + cashier]
    let text = choices.first { CellWidth.of($0) <= room }
    canvas.put(verbatim: text ?? short, row: 0, column: 1, endColumn: room + 1, role: role)
    // Beside the first field then.
    if text == nil {
      let column = FormRegion.endOfFields + 1
      let shown = CellWidth.clip(cashier, to: canvas.columns - column - 1, mark: canvas.glyphs[.ellipsis])
      canvas.putRight(verbatim: shown, row: 1, endColumn: canvas.columns - 1, role: .textMuted)
    }
  }

  /// What would stand beside the fields on a wide screen: the field's own remark, or the notice.
  private func drawRemark(row: Int, into canvas: inout Canvas) {
    let remarks = PaymentForm.Field.allCases.compactMap { field in
      state.form.remark(field, limit: state.identity.amountLimit).map { (field, $0) }
    }
    let end = canvas.columns
    switch (remarks.first { $0.0 == state.form.field } ?? remarks.first)?.1 {
    case .mistake(let sentence): canvas.put(sentence, row: row, column: 2, endColumn: end, role: .stateFailed)
    case .warning(let sentence): canvas.put(sentence, row: row, column: 2, endColumn: end, role: .stateCheck)
    case nil:
      if let shown = state.shownNumber, let phone = shown.payment.phone {
        canvas.put(
          Phrase("Number ", sw: "Namba ") + shown.payment.spokenNumber(at: now)
            + Phrase(verbatim: ": \(phone.spoken)"),
          row: row, column: 2, endColumn: end, role: .textStrong)
      } else if let notice = state.notice, !notice.isTrouble {
        canvas.put(notice.text, row: row, column: 2, endColumn: end, role: .textStrong)
      } else if let notice = state.notice, state.question != nil || state.panel != nil {
        // Its own place is taken by what has the keyboard.
        canvas.put(notice.text, row: row, column: 2, endColumn: end, role: .stateAlarm)
      } else if let hint = PhonePlace(state: state, now: now).shortHint {
        canvas.put(hint, row: row, column: 2, endColumn: end, role: .textMuted)
      }
    }
  }

  private func drawWords(of payment: PaymentSummary, row: Int, endRow: Int, into canvas: inout Canvas) {
    let words = payment.words(at: now)
    let said = "\(canvas.signs[words.look.role]) \(canvas.text(words.whole))"
    canvas.put(verbatim: said, row: row, column: 2, endColumn: canvas.columns - 1, role: words.look.role)
    // On the upper row or on the lower one, whichever has room.
    var notes: [(Phrase, Role)] = []
    if let others = state.othersNeedSomebody(at: now) { notes.append((others, .stateAlarm)) }
    if let mark = payment.mark?.words { notes.append((mark, .textMuted)) }
    if let whose = state.whose(payment, at: now).dropLast().last ?? state.whose(payment, at: now).last {
      notes.append((whose, .textMuted))
    }
    let number = canvas.text(numberWords(payment))
    for (line, row) in [(said, row), (number, row + 1)] where row < endRow {
      guard let (note, role) = notes.first, CellWidth.of(line) + canvas.width(of: note) + 5 <= canvas.columns else {
        continue
      }
      canvas.putRight(note, row: row, endColumn: canvas.columns - 1, role: role)
      notes.removeFirst()
    }
    if row + 1 < endRow {
      canvas.put(verbatim: number, row: row + 1, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    }
  }

  private func numberWords(_ payment: PaymentSummary) -> Phrase {
    Phrase("Number ", sw: "Namba ") + payment.spokenNumber(at: now)
      + Phrase(verbatim: " · KSh \(payment.amount.grouped) · ") + payment.shownPhone
  }

  /// Sentences in rows.
  ///
  /// If there is no room for all, those from the least needed one on go, but never the last: the first of a payment,
  /// since the word above says what happened; the second of a question, since the first says whom it asks.
  private func wrapped(_ phrases: [Phrase], _ canvas: Canvas, room: Int, leastNeeded: Int = 0) -> [String] {
    var sentences = phrases.map(canvas.text)
    func rows() -> [String] { sentences.flatMap { TextWrap.lines($0, columns: canvas.columns - 3, most: 3) } }
    while rows().count > room, leastNeeded < sentences.count - 1 { sentences.remove(at: leastNeeded) }
    return Array(rows().prefix(max(0, room)))
  }

  /// The rest of the board, a row each, where there is room.
  private func drawOthers(than shown: PaymentSummary, fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    let others = state.board.shown.lazy.filter { $0.id != shown.id }
    guard !others.isEmpty, first + 1 < endRow else { return }
    canvas.rule(first)
    for (offset, payment) in others.prefix(endRow - first - 1).enumerated() {
      let row = first + 1 + offset
      let words = payment.words(at: now)
      let number = payment.columnNumber(
        at: now, seenFrom: state.identity.till, columns: 7, mark: canvas.glyphs[.ellipsis])
      let standsOut = state.standsOut(payment, at: now)
      canvas.putRight(verbatim: number, row: row, endColumn: 7)
      canvas.putRight(verbatim: payment.amount.grouped, row: row, endColumn: 15, role: standsOut ? .money : .text)
      canvas.putSign(of: words.look.role, row: row, column: 16, attributes: standsOut ? .bold : .calm)
      // Half an amount would be another amount.
      let isWhole = 18 + canvas.width(of: words.whole) < canvas.columns
      canvas.put(
        isWhole ? words.whole : words.word, row: row, column: 18, endColumn: canvas.columns - 1,
        role: words.look.role, attributes: standsOut ? .plain : .calm)
    }
  }
}
