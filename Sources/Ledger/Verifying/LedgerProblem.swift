import Payments

/// Something in a ledger that cannot be as it is.
package enum LedgerProblem: Sendable, Equatable {
  case file(String)
  case chainBroken(position: Int64, payment: String)
  case unreadableEvidence(position: Int64, payment: String)
  case evidenceMissing(after: Int64)
  case recordDiffers(payment: String, what: String)
  case cacheDiffers(payment: String, cached: String, folded: String)
  case indexDiffers(payment: String, what: String)
  case recordMissing(payment: String)
  case paymentMissing(payment: String)
  case personalDiffers(what: String)
  case saltDiffers
  case onceKeysDiffer

  /// One line for the owner.
  package var sentence: String {
    switch self {
    case .file(let words): "The file itself is damaged: \(words)."
    case .chainBroken(let position, let payment):
      "Evidence \(position) of \(Self.owner(payment)) is not what was written: its hash does not fit."
    case .unreadableEvidence(let position, let payment):
      "Evidence \(position) of \(Self.owner(payment)) cannot be read."
    case .evidenceMissing(let position):
      "Evidence after number \(position) was written once and is gone."
    case .recordDiffers(let payment, let what):
      "Payment \(payment) is kept with another \(what) than its evidence says."
    case .cacheDiffers(let payment, let cached, let folded):
      "Payment \(payment) is kept as \(cached), but its evidence says \(folded)."
    case .indexDiffers(let payment, let what):
      "The list of \(what) by which payment \(payment) is found is not what its evidence says."
    case .recordMissing(let payment):
      "Payment \(payment) is kept without a word that it was ever asked for."
    case .paymentMissing(let payment):
      "Payment \(payment) has evidence and is gone from the list of payments."
    case .personalDiffers(let what):
      "A \(what) is kept that is not the one of the evidence: its digest does not fit."
    case .saltDiffers:
      "The salt of the digests was changed: phones and prompts are not recognised any more."
    case .onceKeysDiffer:
      "The keys of --once of older payments are not those that stood there: a key may ask a customer again."
    }
  }

  private static func owner(_ payment: String) -> String {
    payment == ShopEvidence.owner ? "the shop itself" : "payment \(payment)"
  }
}
