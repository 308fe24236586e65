import Payments

/// What the process that recorded a payment knows of it, whatever becomes of the ledger meanwhile.
///
/// After `recorded` an error of the ledger's is no word about the payment: a request may be out, and its answer may
/// still come.
package struct KnownPayment: Sendable, Equatable {
  private var read: PaymentSummary
  /// What this process learnt itself of the attempt, whether or not the ledger took it.
  private var learnt: [LearntEvidence] = []
  /// The ledger that lies there now does not know the payment: a backup that is older has taken its place.
  package private(set) var isLost = false

  /// A payment as it was recorded.
  package init(_ payment: PaymentSummary) { read = payment }

  /// Takes what the ledger says now; nil when it does not know the payment.
  package mutating func note(_ payment: PaymentSummary?) {
    isLost = payment == nil
    if let payment { read = payment }
  }

  /// Takes what this process learnt of its own attempt.
  package mutating func note(_ evidence: LearntEvidence?) { if let evidence { learnt.append(evidence) } }

  /// What this process learnt, for a ledger that may not have it.
  package var ownEvidence: [LearntEvidence] { learnt }

  /// The payment as it is known: by the ledger, and, while that is behind, by what this process learnt.
  package var payment: PaymentSummary {
    guard [.recorded, .sending].contains(read.status.standing), !learnt.isEmpty else { return read }
    var known = read
    let recording = Recording(
      cashier: read.cashier, phone: read.phone, amount: read.amount, reference: read.reference, sale: read.sale,
      confirmAbove: nil, till: read.till, number: read.number)
    var rows = [row(.recorded(recording), at: read.recordedAt)]
    if let sendingAt = read.status.attempt.sendingAt {
      rows.append(row(.sending(SendingStart(owner: "")), at: sendingAt))
    }
    rows += learnt.map { row($0.evidence, at: $0.at) }
    known.status = PaymentStatus(folding: rows)
    return known
  }

  private func row(_ evidence: Evidence, at moment: Moment) -> EvidenceRow {
    EvidenceRow(paymentID: read.id, key: evidence.key { $0.rawValue }, at: moment, evidence: evidence)
  }

  /// Nothing more is waited for: a person or a script can act upon it.
  package var isDecided: Bool {
    switch payment.status.standing {
    case .paid, .notPaid, .refused, .notSent, .held, .byHand: true
    case .recorded, .sending, .waiting, .check, .unknown: false
    }
  }
}
