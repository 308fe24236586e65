import Payments

/// Looking for a payment: by receipt, number, last digits of the phone, or amount.
package struct Search: LookUpPage {
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
    return board.known.filter { term.matches($0) } + (loading?.value ?? []).filter { board[$0.id] == nil }
  }

  package mutating func follow(_ desk: DeskState) {
    if chosen == nil { chosen = rows(on: desk.board).first?.id }
  }

  /// Enter asks, then opens.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    var bindings: [KeyBinding] = []
    if subject != nil {
      bindings.append(
        KeyBinding(
          [.enter], .advanceSearch, shownKey: "Enter",
          word: isToBeAsked ? Phrase("ask the ledger", sw: "tafuta kwenye leja") : Phrase("open", sw: "fungua")))
    }
    return bindings + [
      KeyBinding([.up], .searchUp, shownKey: desk.identity.language.upAndDown, word: Phrase("move", sw: "chagua")),
      KeyBinding([.down], .searchDown),
      KeyBinding([.escape], .closePanel, shownKey: "Esc", word: Phrase("back", sw: "rudi")),
    ]
  }
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

  /// The place of the chosen payment among the rows.
  package var searchRow: Int {
    searchRows.firstIndex { $0.id == search?.chosen } ?? 0
  }

  /// What stands on top when nothing was chosen yet is what is looked at from then on; the same holds for a search.
  mutating func holdChoices() {
    if focus == .board, board.selection == nil, let first = board.rows.first { board.select(first.id) }
  }

  /// Enter: first the ledger is asked, then the chosen row is opened.
  mutating func advanceSearch() -> [DeskEffect] {
    guard let search, let term = search.subject else { return impossible("a key of a search, and nothing to look for") }
    if search.isToBeAsked {
      let id = newRequest()
      pages.change { (search: inout Search) in search.asked = Asked(about: term, loading: .asked(id)) }
      return [.read(id, .payments(term))]
    }
    let rows = searchRows
    guard let payment = rows.first(where: { $0.id == search.chosen }) else { return [] }
    board.put(payment, keeping: true)
    focus = .board
    pages.closeAll()
    select(payment.id)
    return []
  }

  mutating func moveSearch(by step: Int) {
    let rows = searchRows
    if rows.isEmpty { return }
    let row = min(max(0, searchRow + step), rows.count - 1)
    pages.change { (search: inout Search) in search.chosen = rows[row].id }
  }
}
