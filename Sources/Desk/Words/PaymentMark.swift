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

  /// It ended, and no money came from it.
  var hasBroughtNothing: Bool {
    switch status.standing {
    case .notPaid, .refused, .notSent: true
    default: false
    }
  }

  /// A person has said what is to become of the sale, so that no money from this attempt is no trouble.
  var isHandled: Bool { status.notes.sentToWrongNumber || status.notes.paysAnotherWay }
}
