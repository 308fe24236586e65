import Payments

/// A supervisor as the ledger in memory knows one; no hash, since nobody steals it.
package struct MemorySupervisor: Sendable {
  /// The name.
  package let name: String
  /// The PIN.
  package let pin: TypedPIN

  /// A supervisor.
  package init(name: String, pin: TypedPIN) {
    self.name = name
    self.pin = pin
  }
}

/// What people decide.
extension LedgerBook {
  mutating func decide(
    _ request: DecisionRequest, supervisors: [MemorySupervisor], at now: Moment
  ) -> DecisionOutcome {
    guard let index = index(of: request.payment) else { return .refused(.noSuchPayment) }
    let entry = entries[index]
    if entry.keys.contains("decision/" + request.id) { return .alreadyDecided(entry.summary) }
    let why = PersonsWords.clean(request.why)
    var decision = Decision(
      id: request.id, who: request.cashier, why: why, action: request.action,
      answers: keys(of: request.payment, upTo: request.seenPosition), supersedes: request.supersedes)
    let rules = DecisionRules(decision: decision, summary: entry.summary, evidence: entry.rows, now: now)
    let refusal = rules.refusal(
      otherHolder: { otherHolder(of: $0, than: index).map { .payment(entries[$0].summary) } },
      neighbours: { neighbours(of: index) })
    if let refusal { return .refused(refusal) }
    if DecisionRules.wantsSupervisor(decision, entry.rows) {
      if why.isEmpty { return .refused(.reasonWanted) }
      let supervisor = supervisors.first { $0.pin == request.pin }
      if let refusal = refusalOfPIN(request, supervisors, supervisor, at: now) {
        return .refused(refusal)
      }
      guard let supervisor else { return .refused(.supervisorWanted) }
      decision.who = supervisor.name
    }
    _ = add(.decision(decision), to: index, at: now)
    refold(around: index)
    return .decided(entries[index].summary)
  }

  /// Counts this try; nil when the PIN is a supervisor's and PINs are not locked.
  private mutating func refusalOfPIN(
    _ request: DecisionRequest, _ supervisors: [MemorySupervisor], _ supervisor: MemorySupervisor?, at now: Moment
  ) -> DecisionRefusal? {
    if supervisors.isEmpty { return .noSupervisor }
    if request.pin == nil { return .supervisorWanted }
    extendChain(at: now)
    let tried = PINTry(
      supervisor: supervisor?.name, cashier: request.cashier, till: request.till, subject: .payment(request.payment))
    let (evidence, refusal) = pinTries.judge(tried, at: now)
    pinTries.note(evidence, at: now)
    return refusal
  }
}
