import DarajaSimulator
import Desk
import DeskRuntime
import Payments
import Shop
import Wording

/// The promises, checked after every step and per payment: sums would hide mistakes that cancel out.
extension World {
  func violate(_ kind: Violation.Kind, _ sentence: @autoclosure () -> String) {
    let violation = Violation(kind: kind, sentence: sentence(), atMilliseconds: now - startedAt)
    if violations.contains(where: { $0.kind == kind && $0.sentence == violation.sentence }) { return }
    note("BROKEN: \(kind.rawValue): \(violation.sentence)")
    violations.append(violation)
  }

  func checkStep() {
    readBook()
    if spool.changes != checks.spoolChanges {
      checks.spoolChanges = spool.changes
      checkCallbacks()
    }
    if ledger.position != checks.ledgerPosition {
      checks.stepsOfChange += 1
      let all = ledger.allPayments
      let newer = checks.stepsOfChange.isMultiple(of: 16) ? all : all.filter { $0.position > checks.ledgerPosition }
      checks.ledgerPosition = ledger.position
      var folds = Folds(all)
      for payment in newer {
        checkFold(of: payment, &folds)
        checkProofStands(payment)
        checkNumber(payment)
        checkConcluded(payment)
        checkHand(of: payment)
        checkReceipts(of: payment)
        checkDay(of: payment)
        // Four by the schedule, two about doubts, what a listener in trouble adds, and what cashiers ask for.
        if payment.status.queries.count > 20 {
          violate(.askedTooOften, "\(payment.status.queries.count) questions about \(payment.id.short)")
        }
      }
    }
  }

  /// Safaricom's contents: what really happened.
  private func readBook() {
    if daraja.history.prompts.count == checks.promptsRead, daraja.history.payments.count == checks.paymentsRead {
      return
    }
    let history = daraja.history
    for prompt in history.prompts.dropFirst(checks.promptsRead) {
      checks.promptsRead += 1
      guard let id = Self.paymentID(inURL: prompt.callbackURL) else { continue }
      checks.prompts[id, default: 0] += 1
      checkPrompt(prompt, of: id)
      if checks.prompts[id, default: 0] > 1 { violate(.askedTwice, "payment \(id.short) was asked twice") }
    }
    for payment in history.payments.dropFirst(checks.paymentsRead) {
      checks.paymentsRead += 1
      guard let id = Self.paymentID(inURL: payment.callbackURL) else { continue }
      checks.money[id, default: []].append(payment)
    }
  }

  /// Each callback that was answered with 200 waits in the spool, or is evidence, or is kept for a person.
  private func checkCallbacks() {
    let delivered = spool.delivered
    checks.notIngested += delivered.dropFirst(checks.deliveredRead)
    checks.deliveredRead = delivered.count
    var setAside: [MemorySpool.Delivered] = []
    checks.notIngested.removeAll { callback in
      if ledger.has(callback.callback) { return true }
      if spool.isOdd(callback.name) {
        setAside.append(callback)
        return true
      }
      if spool.isWaiting(callback.name) { return false }
      // After a restore everything is looked for once more, also what a supervisor's decision had archived.
      if !ResolvedUnmatched(ledger.resolutions).contains(callback.callback, [], code: nil) {
        violate(.callbackLost, "a callback for \(callback.name.paymentID.short) is nowhere")
      }
      return true
    }
    checks.unmatched += setAside
    checkUnmatched()
  }

  /// Once proved, nothing makes it unpaid; only that a receipt or a prompt stands twice holds it (rules.md section 1).
  private func checkProofStands(_ payment: PaymentSummary) {
    let standing = payment.status.standing
    if standing == .paid {
      checks.proved.insert(payment.id)
    } else if checks.proved.contains(payment.id), standing != .held {
      violate(.proofLowered, "\(payment.id.short) was paid and is now \(standing.rawValue)")
    }
  }

  /// Folds the evidence anew, in the opposite order, with neighbours looked up row by row.
  private func checkFold(of payment: PaymentSummary, _ folds: inout Folds) {
    if folds.statuses[payment.id] == nil { foldSale(payment.sale, &folds) }
    guard let status = folds.statuses[payment.id], status != payment.status else { return }
    violate(
      .standingIsNotFold,
      "\(payment.id.short) is \(payment.status.standing.rawValue) \(payment.status.flags.names), its evidence says "
        + "\(status.standing.rawValue) \(status.flags.names)")
  }

