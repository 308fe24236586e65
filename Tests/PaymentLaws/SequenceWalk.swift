import Payments

/// What the walk saw.
package struct SequenceReport: Sendable {
  /// How many sequences were folded.
  package var sequences = 0
  /// How many of them had a restart that left a row.
  package var restarted = 0
  /// How many laws were broken.
  package var broken = 0
  /// The first of them; not more than a reader wants.
  package var breaches: [LawBreach] = []
  /// Every standing that came about.
  package var standings: Set<Standing> = []
  /// Every flag that came about.
  package var flags: Flags = []

  /// Nothing yet.
  package init() {}
}

/// One walk, depth first, over all sequences of an alphabet.
struct SequenceWalk {
  /// What a process that starts anew finds in the middle, and what it says of it (rules.md section 3).
  private enum Restart: Int, CaseIterable {
    case none, notSent, unknown

    init(after standing: Standing) {
      switch standing {
      case .recorded: self = .notSent
      case .sending: self = .unknown
      default: self = .none
      }
    }

    var evidence: Evidence? {
      switch self {
      case .none: nil
      case .notSent: .notSent(.restarted)
      case .unknown: .outcomeUnknown(.interrupted)
      }
    }
  }

  private(set) var report = SequenceReport()
  private let laws: SequenceLaws
  private let length: Int
  private let restarting: Bool
  private let part: (index: Int, of: Int)
  private let before: [EvidenceRow]
  private var path: [String] = []
  /// The status of each set, by restart and the bits of its letters: what every order of it must give.
  private var ofSet: [PaymentStatus?]
  private var summary = PaymentStory.summary(PaymentStatus(.recorded))
  private let moments = ([0, 61, 121, 86_400, 864_000] as [Int64]).map(EvidenceNotation.moment)

  init(laws: SequenceLaws, length: Int, restarting: Bool, part: (index: Int, of: Int)) {
    self.laws = laws
    self.length = length
    self.restarting = restarting
    self.part = part
    before = Array(laws.rows.dropLast(laws.letters.count))
    ofSet = Array(repeating: nil, count: Restart.allCases.count << laws.letters.count)
  }

  mutating func run() {
    step(on: before, set: 0, restart: .none, from: laws.fold(before, laws.neighbours), depth: 0)
  }

  private func isOurs(_ first: Int, _ second: Int) -> Bool {
    (first * laws.letters.count + second) % part.of == part.index
  }

  /// Goes on from a sequence: by each letter, and by a restart.
  private mutating func step(
    on arrived: [EvidenceRow], set: Int, restart: Restart, from status: PaymentStatus, depth: Int, first: Int = 0
  ) {
    // What is shared is told apart by its first two letters; shorter sequences belong to the first part.
    if restarting, restart == .none { startAnew(on: arrived, set: set, from: status, depth: depth, first: first) }
    if depth == length { return }
    for letter in laws.letters.indices {
      let letters = depth == 0 ? letter : first
      if depth == 1, !isOurs(first, letter) { continue }
      path.append(laws.letters[letter])
      let sequence = arrived + [laws.rows[before.count + letter]]
      let next = set | 1 << letter
      let folded = laws.fold(sequence, laws.neighbours)
      if depth > 0 || part.index == 0 { look(at: folded, after: status, by: sequence, set: next, restart: restart) }
      step(on: sequence, set: next, restart: restart, from: folded, depth: depth + 1, first: letters)
      path.removeLast()
    }
  }

  /// Nothing but the rows is left, and what was in the middle is over.
  private mutating func startAnew(
    on arrived: [EvidenceRow], set: Int, from status: PaymentStatus, depth: Int, first: Int
  ) {
    let restart = Restart(after: status.standing)
    guard let evidence = restart.evidence else { return }
    path.append("restart")
    defer { path.removeLast() }
    let sequence = arrived + [Self.row(evidence)]
    let folded = laws.fold(sequence, laws.neighbours)
    if depth > 1 || part.index == 0 { look(at: folded, after: status, by: sequence, set: set, restart: restart) }
    step(on: sequence, set: set, restart: restart, from: folded, depth: depth, first: first)
  }

  private static func row(_ evidence: Evidence) -> EvidenceRow {
    EvidenceRow(
      paymentID: PaymentStory.payment, key: evidence.key { $0.rawValue }, at: EvidenceNotation.moment(5),
      evidence: evidence)
  }

  private mutating func look(
    at status: PaymentStatus, after earlier: PaymentStatus, by sequence: [EvidenceRow], set: Int, restart: Restart
  ) {
    report.sequences += 1
    if restart != .none { report.restarted += 1 }
    let expected = whole(ofSet: set, restart)
    if status != expected { breach("order and repetition do not matter", expected, status) }
    if earlier.standing == .paid { holdProof(earlier, status, sequence) }
    if restart != .none { holdRestart(whole(ofSet: set, .none), status) }
    holdTime(status)
    report.standings.insert(status.standing)
    report.flags.formUnion(status.flags)
  }

