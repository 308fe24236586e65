/// All attempts at the same money: one sale, one payment (rules.md section 5).
package enum Sale {
  /// Whether the attempts of one sale brought money more than once: by two proofs, by a proof beside a hand-accepted
  /// code, or by M-Pesa beside another way of paying.
  package static func isPaidTwice(_ attempts: [PaymentStatus]) -> Bool {
    // Money from a wrong number is somebody else's, not a second payment of this sale.
    let own = attempts.filter { !$0.flags.contains(.wrongNumber) }
    let paid = own.filter { $0.standing == .paid }
    // Each proved attempt is a payment of its own, also where two name one receipt; each further receipt is one more.
    let proofs = paid.reduce(0) { $0 + max(1, receipts(of: [$1]).count) }
    // A code that was accepted by hand is only more money if no proof names it.
    let proved = receipts(of: paid)
    let byHand = receipts(of: own.filter(\.isAcceptedByHand)).count { !proved.contains($0) }
    let anotherWay = attempts.contains(where: \.notes.paysAnotherWay) ? 1 : 0
    return proofs + byHand + anotherWay > 1
  }

  /// The receipts that the attempts brought, in ascending order: what PAID TWICE names.
  package static func receipts(of attempts: [PaymentStatus]) -> [Receipt] {
    var receipts: [Receipt] = []
    for attempt in attempts {
      for receipt in attempt.receipts where !receipts.contains(receipt) {
        receipts.append(receipt)
      }
    }
    return receipts.sorted()
  }

  /// The statuses with the flag `twice` on every attempt that brought money, if the sale was paid twice.
  package static func flagged(_ attempts: [PaymentStatus]) -> [PaymentStatus] {
    guard isPaidTwice(attempts) else { return attempts }
    return attempts.map { attempt in
      var flagged = attempt
      let broughtMoney = attempt.standing == .paid || attempt.isAcceptedByHand
      if broughtMoney, !attempt.flags.contains(.wrongNumber) { flagged.flags.insert(.twice) }
      return flagged
    }
  }
}

extension PaymentStatus {
  /// A supervisor accepted a receipt for it, and has not said since that nothing came of it.
  fileprivate var isAcceptedByHand: Bool { standing == .byHand && resolved?.isNothing != true }
}

/// How one attempt is linked to others, by its evidence.
package struct SaleLinks: Sendable, Equatable {
  /// The attempt.
  package var id: PaymentID
  /// The sale that it was recorded as an attempt at.
  package var sale: PaymentID
  /// Attempts that were later made at the same money.
  package var askedAgainAs: [PaymentID]

  /// Links as they are known.
  package init(id: PaymentID, sale: PaymentID, askedAgainAs: [PaymentID] = []) {
    self.id = id
    self.sale = sale
    self.askedAgainAs = askedAgainAs
  }

  /// The links that an attempt's evidence states.
  ///
  /// A link stays, whatever decision replaces the one that made it: that both were for the same goods does not change.
  package init(of id: PaymentID, in evidence: [EvidenceRow]) {
    self.init(id: id, sale: id)
    for row in evidence {
      switch row.evidence {
      case .recorded(let recording): sale = recording.sale
      case .decision(let decision): if case .askedAgain(let attempt) = decision.action { askedAgainAs.append(attempt) }
      default: break
      }
    }
  }

  fileprivate func isLinked(to other: SaleLinks) -> Bool {
    sale == other.sale || askedAgainAs.contains(other.id) || other.askedAgainAs.contains(id)
  }
}

extension Sale {
  /// The name of the sale that an attempt belongs to: the least under which any attempt was recorded that is linked to
  /// it, directly or through others.
  ///
  /// One attempt can be made at two sales that were thought to be apart; from then on they are one.
  package static func name(of id: PaymentID, among attempts: [SaleLinks]) -> PaymentID? {
    var linked = attempts.filter { $0.id == id }
    var others = attempts.filter { $0.id != id }
    var next = 0
    while next < linked.count {
      let here = linked[next]
      linked += others.filter(here.isLinked)
      others.removeAll(where: here.isLinked)
      next += 1
    }
    return linked.map(\.sale).min()
  }
}
