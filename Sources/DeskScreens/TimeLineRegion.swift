import Cells
import Desk
import Payments

/// The evidence of one payment as a time line, with what can be done about it: in the board's place, or beside it.
struct TimeLineRegion {
  /// From so many columns on, the time line stands beside the board all the time.
  static let besideFromColumns = 120
  let state: DeskState
  /// Where it stands.
  let column: Int
  let endColumn: Int

  /// From so many columns on, who says it has a column of its own.
  private static let sourceColumnFrom = 64
  /// What is said to the customer stands where so many rows of evidence are left.
  private static let leastEvidenceRows = 5
  private var room: Int { endColumn - column }

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    guard let payment = state.payment, endRow > first else { return }
    canvas.put(title(of: payment, canvas), row: first, column: column, endColumn: endColumn, role: .title)
    let actions = ActionsMenu(state: state).rows(columns: room, on: canvas)
    // On a low screen the evidence comes first; what can be done stands on the help page too.
    let hasActions = endRow - first > actions.count + 3
    let end = hasActions ? endRow - actions.count : endRow
    var row = first + 1
    let said = WordsForCustomer(payment.lineForCustomer(at: state.now)).rows(columns: room, on: canvas)
    if end - row - said.count >= Self.leastEvidenceRows {
      for line in said {
        canvas.put(verbatim: line, row: row, column: column, endColumn: endColumn, role: .textStrong)
        row += 1
      }
    }
    drawLines(of: payment, fromRow: row, endRow: end, into: &canvas)
    guard hasActions else { return }
    for (offset, bindings) in actions.enumerated() {
      ActionsMenu.draw(bindings, row: end + offset, column: column, into: &canvas)
    }
  }

  private func title(of payment: PaymentSummary, _ canvas: Canvas) -> Phrase {
    let number = payment.till == state.identity.till ? "\(payment.number)" : "\(payment.till.number)/\(payment.number)"
    let day = payment.day == EastAfricaTime(state.now).businessDay ? "" : " · \(payment.day.text)"
    let parts =
      Phrase("NUMBER", sw: "NAMBA") + Phrase(verbatim: " \(number) · KSh \(payment.amount.grouped) · ")
      + payment.shownPhone + Phrase(verbatim: day)
    let whole = parts + Phrase(verbatim: " · till \(payment.till.number) · \(CellWidth.printable(payment.cashier))")
    return canvas.width(of: whole) <= room ? whole : parts
  }

  private func drawLines(of payment: PaymentSummary, fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    guard let timeLine = state.timeLine, timeLine.payment == payment.id, let lines = timeLine.lines else {
      canvas.put(Phrase("Reading…", sw: "Inasoma…"), row: first, column: column, endColumn: endColumn, role: .textMuted)
      return
    }
    var rows = lines.dropFirst(firstLine(of: lines, rows: endRow - first, on: canvas)).flatMap {
      self.rows(of: $0, on: canvas)
    }
    let hidden = rows.count - (endRow - first)
    if hidden > 0 { rows = Array(rows.prefix(endRow - first)) }
    for (offset, line) in rows.enumerated() {
      let row = first + offset
      canvas.put(verbatim: line.time, row: row, column: column, endColumn: endColumn, role: .textMuted)
      canvas.put(verbatim: line.source, row: row, column: column + 10, endColumn: endColumn, role: .textStrong)
      canvas.put(verbatim: line.text, row: row, column: line.column, endColumn: endColumn, role: .text)
    }
  }

  /// On the page of details the person scrolls; beside the board the end is shown, which is what is new.
  private func firstLine(of lines: [EvidenceLine], rows: Int, on canvas: Canvas) -> Int {
    if case .details(let first) = state.panel { return first }
    var taken = 0
    var first = lines.count
    while first > 0 {
      taken += self.rows(of: lines[first - 1], on: canvas).count
      if taken > rows { break }
      first -= 1
    }
    return min(first, max(0, lines.count - 1))
  }

  private struct Row {
    var time = ""
    var source = ""
    var text: String
    var column: Int
  }

  private func rows(of line: EvidenceLine, on canvas: Canvas) -> [Row] {
    let time = EastAfricaTime(line.at).timeOfDay
    let hasColumn = room >= Self.sourceColumnFrom
    let source = CellWidth.clip(CellWidth.printable(canvas.text(line.source)), to: hasColumn ? 12 : 24, mark: "~")
    let textColumn = column + (hasColumn ? 24 : 10)
    let text = CellWidth.printable(hasColumn ? canvas.text(line.text) : source + ": " + canvas.text(line.text))
    let wrapped = TextWrap.lines(text, columns: endColumn - textColumn, most: 4)
    return wrapped.enumerated().map { index, text in
      index == 0
        ? Row(time: time, source: hasColumn ? source : "", text: text, column: textColumn)
        : Row(text: text, column: textColumn)
    }
  }
}

/// What to say to the customer, in both languages: which of them is the customer's choice, and not the desk's.
struct WordsForCustomer {
  private let words: Phrase

  init(_ words: Phrase) { self.words = words }

  /// The line in Swahili and the line in English, broken into rows.
  func rows(columns: Int, on canvas: Canvas) -> [String] {
    let lines = [
      Phrase("Say: ", sw: "Sema: ") + Phrase(verbatim: "\"\(words.swahili)\""),
      Phrase("In English: ", sw: "Kwa Kiingereza: ") + Phrase(verbatim: "\"\(words.english)\""),
    ]
    return lines.flatMap { TextWrap.lines(canvas.text($0), columns: columns, most: 3) }
  }
}

/// The keys that act on the selected payment, from the bindings that are enabled.
struct ActionsMenu {
  let state: DeskState

  /// The bindings in rows of so many columns.
  func rows(columns: Int, on canvas: Canvas) -> [[KeyBinding]] {
    var rows: [[KeyBinding]] = []
    var used = 0
    for binding in state.bindings where binding.isAction {
      let width = Self.width(of: binding, on: canvas)
      if rows.isEmpty || used + 3 + width > columns {
        rows.append([binding])
        used = width
      } else {
        rows[rows.count - 1].append(binding)
        used += 3 + width
      }
    }
    return rows
  }

  static func draw(_ bindings: [KeyBinding], row: Int, column: Int, into canvas: inout Canvas) {
    var column = column
    for binding in bindings {
      guard let key = binding.shownKey else { continue }
      column += canvas.put(verbatim: key, row: row, column: column, endColumn: canvas.columns, role: .key) + 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text) + 3
    }
  }

  private static func width(of binding: KeyBinding, on canvas: Canvas) -> Int {
    CellWidth.of(binding.shownKey ?? "") + 1 + canvas.width(of: binding.word)
  }
}
