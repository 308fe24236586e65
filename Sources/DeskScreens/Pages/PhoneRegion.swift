import Cells
import Desk
import Payments

/// The customer's phone that a demo draws: the prompt, or what its SMS says, and the keys of whoever holds it.
struct PhoneRegion {
  static let columns = 28
  static let rows = 17
  /// From here on the phone has columns of its own, and the desk keeps its full layout beside it.
  private static let besideFromColumns = 110

  /// There is room for the phone beside a whole desk.
  static func isBeside(columns: Int, rows: Int) -> Bool {
    columns >= besideFromColumns && rows >= DeskLayout.fullSize.rows
  }

  let state: DeskState
  let now: Moment
  let phone: DemoPhone

  /// Draws the phone with its right edge at a column, as tall as the rows allow.
  func draw(row: Int, endColumn: Int, endRow: Int, into canvas: inout Canvas) {
    let rect = Rect(
      row: row, column: max(0, endColumn - Self.columns), rows: min(Self.rows, endRow - row), columns: Self.columns)
    guard rect.rows >= 6 else { return }
    canvas.fill(rect, ground: .panel)
    canvas.box(
      rect, title: Phrase("customer's phone", sw: "simu ya mteja"),
      role: phone.inHand == nil ? .border : .borderFocus)
    let inside = Rect(row: rect.row + 1, column: rect.column + 2, rows: rect.rows - 2, columns: rect.columns - 4)
    if phone.inHand != nil { canvas.rest = Position(row: inside.row, column: inside.column) }
    if let prompt = phone.prompt {
      draw(prompt, in: inside, into: &canvas)
    } else if let ending = phone.phones.endings.last {
      draw(ending, in: inside, into: &canvas)
    } else {
      put(
        Phrase("No prompt now.", sw: "Hakuna ombi sasa."), role: .textMuted, row: inside.row, in: inside, into: &canvas)
    }
  }

  private func draw(_ prompt: CustomersPhones.Prompt, in inside: Rect, into canvas: inout Canvas) {
    let others = phone.phones.prompts.count - 1
    let whose = prompt.phone + (others > 0 ? " (+\(others))" : "")
    var row = put(Phrase(verbatim: whose), role: .textMuted, row: inside.row, in: inside, into: &canvas)
    row = gap(row, in: inside)
    let amount = "KSh " + Shillings.group(prompt.amountShillings)
    row = put(
      Phrase("Pay \(amount)", sw: "Lipa \(amount)"), role: .textStrong, row: row, in: inside, into: &canvas)
    // Whoever holds it knows what is asked; on a low screen the keys need the rows.
    if phone.inHand == nil || isTall(inside) {
      let shop = CellWidth.printable(state.identity.shopName)
      let account = CellWidth.printable(prompt.reference)
      row = put(
        Phrase("to \(shop), account \(account)?", sw: "kwa \(shop), akaunti \(account)?"), role: .text, row: row,
        in: inside, into: &canvas)
      row = gap(row, in: inside)
      row = pinField(row, in: inside, into: &canvas)
      row = gap(row, in: inside)
    }
    if phone.inHand == nil {
      let alone = Phrase("The customer answers alone. ", sw: "Mteja hujibu mwenyewe. ")
      let key = DeskCommand.pickUpPhone.formKey
      let hint = Phrase("\(key) picks the phone up.", sw: "\(key) inachukua simu.")
      let words = prompt.waitsForAnswerByHand ? hint : alone + hint
      put(words, role: .textMuted, row: row, in: inside, into: &canvas)
    } else {
      drawKeys(fromRow: row, in: inside, into: &canvas)
    }
  }

  private func drawKeys(fromRow first: Int, in inside: Rect, into canvas: inout Canvas) {
    var row = first
    for binding in state.bindings(at: now) where row < inside.endRow {
      guard let key = binding.shownKey else { continue }
      let end = canvas.put(verbatim: key, row: row, column: inside.column, endColumn: inside.endColumn, role: .key)
      canvas.put(binding.word, row: row, column: inside.column + max(4, end) + 1, endColumn: inside.endColumn)
      row += 1
    }
  }

  private func draw(_ ending: CustomersPhones.Ending, in inside: Rect, into canvas: inout Canvas) {
    var row = put(Phrase(verbatim: ending.phone), role: .textMuted, row: inside.row, in: inside, into: &canvas)
    row = gap(row, in: inside)
    guard let receipt = ending.receipt else {
      put(ending.resultCode.meaning.onThePhone, role: .text, row: row, in: inside, into: &canvas)
      return
    }
    let shop = CellWidth.printable(state.identity.shopName)
    let amount = "KSh " + Shillings.group(ending.amountShillings)
    put(
      Phrase(
        "\(receipt) Confirmed. \(amount) paid to \(shop).",
        sw: "\(receipt) Imethibitishwa. \(amount) imelipwa kwa \(shop)."),
      role: .statePaid, row: row, in: inside, into: &canvas)
  }

  private func pinField(_ row: Int, in inside: Rect, into canvas: inout Canvas) -> Int {
    guard row < inside.endRow else { return row }
    canvas.put(verbatim: "PIN", row: row, column: inside.column, endColumn: inside.endColumn)
    canvas.fill(Rect(row: row, column: inside.column + 5, rows: 1, columns: 8), ground: .field, role: .field)
    return row + 1
  }

  /// A free row, where the phone is tall enough for its whole text.
  private func gap(_ row: Int, in inside: Rect) -> Int { isTall(inside) ? row + 1 : row }

  private func isTall(_ inside: Rect) -> Bool { inside.rows >= Self.rows - 2 }

  /// Puts a sentence in as many rows as it takes, and returns the row below it.
  @discardableResult
  private func put(_ sentence: Phrase, role: Role, row first: Int, in inside: Rect, into canvas: inout Canvas) -> Int {
    var row = first
    for line in TextWrap.lines(canvas.text(sentence), columns: inside.columns, most: 5) where row < inside.endRow {
      canvas.put(verbatim: line, row: row, column: inside.column, endColumn: inside.endColumn, role: role)
      row += 1
    }
    return row
  }
}

extension ResultMeaning {
  /// What the customer's phone says when nothing was paid.
  fileprivate var onThePhone: Phrase {
    switch self {
    case .cancelled:
      Phrase("You cancelled the request. Nothing was paid.", sw: "Umeghairi ombi. Hakuna kilicholipwa.")
    case .wrongPIN: Phrase("Wrong PIN. Nothing was paid.", sw: "PIN si sahihi. Hakuna kilicholipwa.")
    case .notEnoughMoney:
      Phrase(
        "Not enough money in your account. Nothing was paid.", sw: "Salio lako halitoshi. Hakuna kilicholipwa.")
    default: Phrase("The request is over. Nothing was paid.", sw: "Ombi limekwisha. Hakuna kilicholipwa.")
    }
  }
}
