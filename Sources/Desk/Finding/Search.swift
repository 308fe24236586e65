import Payments

/// Looking for a payment: by receipt, number, last digits of the phone, or amount.
public struct Search: Sendable, Equatable {
  /// What is typed.
  public internal(set) var text = ""
  /// What the ledger found for ``asked``, newest first.
  public internal(set) var found: [PaymentSummary] = []
  /// What the ledger was asked for last; nil before it was asked.
  public internal(set) var asked: SearchTerm?
  /// The ledger has answered.
  public internal(set) var isAnswered = false
  /// The row that Enter opens.
  public internal(set) var row = 0

  /// What is typed, as something to look for.
  public var term: SearchTerm? { SearchTerm(text) }
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
    if search.asked == term {
      for payment in search.found where board[payment.id] == nil { rows.append(payment) }
    }
    return rows
  }

  mutating func change(_ body: (inout Search) -> Void) {
    guard case .search(var search) = panel else { return }
    body(&search)
    panel = .search(search)
  }

  /// Enter: first the ledger is asked, then the chosen row is opened.
  mutating func advanceSearch() -> [DeskEffect] {
    guard let search, let term = search.term else { return [] }
    if search.asked != term {
      change { search in
        search.asked = term
        search.isAnswered = false
        search.found = []
        search.row = 0
      }
      return [.search(term)]
    }
    let rows = searchRows
    guard rows.indices.contains(search.row) else { return [] }
    let payment = rows[search.row]
    board.put(payment, keeping: true)
    focus = .board
    panel = nil
    board.select(payment.id)
    return []
  }

  mutating func moveSearch(by step: Int) {
    let count = searchRows.count
    change { $0.row = min(max(0, $0.row + step), max(0, count - 1)) }
  }

  mutating func takeFound(_ term: SearchTerm, _ payments: [PaymentSummary]) {
    change { search in
      guard search.asked == term else { return }
      search.found = payments
      search.isAnswered = true
    }
  }
}
