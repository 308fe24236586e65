import Cells
import Desk
import DeskScreens
import Payments
import SimulatedShop
import Testing

@testable import DeskRuntime

/// A recorded day once more: what its desk shows at each place is what the ledger said there.
struct ReplayStories {
  @Test func atEachPlaceItIsWhatTheLedgerSaidThen() throws {
    let day = try RecordedDay.ofThreeSales()
    var replay = try day.replayed(startingAt: day.places[0].step.at.advanced(byMilliseconds: -60_000))
    #expect(replay.progress.played == 0)
    #expect(replay.desk.totals == DayTotals())
    for (number, place) in day.places.enumerated() {
      try replay.goToNextStep()
      #expect(replay.progress.played == number + 1)
      #expect(replay.now == place.step.at)
      #expect(replay.desk.board.known.sorted { $0.id < $1.id } == place.payments, "place \(number)")
      #expect(replay.desk.totals == place.totals, "place \(number)")
    }
    #expect(replay.isOver)
    #expect(replay.desk.totals.paidShillings == 50 && replay.desk.totals.waitingShillings == 70)
  }

  /// As fast or as slow as it likes: the same time has the same rows.
  @Test(arguments: [250, 1_000, 60_000] as [Int64])
  func itsOwnTimePlaysWhatCameUntilThen(byMilliseconds: Int64) throws {
    let day = try RecordedDay.ofThreeSales()
    let start = day.places[0].step.at.advanced(byMilliseconds: -1)
    var replay = try day.replayed(startingAt: start)
    while !replay.isOver {
      try replay.advance(byMilliseconds: byMilliseconds)
      let reached = day.places.last { $0.step.at.wallMilliseconds <= replay.now.wallMilliseconds }
      #expect(replay.desk.board.known.sorted { $0.id < $1.id } == reached?.payments ?? [])
    }
  }

  @Test func begunInTheMiddleItStandsWhereTheDayStood() throws {
    let day = try RecordedDay.ofThreeSales()
    let middle = day.places[day.places.count / 2]
    let replay = try day.replayed(startingAt: middle.step.at)
    #expect(replay.progress.played == day.places.count / 2 + 1)
    #expect(replay.desk.board.known.sorted { $0.id < $1.id } == middle.payments)
    #expect(replay.desk.totals == middle.totals)
  }

  /// Unless told otherwise it begins with the first row, and by the boot clock of that row.
  @Test func itBeginsWithTheFirstRow() throws {
    let day = try RecordedDay.ofThreeSales()
    let first = day.places[0]
    let replay = try day.replayed()
    #expect(replay.progress.played == 1 && replay.now == first.step.at)
    let later = first.step.at.advanced(byMilliseconds: 250)
    #expect(try day.replayed(startingAt: later).now == later)
  }

  @Test func aDayOnWhichNothingHappenedIsNone() throws {
    let day = try RecordedDay.ofThreeSales()
    let identity = QuietShop().identity
    let other = BusinessDay(year: 2020, month: 1, day: 1)
    #expect(try ReplayedDay(identity: identity, day: other, port: day) == nil)
  }

  /// It takes none of a desk's keys, so that it names none.
  @Test func itNamesNoKeyOfADesk() throws {
    var replay = try RecordedDay.ofThreeSales().replayed()
    #expect(replay.desk.bindings(at: replay.now) == [])
    while !replay.isOver { try replay.goToNextStep() }
    try replay.advance(byMilliseconds: 180_000)
    #expect(replay.desk.bindings(at: replay.now) == [])
    let others = try #require(replay.desk.othersNeedSomebody(at: replay.now))
    #expect(Language.allCases.allSatisfy { !others[$0].contains("F2") }, "\(others)")
    for (columns, rows) in [(80, 24), (130, 40)] {
      let shape = ScreenShape(columns: columns, rows: rows, glyphs: .unicode)
      let grid = DeskFrame.frame(of: replay.desk, at: replay.now, shape: shape).grid
      #expect(!(0..<rows).contains { grid.line($0).contains("listen") })
    }
  }

