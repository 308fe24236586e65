import Cells
import Desk
import Payments

/// The page of help, in the place of the board: what the keys do, from the same table as the bindings.
struct HelpRegion: PageRegion {
  let page: HelpPage
  let state: DeskState
  let now: Moment

  private static var formLines: [HelpLine] {
    let enter = DeskCommand.advance.formKey
    return [
      HelpLine(
        keys: Phrase("phone \(enter)", sw: "simu \(enter)"), text: Phrase(verbatim: "07.., 01.., 7.., +254..")),
      HelpLine(
        keys: Phrase("amount \(enter)", sw: "kiasi \(enter)"), text: Phrase("sends the request", sw: "hutuma ombi")),
      HelpLine(
        keys: Phrase(verbatim: DeskCommand.nextField.formKey),
        text: Phrase("next field, then board", sw: "sehemu ijayo, kisha ubao")),
      HelpLine(
        keys: Phrase(verbatim: DeskCommand.stepBack.formKey),
        text: Phrase("one step back, no more", sw: "hatua moja nyuma, basi")),
    ]
  }

  private static let whatIsMoney = [
    Phrase("Only a green PAID is money.", sw: "IMELIPWA ya kijani tu ndiyo pesa."),
    Phrase("Sent, waiting, CHECK are not.", sw: "Kutumwa, kusubiri, HAIJULIKANI si pesa."),
  ]

  /// The keys of the board; beside a supervisor's, who that is in a demo.
  private var boardLines: [HelpLine] {
    state.commands.helpOnBoard.map { line in
      guard line.text == DeskCommand.acceptByHand.help, let supervisor = state.demo?.supervisor else { return line }
      let who = "\(supervisor.name), \(supervisor.pin)"
      return HelpLine(keys: line.keys, text: Phrase("supervisor \(who)", sw: "msimamizi \(who)"))
    }
  }

  func draw(into canvas: inout Canvas) {
    let left = Self.formLines + state.commands.helpInForm
    let right = boardLines
    guard canvas.columns >= 80 else {
      put(left + right, title: nil, column: 2, endColumn: canvas.columns, into: &canvas)
      return
    }
    let middle = 43
    // A row that somebody wants weighs more than a heading: good news takes one of the rows away for a while.
    let hasTitles = max(left.count, right.count) < canvas.rows
    put(
      left, title: hasTitles ? Phrase("IN THE FORM", sw: "KWENYE FOMU") : nil, column: 2,
      endColumn: middle - 1, into: &canvas)
    put(
      right, title: hasTitles ? Phrase("ON THE BOARD", sw: "KWENYE UBAO") : nil, column: middle,
      endColumn: canvas.columns,
      into: &canvas)
    let row = min(left.count + 2, canvas.rows - 2)
    for (offset, line) in Self.whatIsMoney.enumerated() where row + offset < canvas.rows {
      canvas.put(line, row: row + offset, column: 2, endColumn: middle - 1, role: .textStrong)
    }
  }

  private func put(
    _ lines: [HelpLine], title: Phrase?, column: Int, endColumn: Int, into canvas: inout Canvas
  ) {
    var row = 0
    if let title {
      canvas.put(title, row: row, column: column, endColumn: endColumn, role: .title)
      row += 1
    }
    for line in lines where row < canvas.rows {
      canvas.put(line.keys, row: row, column: column, endColumn: column + 14, role: .key)
      canvas.put(line.text, row: row, column: column + 14, endColumn: endColumn)
      row += 1
    }
  }
}
