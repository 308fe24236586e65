extension PaymentStatus {
  /// Its money counts as paid: proved, and without an alarm, or with one that a supervisor closed by handing over the
  /// goods or keeping the money.
  ///
  /// What came late, twice or from a wrong number is never plain paid (money.md section 5).
  public var counts: Bool {
    standing == .paid && !isRefunded && (isSettled || flags.isDisjoint(with: .alarms))
  }
}

/// On which business day a payment counts (money.md section 8).
public enum CountingDay {
  /// An attempt of a sale: its evidence, and what else of the ledger its fold must know.
  public typealias Attempt = (rows: [EvidenceRow], neighbours: Neighbours)

  /// The first business day at whose end the payment counted, by what was known then; nil while it never did.
  ///
  /// Nothing that becomes known later moves it, so that a closed day never changes; but what is not proved paid any
  /// more, because its receipt turned up elsewhere, counts on no day.
  ///
  /// - Parameters:
  ///   - index: which attempt it is.
  ///   - attempts: all attempts of its sale.
  ///   - statuses: what they add up to with all that is known.
  public static func day(of index: Int, among attempts: [Attempt], as statuses: [PaymentStatus]) -> BusinessDay? {
    guard statuses[index].standing == .paid else { return nil }
    var days: [BusinessDay] = []
    for day in attempts.flatMap(\.rows).map({ day(of: $0) }).sorted() where day != days.last { days.append(day) }
    for day in days.dropLast() where standings(atEndOf: day, of: attempts)[index].counts { return day }
    return statuses[index].counts ? days.last : nil
  }

  private static func standings(atEndOf end: BusinessDay, of attempts: [Attempt]) -> [PaymentStatus] {
    Sale.flagged(
      attempts.map { attempt in
        PaymentStatus(folding: attempt.rows.filter { day(of: $0) <= end }, neighbours: attempt.neighbours)
      })
  }

  private static func day(of row: EvidenceRow) -> BusinessDay { EastAfricaTime(row.at).businessDay }
}
