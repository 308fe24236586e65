/// A callback that will leave, and what it will claim.
struct PlannedCallback: Sendable {
  let transaction: Int
  let result: String
  let receipt: String?
}

/// How many callbacks a payment gets, and when they leave.
extension SimulatedDaraja {
  mutating func planCallbacks(_ index: Int, at now: Int64) {
    let transaction = transactions[index]
    // A payment whose number stands for a form of "pending" must be found out by a query.
    if transaction.has(.callbackLost) || transaction.faults.contains(where: { $0.stage == .query }) {
      counters.callbacksLost += 1
      return
    }
    var leavesAt = now + callbackDelay(transaction)
    if transaction.has(.callbackLate) {
      leavesAt = max(
        leavesAt, transaction.acceptedAtMilliseconds + settings.promptLifeMilliseconds + settings.latenessMilliseconds)
    }
    if transaction.has(.callbackOutOfOrder) {
      heldCallbacks.append(contentsOf: claims(of: index, at: now).map(\.callback))
      schedule.add(.heldCallbackLeaves(transaction: index), at: leavesAt + 20_000)
      return
    }
    for claim in claims(of: index, at: now) {
      schedule.add(.callbackLeaves(claim.callback), at: leavesAt + claim.afterMilliseconds)
      if transaction.has(.callbackDoubled) {
        schedule.add(.callbackLeaves(claim.callback), at: leavesAt + claim.afterMilliseconds + 700)
      }
    }
  }

  private mutating func callbackDelay(_ transaction: Transaction) -> Int64 {
    if settings.answerAfterMilliseconds != nil || transaction.has(.callbackBeforeAck) { return 0 }
    return settings.callbackDelay.draw(&random)
  }

  /// The callbacks of one payment, each with its time after the first.
  private mutating func claims(
    of index: Int, at now: Int64
  ) -> [(callback: PlannedCallback, afterMilliseconds: Int64)] {
    let transaction = transactions[index]
    let result = transaction.result ?? "0"
    let truth = PlannedCallback(transaction: index, result: result, receipt: transaction.statedReceipt)
    guard result == "0" else { return [(callback: truth, afterMilliseconds: 0)] }
    let failure = PlannedCallback(transaction: index, result: "1037", receipt: nil)
    if transaction.has(.callbackFailedQueryPaid) {
      return [(callback: failure, afterMilliseconds: 0)]
    } else if transaction.has(.failureThenSuccess) {
      return [(callback: failure, afterMilliseconds: 0), (callback: truth, afterMilliseconds: 2_000)]
    } else if transaction.has(.successThenFailure) {
      return [(callback: truth, afterMilliseconds: 0), (callback: failure, afterMilliseconds: 2_000)]
    } else if transaction.has(.twoReceiptsOnOnePayment) {
      let second = PlannedCallback(transaction: index, result: "0", receipt: mintReceipt(at: now))
      return [(callback: truth, afterMilliseconds: 0), (callback: second, afterMilliseconds: 1_000)]
    }
    return [(callback: truth, afterMilliseconds: 0)]
  }

  mutating func callbackLeaves(_ planned: PlannedCallback, at now: Int64) {
    depart(planned, at: now)
    // Callbacks that wait for another payment's leave right behind it: the later one came first.
    let released = heldCallbacks.filter { $0.transaction != planned.transaction }
    heldCallbacks.removeAll { $0.transaction != planned.transaction }
    for callback in released { schedule.add(.callbackLeaves(callback), at: now + 200) }
  }

  mutating func heldCallbackLeaves(_ index: Int, at now: Int64) {
    let due = heldCallbacks.filter { $0.transaction == index }
    heldCallbacks.removeAll { $0.transaction == index }
    for callback in due { depart(callback, at: now) }
  }

  private mutating func depart(_ planned: PlannedCallback, at now: Int64) {
    let transaction = transactions[planned.transaction]
    var identifiers = (transaction.merchantRequestID, transaction.checkoutRequestID)
    if transaction.has(.idsCrossed) {
      if let other = transaction.crossedWith {
        identifiers = (transactions[other].merchantRequestID, transactions[other].checkoutRequestID)
      } else {
        // No second payment came to cross with: the IDs belong to nobody.
        identifiers = (
          random.merchantRequestID(),
          random.checkoutRequestID(phone: transaction.phone, atMilliseconds: transaction.acceptedAtMilliseconds)
        )
      }
    }
    let body = CallbackBody(
      merchantRequestID: identifiers.0, checkoutRequestID: identifiers.1, transaction: transaction,
      result: planned.result, receipt: planned.receipt)
    departures.append(
      CallbackDelivery(
        url: transaction.callbackURL,
        headers: [
          SimulatedHeader("Content-Type", "application/json;charset=UTF-8"),
          SimulatedHeader("Businessshortcode", transaction.shortCode),
          SimulatedHeader("User-Agent", "Apache-HttpClient/4.5.13 (Java/11.0.16; Kaunta simulator, DEMO)"),
        ],
        body: body.bytes, checkoutRequestID: transaction.checkoutRequestID, pushNumber: planned.transaction + 1,
        resultCode: planned.result,
        peerAddress: transaction.has(.callbackUnlistedAddress)
          ? CallbackDelivery.unlistedAddress : CallbackDelivery.listedAddress,
        atMilliseconds: now))
    counters.callbacksSent += 1
  }
}
