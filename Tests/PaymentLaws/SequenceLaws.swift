import Payments

/// A law of rules.md section 1 that a sequence of evidence broke.
package struct LawBreach: Sendable, CustomStringConvertible {
  /// The law, the sequence, and what came of it.
  package let description: String
}

/// Holds every sequence over an alphabet of evidence, with repetition, to the laws of rules.md section 1.
///
/// The tests walk sequences of four; the same walk serves for longer ones where time allows.
package struct SequenceLaws: Sendable {
  let letters: [String]
  let rows: [EvidenceRow]
  let neighbours: Neighbours
  let fold: Folding

  /// How a set of evidence is folded; a control may hand in a wrong way, to see that the walk notices.
  package typealias Folding = @Sendable ([EvidenceRow], Neighbours) -> PaymentStatus

  /// An alphabet, a line of ``EvidenceNotation`` for each letter; twelve at most.
  ///
  /// Whatever stands in `before` is part of every sequence from its start.
  package init(
    _ letters: [String], before: [String] = [], neighbours: Neighbours = Neighbours(),
    fold: @escaping Folding = { PaymentStatus(folding: $0, neighbours: $1) }
  ) throws {
    precondition(letters.count <= 12, "the walk grows with the power of the alphabet")
    var notation = EvidenceNotation(payment: PaymentStory.payment)
    for letter in before + letters { try notation.read(letter) }
    self.letters = letters
    rows = notation.rows
    self.neighbours = neighbours
    self.fold = fold
  }

  /// Walks all sequences of up to `length` letters.
  ///
  /// - Parameters:
  ///   - part: walks only those whose first two letters leave this remainder, to share the work.
  ///   - restarting: each sequence also with the process starting anew before each of its letters and after the last.
  package func walk(length: Int, part: (index: Int, of: Int) = (0, 1), restarting: Bool = false) -> SequenceReport {
    var walk = SequenceWalk(laws: self, length: length, restarting: restarting, part: part)
    walk.run()
    return walk.report
  }
}

extension PaymentStory {
  /// A payment of this story as a desk shows it.
  package static func summary(_ status: PaymentStatus) -> PaymentSummary {
    let at = EvidenceNotation.moment(0)
    let amount = Shillings.largest
    return PaymentSummary(
      id: payment, number: 47, day: EastAfricaTime(at).businessDay, till: .commandLine, cashier: "amina",
      phone: PhoneNumber(msisdn: "254712345678"), amount: amount, reference: "0N47D1XZ", sale: payment, recordedAt: at,
      status: status, position: 1)
  }
}
