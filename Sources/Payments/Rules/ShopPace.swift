/// How long customers of this shop take, from the prompt to the answer.
package struct ShopPace: Sendable, Equatable {
  /// Fewer say nothing.
  static let leastPayments = 10
  /// Half finish within so many seconds.
  package let halfSeconds: Int64
  /// Nine in ten finish within so many seconds.
  package let nineInTenSeconds: Int64

  /// The pace of those of some payments that were asked on a day and paid in time; nil when there are too few.
  package init?(of payments: some Sequence<PaymentSummary>, on day: BusinessDay) {
    self.init(milliseconds: payments.compactMap { $0.day == day ? $0.millisecondsToMoney : nil })
  }

  /// The pace of some durations; nil when there are too few.
  package init?(milliseconds durations: [Int64]) { self.init(sortedMilliseconds: durations.sorted()) }

  /// The pace of some durations, shortest first; nil when there are too few.
  package init?<Durations: RandomAccessCollection>(sortedMilliseconds sorted: Durations)
  where Durations.Element == Int64, Durations.Index == Int {
    guard sorted.count >= Self.leastPayments else { return nil }
    halfSeconds = (sorted[(sorted.count + 1) / 2 - 1] + 999) / 1_000
    nineInTenSeconds = (sorted[(sorted.count * 9 + 9) / 10 - 1] + 999) / 1_000
  }

  /// In one sentence.
  package var sentence: Phrase {
    Phrase(
      "Half finish in \(halfSeconds) s, nine in ten in \(nineInTenSeconds) s.",
      sw: "Nusu ya wateja humaliza kwa sek \(halfSeconds), 9 kati ya 10 kwa sek \(nineInTenSeconds).")
  }
}

extension PaymentSummary {
  /// From the prompt to the money; nil where there is none, or where it came late.
  package var millisecondsToMoney: Int64? {
    guard let proof = status.proof, !status.flags.contains(.late), let accepted = status.attempt.acceptedAt else {
      return nil
    }
    return proof.at.elapsedMilliseconds(since: accepted)
  }
}
