import Payments

/// A law of money.md section 1 that a sequence of evidence broke.
public struct LawBreach: Sendable, CustomStringConvertible {
  /// The law, the sequence, and what came of it.
  public let description: String
}

/// Holds every sequence over an alphabet of evidence, with repetition, to the laws of money.md section 1.
///
/// The tests walk sequences of four; the same walk serves for longer ones where time allows.
public struct SequenceLaws: Sendable {
  /// What the walk saw.
  public struct Report: Sendable {
    /// How many sequences were folded.
    public var sequences = 0
    /// The first laws broken; not more than a reader wants.
    public var breaches: [LawBreach] = []
    /// Every standing that came about.
    public var standings: Set<Standing> = []
    /// Every flag that came about.
    public var flags: Flags = []
  }

  private let letters: [String]
  private let rows: [EvidenceRow]
  private let neighbours: Neighbours

  /// An alphabet, a line of ``EvidenceNotation`` for each letter; twelve at most.
  ///
  /// Whatever stands in `before` is part of every sequence from its start.
  public init(_ letters: [String], before: [String] = [], neighbours: Neighbours = Neighbours()) throws {
    precondition(letters.count <= 12, "the walk grows with the power of the alphabet")
    var notation = EvidenceNotation(payment: PaymentStory.payment)
    for letter in before + letters { try notation.read(letter) }
    self.letters = letters
    rows = notation.rows
    self.neighbours = neighbours
  }

  /// Walks all sequences of up to `length` letters.
  ///
  /// - Parameter part: walks only those whose first letter's index leaves this remainder, to share the work.
  public func walk(length: Int, part: (index: Int, of: Int) = (0, 1)) -> Report {
    var walk = Walk(laws: self, length: length)
    for first in letters.indices where first % part.of == part.index {
      walk.step(first, arrived: walk.before, mask: 0, from: walk.start)
    }
    return walk.report
  }

  private struct Walk {
    let laws: SequenceLaws
    let length: Int
    let before: [EvidenceRow]
    let start: PaymentStatus
    var report = Report()
    private var path: [Int] = []
    /// The status of each set, by the bits of its letters: what every order of it must give.
    private var ofSet: [PaymentStatus?]

    init(laws: SequenceLaws, length: Int) {
      self.laws = laws
      self.length = length
      before = Array(laws.rows.dropLast(laws.letters.count))
      start = PaymentStatus(folding: before, neighbours: laws.neighbours)
      ofSet = Array(repeating: nil, count: 1 << laws.letters.count)
    }

    mutating func step(_ letter: Int, arrived: [EvidenceRow], mask: Int, from earlier: PaymentStatus) {
      path.append(letter)
      defer { path.removeLast() }
      report.sequences += 1
      let row = laws.rows[before.count + letter]
      let sequence = arrived + [row]
      let status = PaymentStatus(folding: sequence, neighbours: laws.neighbours)
      let set = mask | 1 << letter
      let expected = whole(ofSet: set)
      if status != expected { breach("order and repetition do not matter", expected, status) }
      if earlier.standing == .paid { holdProof(earlier, status) }
      holdTime(status)
      report.standings.insert(status.standing)
      report.flags.formUnion(status.flags)
      if path.count == length { return }
      for next in laws.letters.indices { step(next, arrived: sequence, mask: set, from: status) }
    }

    /// A ledger keeps the first of each key, in the order of the alphabet: that is the whole fold of the set.
    private mutating func whole(ofSet set: Int) -> PaymentStatus {
      if let known = ofSet[set] { return known }
      let members = laws.letters.indices.filter { set & 1 << $0 != 0 }.map { laws.rows[before.count + $0] }
      let status = PaymentStatus(folding: before + members, neighbours: laws.neighbours)
      ofSet[set] = status
      return status
    }

    /// Proof never lowers: paid stays paid, or is held because of who the money belongs to.
    private mutating func holdProof(_ earlier: PaymentStatus, _ status: PaymentStatus) {
      if status.standing == .paid {
        if earlier.flags.contains(.late), !status.flags.contains(.late) { breach("late stays late", earlier, status) }
        return
      }
      let byQueryOnly = earlier.reason == .result(.paid, from: .query)
      let identity: [Doubt] = [.receiptReused, .twoPrompts, .idsDiffer] + (byQueryOnly ? [.amountDiffers] : [])
      guard status.standing == .held, case .doubt(let doubt) = status.reason, identity.contains(doubt) else {
        return breach("proof never lowers", earlier, status)
      }
    }

    /// Time alone says "no answer yet: check", and nothing else.
    private mutating func holdTime(_ status: PaymentStatus) {
      let summary = PaymentStory.summary(status)
      for seconds in [0, 61, 121, 86_400, 864_000] as [Int64] {
        let shown = summary.standing(at: EvidenceNotation.moment(seconds))
        if shown != status.standing, shown != .check { breach("time alone never fails", status, status) }
      }
    }

    private mutating func breach(_ law: String, _ expected: PaymentStatus, _ got: PaymentStatus) {
      guard report.breaches.count < 5 else { return }
      let sequence = path.map { laws.letters[$0] }.joined(separator: " · ")
      func told(_ status: PaymentStatus) -> String {
        ([status.standing.rawValue] + status.flags.names).joined(separator: " ")
          + " (\(status.reason.map { "\($0)" } ?? "no reason"))"
      }
      report.breaches.append(
        LawBreach(description: "\(law): \(sequence): \(told(expected)), then \(told(got))"))
    }
  }
}

extension PaymentStory {
  /// A payment of this story as a desk shows it.
  public static func summary(_ status: PaymentStatus) -> PaymentSummary {
    let at = EvidenceNotation.moment(0)
    let amount = Shillings.largest
    return PaymentSummary(
      id: payment, number: 47, day: EastAfricaTime(at).businessDay, till: .commandLine, cashier: "amina",
      phone: PhoneNumber(msisdn: "254712345678"), amount: amount, reference: "0N47D1XZ", sale: payment, recordedAt: at,
      status: status, position: 1)
  }
}
