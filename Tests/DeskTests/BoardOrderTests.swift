import PaymentLaws
import Payments
import Testing

@testable import Desk

/// The board moves only the rows about which something changed; whatever happens, they stand as if all had been sorted
/// anew, and what is kept beside them is what one would count.
@Suite struct BoardOrderTests {
  @Test func theRowsStandAsIfTheyWereSortedAnew() throws {
    var tried: Set<String> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      var walk = try BoardWalk(seed: seed)
      for step in 0..<600 {
        try walk.step()
        let breach = walk.breach
        try #require(breach == nil, "seed \(seed), step \(step)")
      }
      tried.formUnion(walk.tried)
    }
    // Otherwise nothing of all this was tried.
    #expect(BoardWalk.toBeTried.subtracting(tried).sorted() == [])
  }

  @Test func keysStandInTheirOrderHoweverTheyCame() {
    var random = SeededGenerator(seed: 7)
    var kept: [Int] = []
    var keys = SortedKeys<Int>()
    for _ in 0..<2_000 {
      let key = Int.random(in: 0..<300, using: &random)
      if Bool.random(using: &random) {
        kept.append(key)
        keys.insert(key)
      } else {
        if let place = kept.firstIndex(of: key) { kept.remove(at: place) }
        keys.remove(key)
      }
      #expect(Array(keys) == kept.sorted())
    }
  }
}

/// A board to which anything happens, and beside it the plainest board that one can write.
private struct BoardWalk {
  static let toBeTried: Set<String> = [
    "lifted", "own view", "set back", "put away", "overdue", "more needy than stand above", "others", "gave up one",
  ]

  private var random: SeededGenerator
  private let till: Till
  private let other: Till
  private var now = DeskPilot.start
  private var board: Board
  private var news = MoneyNews()
  private var payments: [PaymentID: PaymentSummary] = [:]
  private var ids: [PaymentID] = []
  private var came: Set<PaymentID> = []
  private var order: [PaymentID] = []
  private var ranks: [PaymentID: Rank] = [:]
  private(set) var breach: String?
  private(set) var tried: Set<String> = []

