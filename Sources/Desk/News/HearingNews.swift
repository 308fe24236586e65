import Payments

extension DeskState {
  /// Evidence was committed, here or elsewhere.
  mutating func commit(_ payments: [PaymentSummary], at now: Moment) -> [DeskEffect] {
    Self.ring(payments.compactMap { hear($0, at: now) })
  }

  /// One sound for what came together: trouble is what must not be missed.
  ///
  /// The type's, and not the state's, which it would hold while its arguments change it: all of the board was copied.
  private static func ring(_ bells: [Bell]) -> [DeskEffect] {
    if bells.isEmpty { return [] }
    return [.ring(bells.contains(.trouble) ? .trouble : .paid)]
  }

  /// The one way in which a payment comes to the board: it is put there, and its news is told.
  ///
  /// Bells are for what this till asked and saw change.
  mutating func hear(_ payment: PaymentSummary, at now: Moment) -> Bell? {
    let before = board[payment.id]
    board.put(payment)
    if notice?.about == .payment(payment.id), !payment.isWaiting { notice = nil }
    guard let payment = board[payment.id] else { return nil }
    hearOfWhatWasAsked(about: payment, at: now)
    if before == nil { hearOfFurtherAttempt(payment) }
    guard payment.till == identity.till else { return nil }
    guard let before else {
      // Read, and not heard: what still needs somebody here is shown, and rings for nobody.
      if payment.isWorthTelling(at: now) { news.hear(MoneyNews.Trouble(payment, at: now)) }
      return nil
    }
    guard let bell = Bell.forChange(from: before, to: payment, at: now) else { return nil }
    newest = payment.id
    switch bell {
    case .paid: news.hear(MoneyNews.Paid(payment: payment.id, since: now))
    case .trouble:
      // A flag may come from another payment, which nobody has seen who muted this one.
      if payment.status.notes.isMuted, before.status.flags == payment.status.flags { return nil }
      news.hear(MoneyNews.Trouble(payment, at: now))
      news.rang(payment.id, at: now)
    // No news of money rings so.
    case .refused: break
    }
    return bell
  }

  /// Time alone makes trouble of a payment without an answer, and nobody commits anything then.
  mutating func hearOfTime(at now: Moment) -> [DeskEffect] {
    if heardUntil == now { return [] }
    let before = heardUntil
    heardUntil = now
    var bells: [Bell] = []
    for payment in board.newlyOverdue(at: now) where payment.isTrouble(at: now) {
      if payment.isTrouble(at: before) || news.isUntold(payment.id) { continue }
      news.hear(MoneyNews.Trouble(payment, at: now))
      news.rang(payment.id, at: now)
      newest = payment.id
      bells.append(.trouble)
    }
    return Self.ring(bells)
  }

  /// Another till asked once more for the same sale.
  private mutating func hearOfFurtherAttempt(_ payment: PaymentSummary) {
    for attempt in board.attempts(at: payment.sale) where attempt != payment.id && news.isUntold(attempt) {
      guard let earlier = board[attempt], !payment.wasRecorded(before: earlier.recordedAt) else { continue }
      askedAgain(earlier.id)
    }
  }

  /// Whoever asks once more for the same sale has acted upon the attempts before it; money on them that needs somebody
  /// stays in the queue.
  mutating func askedAgain(_ id: PaymentID) {
    board.see(id)
    if let payment = board[id], payment.alarm == nil, payment.status.standing != .held { news.actedUpon(id) }
  }

  /// Whoever types the same money again has seen that it failed, as if he had asked again from its row.
  mutating func typedAgain(_ draft: PaymentDraft) {
    for id in news.troubles.map(\.payment) {
      guard let failed = board[id], failed.hasBroughtNothing, failed.phone == draft.phone,
        failed.amount == draft.amount
      else { continue }
      askedAgain(id)
    }
  }

  /// A person did something about a payment, or looked at it.
  mutating func actUpon(_ id: PaymentID) {
    board.see(id)
    news.actedUpon(id)
  }

  /// Chooses a row, which its cashier sees by that.
  mutating func select(_ id: PaymentID?) {
    board.select(id)
    if let id { actUpon(id) }
  }

  /// Moves the selection; what it stands on was seen.
  mutating func moveSelection(by step: Int) {
    board.moveSelection(by: step)
    if let id = board.selectedPayment?.id { actUpon(id) }
  }

  /// The key that goes to the board: to the payment that the lines speak of, and from there to the next that needs
  /// somebody.
  mutating func goToBoard(at now: Moment) {
    let next = news.troubles.first { board[$0.payment] != nil && $0.payment != board.selection }?.payment
    let id = focus == .board ? next ?? board.selectedPayment?.id : toldPayment(at: now)?.id
    focus = .board
    select(id)
  }

  /// After every event: what is over is let go of, and the rows stand in their order.
  mutating func resolveNews(at now: Moment) {
    board.tidy(at: now)
    news.tidy(board, at: now)
    board.arrange(at: now, first: news, changed: news.takeChanged())
  }

  /// Its goods may be handed over now: it was paid a moment ago, and this till asked.
  package func isJustPaid(_ payment: PaymentSummary) -> Bool { news.isJustPaid(payment.id) }

  /// Its money came within the last three seconds: that is to be felt, besides being read.
  package func isFelt(_ payment: PaymentSummary, at now: Moment) -> Bool { news.isFelt(payment.id, at: now) }

  /// Money came within the last three seconds that is not what the lines speak of, or they are covered.
  package func moneyIsFelt(besidesLines hasLines: Bool, at now: Moment) -> Bool {
    let told = hasLines ? toldPayment(at: now)?.id : nil
    return news.paid.contains { $0.payment != told && news.isFelt($0.payment, at: now) }
  }

  /// Its trouble has just rung, and is lit now, of those moments in which it flashes.
  package func isLit(_ payment: PaymentSummary, at now: Moment) -> Bool {
    identity.flashes && news.isLit(payment.id, at: now)
  }

  /// It is to be found first: its money came a moment ago, or it needs a person.
  package func standsOut(_ payment: PaymentSummary, at now: Moment) -> Bool {
    news.isJustPaid(payment.id) || news.isUntold(payment.id) || payment.needsSomebody(at: now)
  }

  /// Money came a moment ago.
  package var moneyJustCame: Bool { !news.paid.isEmpty }
}

extension PaymentSummary {
  /// It needs somebody although nobody saw it come: it is open, or it ended a short while ago.
  fileprivate func isWorthTelling(at now: Moment) -> Bool {
    guard isTrouble(at: now), !status.notes.isMuted else { return false }
    if status.isOpen { return true }
    return day == EastAfricaTime(now).businessDay
      && now.elapsedMilliseconds(since: status.answeredAt ?? recordedAt) < Board.staysMilliseconds
  }
}

extension Bell {
  /// One sound for an outcome, or none: for money that came, and for whatever a person must see.
  static func forChange(from before: PaymentSummary, to after: PaymentSummary, at now: Moment) -> Bell? {
    if before.status == after.status, before.mayBePaidTwice == after.mayBePaidTwice { return nil }
    let isNewStanding = before.status.standing != after.status.standing
    if after.isTrouble(at: now),
      isNewStanding || !before.isTrouble(at: now) || before.status.flags != after.status.flags
    {
      return .trouble
    }
    return after.isPlainlyPaid && isNewStanding ? .paid : nil
  }
}
