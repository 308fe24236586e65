import Payments

/// What happens between an accepted push and its result.
extension SimulatedDaraja {
  /// Plans the customer's part, and the end of the prompt's life.
  mutating func planCustomer(_ index: Int, at now: Int64) {
    let transaction = transactions[index]
    let life = settings.promptLifeMilliseconds
    let delay: Int64?
    switch transaction.customer {
    case .pays: delay = transaction.has(.callbackBeforeAck) ? 0 : customerDelay()
    case .paysAtTheLastMoment: delay = settings.answerAfterMilliseconds ?? max(0, life - 5_000)
    case .ends(let code): delay = self.delay(of: CataloguedResult.of(code).timing)
    case .ignores, .byHand, .neverEnds: delay = nil
    }
    if let delay { schedule.add(.customerAnswers(transaction: index), at: now + delay) }
    schedule.add(.promptEnds(transaction: index), at: now + life)
  }

  mutating func customerAnswers(_ index: Int, at now: Int64) {
    guard transactions[index].isOpen, !transactions[index].isByHand else { return }
    switch transactions[index].customer {
    case .ends(let code): finish(index, with: code, at: now)
    default: finish(index, with: "0", at: now)
    }
  }

  mutating func promptEnds(_ index: Int, at now: Int64) {
    guard transactions[index].isOpen else { return }
    if transactions[index].customer == .neverEnds {
      release(index)
    } else if transactions[index].has(.lateSuccess) {
      transactions[index].result = "1037"
      transactions[index].endedAtMilliseconds = now
      release(index)
      schedule.add(.moneyMovesLate(transaction: index), at: now + settings.latenessMilliseconds)
    } else {
      finish(index, with: "1037", at: now)
    }
  }

  mutating func moneyMovesLate(_ index: Int, at now: Int64) {
    let result = book(index, at: now)
    transactions[index].result = result
    transactions[index].endedAtMilliseconds = now
    planCallbacks(index, at: now)
  }

  /// The result is known: money moves if it is 0 and no rule forbids it, the phone is free, callbacks are planned.
  mutating func finish(_ index: Int, with code: String, at now: Int64) {
    let result = code == "0" ? book(index, at: now) : code
    transactions[index].result = result
    transactions[index].endedAtMilliseconds = now
    release(index)
    planCallbacks(index, at: now)
  }

  /// Moves the money and says `0`, or says the code of the rule that forbids it.
  private mutating func book(_ index: Int, at now: Int64) -> String {
    let transaction = transactions[index]
    var phone = phones[transaction.phone] ?? Phone(settings: settings, at: now)
    defer { phones[transaction.phone] = phone }
    if !Customer.hasFixedOutcome(transaction.phone) {
      let result = phone.resultOfPaying(
        transaction.amount, to: transaction.shortCode, settings: settings, at: now)
      if result != "0" { return result }
      phone.pay(transaction.amount, to: transaction.shortCode, settings: settings, at: now)
    }
    let receipt = mintReceipt(at: now)
    transactions[index].receipt = receipt
    transactions[index].statedReceipt =
      transaction.has(.receiptOnTwoPayments) ? lastBookedReceipt ?? receipt : receipt
    lastBookedReceipt = receipt
    history.payments.append(
      BookedPayment(
        checkoutRequestID: transaction.checkoutRequestID, callbackURL: transaction.callbackURL,
        phone: transaction.phone, amountShillings: transaction.amount, receipt: receipt,
        accountReference: transaction.accountReference, atMilliseconds: now))
    return "0"
  }

  mutating func mintReceipt(at now: Int64) -> String {
    var receipt = random.receiptCode(atMilliseconds: now)
    while !usedReceipts.insert(receipt).inserted { receipt = random.receiptCode(atMilliseconds: now) }
    return receipt
  }

  private mutating func release(_ index: Int) {
    openTransactions.removeAll { $0 == index }
    let number = transactions[index].phone
    if phones[number]?.openTransaction == index { phones[number]?.openTransaction = nil }
  }

  private mutating func customerDelay() -> Int64 {
    settings.answerAfterMilliseconds ?? settings.answerDelay.draw(&random)
  }

  private mutating func delay(of timing: CataloguedResult.Timing) -> Int64 {
    if let fixed = settings.answerAfterMilliseconds { return fixed }
    return switch timing {
    case .customer: settings.answerDelay.draw(&random)
    case .atOnce: 1_000 + Int64(random.below(2_000))
    case .unreachable: 14_000 + Int64(random.below(12_000))
    case .expiry: settings.promptLifeMilliseconds
    }
  }
}