  private enum Rank: Int { case ownNeedy, awaited, ownNeedyBelow, needy, own, needyBelow, others }

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    till = try #require(Till(1))
    other = try #require(Till(2))
    board = Board(of: till)
  }

  mutating func step() throws {
    for _ in 0...Int.random(in: 0...2, using: &random) { try happen() }
    board.tidy(at: now)
    news.tidy(board, at: now)
    board.arrange(at: now, first: news, changed: news.takeChanged())
    check()
    came = []
  }

  private mutating func happen() throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<6:
      try comes(ids.count < 30 || Int.random(in: 0..<4, using: &random) == 0 ? nil : ids.randomElement(using: &random))
    case 6..<10: try comes(ids.randomElement(using: &random))
    case 10..<13: pass(Int64.random(in: 0...90_000, using: &random))
    case 13: pass(Int64.random(in: 300_000...900_000, using: &random))
    case 14: setBack()
    case 15..<17: board.select(board.rows.randomElement(using: &random)?.id)
    case 17: board.moveSelection(by: Bool.random(using: &random) ? 1 : -1)
    case 18: if let id = ids.randomElement(using: &random) { news.actedUpon(id) }
    default: board.view = Bool.random(using: &random) ? .own : .everybodys
    }
  }

  private mutating func comes(_ known: PaymentID?) throws {
    let standing = try #require(Standing.allCases.randomElement(using: &random))
    var payment: PaymentSummary
    if let known, let earlier = payments[known] {
      payment = earlier
      payment.position += 1
    } else {
      payment = try Others.payment(
        ids.count + 1, till: Bool.random(using: &random) ? 1 : 2, recordedAt: now,
        status: PaymentStatus(.recorded), position: 1)
      ids.append(payment.id)
    }
    payment.status = .example(.example(of: standing, at: now), askedAt: payment.recordedAt)
    payment.status.flags = Int.random(in: 0..<6, using: &random) == 0 ? .late : []
    payment.status.notes.isMuted = Int.random(in: 0..<8, using: &random) == 0
    payments[payment.id] = payment
    let count = board.known.count
    board.put(payment)
    if known == nil, board.known.count == count { tried.insert("gave up one") }
    came.insert(payment.id)
    if payment.till != till { return }
    if payment.isPlainlyPaid {
      news.hear(MoneyNews.Paid(payment: payment.id, since: now))
    } else if payment.isTrouble(at: now) {
      news.hear(MoneyNews.Trouble(payment, at: now))
    }
  }

  private mutating func pass(_ milliseconds: Int64) { now = now.advanced(byMilliseconds: milliseconds) }

  private mutating func setBack() {
    now.wallMilliseconds -= 200_000
    now.bootMilliseconds += 1_000
    tried.insert("set back")
  }

  // What it should be.

  private mutating func check() {
    let kept = Set(board.rows.map(\.id))
    let rows = ids.filter(kept.contains).compactMap { payments[$0] }
    let should = sorted(rows)
    if board.rows.map(\.id) != should { breach = "order" }
    if board.rows.contains(where: { payments[$0.id] != $0 }) { breach = "rows" }
    let shown = should.filter { board.view == .everybodys || payments[$0]?.till == till || $0 == board.selection }
    if board.shown.map(\.id) != shown { breach = "shown" }
    if board.selectedRow != (shown.firstIndex { $0 == board.selectedPayment?.id }) { breach = "selected" }
    let waiting = rows.filter { $0.isWaiting && !$0.isNotCountedOn }
    if board.tally.waitingCount != waiting.count
      || board.tally.ownWaitingCount != waiting.count(where: { $0.till == till })
      || board.tally.waitingShillings != waiting.reduce(0, { $0 + $1.amount.count })
      || board.tally.othersCount != rows.count(where: { $0.till != till })
      || board.tally.othersNeedingPersonCount != rows.count(where: { $0.till != till && $0.status.needsPerson })
    {
      breach = "tally"
    }
    if board.nextTroubleMilliseconds(at: now) != rows.compactMap(nextTrouble).min() { breach = "next trouble" }
    let durations = (rows + board.putAway).filter { $0.day == rows.first?.day }.compactMap(\.millisecondsToMoney)
    if let day = rows.first?.day, board.paces.pace(on: day) != ShopPace(milliseconds: durations) { breach = "pace" }
    note(rows)
    order = should
  }

  private func nextTrouble(_ payment: PaymentSummary) -> Int64? {
    guard payment.till == till, payment.isStillAwaited(at: now) else { return nil }
    switch payment.status.state {
    case .waiting(let since), .sending(let since):
      return PromptFigures.checkAfterMilliseconds - now.overdueMilliseconds(since: since)
    default: return nil
    }
  }

  private mutating func note(_ rows: [PaymentSummary]) {
    if board.view == .own { tried.insert("own view") }
    if !board.putAway.isEmpty { tried.insert("put away") }
    if rows.contains(where: { $0.isTrouble(at: now) && !$0.isTrouble }) { tried.insert("overdue") }
    if rows.contains(where: { $0.till != till }) { tried.insert("others") }
    if ranks.values.contains(.ownNeedyBelow), ranks.values.contains(.needyBelow) {
      tried.insert("more needy than stand above")
    }
  }

  private mutating func sorted(_ rows: [PaymentSummary]) -> [PaymentID] {
    var ranks = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, rank($0)) })
    if let chosen = rows.first(where: { $0.id == board.selection }), isLifted(chosen, rows, ranks) {
      ranks[chosen.id] = .ownNeedy
      tried.insert("lifted")
    }
    func lower(_ rank: Rank, _ below: Rank, beyond most: Int) {
      let ranked = rows.filter { ranks[$0.id] == rank }.sorted(by: isAbove)
      for payment in ranked.dropFirst(most) { ranks[payment.id] = below }
    }
    lower(.ownNeedy, .ownNeedyBelow, beyond: 4)
    lower(.needy, .needyBelow, beyond: 3)
    self.ranks = ranks
    return rows.sorted { left, right in
      let (above, below) = (ranks[left.id]?.rawValue ?? 0, ranks[right.id]?.rawValue ?? 0)
      return above == below ? isAbove(left, right) : above < below
    }.map(\.id)
  }

  private func isAbove(_ left: PaymentSummary, _ right: PaymentSummary) -> Bool {
    if left.status.needsPerson != right.status.needsPerson { return left.status.needsPerson }
    let (wall, otherWall) = (left.recordedAt.wallMilliseconds, right.recordedAt.wallMilliseconds)
    return wall == otherWall ? left.id > right.id : wall > otherWall
  }

  private func rank(_ payment: PaymentSummary) -> Rank {
    let isOwn = payment.till == till
    let waits = payment.isWaiting && !payment.isNotCountedOn && !payment.isTrouble(at: now)
    if isOwn, waits || news.isJustPaid(payment.id) { return .awaited }
    let needsSomebody = payment.status.needsPerson || payment.status.isOpen && payment.isTrouble(at: now)
    if needsSomebody || news.isUntold(payment.id) { return isOwn ? .ownNeedy : .needy }
    return isOwn ? .own : .others
  }

  /// What was chosen stays above what customers wait for if it stood there, unless what came is newer.
  private func isLifted(_ chosen: PaymentSummary, _ rows: [PaymentSummary], _ ranks: [PaymentID: Rank]) -> Bool {
    let awaited = rows.filter { ranks[$0.id] == .awaited }
    guard let rank = ranks[chosen.id], ![.ownNeedy, .needy, .awaited].contains(rank), !awaited.isEmpty,
      let stood = order.firstIndex(of: chosen.id)
    else { return false }
    if self.ranks[chosen.id] == .awaited { return awaited.allSatisfy { isAbove(chosen, $0) } }
    let firstAwaited = order.firstIndex { self.ranks[$0] == .awaited } ?? order.count
    return stood < firstAwaited && awaited.allSatisfy { !came.contains($0.id) || isAbove(chosen, $0) }
  }
}
