extension PaymentStatus {
  /// Its money counts as paid: proved, and without an alarm, or with one that a supervisor closed by handing over the
  /// goods or keeping the money.
  ///
  /// What came late, twice or from a wrong number is never plain paid (rules.md section 5).
  package var counts: Bool {
    standing == .paid && resolved?.isRefund != true && (isResolved || flags.isDisjoint(with: .alarms))
  }
}

/// On which business day a payment counts (rules.md section 8).
package enum CountingDay {
  /// An attempt of a sale: its evidence, and what else of the ledger its fold must know.
  package typealias Attempt = (rows: [EvidenceRow], neighbours: Neighbours)

  /// The first business day at whose end the payment counted, by what was known then; nil while it never did.
  ///
  /// Nothing that becomes known later moves it, so that a closed day never changes; but what is not proved paid any
  /// more, because its receipt turned up elsewhere, counts on no day.
  ///
  /// - Parameters:
  ///   - index: which attempt it is.
  ///   - attempts: all attempts of its sale.
  ///   - statuses: what they add up to with all that is known.
  ///   - sharers: all evidence of the other payments on which something of an attempt stands too; asked only about
  ///     attempts of which something does.
  package static func day(
    of index: Int, among attempts: [Attempt], as statuses: [PaymentStatus], sharers: (Int) throws -> [EvidenceRow]
  ) rethrows -> BusinessDay? {
    guard statuses[index].standing == .paid else { return nil }
    let elsewhere = try attempts.indices.map { attempts[$0].neighbours == Neighbours() ? [] : try sharers($0) }
    // What became known elsewhere can make it count, too: on the day on which that did.
    let rows = attempts.flatMap(\.rows) + elsewhere.joined()
    var days: [BusinessDay] = []
    for day in rows.map({ day(of: $0) }).sorted() where day != days.last { days.append(day) }
    for day in days.dropLast() where counted(index, among: attempts, elsewhere, atEndOf: day) { return day }
    return statuses[index].counts ? days.last : nil
  }

  /// Also which attempts were one sale goes by what was known then: a link that is made later joins no closed day.
  private static func counted(
    _ index: Int, among attempts: [Attempt], _ elsewhere: [[EvidenceRow]], atEndOf end: BusinessDay
  ) -> Bool {
    let known = attempts.map { attempt in attempt.rows.filter { day(of: $0) <= end } }
    guard let own = known[index].first?.paymentID else { return false }
    let links = known.compactMap { rows in rows.first.map { SaleLinks(of: $0.paymentID, in: rows) } }
    let sale = Sale.name(of: own, among: links)
    let mates = known.indices.filter { place in
      known[place].first.map { Sale.name(of: $0.paymentID, among: links) == sale } ?? false
    }
    let statuses = Sale.flagged(
      mates.map { mate in
        PaymentStatus(
          folding: known[mate], neighbours: attempts[mate].neighbours.known(atEndOf: end, by: elsewhere[mate]))
      })
    return zip(mates, statuses).contains { $0 == index && $1.counts }
  }

  private static func day(of row: EvidenceRow) -> BusinessDay { EastAfricaTime(row.at).businessDay }
}
