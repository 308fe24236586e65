import Payments

/// How long the customers took whose payments a desk keeps, by day, shortest first.
struct PaceTally: Sendable, Equatable {
  private var durations: [BusinessDay: SortedKeys<Int64>] = [:]

  mutating func add(_ payment: PaymentSummary) {
    guard let milliseconds = payment.millisecondsToMoney else { return }
    durations[payment.day, default: SortedKeys()].insert(milliseconds)
  }

  mutating func remove(_ payment: PaymentSummary) {
    guard let milliseconds = payment.millisecondsToMoney else { return }
    durations[payment.day]?.remove(milliseconds)
    if durations[payment.day]?.isEmpty == true { durations[payment.day] = nil }
  }

  /// Nil when too few say something.
  func pace(on day: BusinessDay) -> ShopPace? { durations[day].flatMap { ShopPace(sortedMilliseconds: $0) } }
}

extension DeskState {
  /// How long this shop's customers take today.
  package func pace(at now: Moment) -> ShopPace? { board.paces.pace(on: EastAfricaTime(now).businessDay) }
}
