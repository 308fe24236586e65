import Payments

/// Statuses as the fold would give them, for tests that are about something else than evidence.
extension PaymentStatus {
  /// A payment whose request went out at a moment, as far as it did.
  package static func example(_ state: PaymentState, askedAt moment: Moment, flags: Flags = []) -> PaymentStatus {
    var status = PaymentStatus(state)
    status.flags = flags
    switch state {
    case .recorded, .notSent: break
    case .sending, .refused: status.attempt.sendingAt = moment
    case .unknown: status.attempt = Attempt(sendingAt: moment, outcomeUnknownAt: moment)
    case .waiting, .check, .paid, .notPaid, .held, .byHand:
      status.attempt = Attempt(
        sendingAt: moment, acceptedAt: moment, checkoutRequestID: CheckoutRequestID("checkout-1"))
    }
    return status
  }
}

extension PaymentState {
  /// Proved by a callback; without a receipt by a query.
  package static func paid(_ receipt: String, at moment: Moment) -> PaymentState {
    let receipts = [Receipt(receipt)].compactMap(\.self)
    return .paid(Proof(by: receipts.isEmpty ? .query : .callback, receipts: receipts, keys: [], at: moment))
  }

  /// Said not to be paid.
  package static func notPaid(_ code: String, by witness: Witness = .callback, at moment: Moment) -> PaymentState {
    let code = ResultCode(code)
    return .notPaid(code, by: witness, isFinal: witness == .callback && !code.meaning.mayStillPay, at: moment)
  }

  /// One state of each standing.
  package static func example(of standing: Standing, at moment: Moment) -> PaymentState {
    switch standing {
    case .recorded: .recorded
    case .sending: .sending(since: moment)
    case .waiting: .waiting(since: moment)
    case .notSent: .notSent(.networkUnreachable, at: moment)
    case .refused: .refused(.wrongCredentials, code: nil, at: moment)
    case .unknown: .unknown(.noAnswer, at: moment)
    case .check: .check(.strangePeer, at: moment)
    case .paid: .paid("UJ25K3M9QX", at: moment)
    case .notPaid: .notPaid("1032", at: moment)
    case .held: .held(.idsDiffer, at: moment)
    case .byHand: Receipt("UJ25K3M9QX").map { .byHand($0, at: moment) } ?? .recorded
    }
  }
}

extension PaymentStatus {
  /// Why nothing was sent.
  package var notSent: NotSentReason? { if case .notSent(let reason, _) = state { reason } else { nil } }

  /// Why nobody knows whether it was sent.
  package var unknown: UnknownReason? { if case .unknown(let reason, _) = state { reason } else { nil } }

  /// Why it was refused, with Safaricom's code.
  package var refused: (reason: Refusal, code: String?)? {
    if case .refused(let reason, let code, _) = state { (reason, code) } else { nil }
  }
}
