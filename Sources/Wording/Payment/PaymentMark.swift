import Payments

/// What a person has noted on a payment, told quietly beside its standing.
package enum PaymentMark: Sendable, Equatable, CaseIterable {
  /// Its alarm was silenced; it stays on the list.
  case muted
  /// Its prompt went to a wrong number, and brought nothing.
  case wrongNumber

  /// The words of the mark.
  package var words: Phrase {
    switch self {
    case .muted: Phrase("muted", sw: "kimya")
    case .wrongNumber: Phrase("wrong number", sw: "simu si yake")
    }
  }
}

extension PaymentSummary {
  /// The mark on it; nil where there is none, or where the standing itself says so.
  package var mark: PaymentMark? {
    if status.needsPerson { return status.notes.isMuted ? .muted : nil }
    return status.notes.sentToWrongNumber && hasBroughtNothing ? .wrongNumber : nil
  }
}
