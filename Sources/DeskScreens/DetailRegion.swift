import Cells
import Desk
import Payments

/// The three lines about the payment that matters now: what happened, what it means for the money, what to do.
struct DetailRegion {
  static let rows = 3
  let state: DeskState

  func draw(row: Int, into canvas: inout Canvas) {
    guard let payment = state.payment else {
      canvas.put(
        "The board is empty: this desk waits for its first payment of the day.", row: row, column: 2,
        endColumn: canvas.columns - 1, role: .textMuted)
      return
    }
    let look = payment.words(at: state.now).look
    let lines = payment.lines(at: state.now)
    canvas.put(lines.happened, row: row, column: 2, endColumn: canvas.columns - 1, role: look.role)
    canvas.put(lines.money, row: row + 1, column: 2, endColumn: canvas.columns - 1)
    canvas.put(lines.action, row: row + 2, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
  }
}

/// A question in the place of the three lines.
struct QuestionRegion {
  let state: DeskState
  let question: Question

  func draw(row: Int, into canvas: inout Canvas) {
    canvas.grid.fill(
      Rect(row: row, column: 0, rows: DetailRegion.rows, columns: canvas.columns), ground: .question, role: .question)
    for (offset, line) in lines.enumerated() {
      canvas.put(line, row: row + offset, column: 2, endColumn: canvas.columns - 1, role: .question)
    }
  }

  private var lines: [String] {
    switch question {
    case .largeAmount(let draft):
      [
        "A large amount: KSh \(draft.amount.grouped) from \(draft.phone.spoken).",
        AmountWords.english(draft.amount) + " shillings.",
        "Send it? Press y to send, n to change it.",
      ]
    case .askAnyway(let draft, let block):
      [
        why(block), "Asking now may take KSh \(draft.amount.grouped) from the customer a second time.",
        "Ask anyway? Press y to ask, n not to.",
      ]
    case .sameSale(_, let block):
      [
        "Is this for the same goods as number \(block.payment.number)?",
        "If both are paid, the screen will say PAID TWICE only when they are the same sale.",
        "Press y for the same sale, n for another one. Esc: do not ask.",
      ]
    case .quit(let waiting):
      [
        waiting == 1 ? "One payment still waits for its answer." : "\(waiting) payments still wait for their answers.",
        "They stay in the ledger; a desk that is started again shows what became of them.",
        "Leave? Press y to leave, n to stay.",
      ]
    }
  }

  private func why(_ block: GuardBlock) -> String {
    let payment = block.payment
    let who =
      payment.till == state.identity.till
      ? "number \(payment.number)" : "number \(payment.number) at till \(payment.till.number)"
    let at = EastAfricaTime(payment.recordedAt).hourAndMinute
    switch block.reason {
    case .livePrompt:
      return "This phone may still show a prompt: \(who), KSh \(payment.amount.grouped), asked at \(at)."
    case .sameAgain: return "The same phone and amount were asked at \(at): \(who)."
    case .unresolvedAttempt: return "An attempt at the same sale has no answer yet: \(who), asked at \(at)."
    }
  }
}

/// A sentence about a part that is in trouble, above the board; as many rows as it needs.
struct TroubleRegion {
  let sentence: String

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    let lines = TextWrap.lines(sentence, columns: canvas.columns - 4, most: 3)
    for (offset, line) in lines.enumerated() {
      canvas.grid.fill(
        Rect(row: row + offset, column: 0, rows: 1, columns: canvas.columns), ground: .stateAlarm, role: .stateAlarm)
      canvas.put(
        (offset == 0 ? "! " : "  ") + line, row: row + offset, column: 1, endColumn: canvas.columns - 1,
        role: .stateAlarm)
    }
    return lines.count
  }
}

/// Breaking sentences into rows at their spaces.
enum TextWrap {
  static func lines(_ text: String, columns: Int, most: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if CellWidth.of(line) + 1 + CellWidth.of(String(word)) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return Array(lines.prefix(most))
  }
}
