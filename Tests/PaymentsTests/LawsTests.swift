import PaymentLaws
import Payments
import Testing

/// The laws of rules.md section 1, over all sequences of up to four pieces of evidence with repetition.
struct LawsTests {
  private func hold(
    _ letters: [String], before: [String] = [], neighbours: Neighbours = Neighbours(),
    comment: Comment
  ) throws -> SequenceReport {
    let report = try SequenceLaws(letters, before: before, neighbours: neighbours).walk(length: 4)
    #expect(report.breaches.isEmpty, "\(report.breaches.map(\.description).joined(separator: "\n"))")
    #expect(report.sequences == (1...4).reduce(0) { sum, _ in (sum + 1) * letters.count }, comment)
    return report
  }

  @Test func aPaymentsLife() throws {
    let report = try hold(LawAlphabets.life, comment: "twelve letters, four long")
    #expect(report.standings.isSuperset(of: [.recorded, .sending, .waiting, .held, .paid]))
    #expect(report.flags.contains(.late))
  }

  @Test func whatDoesNotProve() throws {
    let report = try hold(LawAlphabets.doubts, before: LawAlphabets.accepted, comment: "doubts")
    #expect(report.standings == [.paid, .held, .check])
    #expect(report.flags.contains(.wrongAmount))
  }

  @Test func whatPeopleDecide() throws {
    let report = try hold(LawAlphabets.people, before: LawAlphabets.accepted, comment: "people")
    #expect(report.standings == [.waiting, .paid, .notPaid, .byHand])
    #expect(report.flags.isSuperset(of: [.late, .twice, .wrongNumber, .contradicted, .receiptToFollow]))
  }

  /// A shop that changes its keys meets one body under the old one and the new one.
  @Test func oneBodyUnderTwoKeys() throws {
    let report = try hold(LawAlphabets.keys, before: LawAlphabets.accepted, comment: "keys")
    #expect(report.standings == [.paid, .notPaid, .check])
  }

  @Test func whatSupervisorsResolve() throws {
    let report = try hold(LawAlphabets.resolutions, before: LawAlphabets.accepted, comment: "resolutions")
    #expect(report.standings == [.waiting, .paid, .notPaid, .check])
    #expect(report.flags.isSuperset(of: [.late, .twice, .contradicted]))
  }

  @Test func twoWitnesses() throws {
    let report = try hold(LawAlphabets.witnesses, before: LawAlphabets.large, comment: "witnesses")
    #expect(report.standings.isSuperset(of: [.unknown, .check, .held, .paid, .waiting, .notPaid]))
  }

  /// A receipt that stands on another payment holds, until a query says that the money is this one's.
  @Test func aReceiptOnTwoPayments() throws {
    let elsewhere = Neighbours(receipts: [try #require(EvidenceNotation.receipt("R1"))])
    let laws = try SequenceLaws(LawAlphabets.life, neighbours: elsewhere)
    let report = laws.walk(length: 3)
    #expect(report.breaches.isEmpty, "\(report.breaches.map(\.description).joined(separator: "\n"))")
    #expect(report.flags.contains(.receiptReused))
  }

  /// The walk itself can fail: an alphabet whose two lines share a key, but not what they say, depends on order.
  @Test func theWalkFindsABrokenLaw() throws {
    let report = try SequenceLaws(["1 not-sent too-old", "2 not-sent no-token"], before: ["0 recorded 5"])
      .walk(length: 2)
    #expect(report.breaches.contains { $0.description.hasPrefix("order and repetition") })
  }

  /// A resolution that nobody minds is noticed.
  @Test func theWalkFindsMoneyThatIsNotLate() throws {
    let laws = try SequenceLaws(LawAlphabets.resolutions, before: LawAlphabets.accepted) { rows, neighbours in
      var status = PaymentStatus(folding: rows, neighbours: neighbours)
      if status.isResolved || rows.contains(where: { $0.key == "decision/d1" }) { status.flags.remove(.late) }
      return status
    }
    let report = laws.walk(length: 2)
    #expect(report.breaches.contains { $0.description.hasPrefix("money after a blind decision is late") })
  }

  @Test func theWalkCanBeShared() throws {
    let laws = try SequenceLaws(Array(LawAlphabets.life.prefix(5)))
    let whole = laws.walk(length: 3).sequences
    let parts = (0..<3).map { laws.walk(length: 3, part: ($0, 3)).sequences }
    #expect(parts.reduce(0, +) == whole)
  }
}