  private func foldSale(_ sale: PaymentID, _ folds: inout Folds) {
    let attempts = folds.all.filter { $0.sale == sale }
    let folded = attempts.map { attempt in
      let rows = ledger.evidence(of: attempt.id)
      return PaymentStatus(folding: rows.reversed(), neighbours: neighbours(of: attempt.id, rows, among: folds.all))
    }
    for (attempt, status) in zip(attempts, Sale.flagged(folded)) { folds.statuses[attempt.id] = status }
  }

  private func neighbours(of id: PaymentID, _ rows: [EvidenceRow], among all: [PaymentSummary]) -> Neighbours {
    var neighbours = Neighbours()
    let (receipts, prompts) = (rows.compactMap(\.statedReceipt), rows.compactMap(\.statedPrompt))
    if receipts.isEmpty && prompts.isEmpty { return neighbours }
    for other in all where other.id != id {
      for row in ledger.evidence(of: other.id) {
        // A stranger's words, and those under a leaked key, are about their own payment only.
        if case .callback(let callback) = row.evidence, callback.peer != .listed || !callback.keyIsTrusted { continue }
        if let receipt = row.statedReceipt, receipts.contains(receipt) { neighbours.receipts.insert(receipt) }
        if let prompt = row.statedPrompt, prompts.contains(prompt) { neighbours.checkoutRequestIDs.insert(prompt) }
      }
    }
    return neighbours
  }

  /// A push is asked for only in answer to a recording that the ledger has.
  func checkOrders(_ orders: [DeskOrder], of event: DeskEvent, at desk: SimulatedDesk) {
    for case .job(.push(let id)) in orders {
      if case .answered(_, .success(.recorded(let payment))) = event, payment.id == id,
        ledger.has("recorded", of: id)
      {
        continue
      }
      violate(.pushedWithoutRecord, "till \(desk.identity.till.number) pushes \(id.short) unasked")
    }
  }

  /// What the board shows was committed, and what says PAID is in the book with its amount.
  func checkBoard(of desk: SimulatedDesk, after event: DeskEvent, at now: Moment) {
    guard let state = desk.state else { return }
    switch event {
    case .evidenceCommitted, .answered(_, .success(.recorded)): break
    default: return
    }
    readBook()
    var saysPaid: [PaymentID] = []
    for row in state.board.rows {
      if !ledger.was(row.status, row.id, atPosition: row.position) {
        violate(.shownButNotCommitted, "till \(desk.identity.till.number) shows \(row.id.short) as it never was")
      }
      guard row.words(at: now).word.english.hasPrefix("PAID") else { continue }
      saysPaid.append(row.id)
      checkPaid(row, shillings: row.amount.count, at: desk)
    }
    // The words are checked at each change; the whole frame is drawn when the set of rows that say PAID changed.
    saysPaid.sort()
    if saysPaid != checks.paidRows[desk.identity.till, default: []] {
      checks.paidRows[desk.identity.till] = saysPaid
      if !saysPaid.isEmpty { checkFrame(of: state, now, at: desk) }
    }
  }

  /// A desk that has just started shows all that is open, and tells of its absence; no time has passed since it read.
  func checkStart(of desk: SimulatedDesk, at now: Moment) {
    guard let state = desk.state else { return }
    if state.absenceSentence(at: now) != nil { counts.absencesTold += 1 }
    for payment in ledger.allPayments where payment.status.isOpen {
      if state.board[payment.id]?.position == payment.position { continue }
      violate(
        .openNotShown,
        "till \(desk.identity.till.number) starts without \(payment.id.short), \(payment.status.standing.rawValue)")
    }
  }

  private func checkFrame(of state: DeskState, _ now: Moment, at desk: SimulatedDesk) {
    counts.framesDrawn += 1
    let all = ledger.allPayments
    for row in PaidRow.rows(inFrameOf: state, at: now) {
      counts.paidRowsDrawn += 1
      let till = row.till ?? desk.identity.till
      // A number of another day is another payment; the row does not always say which.
      let named = all.filter { $0.till == till && $0.number == row.number && $0.amount.count == row.shillings }
      guard let payment = named.first(where: { isPaid($0, shillings: row.shillings) }) ?? named.first else {
        violate(.paidWithoutMoney, "a row says PAID for number \(row.number), which nobody asked for")
        continue
      }
      checkPaid(payment, shillings: row.shillings, at: desk)
    }
  }

  private func isPaid(_ payment: PaymentSummary, shillings: Int) -> Bool {
    if checks.money[payment.id, default: []].contains(where: { $0.amountShillings == shillings }) { return true }
    // Safaricom itself says, again and again, that this one paid.
    if ledger.askedPhone(of: payment.id) == Fault.queryZeroUnpaid.number { return true }
    // A supervisor's word is no M-Pesa money, and says so; PAID TWICE names it too.
    return payment.status.standing == .byHand
  }

