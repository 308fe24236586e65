import Payments
import Wording

extension DeskState {
  /// The payment that the region below the board speaks about: the chosen one on the board, or among what was found;
  /// else what needs a person, what was paid a moment ago, and then whatever is the newest.
  package func toldPayment(at now: Moment) -> PaymentSummary? {
    // What is found is looked at, and nothing else is told below it.
    if let search, let found = searchRows.first(where: { $0.id == search.chosen }) { return found }
    if focus == .board { return board.selectedPayment }
    if let told = news.troubles.first?.payment ?? news.paid.first?.payment { return board[told] }
    // Whose number is being mended is still spoken of.
    if let mended = form.attempt.flatMap({ board[$0] }) { return mended }
    let newest = newest.flatMap { board.row($0) }
    if let newest, newest.isStillAwaited(at: now) { return newest }
    return board.firstAwaited(at: now) ?? newest ?? board.shown.first
  }

  /// The three lines about a payment, as this desk says them now.
  ///
  /// With the shop's pace while the customer has the prompt. "Hand over the goods" is said of what was paid a moment
  /// ago, and never again: said of an old row, it would be a second handing-over.
  package func lines(about payment: PaymentSummary, at now: Moment) -> ThreeLines {
    let lines = linesOfItsTill(about: payment, at: now)
    if payment.till == identity.till { return lines }
    let happened = lines.naming(payment, seenFrom: identity.till, at: now)
    let action =
      isLeftToItsTill(payment, at: now)
      ? Phrase("Nothing to do at this till.", sw: "Hakuna la kufanya kwenye till hii.") : lines.action
    return ThreeLines(happened: happened, money: lines.money, action: action)
  }

  /// Another till's customer has the prompt: nobody here speaks to her.
  package func isLeftToItsTill(_ payment: PaymentSummary, at now: Moment) -> Bool {
    payment.till != identity.till && payment.isStillAwaited(at: now)
  }

  private func linesOfItsTill(about payment: PaymentSummary, at now: Moment) -> ThreeLines {
    if payment.isPlainlyPaid {
      if !news.isJustPaid(payment.id) {
        return focus == .board ? payment.servedLines(at: now) : payment.quietLines(at: now)
      }
      return focus == .board
        ? payment.freshlyPaidLines(at: now) : linesOfAllPaid(at: now) ?? payment.freshlyPaidLines(at: now)
    }
    let lines = payment.lines(at: now, keysToAsk: keysToAsk)
    guard payment.standing(at: now) == .waiting, !payment.isNotCountedOn,
      !payment.isPaidElsewhere, let accepted = payment.status.attempt.acceptedAt,
      now.overdueMilliseconds(since: accepted) < PromptFigures.lifeMilliseconds, let pace = pace(at: now)
    else { return lines }
    return ThreeLines(
      happened: lines.happened, money: [lines.money, pace.sentence].joined(separator: " "), action: lines.action)
  }

  /// The keys by which Safaricom is asked about the payment that the lines speak of, from where the keyboard is.
  private var keysToAsk: Phrase {
    let (board, ask) = (DeskCommand.goToBoard.formKey, DeskCommand.checkNow.boardKey)
    return focus == .board ? Phrase(verbatim: ask) : Phrase("\(board) then \(ask)", sw: "\(board) kisha \(ask)")
  }

  /// Several customers paid in one moment: the lines tell two of them, the line above the board the others.
  private func linesOfAllPaid(at now: Moment) -> ThreeLines? {
    let paid = justPaid
    guard paid.count > 1 else { return nil }
    return ThreeLines(
      happened: paid[0].freshlyPaidLines(at: now).happened, money: paid[1].freshlyPaidLines(at: now).happened,
      action: Phrase("Hand over the goods, to each customer his own.", sw: "Mpe kila mteja bidhaa zake."))
  }

  /// What was paid a moment ago, oldest first.
  private var justPaid: [PaymentSummary] { news.paid.compactMap { board[$0.payment] } }

