import Cells
import Desk
import Payments

/// The customer's phone that a demo draws: the prompt as it stands on a phone, or the SMS that came after it.
struct PhoneRegion {
  /// As it lies beside a small board: a whole prompt and a whole SMS have room.
  static let lying = (columns: 50, rows: 6)
  /// As it stands where there are rows enough.
  static let upright = (columns: 32, rows: 14)

  let phone: DemoPhone
  let shopName: String

  init(state: DeskState, phone: DemoPhone) {
    self.phone = phone
    shopName = CellWidth.printable(state.identity.shopName).uppercased()
  }

  /// Draws the phone as large as a rectangle.
  func draw(in rect: Rect, into canvas: inout Canvas) {
    let isHeld = phone.inHand != nil
    canvas.fill(rect, ground: .panel)
    canvas.roundBox(rect, role: isHeld ? .borderFocus : .border)
    let signal = [Glyph.signalLow, .signalMiddle, .signalHigh].map { canvas.glyphs[$0] }.joined()
    canvas.putRight(verbatim: " \(signal) ", row: rect.row, endColumn: rect.endColumn - 2, role: .textMuted)
    canvas.put(
      verbatim: " \(whose) ", row: rect.row, column: rect.column + 2, endColumn: rect.endColumn - 8, role: .title)
    let inside = Rect(row: rect.row + 1, column: rect.column + 2, rows: rect.rows - 2, columns: rect.columns - 4)
    if isHeld { canvas.rest = Position(row: inside.row, column: inside.column) }
    draw(lines(columns: inside.columns, on: canvas), in: inside, into: &canvas)
  }

  /// A line of the phone's screen, or what may be left out of it.
  private enum Line: Equatable {
    case gap
    case title(String)
    case text(String)
    case pin(String)
    case buttons
  }

  private var whose: String { phone.prompt?.phone ?? phone.phones.endings.last?.phone ?? "" }

  private func lines(columns: Int, on canvas: Canvas) -> [Line] {
    func wrapped(_ words: Phrase) -> [Line] {
      TextWrap.lines(canvas.text(words), columns: columns, most: 9).map { .text($0) }
    }
    let title = [Line.gap, .title("M-PESA"), .gap]
    if let prompt = phone.prompt {
      let pin = canvas.text(Phrase("Enter M-PESA PIN", sw: "Weka PIN ya M-PESA"))
      return title + wrapped(prompt.words(shop: shopName)) + [.gap, .pin(pin), .gap, .buttons, .gap]
    }
    guard let ending = phone.phones.endings.last else { return [] }
    return title + wrapped(ending.words(shop: shopName))
  }

  /// Where there is no room for all of it, free rows go first, then the title, then the buttons.
  private func fitted(_ lines: [Line], rows: Int) -> [Line] {
    var lines = lines
    for spare in [Line.gap, .gap, .gap, .gap, .gap, .title("M-PESA"), .buttons] where lines.count > rows {
      if let index = lines.lastIndex(of: spare) { lines.remove(at: index) }
    }
    return lines
  }

  private func draw(_ lines: [Line], in inside: Rect, into canvas: inout Canvas) {
    for (offset, line) in fitted(lines, rows: inside.rows).prefix(inside.rows).enumerated() {
      let row = inside.row + offset
      switch line {
      case .gap: break
      case .title(let text):
        canvas.put(verbatim: text, row: row, column: inside.column, endColumn: inside.endColumn, role: .textStrong)
      case .text(let text):
        canvas.put(verbatim: text, row: row, column: inside.column, endColumn: inside.endColumn)
      case .pin(let label):
        let width = canvas.put(verbatim: label, row: row, column: inside.column, endColumn: inside.endColumn)
        let field = Rect(row: row, column: inside.column + width + 1, rows: 1, columns: 6)
        canvas.fill(field.intersection(inside), ground: .fieldFocus, role: .fieldFocus)
      case .buttons:
        let half = inside.columns / 2
        for (button, column) in [(Phrase("Cancel", sw: "Ghairi"), 0), (Phrase("OK", sw: "Sawa"), half)] {
          let key = Rect(row: row, column: inside.column + column + 1, rows: 1, columns: half - 2)
          canvas.fill(key, ground: .selection, role: .text)
          let indent = max(0, (key.columns - canvas.width(of: button)) / 2)
          canvas.put(button, row: row, column: key.column + indent, endColumn: key.endColumn)
        }
      }
    }
  }
}

extension Canvas {
  /// A box with round corners.
  fileprivate mutating func roundBox(_ rect: Rect, role: Role) {
    box(rect, title: .none, role: role)
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    put(.roundTopLeft, row: rect.row, column: rect.column, role: role)
    put(.roundTopRight, row: rect.row, column: rect.endColumn - 1, role: role)
    put(.roundBottomLeft, row: rect.endRow - 1, column: rect.column, role: role)
    put(.roundBottomRight, row: rect.endRow - 1, column: rect.endColumn - 1, role: role)
  }
}
