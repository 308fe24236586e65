import Desk
import Payments
import Wording

/// What a replay reads of a recorded day, and never writes.
package protocol ReplayPort {
  /// What became known on a day, in the ledger's order.
  func steps(of day: BusinessDay) throws -> [LedgerStep]
  /// What stood open at that place.
  func openPayments(at position: Int64) throws -> [PaymentSummary]
  /// Every payment that a row changed, as it was with it.
  func payments(changedBy step: LedgerStep) throws -> [PaymentSummary]
  /// What was known of a payment at that place.
  func evidence(of id: PaymentID, upTo position: Int64) throws -> [EvidenceRow]
}

/// A recorded day on the way through a desk: its rows come to a real `DeskEngine` at their times, as they came to the
/// desks of that day.
///
/// It has no clock: whoever has one says how much time goes by. What the desk asks is answered from the ledger as it
/// was at the place that was reached; nothing else that a desk can want is done.
package struct ReplayedDay {
  /// The desk, as it was.
  package var desk: DeskState { engine.state }
  /// The moment that is replayed.
  package private(set) var now: Moment
  /// Nothing more became known on that day.
  package var isOver: Bool { next == steps.count }
  /// How many rows were played, and how many there are.
  package var progress: (played: Int, of: Int) { (next, steps.count) }

  private var engine: DeskEngine
  private let day: BusinessDay
  private let port: any ReplayPort
  private let steps: [LedgerStep]
  private var next = 0
  private var position: Int64
  // In the order in which they were met; what is added up of them has none.
  private var payments: [PaymentSummary] = []

  /// A desk as it stood at a time of the day; nil when nothing became known on that day.
  ///
  /// - Parameter wall: the time to begin at, by the wall clock; that of the first row unless given.
  package init?(identity: DeskIdentity, day: BusinessDay, from wall: Int64? = nil, port: any ReplayPort) throws {
    self.day = day
    self.port = port
    steps = try port.steps(of: day)
    guard let first = steps.first else { return nil }
    position = first.position - 1
    let start = wall.map { first.at.advanced(byMilliseconds: $0 - first.at.wallMilliseconds) } ?? first.at
    let open = try port.openPayments(at: position)
    now = min(first.at, start)
    var identity = identity
    identity.isReplayed = true
    engine = DeskEngine(identity: identity, at: now)
    try hear(.evidenceCommitted(open), of: open)
    while let step = nextStep, step.at.wallMilliseconds <= start.wallMilliseconds { try play(step) }
    now = at(wallMilliseconds: start.wallMilliseconds)
    try take(.timePassed)
  }

  /// The next row; its clock may have been set back behind the one before it.
  package var nextStep: LedgerStep? { isOver ? nil : steps[next] }

  /// Lets so much of the day's time go by.
  package mutating func advance(byMilliseconds milliseconds: Int64) throws {
    let end = now.wallMilliseconds + milliseconds
    while let step = nextStep, step.at.wallMilliseconds <= end { try play(step) }
    now = at(wallMilliseconds: max(end, now.wallMilliseconds))
    try take(.timePassed)
  }

  /// Goes to the next row at once.
  package mutating func goToNextStep() throws {
    if let step = nextStep { try play(step) }
  }

  /// The terminal has another size.
  package mutating func hearOfRoom(_ room: Room) throws { try take(.roomChanged(room)) }

  private mutating func play(_ step: LedgerStep) throws {
    next += 1
    position = step.position
    now = later(step.at)
    let changed = try port.payments(changedBy: step)
    try hear(.evidenceCommitted(changed), of: changed)
  }

  private mutating func hear(_ event: DeskEvent, of changed: [PaymentSummary]) throws {
    for payment in changed {
      if let index = payments.firstIndex(where: { $0.id == payment.id }) {
        payments[index] = payment
      } else {
        payments.append(payment)
      }
    }
    try take(event)
    try take(.totalsChanged(DayTotals(of: payments, on: day, till: desk.identity.till)))
  }

  /// A row whose clock was set back is played when the one before it was.
  private func later(_ moment: Moment) -> Moment {
    moment.wallMilliseconds >= now.wallMilliseconds ? moment : at(wallMilliseconds: now.wallMilliseconds)
  }

  /// That time of the day, on the boot clock of the row that was played last.
  private func at(wallMilliseconds wall: Int64) -> Moment {
    now.advanced(byMilliseconds: wall - now.wallMilliseconds)
  }

  private func lines(ofEvidenceOf id: PaymentID) throws -> [EvidenceLine] {
    try port.evidence(of: id, upTo: position).lines { other in
      payments.first { $0.id == other }?.spokenNumber(at: now, seenFrom: desk.identity.till)
    }
  }

  private mutating func take(_ event: DeskEvent) throws {
    for case .job(.ask(let id, let request)) in engine.take(event, at: now) {
      var result: Result<Answer, Trouble> = .failure(Trouble(ReplayWords.onlyLooks))
      if case .read(.evidence(let payment)) = request {
        result = .success(.evidence(try lines(ofEvidenceOf: payment)))
      }
      try take(.answered(id, result))
    }
  }
}

private func min(_ first: Moment, _ second: Moment) -> Moment {
  first.wallMilliseconds <= second.wallMilliseconds ? first : second
}
