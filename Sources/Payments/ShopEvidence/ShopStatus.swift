/// What the shop's own evidence adds up to.
///
/// A pure function of the set of rows: each says its place in the chain, so that neither the order in which they are
/// handed in nor one that stands twice makes a difference. Every part of it is made by the kinds of ``kinds(of:)``
/// alone, so that whoever wants one part need not read the others' rows.
package struct ShopStatus: Sendable, Equatable {
  /// A restoration, and when it became known.
  package struct Restored: Sendable, Equatable {
    /// When it became known.
    package var at: Moment
    /// What was restored.
    package var restoration: Restoration
  }

  /// Something that was resolved among the unmatched callbacks, and when.
  package struct Resolved: Sendable, Equatable {
    /// When it became known.
    package var at: Moment
    /// What was resolved, and how.
    package var resolution: UnmatchedResolution
  }

  /// How often wrong PINs came, and whether PINs are locked.
  package private(set) var pinTries = PINTries()
  /// The newest restoration; nil for a ledger that never was a backup.
  package private(set) var restored: Restored?
  /// What was resolved among the unmatched callbacks, oldest first, each once.
  package private(set) var resolved: [Resolved] = []
  /// What is said of the payments from before the schema's last raising that concerns them.
  package private(set) var olderPayments: OlderPayments?

  /// Folds the set of the shop's rows, or of those that make the part that is wanted.
  package init(folding rows: [ShopEvidenceRow]) {
    var last: Int64?
    for row in rows.sorted(by: { $0.position < $1.position }) where row.position != last {
      last = row.position
      add(row)
    }
  }

  private mutating func add(_ row: ShopEvidenceRow) {
    switch row.evidence {
    case .pinSet, .pinAccepted, .pinRefused: pinTries.note(row.evidence, at: row.at)
    case .restored(let restoration): restored = Restored(at: row.at, restoration: restoration)
    case .unmatchedResolved(let resolution):
      // The first decision about a thing stands: two desks may have asked at once, and a restore may bring it again.
      if resolved.contains(where: { $0.resolution.item.id == resolution.item.id }) { return }
      resolved.append(Resolved(at: row.at, resolution: resolution))
    case .schemaRaised(let older): olderPayments = older
    }
  }

  /// Which epoch of the ledger this is: 1 until it is restored.
  package var epoch: Int { restored?.restoration.epoch ?? 1 }

  /// The first thing resolved among the unmatched callbacks that stated money under this receipt.
  package func resolved(stating receipt: Receipt) -> Resolved? {
    resolved.first { $0.resolution.receiptOfMoney == receipt }
  }
}

extension ShopStatus {
  /// A part of the status.
  package enum Part: Sendable, CaseIterable { case pinTries, restored, resolved, olderPayments }

  /// The kinds of evidence by which a part is made; no two parts share one.
  package static func kinds(of part: Part) -> [ShopEvidence.Kind] {
    switch part {
    case .pinTries: [.pinSet, .pinAccepted, .pinRefused]
    case .restored: [.restored]
    case .resolved: [.unmatchedResolved]
    case .olderPayments: [.schemaRaised]
    }
  }
}
