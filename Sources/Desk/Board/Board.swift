import Payments

/// The live board: all money in flight, what needs a person, and what finished lately.
///
/// A row is found by its ID and moved only when something about it changed, so that an event costs the same however
/// much is open.
package struct Board: Sendable, Equatable {
  /// The most payments that a desk keeps; only open ones may make it more.
  static let mostRows = 200
  /// So many closed payments of this till's own a desk keeps, however many of others are open.
  static let mostOwnClosed = 100
  /// So many rows on either side of the chosen one may be on the screen: no terminal is taller.
  static let mostOnScreen = 200

  /// Whose payments are shown.
  package enum View: Sendable, Equatable {
    case everybodys
    /// This till's alone, and whatever was chosen.
    case own
  }

  /// A payment that is not put away, and where it was put the last time.
  struct Row: Sendable, Equatable {
    var payment: PaymentSummary
    /// Nil until the rows are put in order.
    var place: Place?

    /// Where it stands, and whether and since when time alone may move it.
    struct Place: Sendable, Equatable {
      let key: BoardKey
      let group: BoardOrder.Group
      let isOwn: Bool
      let since: TroubleWatch.Since?
    }
  }

  /// Whose payments are shown.
  package internal(set) var view = View.everybodys
  /// Payments that were put away: they are over, and nobody has to look at them any more; newest first.
  package private(set) var putAway: [PaymentSummary] = []
  /// The payment that the keys act upon.
  package private(set) var selection: PaymentID?
  /// What is counted of the rows.
  package private(set) var tally = BoardTally()
  /// How long customers took.
  private(set) var paces = PaceTally()
  /// Payments whose end somebody at this desk has looked at.
  private(set) var seen: Set<PaymentID> = []
  let till: Till

  private var kept: [PaymentID: Row] = [:]
  /// Rows that are over: no more than a desk keeps of closed payments.
  private(set) var ended = SortedKeys<BoardKey>()
  /// The attempts at each sale.
  private var sales: [PaymentID: [PaymentID]] = [:]

  private var order = BoardOrder()
  /// What waits, at this till and at others.
  private var ownWatch = TroubleWatch()
  private var othersWatch = TroubleWatch()
  /// What came since the rows were put in order.
  private(set) var touched: [PaymentID] = []
  /// The chosen row, while it is kept above what customers wait for.
  private var lifted: PaymentID?
  private var arrangedAt: Moment?

  /// An empty board of a till.
  package init(of till: Till) { self.till = till }

  /// The payments that are not put away, in their order: what needs a person at this till, what its customers wait for,
  /// some of what needs a person elsewhere, the rest of this till, then the rest of the shop; in each, newest first.
  package var rows: BoardRows { BoardRows(order.everybodys, of: kept) }

  /// The rows that are shown.
  package var shown: BoardRows {
    if view == .everybodys { return rows }
    return BoardRows(order.own(andChosen: selection.flatMap { kept[$0]?.place?.key }), of: kept)
  }

  /// The rows that may be on the screen now.
  package var onScreen: BoardRows.SubSequence {
    let shown = shown
    let chosen = selectedRow ?? 0
    return shown[max(0, chosen - Self.mostOnScreen)..<min(shown.count, chosen + Self.mostOnScreen)]
  }

  /// Every payment that this desk keeps, shown or put away.
  package var known: [PaymentSummary] { rows + putAway }

  /// There is nothing to show, and there was nothing.
  package var isEmpty: Bool { kept.isEmpty && putAway.isEmpty }

  /// The selected payment, or the first row when none was chosen.
  package var selectedPayment: PaymentSummary? { selection.flatMap { row($0) } ?? shown.first }

  /// Where the selected payment stands among what is shown.
  package var selectedRow: Int? {
    guard let key = selection.flatMap({ kept[$0]?.place?.key }) else { return shown.isEmpty ? nil : 0 }
    return shown.place(of: key)
  }

  /// The payment with this ID, if it is not put away.
  func row(_ id: PaymentID) -> PaymentSummary? { kept[id]?.payment }

  /// The payment with this ID, if this desk keeps it.
  package subscript(_ id: PaymentID) -> PaymentSummary? { row(id) ?? putAway.first { $0.id == id } }

  /// The rows that are attempts at a sale.
  func attempts(at sale: PaymentID) -> [PaymentID] { sales[sale] ?? [] }

  /// Puts a payment where it belongs; one that is kept is not the row that a full board gives up.
  mutating func put(_ payment: PaymentSummary, keeping: Bool = false) {
    var payment = payment
    if let known = self[payment.id] {
      // A reading of the ledger may come after a newer one: the higher position knows more.
      if payment.position < known.position { payment = known }
      // What became something else has not been looked at.
      if payment.status.standing != known.status.standing || payment.status.flags != known.status.flags {
        seen.remove(payment.id)
      }
      paces.remove(known)
      if row(known.id) != nil { leave(known) } else { putAway.removeAll { $0.id == known.id } }
    }
    paces.add(payment)
    enter(payment)
    kept[payment.id, default: Row(payment: payment)].payment = payment
    touched.append(payment.id)
    if keeping { select(payment.id) }
    if kept.count + putAway.count > Self.mostRows { giveUpOne() }
  }

  private mutating func giveUpOne() {
    guard let gone = putAway.popLast() ?? lowestClosed.flatMap({ takeOff($0) }) else { return }
    paces.remove(gone)
    seen.remove(gone.id)
  }

  /// The lowest row that a full board can do without: another till's, or one of many of this till's own.
  private var lowestClosed: PaymentID? {
    let closed = ended.compactMap { kept[$0.id] }
    let own = closed.filter { $0.payment.till == till }
    func lowest(_ rows: [Row]) -> PaymentID? {
      rows.filter { $0.payment.id != selection }.max { left, right in
        let (above, below) = (group(of: left), group(of: right))
        return above == below
          ? BoardKey(left.payment) < BoardKey(right.payment) : above.rawValue < below.rawValue
      }?.payment.id
    }
    return lowest(closed.filter { $0.payment.till != till }) ?? (own.count > Self.mostOwnClosed ? lowest(own) : nil)
  }

  private func group(of row: Row) -> BoardOrder.Group {
    row.place?.group ?? (row.payment.till == till ? .own : .others)
  }

  /// Takes a row off the board.
  private mutating func takeOff(_ id: PaymentID) -> PaymentSummary? {
    guard let row = kept.removeValue(forKey: id) else { return nil }
    leave(row.payment)
    displace(row)
    touched.append(id)
    return row.payment
  }

  /// Puts rows away that are over.
  mutating func putAway(_ payments: [PaymentSummary]) {
    putAway += payments.compactMap { takeOff($0.id) }
    putAway.sort { ($0.recordedAt.wallMilliseconds, $0.id) > ($1.recordedAt.wallMilliseconds, $1.id) }
  }

  private mutating func enter(_ payment: PaymentSummary) {
    tally.count(payment, isOwn: payment.till == till, times: 1)
    if !payment.status.isOpen { ended.insert(BoardKey(payment)) }
    sales[payment.sale, default: []].append(payment.id)
  }

  private mutating func leave(_ payment: PaymentSummary) {
    tally.count(payment, isOwn: payment.till == till, times: -1)
    if !payment.status.isOpen { ended.remove(BoardKey(payment)) }
    sales[payment.sale]?.removeAll { $0 == payment.id }
    if sales[payment.sale]?.isEmpty == true { sales[payment.sale] = nil }
  }

  /// Chooses a row, which its cashier sees by that.
  mutating func select(_ id: PaymentID?) {
    selection = id
    if let id { see(id) }
  }

  /// Somebody looked at the end of a payment; what is not over has no end to look at.
  mutating func see(_ id: PaymentID) {
    if let payment = self[id], !payment.isWaiting { seen.insert(id) }
  }

  /// Moves the selection; it stops at both ends.
  mutating func moveSelection(by step: Int) {
    guard let row = selectedRow else { return }
    let shown = shown
    select(shown[min(max(0, row + step), shown.count - 1)].id)
  }
}

