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
        "Ready. The customer's phone will ask for the PIN; the answer is told here.", row: row, column: 2,
        endColumn: canvas.columns - 1, role: .textMuted)
      return
    }
    let look = payment.words(at: state.now).look
    let lines = state.lines(about: payment)
    canvas.put(lines.happened, row: row, column: 2, endColumn: canvas.columns - 1, role: look.role)
    canvas.put(lines.money, row: row + 1, column: 2, endColumn: canvas.columns - 1)
    canvas.put(lines.action, row: row + 2, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    if payment.till == state.identity.till { return }
    // Two tills have the same numbers, and the lines name the number alone.
    let whose = "number \(payment.number) of till \(payment.till.number)"
    if CellWidth.of(lines.money) + whose.count + 6 <= canvas.columns {
      canvas.putRight(whose, row: row + 1, endColumn: canvas.columns - 2, role: .textMuted)
    }
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

  /// What is asked; the last line says which keys answer.
  var lines: [String] {
    if state.panel?.takesText == true {
      return facts + ["First finish what you are typing, or leave it with Esc. Then answer this."]
    }
    if state.lettersAreText {
      return facts + ["First finish the reference: Enter sends it, Esc steps back. Then answer this."]
    }
    return facts + [answers]
  }

  private var facts: [String] {
    switch question {
    case .largeAmount(let draft):
      [
        "A large amount: KSh \(draft.amount.grouped) from \(draft.phone.spoken).",
        AmountWords.english(draft.amount) + ".",
      ]
    case .withoutListener(let draft):
      [
        "Nobody takes Safaricom's answers now: the listener \(listenerWord).",
        "Whether KSh \(draft.amount.grouped) is paid is known a minute or more later.",
      ]
    case .askAnyway(let draft, let block):
      [
        why(block), "Asking now may take KSh \(draft.amount.grouped) from the customer a second time.",
      ]
    case .sameSale(_, let block):
      [
        "Is this for the same goods as \(name(block.payment))?",
        "If both are paid, the desk says PAID TWICE only when they are one sale.",
      ]
    case .askAgain(let draft, let payment):
      [
        "Ask \(draft.phone.spoken) again for KSh \(draft.amount.grouped)?",
        "It is another attempt at the sale of \(name(payment)); both stay watched.",
      ]
    case .wrongNumber(let payment):
      [
        "Did the prompt of \(name(payment)) go to a wrong number? It cannot be pulled back.",
        "Money that comes from it is somebody else's: the screen says whom to refund.",
      ]
    case .paysAnotherWay(let payment):
      [
        "Does the customer of \(name(payment)) pay KSh \(payment.amount.grouped) another way?",
        "The prompt cannot be pulled back: it stays watched, in case it is paid too.",
      ]
    case .quit(let waiting):
      [
        stillWaiting(waiting),
        "They stay in the ledger; a desk that starts again shows what became of them.",
      ]
    }
  }

  private var answers: String {
    switch question {
    case .largeAmount: "Send it? Press y to send, n to change it."
    case .withoutListener: "Send it all the same? Press y to send, n not to. Tell the owner."
    case .askAnyway: "Ask anyway? Press y to ask, n not to."
    case .sameSale: "Press y for the same sale, n for another one. Esc: do not ask."
    case .askAgain: "Ask again? Press y to ask, n not to."
    case .wrongNumber: "Press y to mark it and mend the number, n if the number was right."
    case .paysAnotherWay: "Stop counting on it? Press y to stop, n to keep waiting."
    case .quit: "Leave? Press y to leave, n to stay."
    }
  }

  private var listenerWord: String { state.health.listener == .absent ? "is not running" : "is silent" }

  private func stillWaiting(_ count: Int) -> String {
    switch count {
    case 0: "No payment of this till waits any more."
    case 1: "One payment still waits for its answer."
    default: "\(count) payments still wait for their answers."
    }
  }

  private func name(_ payment: PaymentSummary) -> String {
    let number = "number \(payment.number)"
    return payment.till == state.identity.till ? number : number + " at till \(payment.till.number)"
  }

  private func why(_ block: GuardBlock) -> String {
    let payment = block.payment
    let who = name(payment)
    let at = EastAfricaTime(payment.recordedAt).hourAndMinute
    switch block.reason {
    case .livePrompt:
      return "This phone may show a prompt: \(who), KSh \(payment.amount.grouped), at \(at)."
    case .sameAgain: return "The same phone and amount were asked at \(at): \(who)."
    case .unresolvedAttempt: return "The same sale has an open attempt: \(who), asked at \(at)."
    }
  }
}

/// A sentence about a part that is in trouble, above the board; as many rows as it needs.
struct TroubleRegion {
  let sentence: String

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    let lines = TextWrap.lines(sentence, columns: canvas.columns - 4, most: 3, mark: canvas.glyphs[.ellipsis])
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

/// What is worth reading once, above the board: no trouble.
struct NewsRegion {
  let sentence: String

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    let lines = TextWrap.lines(sentence, columns: canvas.columns - 4, most: 2)
    for (offset, line) in lines.enumerated() {
      canvas.grid.fill(
        Rect(row: row + offset, column: 0, rows: 1, columns: canvas.columns), ground: .toast, role: .toast)
      canvas.put(line, row: row + offset, column: 2, endColumn: canvas.columns - 1, role: .toast)
    }
    return lines.count
  }
}

/// Breaking sentences into rows at their spaces.
enum TextWrap {
  /// At most so many rows; where a text has more, the last ends in the mark.
  static func lines(_ text: String, columns: Int, most: Int, mark: String = "") -> [String] {
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
    if lines.count > most, let last = lines.prefix(most).last {
      return lines.prefix(most - 1) + [CellWidth.clip(last + " ", to: columns - CellWidth.of(mark)) + mark]
    }
    return lines
  }
}