  private func checkPaid(_ payment: PaymentSummary, shillings: Int, at desk: SimulatedDesk) {
    if isPaid(payment, shillings: shillings) { return }
    violate(
      .paidWithoutMoney,
      "till \(desk.identity.till.number) says PAID KSh \(shillings) for \(payment.id.short), "
        + "\(payment.status.standing.rawValue), and no money moved for it")
  }

  /// A script that was told 0 hands over the goods.
  func checkToldAsPaid(_ payment: PaymentSummary) {
    readBook()
    counts.pushesToldAsPaid += 1
    if isPaid(payment, shillings: payment.amount.count) { return }
    violate(.paidWithoutMoney, "kaunta push says paid for \(payment.id.short), and no money moved for it")
  }

  /// The end of the calm: all that can be ingested without a person is ingested.
  func checkEnd() {
    checkStep()
    checkCallbacks()
    checkListAtEnd()
    let all = ledger.allPayments
    checkSales(all)
    var folds = Folds(all)
    for payment in all {
      checkFold(of: payment, &folds)
      trace.mark(payment.id.hex + payment.status.standing.rawValue)
      trace.mark(payment.status.flags.rawValue)
      switch payment.status.standing {
      case .recorded, .sending:
        violate(.leftInTheMiddle, "\(payment.id.short) is still \(payment.status.standing.rawValue)")
      case .waiting: violate(.leftInTheMiddle, "\(payment.id.short) waits although it could be asked about")
      default: break
      }
      if let money = checks.money[payment.id], let first = money.first, !isShown(payment) {
        violate(
          .moneyNotShown,
          "KSh \(first.amountShillings) moved for \(payment.id.short), which is \(payment.status.standing.rawValue)")
      }
    }
    for name in checks.notIngested {
      violate(.leftInTheMiddle, "a callback for \(name.name.paymentID.short) still waits")
    }
    counts.payments = all.count
    counts.paymentsPaid = all.count { $0.status.standing == .paid }
    counts.promptsOut = checks.promptsRead
    counts.moneyMoved = checks.paymentsRead
    counts.oddCallbacks = spool.oddCount
    counts.ledgerFailures = ledger.failures
    counts.tornDeliveries = spool.unfinished
    counts.callbackOnlyPayments = all.count { ledger.askedPhone(of: $0.id) == nil }
    counts.dayChanges = Set(all.map(\.day)).count > 1 ? 1 : 0
  }

  /// Paid, or on the list of what a person looks at.
  ///
  /// What nobody could know is excused: no readable callback came from a listed address, and either there is no ID to
  /// ask about or Safaricom, when asked, denies what it did.
  private func isShown(_ payment: PaymentSummary) -> Bool {
    switch payment.status.standing {
    case .paid, .held, .check, .unknown, .byHand: return true
    case .recorded, .sending, .waiting, .refused, .notSent, .notPaid: break
    }
    let callbackCame = ledger.evidence(of: payment.id).contains { row in
      if case .callback(let callback) = row.evidence {
        callback.code == .paid && callback.peer == .listed
      } else {
        false
      }
    }
    let canAsk = payment.status.attempt.checkoutRequestID != nil
    let isDenied =
      ledger.askedPhone(of: payment.id) == Fault.callbackPaidQueryFailed.number
      || plan.switches.contains { $0.fault == .callbackPaidQueryFailed }
    return !callbackCame && (!canAsk || isDenied)
  }
}

/// What all payments fold to at one moment; the attempts of a sale are folded together, and once.
private struct Folds {
  let all: [PaymentSummary]
  /// Looked up, never iterated.
  var statuses: [PaymentID: PaymentStatus] = [:]

  init(_ all: [PaymentSummary]) { self.all = all }
}

extension EvidenceRow {
  /// The receipt that stands in it.
  fileprivate var statedReceipt: Receipt? {
    switch evidence {
    case .callback(let callback): callback.code == .paid ? callback.receipt : nil
    case .decision(let decision): if case .acceptedByHand(let receipt) = decision.action { receipt } else { nil }
    default: nil
    }
  }

  /// The prompt that stands in it.
  fileprivate var statedPrompt: CheckoutRequestID? {
    switch evidence {
    case .accepted(let acceptance): acceptance.checkoutRequestID
    case .callback(let callback): callback.checkoutRequestID
    default: nil
    }
  }
}
