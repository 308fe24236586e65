import PaymentLaws
import Payments

/// Statuses as the fold would give them, for stories that are about the desk and not about evidence.
enum Statuses {
  static func waiting(since moment: Moment) -> PaymentStatus { .example(.waiting(since: moment), askedAt: moment) }

  /// Waiting, and asked about so often.
  static func asked(_ outcomes: PaymentStatus.Query.Outcome..., at moment: Moment) -> PaymentStatus {
    var status = waiting(since: moment)
    status.queries = outcomes.map { PaymentStatus.Query(at: moment, outcome: $0) }
    return status
  }

  static func paid(_ receipt: String = "UJ25K3M9QX", at moment: Moment, flags: Flags = []) -> PaymentStatus {
    .example(.paid(receipt, at: moment), askedAt: moment, flags: flags)
  }

  static func notPaid(_ code: String, by witness: Witness = .callback, at moment: Moment) -> PaymentStatus {
    .example(.notPaid(code, by: witness, at: moment), askedAt: moment)
  }

  static func held(_ doubt: Doubt, at moment: Moment) -> PaymentStatus {
    .example(.held(doubt, at: moment), askedAt: moment)
  }

  static func check(_ doubt: Doubt, at moment: Moment) -> PaymentStatus {
    .example(.check(doubt, at: moment), askedAt: moment)
  }

  static func unknown(_ reason: UnknownReason, at moment: Moment) -> PaymentStatus {
    .example(.unknown(reason, at: moment), askedAt: moment)
  }

  static func notSent(_ reason: NotSentReason, at moment: Moment) -> PaymentStatus {
    .example(.notSent(reason, at: moment), askedAt: moment)
  }

  static func refused(_ reason: Refusal, _ code: String? = nil, at moment: Moment) -> PaymentStatus {
    .example(.refused(reason, code: code, at: moment), askedAt: moment)
  }

  static func byHand(_ receipt: String, at moment: Moment, flags: Flags = []) -> PaymentStatus {
    let state = Receipt(receipt).map { PaymentState.byHand($0, at: moment) }
    return .example(state ?? .recorded, askedAt: moment, flags: flags)
  }
}

/// Payments that other tills, or this one earlier, have asked for.
enum Others {
  static func payment(
    _ number: Int, till: Int = 3, amount: Int = 300, phone: String = "254700001032", recordedAt: Moment,
    status: PaymentStatus, position: Int64 = 1
  ) throws -> PaymentSummary {
    struct Impossible: Error {}
    let id = PaymentID(wallMilliseconds: recordedAt.wallMilliseconds, randomHigh: 9, randomLow: UInt64(number))
    guard let till = Till(till), let amount = Shillings(amount) else { throw Impossible() }
    return PaymentSummary(
      id: id, number: number, day: EastAfricaTime(recordedAt).businessDay, till: till, cashier: "brian",
      phone: PhoneNumber(msisdn: phone), amount: amount, reference: "3N\(number)", sale: id, recordedAt: recordedAt,
      status: status, position: position)
  }
}

extension DeskPilot {
  /// So many payments of this till that wait, asked in one second: KSh 100, 200, 300.
  func waits(_ count: Int) {
    let phones = ["0712345678", "0722000111", "0733000222", "0744000333"]
    for index in 1...count {
      keys("\(phones[index - 1])⏎\(index)00⏎", "record #\(index) \(index)00 from \(phones[index - 1])")
      recorded(index, "push #\(index)")
      becomes(index, Statuses.waiting(since: now))
    }
  }
}