  /// A ledger keeps the first of each key, in the order of the alphabet: that is the whole fold of the set.
  private mutating func whole(ofSet set: Int, _ restart: Restart) -> PaymentStatus {
    let place = set | restart.rawValue << laws.letters.count
    if let known = ofSet[place] { return known }
    let own = restart.evidence.map { [Self.row($0)] } ?? []
    let members = laws.letters.indices.filter { set & 1 << $0 != 0 }.map { laws.rows[before.count + $0] }
    let rows = before + own + members.filter { $0.key != own.first?.key }
    let status = laws.fold(rows, laws.neighbours)
    ofSet[place] = status
    // Once a set: every order of it must give the same.
    holdLate(status, rows)
    return status
  }

  /// Late money is loud: money after a decision by somebody who had not seen a word of success is late, and no
  /// resolution of that kind closes it.
  private mutating func holdLate(_ status: PaymentStatus, _ rows: [EvidenceRow]) {
    guard status.standing == .paid else { return }
    let successes = rows.filter(\.evidence.statesSuccess).map(\.key)
    let decisions = rows.compactMap(\.evidence.asDecision)
    let superseded = decisions.flatMap(\.supersedes)
    let standing = decisions.filter { !superseded.contains($0.id) }
    let blind = standing.filter { decision in !successes.contains { decision.answers.contains($0) } }
    let isLate = blind.contains { $0.action.isAboutTheGoods(provedBy: status.receipts) }
    if isLate, !status.flags.contains(.late) { breach("money after a blind decision is late", status, status) }
    let closing = standing.filter { if case .resolved = $0.action { true } else { false } }
    if isLate, !closing.isEmpty, closing.allSatisfy(blind.contains), !status.isOpen {
      breach("a blind resolution closes nothing", status, status)
    }
  }

  /// Proof never lowers: paid stays paid, or is held because of who the money belongs to.
  private mutating func holdProof(_ earlier: PaymentStatus, _ status: PaymentStatus, _ sequence: [EvidenceRow]) {
    if status.standing == .paid {
      if earlier.flags.contains(.late), !status.flags.contains(.late), !isForeseen(sequence) {
        breach("late stays late", earlier, status)
      }
      return
    }
    let byQueryOnly = earlier.proof?.witness == .query
    let identity: [Doubt] = [.receiptReused, .twoPrompts, .idsDiffer] + (byQueryOnly ? [.amountDiffers] : [])
    guard case .held(let doubt, _, _, _) = status.state, identity.contains(doubt) else {
      return breach("proof never lowers", earlier, status)
    }
  }

  /// Somebody has seen the last row before it was there: every order must give the same, but none like this comes
  /// about.
  private func isForeseen(_ sequence: [EvidenceRow]) -> Bool {
    guard let last = sequence.last else { return false }
    return sequence.dropLast().contains { $0.evidence.asDecision?.answers.contains(last.key) == true }
  }

  /// A restart decides nothing: whatever an answer or a person says weighs more than what the restart left.
  private mutating func holdRestart(_ without: PaymentStatus, _ with: PaymentStatus) {
    switch without.standing {
    case .recorded, .sending, .notSent, .refused: break
    case .waiting, .unknown, .check, .paid, .notPaid, .held, .byHand:
      if with.standing != without.standing { breach("a restart decides nothing", without, with) }
    }
  }

  /// Time alone says "no answer yet: check", and nothing else.
  private mutating func holdTime(_ status: PaymentStatus) {
    summary.status = status
    for moment in moments {
      let shown = summary.standing(at: moment)
      if shown != status.standing, shown != .check { breach("time alone never fails", status, status) }
    }
  }

  private mutating func breach(_ law: String, _ expected: PaymentStatus, _ got: PaymentStatus) {
    report.broken += 1
    guard report.breaches.count < 5 else { return }
    func told(_ status: PaymentStatus) -> String {
      ([status.standing.rawValue] + status.flags.names).joined(separator: " ") + " (\(status.state))"
    }
    report.breaches.append(
      LawBreach(
        description: "\(law): \(path.joined(separator: " · ")): \(told(expected)), then \(told(got))"))
  }
}

extension Evidence {
  fileprivate var statesSuccess: Bool {
    switch self {
    case .callback(let callback): callback.code == .paid
    case .queryAnswer(let answer): if case .result(.paid, _) = answer.finding { true } else { false }
    default: false
    }
  }

  fileprivate var asDecision: Decision? {
    if case .decision(let decision) = self { decision } else { nil }
  }
}

extension Decision.Action {
  /// It says what becomes of goods or money, and money that comes after it is news; accepting the receipt that is
  /// proved later is not.
  fileprivate func isAboutTheGoods(provedBy receipts: [Receipt]) -> Bool {
    switch self {
    case .markUndone, .muted, .guardOverridden, .fasterPaceAllowed: false
    case .acceptedByHand(let receipt): receipts.contains { $0 != receipt }
    case .wrongNumber, .paysAnotherWay, .askedAgain, .resolved: true
    }
  }
}
