import Cells
import Desk
import Payments

/// One field of a page: its label, what is typed, and the cursor where the keyboard is.
struct PageField {
  let label: Phrase
  let text: String
  let hasKeyboard: Bool

  func draw(row: Int, columns: Int, into canvas: inout Canvas) {
    let column = 12
    canvas.put(label, row: row, column: 2, endColumn: column, role: hasKeyboard ? .textStrong : .text)
    let ground: Role = hasKeyboard ? .fieldFocus : .field
    let room = max(1, min(columns - column, 60))
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: room), ground: ground, role: ground)
    // The end of a long text is what is being typed.
    var shown = Substring(text)
    while CellWidth.of(String(shown)) > room - 2, !shown.isEmpty { shown = shown.dropFirst() }
    let end =
      column + 1
      + canvas.put(verbatim: String(shown), row: row, column: column + 1, endColumn: column + room, role: ground)
    if hasKeyboard { canvas.cursor = Position(row: row, column: end) }
  }
}

extension Canvas {
  /// A text, or dots for one that may be a PIN in the wrong field.
  func hidden(_ text: String) -> String {
    text.looksLikePIN ? String(repeating: glyphs[.dot], count: text.count) : text
  }
}

/// Sentences below the fields of a page.
func putSentences(
  _ sentences: [(text: Phrase, role: Role)], fromRow first: Int, endRow: Int, endColumn: Int, into canvas: inout Canvas
) {
  var row = first
  for sentence in sentences {
    for line in TextWrap.lines(canvas.text(sentence.text), columns: endColumn - 2, most: 3) where row < endRow {
      canvas.put(verbatim: line, row: row, column: 2, endColumn: endColumn, role: sentence.role)
      row += 1
    }
  }
}

/// A supervisor's decision: what, why, and the PIN as dots.
struct SupervisorRegion {
  let state: DeskState
  let now: Moment
  let entry: SupervisorEntry
  let endColumn: Int

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    canvas.put(title, row: first, column: 2, endColumn: endColumn, role: .title)
    var row = first + 1
    for step in entry.fields where row < endRow {
      field(step, canvas).draw(row: row, columns: endColumn, into: &canvas)
      if step == entry.field { canvas.rest = Position(row: row, column: 2) }
      row += 1
    }
    var sentences: [(Phrase, Role)] = []
    if let obstacle = entry.obstacle, entry.remark == nil {
      sentences.append((obstacle.sentence, .stateFailed))
    }
    if let remark = entry.remark {
      sentences.append((remark, entry.isDeciding ? .textStrong : .stateFailed))
    }
    sentences += hints.map { ($0, .textMuted) }
    let gap = endRow - row > 4 ? 1 : 0
    putSentences(sentences, fromRow: row + gap, endRow: endRow, endColumn: endColumn, into: &canvas)
  }

  private var title: Phrase {
    let payment = entry.payment
    let what =
      Phrase("NUMBER ", sw: "NAMBA ") + payment.spokenNumber(at: now)
      + Phrase(verbatim: ", till \(payment.till.number), KSh \(payment.amount.grouped): ")
    // The number first: half of one, where the line is cut, would be another payment's.
    return switch entry.purpose {
    case .resolve: what + Phrase("supervisor resolves", sw: "msimamizi anatatua")
    case .acceptByHand: what + Phrase("supervisor accepts by hand", sw: "msimamizi anakubali")
    case .letTillGoOn(let draft):
      Phrase(
        "SUPERVISOR LETS THIS TILL GO ON: KSh \(draft.amount.grouped), \(draft.phone.spoken)",
        sw: "MSIMAMIZI ANARUHUSU TILL HII: KSh \(draft.amount.grouped), \(draft.phone.spoken)")
    }
  }

  private func field(_ step: SupervisorEntry.Field, _ canvas: Canvas) -> PageField {
    let hasKeyboard = entry.field == step && !state.isHelpOpen && (entry.purpose == .acceptByHand || step != .what)
    switch step {
    case .what:
      return switch entry.purpose {
      case .acceptByHand:
        PageField(
          label: Phrase("Receipt", sw: "Code"), text: canvas.hidden(entry.receipt), hasKeyboard: hasKeyboard)
      case .resolve:
        PageField(label: Phrase("Money", sw: "Pesa"), text: canvas.text(resolution), hasKeyboard: hasKeyboard)
      case .letTillGoOn: PageField(label: Phrase(verbatim: ""), text: "", hasKeyboard: false)
      }
    case .reason:
      return PageField(
        label: Phrase("Reason", sw: "Sababu"), text: canvas.hidden(entry.signing.reason), hasKeyboard: hasKeyboard)
    case .pin:
      let dots = String(repeating: canvas.glyphs[.dot], count: entry.signing.pinLength)
      return PageField(label: Phrase(verbatim: "PIN"), text: dots, hasKeyboard: hasKeyboard)
    }
  }

  private var resolution: Phrase {
    switch entry.resolution {
    case .goods: Phrase("the customer has the goods", sw: "mteja ana bidhaa")
    case .refund: Phrase("it goes back", sw: "inarudishwa")
    case .kept: Phrase("kept for the customer", sw: "imehifadhiwa kwa mteja")
    case nil: Phrase("press g, r or k", sw: "bonyeza b, r au m")
    }
  }

  private var hints: [Phrase] {
    switch entry.purpose {
    case .acceptByHand:
      [
        Phrase(
          "The code stands in the customer's SMS and on the shop's statement: look at the statement.",
          sw: "Code iko kwenye SMS ya mteja na statement ya M-Pesa ya duka: angalia statement."),
        Phrase(
          "It is counted apart from PAID, and stays watched. Each try at a PIN is noted, not the PIN.",
          sw: "Huhesabiwa kando ya IMELIPWA, na hufuatiliwa. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
      ]
    case .letTillGoOn:
      [
        Phrase(
          "This till has asked many phones within a minute. Are they customers who stand here?",
          sw: "Till hii imeomba simu nyingi kwa dakika moja. Je, ni wateja walio hapa?"),
        Phrase(
          "Your word lets it ask as many more, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw:
            "Neno lako linaruhusu nyingine kama hizo, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."
        ),
      ]
    case .resolve:
      [
        Phrase(
          "g: the goods are given. r: it was refunded. k: kept for the customer.",
          sw: "b: bidhaa zimetolewa. r: pesa imerudishwa. m: imehifadhiwa kwa mteja."),
        Phrase(
          "What you resolve goes off the list, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw:
            "Unachotatua hutoka kwenye orodha, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
      ]
    }
  }
}

/// Looking for a payment.
struct SearchRegion {
  let state: DeskState
  let now: Moment
  let search: Search
  let columns: Int

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    PageField(label: Phrase("Find", sw: "Tafuta"), text: search.text, hasKeyboard: !state.isHelpOpen).draw(
      row: first, columns: min(40, columns - 1), into: &canvas)
    let rows = state.searchRows
    if columns >= 80 {
      canvas.put(remark(rows.count), row: first, column: 42, endColumn: columns - 1, role: .textMuted)
    }
    if search.subject == nil {
      putSentences(
        [
          (
            Phrase(
              "A receipt, a number, the last digits of a phone, or an amount.",
              sw: "Code, namba ya malipo, tarakimu za mwisho za simu, au kiasi."), .textMuted
          )
        ], fromRow: first + 1, endRow: endRow, endColumn: columns - 1, into: &canvas)
      return
    }
    guard columns >= 80 else { return drawSmall(rows, fromRow: first + 1, endRow: endRow, into: &canvas) }
    BoardRegion(state: state, now: now, columns: columns).draw(
      rows, selected: state.searchRow, fromRow: first + 2, endRow: endRow, into: &canvas)
  }

  private func remark(_ count: Int) -> Phrase {
    guard search.subject != nil else { return .none }
    return switch search.loading {
    case nil:
      Phrase("\(count) on the board; Enter asks the ledger", sw: "ubao: \(count); Enter hutafuta kwenye leja")
    case .asked: Phrase("asking the ledger…", sw: "inatafuta kwenye leja…")
    case .answered: Phrase("\(count) in the ledger", sw: "\(count) kwenye leja")
    case .failed: Phrase("the ledger was not read; Enter asks again", sw: "leja haikusomwa; Enter hutafuta tena")
    }
  }

  private func drawSmall(_ rows: [PaymentSummary], fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    let start = max(0, state.searchRow - (endRow - first) + 1)
    for (offset, payment) in rows.dropFirst(start).prefix(max(0, endRow - first)).enumerated() {
      let words = payment.words(at: now)
      let number = payment.columnNumber(
        at: now, seenFrom: state.identity.till, columns: 9, mark: canvas.glyphs[.ellipsis])
      let mark = start + offset == state.searchRow ? canvas.glyphs[.selectionMarker] : " "
      canvas.put(
        verbatim: "\(mark) \(number) \(canvas.text(words.word)) \(payment.amount.grouped)", row: first + offset,
        column: 0,
        endColumn: columns,
        role: words.look.role)
    }
  }
}

