import Payments
import Wording

/// *Is this code real?*: the code of a customer's SMS, and what the ledger knows of it.
package struct CodeCheck: LookUpPage {
  package static var coversLines: Bool { true }

  package var field = CodeText()
  package var asked: Asked<Receipt, CodeFinding>?
  /// Enter was pressed on something that is no code.
  package private(set) var insists = false

  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case lookUp
    case close
  }

  /// What was typed or pasted holds more than one code.
  var hasSeveral: Bool { field.finding == .several }
  package var subject: Receipt? { if case .code(let receipt) = field.finding { receipt } else { nil } }

  package static func part(of answer: Answer) -> CodeFinding? {
    if case .code(let finding) = answer { finding } else { nil }
  }

  package mutating func textChanged() { insists = false }

  /// Enter looks it up.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    [
      PageBinding([.enter], Command.lookUp, word: Phrase("look it up", sw: "tafuta")),
      PageBinding([.escape], Command.close, word: Phrase("back", sw: "rudi")),
    ]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .close: return .closes([])
    case .lookUp:
      guard let receipt = subject else {
        insists = true
        return .stays([])
      }
      field.keep(receipt)
      let id = desk.newRequest()
      asked = Asked(about: receipt, loading: .asked(id))
      return .stays(desk.ask(.read(.code(receipt)), as: id))
    }
  }
}

extension DeskState {
  /// The check that is on the screen.
  package var codeCheck: CodeCheck? { pages.page(CodeCheck.self) }

  /// The three lines about the code that was typed; nil before there is something to say.
  package func codeLines(at now: Moment) -> ThreeLines? {
    guard let check = codeCheck else { return nil }
    if check.insists { return check.hasSeveral ? .severalCodes : .noWholeCode }
    guard let receipt = check.asked?.about, let finding = check.loading?.value else { return nil }
    return finding.lines(on: receipt, at: now)
  }
}

extension DeskCommand {
  package static let codeCheck = DeskCommand(
    "codeCheck", form: [.function(6), .control("r")], board: [.character("r"), .control("r"), .function(6)],
    help: Phrase("is this code real?", sw: "code ni ya kweli?"), offer: { _ in Phrase.none },
    action: { desk, _, _ in desk.open(CodeCheck()) })
}