  /// What was paid a moment ago and stands in none of the three lines: those speak of trouble, of another payment, or
  /// are covered.
  ///
  /// Trouble keeps its lines, and no good news is without a line that names number and amount.
  package func paidBesides(linesAreCovered: Bool, at now: Moment) -> Phrase? {
    var paid = justPaid
    if !linesAreCovered, let payment = toldPayment(at: now), news.isJustPaid(payment.id) {
      let told = focus == .board ? [payment.id] : paid.prefix(2).map(\.id)
      paid.removeAll { told.contains($0.id) }
    }
    guard let first = paid.first else { return nil }
    let named = paid.map { $0.numberAndAmount(at: now).inSentence }.joined(separator: "; ")
    if codeCheck != nil || unmatchedPage != nil {
      // Goods of another payment would be read as the answer to what is looked at.
      return Phrase("PAID meanwhile: ", sw: "IMELIPWA sasa hivi: ") + named + Phrase(verbatim: ".")
    }
    if paid.count == 1 {
      let lines = first.freshlyPaidLines(at: now)
      return [lines.happened, lines.action].joined(separator: " ")
    }
    return Phrase("PAID: ", sw: "IMELIPWA: ") + named
      + Phrase(". Hand over the goods, to each customer his own.", sw: ". Mpe kila mteja bidhaa zake.")
  }

  /// Beside the lines: which of how many this is, or that others need somebody too.
  package func othersNeedSomebody(at now: Moment) -> Phrase? {
    let troubles = news.troubles
    guard let payment = toldPayment(at: now), !troubles.isEmpty else { return nil }
    guard let place = troubles.place(of: payment.id) else {
      let count = troubles.count
      return Phrase("\(count) not looked at", sw: "\(count) hujayaangalia") + nextKey
    }
    if troubles.count == 1 { return nil }
    return Phrase("\(place + 1) of \(troubles.count)", sw: "\(place + 1) kati ya \(troubles.count)") + nextKey
  }

  /// The key that goes to what the lines speak of, and from there to the next that needs somebody.
  private var nextKey: Phrase {
    identity.isReplayed ? .none : Phrase(verbatim: ": " + DeskCommand.goToBoard.formKey)
  }

  /// The lines tell an old end, quietly: it is nobody's news any more.
  package func isQuiet(_ payment: PaymentSummary) -> Bool {
    payment.isPlainlyPaid && !news.isJustPaid(payment.id) && focus != .board
  }
}

extension ThreeLines {
  /// What happened, with the till that asked: this till may have the same number, and the eye is on the lines, also
  /// where somebody chose the row.
  fileprivate func naming(_ payment: PaymentSummary, seenFrom viewer: Till, at now: Moment) -> Phrase {
    // Money that came before is told with its till.
    if happened == payment.servedLines(at: now).happened { return happened }
    for said in [payment.numberAndAmount(at: now), payment.shortNumberAndAmount(at: now)] {
      guard let named = happened.replacing(said, with: payment.numberAndAmount(at: now, seenFrom: viewer)) else {
        continue
      }
      if Language.allCases.allSatisfy({ named[$0].count <= Self.longestLine }) { return named }
      return happened.replacing(said, with: payment.shortNumberAndAmount(at: now, seenFrom: viewer)) ?? named
    }
    return happened
  }

  /// What the narrowest full screen shows of a line.
  private static let longestLine = 77
}

extension Phrase {
  /// With another part in the place of one; nil where that does not stand in it.
  ///
  /// By bytes, since it is made with every key: the library's own search took a seventh of that.
  fileprivate func replacing(_ part: Phrase, with other: Phrase) -> Phrase? {
    guard let english = english.replacing(part.english, by: other.english),
      let swahili = swahili.replacing(part.swahili, by: other.swahili)
    else { return nil }
    return Phrase(english, sw: swahili)
  }
}

extension String {
  fileprivate func replacing(_ part: String, by other: String) -> String? {
    var start = utf8.startIndex
    while start < utf8.endIndex, !utf8[start...].starts(with: part.utf8) { start = utf8.index(after: start) }
    guard start < utf8.endIndex else { return nil }
    return String(self[..<start]) + other + String(self[utf8.index(start, offsetBy: part.utf8.count)...])
  }
}
