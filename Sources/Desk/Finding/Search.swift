import Payments

/// Looking for a payment: by receipt, number, last digits of the phone, or amount.
public struct Search: Sendable, Equatable {
  /// What is typed.
  public internal(set) var text = ""
  /// What the ledger was asked for last, and what it found, newest first; nil before it was asked.
  public internal(set) var asked: Asked<SearchTerm, [PaymentSummary]>?
  /// The payment that Enter opens: rows move while one looks at them, so none is chosen by its place.
  public internal(set) var chosen: PaymentID?

  /// What is typed, as something to look for.
  public var term: SearchTerm? { SearchTerm(text) }

  /// How far the ledger is with what is typed; nil before it was asked for that.
  public var loading: Loading<[PaymentSummary]>? { asked?.about == term ? asked?.loading : nil }

  /// Enter asks the ledger, for the first time or once more.
  var isToBeAsked: Bool { term != nil && (loading == nil || loading?.trouble != nil) }
}

extension DeskState {
  /// The search that is on the screen.
  public var search: Search? {
    if case .search(let search) = panel { search } else { nil }
  }

  /// What a search shows: matches on the board, then what the ledger has besides, newest first.
  public var searchRows: [PaymentSummary] {
    guard let search, let term = search.term else { return [] }
    var rows = board.known.filter { term.matches($0) }
    for payment in search.loading?.value ?? [] where board[payment.id] == nil { rows.append(payment) }
    return rows
  }

  /// The place of the chosen payment among the rows.
  public var searchRow: Int {
    searchRows.firstIndex { $0.id == search?.chosen } ?? 0
  }

  /// What stands on top when nothing was chosen yet is what is looked at from then on.
  mutating func holdChoices() {
    if focus == .board, board.selection == nil, let first = board.rows.first { board.select(first.id) }
    guard let search, search.chosen == nil, let first = searchRows.first else { return }
    change { (search: inout Search) in search.chosen = first.id }
  }

  mutating func change(_ body: (inout Search) -> Void) {
    guard case .search(var search) = panel else { return }
    body(&search)
    panel = .search(search)
  }

  /// Enter: first the ledger is asked, then the chosen row is opened.
  mutating func advanceSearch() -> [DeskEffect] {
    guard let search, let term = search.term else { return [] }
    if search.isToBeAsked {
      let id = newRequest()
      change { search in search.asked = Asked(about: term, loading: .asked(id)) }
      return [.read(id, .payments(term))]
    }
    let rows = searchRows
    guard let payment = rows.first(where: { $0.id == search.chosen }) else { return [] }
    board.put(payment, keeping: true)
    focus = .board
    panel = nil
    board.select(payment.id)
    return []
  }

  mutating func moveSearch(by step: Int) {
    let rows = searchRows
    if rows.isEmpty { return }
    let row = min(max(0, searchRow + step), rows.count - 1)
    change { (search: inout Search) in search.chosen = rows[row].id }
  }
}
