/// A fact about the shop rather than about one payment; it stands in the same hash chain as the payments' evidence.
package enum ShopEvidence: Sendable, Equatable {
  /// A PIN was set; the owner's login name.
  case pinSet(supervisor: String, by: String)
  /// A PIN was right, and a decision was taken with it.
  case pinAccepted(supervisor: String, cashier: String, till: Till, about: PINSubject)
  /// A PIN was nobody's, or came while PINs were locked.
  case pinRefused(cashier: String, till: Till, about: PINSubject, whileLocked: Bool)
  /// The ledger came back from a backup: a new epoch.
  case restored(Restoration)
  /// A supervisor resolved something that fits no payment.
  case unmatchedResolved(UnmatchedResolution)
  /// The schema was raised to one whose payments say salt and key of `--once` themselves: those of the payments before.
  case schemaRaised(OlderPayments)

  /// What it is; the raw value is its name in the ledger.
  package enum Kind: String, Sendable, CaseIterable {
    case pinSet = "pin-set"
    case pinAccepted = "pin-accepted"
    case pinRefused = "pin-refused"
    case restored
    case unmatchedResolved = "tray-settled"
    case schemaRaised = "schema-raised"
  }

  /// What it is.
  package var kind: Kind {
    switch self {
    case .pinSet: .pinSet
    case .pinAccepted: .pinAccepted
    case .pinRefused: .pinRefused
    case .restored: .restored
    case .unmatchedResolved: .unmatchedResolved
    case .schemaRaised: .schemaRaised
    }
  }
}

/// What a decision is about for which a PIN was typed.
package enum PINSubject: Sendable, Equatable {
  /// A payment.
  case payment(PaymentID)
  /// Something among the unmatched callbacks, by its ID.
  case unmatchedItem(String)
}

/// What a ledger says of payments that do not say it themselves, all of them in one.
package struct OlderPayments: Sendable, Equatable {
  /// Tells the salt from another without telling it.
  package var saltDigest: String
  /// Which payment was asked under which key of `--once`.
  package var onceDigest: String

  /// What is said of them.
  package init(saltDigest: String, onceDigest: String) {
    self.saltDigest = saltDigest
    self.onceDigest = onceDigest
  }
}

/// A piece of the shop's evidence as it is kept.
package struct ShopEvidenceRow: Sendable, Equatable {
  /// Its place in the chain: what came before what.
  package var position: Int64
  /// When it became known.
  package var at: Moment
  /// What it says.
  package var evidence: ShopEvidence

  package init(position: Int64, at: Moment, evidence: ShopEvidence) {
    self.position = position
    self.at = at
    self.evidence = evidence
  }
}