  /// However narrow the terminal is, the last row is whole, and says that it is a replay and how one leaves it.
  @Test func itsLastRowIsNeverCut() throws {
    var replay = try RecordedDay.ofThreeSales().replayed()
    let day = EastAfricaTime(replay.now).businessDay
    for isOver in [false, true] {
      while isOver, !replay.isOver { try replay.goToNextStep() }
      for (speed, isPaused) in [(8, false), (ReplayBar.fastest, false), (1, true)] {
        var bar = ReplayBar(day: day, speed: speed)
        bar.isPaused = isPaused || isOver
        for language in Language.allCases {
          for columns in 40...120 {
            let empty = CellGrid(columns: columns, rows: 1)
            let row = bar.drawn(on: empty, of: replay, in: language, glyphs: .unicode).line(0)
            #expect(!row.contains("…") && row.count <= columns, "\(row)")
            #expect(row.contains(language == .english ? "q leave" : "q toka"))
            // All keys from 80 columns on.
            if columns >= 80, !isOver { #expect(row.contains("+ - ")) }
          }
        }
      }
    }
  }

  /// What came next is next, whatever the clock said; and no time goes by backwards.
  @Test func aRowWhoseClockWasSetBackComesWithTheOneBeforeIt() throws {
    let day = try RecordedDay.ofThreeSales { number, shop in
      if number == 1 { shop.clock.setWallAhead(byMilliseconds: -3_600_000) }
    }
    var replay = try day.replayed(startingAt: day.places[0].step.at.advanced(byMilliseconds: -1))
    var last = replay.now
    while !replay.isOver {
      try replay.goToNextStep()
      #expect(replay.now.wallMilliseconds >= last.wallMilliseconds)
      last = replay.now
    }
    #expect(replay.desk.board.known.sorted { $0.id < $1.id } == day.places.last?.payments)
  }
}

/// A day in a shop in memory, written down whenever something had changed.
private final class RecordedDay: ReplayPort {
  struct Place {
    let step: LedgerStep
    let changed: [PaymentSummary]
    /// All that the ledger held, and what it added up to.
    let payments: [PaymentSummary]
    let totals: DayTotals
  }

  private let shop = QuietShop()
  private lazy var day = EastAfricaTime(shop.clock.now()).businessDay
  private(set) var places: [Place] = []

  /// One that is paid, one that the customer closes, one that nobody answers; before each, what a test wants.
  static func ofThreeSales(before: (Int, QuietShop) -> Void = { _, _ in }) throws -> RecordedDay {
    let day = RecordedDay()
    let shop = day.shop
    let console = shop.console()
    for (number, sale) in [("0712345678", "50", "0"), ("0733000001", "60", "1032"), ("0700000001", "70", "")]
      .enumerated()
    {
      before(number, shop)
      shop.type(sale.0, into: console)
      shop.type(sale.1, into: console)
      if console.state.question != nil {
        // Nothing listens here, and the desk asks whether to send all the same; it is read before it is answered.
        shop.clock.advance(byMilliseconds: 2_000)
        shop.press(.character("y"), in: console)
      }
      shop.doJobs(of: console)
      try day.note()
      shop.makeTurn(console)
      try day.note()
      if sale.2.isEmpty { continue }
      shop.pay(try #require(shop.ledger.allPayments.last { $0.status.standing == .waiting }), code: sale.2)
      shop.makeTurn(console)
      try day.note()
    }
    return day
  }

  private func note() throws {
    let changes = try shop.ledger.changes(since: places.last?.step.position ?? 0)
    guard let newest = changes.payments.last else { return }
    places.append(
      Place(
        step: LedgerStep(position: changes.position, payment: newest.id, at: shop.clock.now()),
        changed: changes.payments, payments: shop.ledger.allPayments.sorted { $0.id < $1.id },
        totals: try shop.ledger.totals(of: day, till: shop.identity.till)))
  }

  /// From its first row on, unless a moment is given.
  func replayed(startingAt start: Moment? = nil) throws -> ReplayedDay {
    try #require(try ReplayedDay(identity: shop.identity, day: day, from: start?.wallMilliseconds, port: self))
  }

  func steps(of day: BusinessDay) throws -> [LedgerStep] { day == self.day ? places.map(\.step) : [] }

  func openPayments(at position: Int64) throws -> [PaymentSummary] { [] }

  func payments(changedBy step: LedgerStep) throws -> [PaymentSummary] {
    places.first { $0.step == step }?.changed ?? []
  }

  func evidence(of id: PaymentID, upTo position: Int64) throws -> [EvidenceRow] {
    shop.ledger.evidence(of: id)
  }
}
