import Cells
import Desk
import Payments
import Wording

/// The three lines about the payment that matters now: what happened, what it means for the money, what to do.
struct DetailRegion {
  static let rows = 3
  let state: DeskState
  let now: Moment

  func draw(row: Int, into canvas: inout Canvas) {
    guard let payment = state.toldPayment(at: now) else {
      canvas.put(
        Phrase(
          "Ready. The customer's phone will ask for the PIN; the answer is told here.",
          sw: "Tayari. Simu ya mteja itaomba PIN; jibu litaonekana hapa."), row: row, column: 2,
        endColumn: canvas.columns - 1, role: .textMuted)
      return
    }
    let look = payment.words(at: now).look
    let lines = state.lines(about: payment, at: now)
    let role: Role = state.isQuiet(payment) ? .textMuted : look.role
    // What is felt before it is read: money fills its line for a moment, trouble flashes with all three.
    let filled = state.isFelt(payment, at: now) ? 1 : state.isLit(payment, at: now) ? Self.rows : 0
    defer {
      canvas.fillWithColour(of: look.role, Rect(row: row, column: 0, rows: filled, columns: canvas.columns))
    }
    canvas.put(lines.happened, row: row, column: 2, endColumn: canvas.columns - 1, role: role)
    canvas.put(lines.money, row: row + 1, column: 2, endColumn: canvas.columns - 1)
    canvas.put(lines.action, row: row + 2, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    // Two tills have the same numbers, and the lines name the number alone.
    let marks = [payment.mark?.words].compactMap(\.self)
    let choices = state.whose(payment, at: now).map { marks + [$0] }
    var free = [(lines.money, row + 1), (lines.action, row + 2), (lines.happened, row)]
    if let others = state.othersNeedSomebody(at: now) { put(others, .stateAlarm, in: &free, &canvas) }
    for notes in choices.isEmpty ? [marks] : choices where !notes.isEmpty {
      if put(notes.joined(separator: " · "), .textMuted, in: &free, &canvas) { break }
    }
  }

  /// Puts a note at the end of the first line that has room for it; false where none has.
  @discardableResult
  private func put(_ note: Phrase, _ role: Role, in free: inout [(Phrase, Int)], _ canvas: inout Canvas) -> Bool {
    let fits = free.firstIndex { canvas.width(of: $0.0) + canvas.width(of: note) + 6 <= canvas.columns }
    guard let fits else { return false }
    canvas.putRight(
      Phrase(verbatim: " ") + note + Phrase(verbatim: " "), row: free[fits].1, endColumn: canvas.columns - 1, role: role
    )
    free.remove(at: fits)
    return true
  }
}

extension DeskState {
  /// Whose payment it is, unless this till's cashier asked for it: in words that need ever less room.
  func whose(_ payment: PaymentSummary, at now: Moment) -> [Phrase] {
    let cashier = CellWidth.printable(payment.cashier)
    let till = "till \(payment.till.number)"
    if payment.till == identity.till {
      return cashier.isEmpty || payment.cashier == identity.cashier ? [] : [Phrase(verbatim: cashier)]
    }
    let number = Phrase("number ", sw: "namba ") + payment.spokenNumber(at: now, seenFrom: identity.till)
    if cashier.isEmpty { return [number] }
    return [number + Phrase(verbatim: " · " + cashier), Phrase(verbatim: till + " · " + cashier), number]
  }
}