/// The order of the rows, mended where something changed.
extension Board {
  /// This till's rows of which time alone has made trouble since rows were put in order, the lowest first.
  func newlyOverdue(at now: Moment) -> [PaymentSummary] {
    Set(ownWatch.due(at: now)).compactMap { row($0) }.sorted { BoardKey($1) < BoardKey($0) }
  }

  /// The highest row of this till's that a customer still waits for.
  func firstAwaited(at now: Moment) -> PaymentSummary? {
    order[.awaited].lazy.compactMap { row($0.id) }.first { $0.isStillAwaited(at: now) }
  }

  /// Until time alone makes trouble of a payment of this till's; nil when it will not.
  func nextTroubleMilliseconds(at now: Moment) -> Int64? { ownWatch.nextMilliseconds(at: now) }

  /// Puts the rows in their order at a moment.
  ///
  /// - Parameter changed: payments whose news changed since this was done last.
  mutating func arrange(at now: Moment, first news: MoneyNews, changed: [PaymentID]) {
    let came = touched
    touched = []
    let stood = selection.flatMap { kept[$0]?.place }
    let wasAbove = stood.map { order.isAboveAwaited($0.key, in: $0.group) } ?? false
    var stale = came
    stale += changed
    if let lifted { stale.append(lifted) }
    if let selection { stale.append(selection) }
    stale += ownWatch.due(at: now)
    stale += othersWatch.due(at: now)
    lifted = nil
    if stale.count * 4 > kept.count || clocksWentBack(to: now) {
      placeAll(at: now, news)
    } else {
      for id in stale { place(id, at: now, news) }
    }
    arrangedAt = now
    lift(wasAbove: wasAbove, wasAwaited: stood?.group == .awaited, came: came, at: now)
  }