/// The code of a customer's SMS, and what is known of it.
struct CodeRegion {
  let state: DeskState
  let now: Moment
  let check: CodeCheck
  let endColumn: Int

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    canvas.put(
      Phrase("IS THIS CODE REAL?", sw: "JE, CODE HII NI YA KWELI?"), row: first, column: 2, endColumn: endColumn,
      role: .title)
    PageField(label: Phrase("Code", sw: "Code"), text: check.text, hasKeyboard: !state.isHelpOpen).draw(
      row: first + 1, columns: min(40, endColumn), into: &canvas)
    let gap = endRow - first > 8 ? 1 : 0
    var sentences: [(Phrase, Role)] = [
      (
        Phrase(
          "Type the code of the customer's M-Pesa SMS, then Enter.",
          sw: "Andika code iliyo kwenye SMS ya M-Pesa ya mteja, kisha Enter."), .textMuted
      )
    ]
    if let lines = state.codeLines(at: now) {
      sentences = [(lines.happened, .textStrong), (lines.money, .text), (lines.action, .textStrong)]
      // Where there is no room for all, what was found and what to do are worth more.
      let rows = sentences.reduce(0) { $0 + TextWrap.lines(canvas.text($1.0), columns: endColumn - 2, most: 3).count }
      if first + 2 + gap + rows > endRow { sentences.remove(at: 1) }
    } else if case .asked = check.loading {
      sentences = [(Phrase("Asking the ledger…", sw: "Inatafuta kwenye leja…"), .textMuted)]
    } else if let trouble = check.loading?.trouble {
      sentences = [
        (trouble.sentence, .stateFailed),
        (
          Phrase("Nothing is known of this code yet: Enter asks again.", sw: "Bado haijulikani: Enter hutafuta tena."),
          .text
        ),
      ]
    }
    putSentences(sentences, fromRow: first + 2 + gap, endRow: endRow, endColumn: endColumn, into: &canvas)
  }
}
