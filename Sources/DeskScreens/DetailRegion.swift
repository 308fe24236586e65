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
    canvas.put(lines.happened, row: row, column: 2, endColumn: canvas.columns - 1, role: role)
    canvas.put(lines.money, row: row + 1, column: 2, endColumn: canvas.columns - 1)
    canvas.put(lines.action, row: row + 2, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    // Two tills have the same numbers, and the lines name the number alone.
    let whose =
      Phrase("number ", sw: "namba ") + payment.spokenNumber(at: now)
      + Phrase(", till \(payment.till.number)", sw: ", till \(payment.till.number)")
    let notes = [payment.mark?.words, payment.till == state.identity.till ? nil : whose].compactMap(\.self)
    var free = [(lines.money, row + 1), (lines.action, row + 2), (lines.happened, row)]
    if let others = state.othersNeedSomebody(at: now) { put(others, .stateAlarm, in: &free, &canvas) }
    if !notes.isEmpty { put(notes.joined(separator: " · "), .textMuted, in: &free, &canvas) }
  }

  /// Puts a note at the end of the first line that has room for it.
  private func put(_ note: Phrase, _ role: Role, in free: inout [(Phrase, Int)], _ canvas: inout Canvas) {
    let fits = free.firstIndex { canvas.width(of: $0.0) + canvas.width(of: note) + 6 <= canvas.columns }
    guard let fits else { return }
    canvas.putRight(
      Phrase(verbatim: " ") + note + Phrase(verbatim: " "), row: free[fits].1, endColumn: canvas.columns - 1, role: role
    )
    free.remove(at: fits)
  }
}
