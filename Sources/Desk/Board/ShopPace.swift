import Payments

/// How long customers of this shop take, from the prompt to the answer: today's paid payments on the board.
public struct ShopPace: Sendable, Equatable {
  /// Fewer say nothing.
  static let leastPayments = 10
  /// Half finish within so many seconds.
  public let halfSeconds: Int64
  /// Nine in ten finish within so many seconds.
  public let nineInTenSeconds: Int64

  /// The pace of some durations; nil when there are too few.
  init?(milliseconds durations: [Int64]) {
    guard durations.count >= Self.leastPayments else { return nil }
    let sorted = durations.sorted()
    halfSeconds = (sorted[(sorted.count + 1) / 2 - 1] + 999) / 1_000
    nineInTenSeconds = (sorted[(sorted.count * 9 + 9) / 10 - 1] + 999) / 1_000
  }

  /// In one sentence.
  public var sentence: Phrase {
    Phrase(
      "Half finish in \(halfSeconds) s, nine in ten in \(nineInTenSeconds) s.",
      sw: "Nusu humaliza kwa sek \(halfSeconds), tisa kati ya kumi kwa sek \(nineInTenSeconds).")
  }
}

extension DeskState {
  /// How long this shop's customers take today.
  public var pace: ShopPace? {
    let today = EastAfricaTime(now).businessDay
    return ShopPace(
      milliseconds: board.known.compactMap { payment in
        guard payment.day == today, payment.status.standing == .paid, !payment.status.flags.contains(.late),
          let accepted = payment.status.acceptedAt, let answered = payment.status.answeredAt
        else { return nil }
        return answered.elapsedMilliseconds(since: accepted)
      })
  }

  /// The three lines about a payment, with the shop's pace while the customer has the prompt.
  public func lines(about payment: PaymentSummary) -> ThreeLines {
    let lines = payment.lines(at: now)
    guard payment.standing(at: now) == .waiting, !payment.isNotCountedOn, let accepted = payment.status.acceptedAt,
      now.overdueMilliseconds(since: accepted) < PromptFigures.lifeMilliseconds, let pace
    else { return lines }
    return ThreeLines(
      happened: lines.happened, money: [lines.money, pace.sentence].joined(separator: " "), action: lines.action)
  }
}
