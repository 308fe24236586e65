/// Where a receipt stands already: one code pays once.
package enum ReceiptHolder: Sendable, Equatable {
  /// On another payment.
  case payment(PaymentSummary)
  /// On something that a supervisor resolved among the unmatched callbacks.
  case unmatched(UnmatchedResolution)
}

/// Whether a decision may be taken, by what stands in the ledger (rules.md sections 2 and 5).
package struct DecisionRules {
  private let decision: Decision
  private let summary: PaymentSummary
  private let evidence: [EvidenceRow]
  private let now: Moment

  /// A decision about a payment, with all evidence that stands on it.
  package init(decision: Decision, summary: PaymentSummary, evidence: [EvidenceRow], now: Moment) {
    self.decision = decision
    self.summary = summary
    self.evidence = evidence
    self.now = now
  }

  /// A supervisor's PIN and a reason are wanted.
  package static func wantsSupervisor(_ decision: Decision, _ evidence: [EvidenceRow]) -> Bool {
    if decision.action.wantsSupervisor { return true }
    // What a supervisor decided, or what raises an alarm once money comes, only a supervisor may replace; but while
    // nothing says that money came, whoever pressed the wrong key may take it back.
    let isOwnMistake = decision.action == .markUndone && PaymentStatus(folding: evidence).moneyKeys.isEmpty
    return evidence.contains { row in
      guard case .decision(let earlier) = row.evidence, decision.supersedes.contains(earlier.id) else { return false }
      if earlier.action.isMark, earlier.who == decision.who, isOwnMistake { return false }
      return earlier.action.wantsSupervisor || earlier.action.canAlarm
    }
  }

  /// Why it may not be taken; nil when it may, as far as no PIN is wanted.
  ///
  /// - Parameters:
  ///   - otherHolder: where else in the ledger a receipt stands.
  ///   - neighbours: what stands on other payments too.
  package func refusal(
    otherHolder: (Receipt) throws -> ReceiptHolder?, neighbours: () throws -> Neighbours
  ) rethrows -> DecisionRefusal? {
    let status = summary.status
    let sawTheProof = status.proof?.keys.allSatisfy(decision.answers.contains) ?? true
    switch decision.action {
    case .askedAgain, .guardOverridden: return .comesFromRecording
    case .muted, .fasterPaceAllowed: return nil
    case .wrongNumber, .paysAnotherWay: return sawTheProof ? nil : .changedMeanwhile(summary)
    case .markUndone:
      if status.isResolved || status.notes.marks.isEmpty { return .nothingToResolve(summary) }
      let undoesWhatStands = Set(decision.supersedes) == Set(status.notes.marks.map(\.decision))
      // The word of money that nobody saw makes it another question, and a supervisor's.
      let sawTheMoney = status.moneyKeys.allSatisfy(decision.answers.contains)
      return undoesWhatStands && sawTheMoney ? nil : .changedMeanwhile(summary)
    case .acceptedByHand(let receipt):
      switch try otherHolder(receipt) {
      case .payment(let other): return .receiptStandsOn(other)
      case .unmatched(let resolution): return .receiptOfResolvedUnmatched(resolution)
      case nil: break
      }
      if status.standing == .paid, status.receipts.contains(receipt) { return .paidAlready(summary) }
      // A doubt whose money it is, or how much, weighs more than a person's word: that is resolved, not accepted.
      if status.standing == .held { return .heldIsResolved(summary) }
      return sawTheProof ? nil : .changedMeanwhile(summary)
    case .resolved:
      let isInDoubt = status.isOpen && summary.standing(at: now) == .check
      let isByHand = status.standing == .byHand && !status.isResolved
      if !status.needsPerson, !isInDoubt, !isByHand { return .nothingToResolve(summary) }
      // What M-Pesa has proved came, whatever a person says.
      if decision.action == .resolved(.nothing), status.standing == .paid { return .changedMeanwhile(summary) }
      // A resolution that has not seen everything would resolve nothing.
      let row = EvidenceRow(
        paymentID: summary.id, key: "decision/" + decision.id, at: now, evidence: .decision(decision))
      let folded = PaymentStatus(folding: evidence + [row], neighbours: try neighbours())
      return folded.isResolved ? nil : .changedMeanwhile(summary)
    }
  }
}
