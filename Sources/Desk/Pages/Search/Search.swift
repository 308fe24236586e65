import Payments

/// Looking for a payment: by receipt, number, last digits of the phone, or amount.
package struct Search: LookUpPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case advance
    case up
    case down
    case close
  }

  package var field = CodeText()
  package var asked: Asked<SearchTerm, [PaymentSummary]>?
  /// The payment that Enter opens: rows move while one looks at them, so none is chosen by its place.
  package internal(set) var chosen: PaymentID?

  package var subject: SearchTerm? { SearchTerm(text) }

  /// Newest first.
  package static func part(of answer: Answer) -> [PaymentSummary]? {
    if case .payments(let found) = answer { found } else { nil }
  }

  package mutating func textChanged() { chosen = nil }

  /// Enter asks the ledger, for the first time or once more.
  var isToBeAsked: Bool { subject != nil && (loading == nil || loading?.trouble != nil) }

  /// Matches on the board, then what the ledger has besides, newest first.
  func rows(on board: Board) -> [PaymentSummary] {
    guard let term = subject else { return [] }
    let kept = board.rows.lazy.filter { term.matches($0) } + board.putAway.filter { term.matches($0) }
    return kept + (loading?.value ?? []).filter { board[$0.id] == nil }
  }

  package mutating func follow(_ desk: DeskState) {
    if chosen == nil { chosen = rows(on: desk.board).first?.id }
  }

  package func nextChangeMilliseconds(on desk: DeskState, at now: Moment) -> Int64? {
    desk.nextAgeMilliseconds(of: rows(on: desk.board), at: now)
  }

  /// Enter asks, then opens.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    var bindings: [PageBinding<Command>] = []
    if subject != nil {
      bindings.append(
        PageBinding(
          [.enter], Command.advance,
          word: isToBeAsked ? Phrase("ask the ledger", sw: "tafuta kwenye leja") : Phrase("open", sw: "fungua")))
    }
    if rows(on: desk.board).count > 1 {
      bindings += [
        PageBinding([.up], Command.up, shownAs: desk.identity.language.upAndDown, word: Phrase("move", sw: "chagua")),
        PageBinding([.down], Command.down),
      ]
    }
    return bindings + [PageBinding([.escape], Command.close, word: Phrase("back", sw: "rudi"))]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .advance: return advance(on: &desk)
    case .up: move(by: -1, on: desk)
    case .down: move(by: 1, on: desk)
    case .close: return .closes([])
    }
    return .stays([])
  }

  /// Enter: first the ledger is asked, then the chosen row is opened.
  private mutating func advance(on desk: inout DeskState) -> PageOutcome {
    guard let term = subject else { return .stays(impossible("a key of a search, and nothing to look for")) }
    if isToBeAsked {
      let id = desk.newRequest()
      asked = Asked(about: term, loading: .asked(id))
      return .stays(desk.ask(.read(.payments(term)), as: id))
    }
    guard let payment = rows(on: desk.board).first(where: { $0.id == chosen }) else { return .stays([]) }
    desk.board.put(payment, keeping: true)
    desk.focus = .board
    desk.select(payment.id)
    return .closes([])
  }

  private mutating func move(by step: Int, on desk: DeskState) {
    let rows = rows(on: desk.board)
    if !rows.isEmpty { chosen = rows[min(max(0, row(in: rows) + step), rows.count - 1)].id }
  }

  /// The place of the chosen payment among the rows.
  package func row(in rows: [PaymentSummary]) -> Int { rows.firstIndex { $0.id == chosen } ?? 0 }
}

extension DeskState {
  /// The search that is on the screen.
  package var search: Search? {
    pages.page(Search.self)
  }

  /// What a search shows: matches on the board, then what the ledger has besides, newest first.
  package var searchRows: [PaymentSummary] {
    search?.rows(on: board) ?? []
  }

  /// What stands on top when nothing was chosen yet is what is looked at from then on; the same holds for a search.
  mutating func holdChoices() {
    if focus == .board, board.selection == nil, let first = board.shown.first { board.select(first.id) }
  }
}

extension DeskCommand {
  package static let search = DeskCommand(
    "search", board: [.character("/"), .control("f"), .function(3)],
    help: Phrase("find a payment", sw: "tafuta malipo"),
    offer: { $0.board.isEmpty ? nil : Phrase("find", sw: "tafuta") },
    action: { desk, _, _ in desk.open(Search()) })
}
