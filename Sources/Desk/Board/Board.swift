import Payments

/// The live board: all money in flight, what needs a person, and what finished lately.
package struct Board: Sendable, Equatable {
  /// The most payments that a desk keeps; only open ones may make it more.
  static let mostRows = 200
  /// So many closed payments of this till's own a desk keeps, however many of others are open.
  static let mostOwnClosed = 100
  /// So many of this till's own troubles stand above what its customers wait for: the smallest board has room for both.
  static let mostAboveAwaited = 4
  /// So many troubles of other tills stand above what this till has over with.
  static let mostOfOthersAboveOwn = 3

  /// Whose payments are shown.
  package enum View: Sendable, Equatable {
    case everybodys
    /// This till's alone, and whatever was chosen.
    case own
  }

  /// The payments that are not put away, in their order: what needs a person at this till, what its customers wait for,
  /// some of what needs a person elsewhere, the rest of this till, then the rest of the shop; in each, newest first.
  package internal(set) var rows: [PaymentSummary] = []
  /// Whose payments are shown.
  package internal(set) var view = View.everybodys
  /// Payments that were put away: they are over, and nobody has to look at them any more; newest first.
  package internal(set) var putAway: [PaymentSummary] = []
  /// The payment that the keys act upon.
  package private(set) var selection: PaymentID?
  /// Payments whose end somebody at this desk has looked at.
  var seen: [PaymentID] = []
  private let till: Till

  /// An empty board of a till.
  package init(of till: Till) { self.till = till }

  /// The rows that are shown.
  package var shown: [PaymentSummary] {
    view == .everybodys ? rows : rows.filter { $0.till == till || $0.id == selection }
  }

  /// The rows that this till did not ask for.
  package var others: [PaymentSummary] { rows.filter { $0.till != till } }

  /// Every payment that this desk keeps, shown or put away.
  package var known: [PaymentSummary] { rows + putAway }

  /// There is nothing to show, and there was nothing.
  package var isEmpty: Bool { rows.isEmpty && putAway.isEmpty }

  /// The selected payment, or the first row when none was chosen.
  package var selectedPayment: PaymentSummary? {
    rows.first { $0.id == selection } ?? shown.first
  }

  /// Where the selected payment stands among what is shown.
  package var selectedRow: Int? {
    guard let selected = selectedPayment else { return nil }
    return shown.firstIndex { $0.id == selected.id }
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
    } else if let last = rows.lastIndex(where: { !$0.status.isOpen && $0.till != till && $0.id != selection }) {
      gone = rows.remove(at: last)
    } else if rows.count(where: { !$0.status.isOpen && $0.till == till }) > Self.mostOwnClosed,
      let last = rows.lastIndex(where: { !$0.status.isOpen && $0.till == till && $0.id != selection })
    {
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
    let shown = shown
    select(shown[min(max(0, row + step), shown.count - 1)].id)
  }

  /// Puts the rows in their order at a moment.
  ///
  /// What needs somebody now, or is news to this till, can be pushed off the screen by nothing newer; what a customer at
  /// this till waits for by no pile of troubles, of another till or of a bad hour at this one; and what this till has
  /// over with by nothing of other tills but a few troubles.
  mutating func arrange(at now: Moment, first news: MoneyNews) {
    // Places are compared, and not payments, which cost more to hold: this comes after every event.
    let rows = rows
    var places = rows.indices.map { row in
      let payment = rows[row]
      return Place(payment, rank(of: payment, news, at: now), row: row)
    }
    // A row that its cashier has only just chosen does not sink away under the keys.
    if let chosen = rows.firstIndex(where: { $0.id == selection }),
      let awaited = places.firstIndex(where: { $0.rank == .awaited }), chosen < awaited, !places[chosen].rank.isNeedy
    {
      places[chosen].rank = .ownNeedy
    }
    Self.lower(.ownNeedy, to: .ownNeedyBelow, in: &places, beyond: Self.mostAboveAwaited)
    Self.lower(.needy, to: .needyBelow, in: &places, beyond: Self.mostOfOthersAboveOwn)
    if places.indices.dropFirst().allSatisfy({ places[$0 - 1] < places[$0] }) { return }
    self.rows = places.sorted().map { rows[$0.row] }
  }

  private func rank(of payment: PaymentSummary, _ news: MoneyNews, at now: Moment) -> Place.Rank {
    let isOwn = payment.till == till
    // The row of what was paid a moment ago stays where it is, and lit, as long as its goods are spoken of.
    if isOwn, payment.isStillAwaited(at: now) || news.isJustPaid(payment.id) { return .awaited }
    if payment.needsSomebody(at: now) || news.isUntold(payment.id) { return isOwn ? .ownNeedy : .needy }
    return isOwn ? .own : .others
  }

  /// The newest of a rank stay in it.
  private static func lower(_ rank: Place.Rank, to lower: Place.Rank, in places: inout [Place], beyond most: Int) {
    let ranked = places.filter { $0.rank == rank }
    if ranked.count <= most { return }
    for place in ranked.sorted().dropFirst(most) { places[place.row].rank = lower }
  }

  /// Where a row belongs.
  private struct Place: Comparable {
    enum Rank: Int {
      case ownNeedy, awaited, ownNeedyBelow, needy, own, needyBelow, others

      /// What a choice does not lift.
      var isNeedy: Bool { self == .ownNeedy || self == .needy }
    }

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
