import Payments

/// A supervisor as the ledger in memory knows one; no hash, since nobody steals it.
package struct MemorySupervisor: Sendable {
  /// The name.
  package let name: String
  /// The PIN.
  package let pin: TypedPIN

  package init(name: String, pin: TypedPIN) {
    self.name = name
    self.pin = pin
  }
}

/// What people decide.
extension LedgerContents {
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
    let rules = DecisionRules(decision: decision, summary: entry.summary, evidence: rows(of: index), now: now)
    let refusal = rules.refusal(
      otherHolder: { receipt in
        if let other = otherHolder(of: receipt, than: index) { return .payment(entries[other].summary) }
        return resolutions.first { $0.receiptOfMoney == receipt }.map { .unmatched($0) }
      },
      neighbours: { neighbours(of: index) })
    if let refusal { return .refused(refusal) }
    if DecisionRules.wantsSupervisor(decision, entry.rows) {
      if why.isEmpty { return .refused(.reasonWanted) }
      let supervisor = supervisors.first { $0.pin == request.pin }
      let tried = PINTry(
        supervisor: supervisor?.name, cashier: request.cashier, till: request.till, subject: .payment(request.payment))
      if let refusal = refusalOfPIN(request.pin, tried, supervisors, at: now) {
        return .refused(refusal)
      }
      guard let supervisor else { return .refused(.supervisorWanted) }
      decision.who = supervisor.name
    }
    _ = add(.decision(decision), to: index, at: now)
    refold(around: index)
    return .decided(entries[index].summary)
  }

  mutating func resolveUnmatched(
    _ decision: UnmatchedDecision, supervisors: [MemorySupervisor], at now: Moment
  ) -> UnmatchedOutcome {
    if let earlier = resolutions.first(where: { $0.decides(about: decision.item) }) { return .alreadyResolved(earlier) }
    let why = PersonsWords.clean(decision.why)
    if why.isEmpty { return .refused(.reasonWanted) }
    let supervisor = supervisors.first { $0.pin == decision.pin }
    let tried = PINTry(
      supervisor: supervisor?.name, cashier: decision.cashier, till: decision.till,
      subject: .unmatchedItem(decision.item.id))
    if let refusal = refusalOfPIN(decision.pin, tried, supervisors, at: now) {
      return .refused(refusal)
    }
    guard let supervisor else { return .refused(.supervisorWanted) }
    let resolution = UnmatchedResolution(
      item: decision.item, resolution: decision.resolution, why: why, supervisor: supervisor.name,
      cashier: decision.cashier, till: decision.till)
    extendChain(at: now)
    if !omits.contains(.resolutions) {
      resolutions.append(resolution)
      unmatchedKept.append((EastAfricaTime(now).businessDay, resolution.shillingsKept ?? 0))
    }
    return .resolved(resolution)
  }

  /// Counts this try; nil when the PIN is a supervisor's and PINs are not locked.
  private mutating func refusalOfPIN(
    _ pin: TypedPIN?, _ tried: PINTry, _ supervisors: [MemorySupervisor], at now: Moment
  ) -> DecisionRefusal? {
    if supervisors.isEmpty { return .noSupervisor }
    if pin == nil { return .supervisorWanted }
    extendChain(at: now)
    let (evidence, refusal) = pinTries.judge(tried, at: now)
    pinTries.note(evidence, at: now)
    return refusal
  }
}
