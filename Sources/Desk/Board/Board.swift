import Payments

/// The live board: all money in flight, what needs a person, and what finished lately.
package struct Board: Sendable, Equatable {
  /// The most payments that a desk keeps; only open ones may make it more.
  static let mostRows = 200
  /// So many of this till's own troubles stand above what its customers wait for: the smallest board has room for both.
  static let mostAboveAwaited = 4

  /// The payments that are shown, in their order: what needs a person at this till, what its customers wait for, what
  /// needs a person elsewhere, then newest first.
  package internal(set) var rows: [PaymentSummary] = []
  /// Payments that were put away: they are over, and nobody has to look at them any more; newest first.
  package internal(set) var putAway: [PaymentSummary] = []
  /// The payment that the keys act upon.
  package private(set) var selection: PaymentID?
  /// Payments whose end somebody at this desk has looked at.
  var seen: [PaymentID] = []

  package init() {}

  /// Every payment that this desk keeps, shown or put away.
  package var known: [PaymentSummary] { rows + putAway }

  /// There is nothing to show, and there was nothing.
  package var isEmpty: Bool { rows.isEmpty && putAway.isEmpty }

  /// The selected payment, or the first row when none was chosen.
  package var selectedPayment: PaymentSummary? {
    rows.first { $0.id == selection } ?? rows.first
  }

  /// Where the selected payment stands.
  package var selectedRow: Int? {
    guard let selected = selectedPayment else { return nil }
    return rows.firstIndex { $0.id == selected.id }
  }

  /// Payments whose answer somebody waits for.
  package var waiting: [PaymentSummary] { rows.filter { $0.isWaiting && !$0.isNotCountedOn } }

  /// The payment with this ID, if this desk keeps it.
  package subscript(_ id: PaymentID) -> PaymentSummary? {
    rows.first { $0.id == id } ?? putAway.first { $0.id == id }
  }

  /// Puts a payment where it belongs; one that is kept is not the row that a full board gives up.
  mutating func put(_ payment: PaymentSummary, keeping: Bool = false) {
    var payment = payment
    if let known = self[payment.id] {
      // A reading of the ledger may come after a newer one: the higher position knows more.
      if payment.position < known.position { payment = known }
      // What became something else has not been looked at.
      if payment.status.standing != known.status.standing || payment.status.flags != known.status.flags {
        seen.removeAll { $0 == payment.id }
      }
      rows.removeAll { $0.id == payment.id }
      putAway.removeAll { $0.id == payment.id }
    }
    let place = Place(payment, .others, row: 0)
    rows.insert(payment, at: rows.firstIndex { place < Place($0, .others, row: 0) } ?? rows.endIndex)
    if keeping { select(payment.id) }
    if rows.count + putAway.count > Self.mostRows { giveUpOne() }
  }

  private mutating func giveUpOne() {
    let gone: PaymentSummary
    if let last = putAway.popLast() {
      gone = last
    } else if let last = rows.lastIndex(where: { !$0.status.isOpen && $0.id != selection }) {
      gone = rows.remove(at: last)
    } else {
      return
    }
    seen.removeAll { $0 == gone.id }
  }

  /// Chooses a row, which its cashier sees by that.
  mutating func select(_ id: PaymentID?) {
    selection = id
    if let id { see(id) }
  }

  /// Somebody looked at the end of a payment; what is not over has no end to look at.
  mutating func see(_ id: PaymentID) {
    guard !seen.contains(id), let payment = self[id], !payment.isWaiting else { return }
    seen.append(id)
  }

  /// Moves the selection; it stops at both ends.
  mutating func moveSelection(by step: Int) {
    guard let row = selectedRow else { return }
    select(rows[min(max(0, row + step), rows.count - 1)].id)
  }

  /// Puts the rows in their order at a moment.
  ///
  /// What needs somebody now, or is news to this till, can be pushed off the screen by nothing newer; and what a customer
  /// at this till waits for by no pile of troubles, of another till or of a bad hour at this one.
  mutating func arrange(at now: Moment, first news: MoneyNews, till: Till) {
    // Places are compared, and not payments, which cost more to hold: this comes after every event.
    let rows = rows
    var places = rows.indices.map { row in
      let payment = rows[row]
      let isOwn = payment.till == till
      let isNeedy = payment.needsSomebody(at: now) || news.isUntold(payment.id)
      // The row of what was paid a moment ago stays where it is, and lit, as long as its goods are spoken of.
      let isAwaited = isOwn && (payment.isStillAwaited(at: now) || news.isJustPaid(payment.id))
      return Place(payment, isAwaited ? .awaited : isNeedy ? isOwn ? .ownNeedy : .needy : .others, row: row)
    }
    // A row that its cashier has only just chosen does not sink away under the keys.
    if let chosen = selectedRow, let awaited = places.firstIndex(where: { $0.rank == .awaited }), chosen < awaited,
      selection != nil, places[chosen].rank == .others
    {
      places[chosen].rank = .ownNeedy
    }
    let ownNeedy = places.filter { $0.rank == .ownNeedy }
    if ownNeedy.count > Self.mostAboveAwaited {
      for place in ownNeedy.sorted().dropFirst(Self.mostAboveAwaited) { places[place.row].rank = .needy }
    }
    if places.indices.dropFirst().allSatisfy({ places[$0 - 1] < places[$0] }) { return }
    self.rows = places.sorted().map { rows[$0.row] }
  }

  /// Where a row belongs.
  private struct Place: Comparable {
    enum Rank: Int { case ownNeedy, awaited, needy, others }

    var rank: Rank
    let needsPerson: Bool
    let recordedWallMilliseconds: Int64
    let id: PaymentID
    let row: Int

    init(_ payment: PaymentSummary, _ rank: Rank, row: Int) {
      self.rank = rank
      self.row = row
      needsPerson = payment.status.needsPerson
      recordedWallMilliseconds = payment.recordedAt.wallMilliseconds
      id = payment.id
    }

    static func < (left: Place, right: Place) -> Bool {
      if left.rank != right.rank { return left.rank.rawValue < right.rank.rawValue }
      if left.needsPerson != right.needsPerson { return left.needsPerson }
      if left.recordedWallMilliseconds != right.recordedWallMilliseconds {
        return left.recordedWallMilliseconds > right.recordedWallMilliseconds
      }
      return left.id > right.id
    }
  }
}

extension PaymentSummary {
  /// Its customer has the prompt, and time alone has made no trouble of it yet.
  fileprivate func isStillAwaited(at now: Moment) -> Bool { isWaiting && !isNotCountedOn && !isTrouble(at: now) }

  /// Somebody must still do something about it, at whatever till.
  fileprivate func needsSomebody(at now: Moment) -> Bool {
    status.needsPerson || status.isOpen && isTrouble(at: now)
  }
}
