import Payments

/// Commands that somebody asks for by their words, with a payment by its number: at a face without a board that one
/// walks over, and without keys.
///
/// It is done only where the key for it works, with that payment chosen. Letters rest for whoever reads a screen; words
/// were meant, so that these do not.
extension DeskState {
  /// Whether a command can be asked for now, about a payment where it is about one.
  package func offers(_ command: DeskCommand, about payment: PaymentID? = nil, at now: Moment) -> Bool {
    var there = self
    if let payment {
      guard there.lookAt(payment, at: now) else { return false }
      return there.isBound(command, at: now)
    }
    if there.isBound(command, at: now) { return true }
    // Words know no place: what works in the form works from the board, and the other way round.
    there.focus = focus == .form ? .board : .form
    return there.isBound(command, at: now)
  }

  /// Does what somebody asked for by its word.
  mutating func carryOutMeant(
    _ command: DeskCommand, about payment: PaymentID?, freshID: PaymentID, at now: Moment
  ) -> [DeskEffect] {
    guard offers(command, about: payment, at: now) else { return [.ring(.refused)] }
    dropSeenTrouble(at: now)
    hint = nil
    if let payment { _ = lookAt(payment, at: now) }
    return command.carryOut(on: &self, freshID: freshID, at: now)
  }

  private func isBound(_ command: DeskCommand, at now: Moment) -> Bool {
    bindings(at: now).contains { $0.command == command }
  }

  /// Chooses a payment by what it is called; false where this desk does not keep it.
  ///
  /// One that was put away comes back to the board first: the keys would act upon another one.
  private mutating func lookAt(_ id: PaymentID, at now: Moment) -> Bool {
    guard let payment = board[id] else { return false }
    if focus == .form { putCorrectionAway(at: now) }
    pages.close(.board)
    if board.row(id) == nil { board.put(payment, keeping: true) }
    focus = .board
    select(id)
    board.arrange(at: now, first: news, changed: news.takeChanged())
    return board.selectedPayment?.id == id
  }
}

/// What a face has to say that draws nothing.
extension DeskState {
  /// Payments of this till that need somebody and that nobody has acted upon, oldest news first.
  package var needingSomebody: [PaymentSummary] { news.troubles.compactMap { board[$0.payment] } }

  /// The ledger owes an answer to what was asked here.
  package var awaitsLedger: Bool { !requests.isEmpty }

  /// A customer of this till has the prompt, or the ledger owes an answer.
  package func awaitsSomebody(at now: Moment) -> Bool { awaitsLedger || board.firstAwaited(at: now) != nil }
}
