import Payments

/// Statuses as the fold would give them, for stories that are about the desk and not about evidence.
enum Statuses {
  static let prompt = CheckoutRequestID("checkout-1")

  static func waiting(since moment: Moment) -> PaymentStatus {
    var status = PaymentStatus(standing: .waiting)
    status.sendingAt = moment
    status.acceptedAt = moment
    status.checkoutRequestID = prompt
    return status
  }

  static func paid(_ receipt: String = "UJ25K3M9QX", at moment: Moment, flags: Flags = []) -> PaymentStatus {
    var status = waiting(since: moment)
    status.standing = .paid
    status.receipt = Receipt(receipt)
    status.resultCode = .paid
    status.flags = flags
    status.answeredAt = moment
    return status
  }

  static func notPaid(_ code: String, by witness: Reason.Witness = .callback, at moment: Moment) -> PaymentStatus {
    var status = waiting(since: moment)
    status.standing = .notPaid
    status.reason = .result(ResultCode(code), from: witness)
    status.resultCode = ResultCode(code)
    status.isFinallyNotPaid = witness == .callback && !ResultCode(code).meaning.mayStillPay
    status.answeredAt = moment
    return status
  }

  static func doubtful(_ standing: Standing, _ doubt: Doubt, at moment: Moment) -> PaymentStatus {
    var status = waiting(since: moment)
    status.standing = standing
    status.reason = .doubt(doubt)
    status.answeredAt = moment
    return status
  }

  static func unknown(_ reason: UnknownReason, at moment: Moment) -> PaymentStatus {
    var status = PaymentStatus(standing: .unknown)
    status.sendingAt = moment
    status.outcomeUnknownAt = moment
    status.reason = .unknown(reason)
    return status
  }

  static func notSent(_ reason: NotSentReason, at moment: Moment) -> PaymentStatus {
    var status = PaymentStatus(standing: .notSent)
    status.reason = .notSent(reason)
    status.answeredAt = moment
    return status
  }

  static func refused(_ reason: Refusal, _ code: String? = nil, at moment: Moment) -> PaymentStatus {
    var status = PaymentStatus(standing: .refused)
    status.sendingAt = moment
    status.reason = .refused(reason, code: code)
    status.answeredAt = moment
    return status
  }

  static func byHand(_ receipt: String, at moment: Moment, flags: Flags = []) -> PaymentStatus {
    var status = waiting(since: moment)
    status.standing = .byHand
    status.receipt = Receipt(receipt)
    status.flags = flags
    status.answeredAt = moment
    return status
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