  /// What was overdue may not be so any more.
  private func clocksWentBack(to now: Moment) -> Bool {
    arrangedAt.map { now.isBefore($0) } ?? true
  }

  /// A row that its cashier has only just chosen does not sink away under the keys: it stays above what customers wait
  /// for if it stood there, unless what came is newer.
  private mutating func lift(wasAbove: Bool, wasAwaited: Bool, came: [PaymentID], at now: Moment) {
    guard let id = selection, let place = kept[id]?.place, !place.group.isNeedy, place.group != .awaited,
      let first = order[.awaited].first
    else { return }
    let staysAbove =
      wasAwaited ? place.key < first : wasAbove && came.allSatisfy { !isAwaited($0, above: place.key) }
    if !staysAbove { return }
    lifted = id
    put(id, at: Row.Place(key: place.key, group: .ownNeedy, isOwn: place.isOwn, since: place.since))
  }

  private func isAwaited(_ id: PaymentID, above key: BoardKey) -> Bool {
    kept[id]?.place.map { $0.group == .awaited && $0.key < key } ?? false
  }

  private mutating func place(_ id: PaymentID, at now: Moment, _ news: MoneyNews) {
    if let payment = row(id) { put(id, at: place(of: payment, news, at: now)) }
  }

  private mutating func put(_ id: PaymentID, at place: Row.Place) {
    guard let row = kept[id], row.place != place else { return }
    displace(row)
    order.insert(place.key, in: place.group)
    if let since = place.since {
      if place.isOwn { ownWatch.add(id, since: since) } else { othersWatch.add(id, since: since) }
    }
    kept[id]?.place = place
  }

  private mutating func displace(_ row: Row) {
    guard let place = row.place else { return }
    order.remove(place.key, from: place.group)
    if let since = place.since {
      if place.isOwn {
        ownWatch.remove(row.payment.id, since: since)
      } else {
        othersWatch.remove(row.payment.id, since: since)
      }
    }
  }

  private mutating func placeAll(at now: Moment, _ news: MoneyNews) {
    kept = kept.mapValues { Row(payment: $0.payment, place: place(of: $0.payment, news, at: now)) }
    let places = kept.values.compactMap(\.place)
    order = BoardOrder(places.map { ($0.key, $0.group) })
    func waiting(_ isOwn: Bool) -> [(id: PaymentID, since: TroubleWatch.Since)] {
      places.filter { $0.isOwn == isOwn }.compactMap { place in place.since.map { (place.key.id, $0) } }
    }
    ownWatch = TroubleWatch(waiting(true))
    othersWatch = TroubleWatch(waiting(false))
  }

  private func place(of payment: PaymentSummary, _ news: MoneyNews, at now: Moment) -> Row.Place {
    let isOwn = payment.till == till
    let group: BoardOrder.Group =
      // The row of what was paid a moment ago stays where it is, and lit, as long as its goods are spoken of.
      if isOwn, payment.isStillAwaited(at: now) || news.isJustPaid(payment.id) {
        .awaited
      } else if payment.needsSomebody(at: now) || news.isUntold(payment.id) {
        isOwn ? .ownNeedy : .needy
      } else {
        isOwn ? .own : .others
      }
    return Row.Place(
      key: BoardKey(payment), group: group, isOwn: isOwn, since: TroubleWatch.Since(payment, at: now))
  }
}

extension PaymentSummary {
  /// Its customer has the prompt, and time alone has made no trouble of it yet.
  func isStillAwaited(at now: Moment) -> Bool { isAwaited && !isTrouble(at: now) }

  /// Somebody must still do something about it, at whatever till.
  func needsSomebody(at now: Moment) -> Bool {
    status.needsPerson || status.isOpen && isTrouble(at: now)
  }
}
