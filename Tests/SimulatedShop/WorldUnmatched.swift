import Desk
import Keys
import Payments
import Shop

/// What supervisors do with callbacks that fit no payment: at the desk, with the keys that it offers, and by
/// `kaunta unmatched`.
extension World {
  func unmatched(of process: DeskProcess, _ ledger: ProcessLedger) -> UnmatchedCallbacks {
    UnmatchedCallbacks(decisions: ledger, spool: ProcessSpool(process: process, spool: spool, world: self))
  }

  /// Opens the list, if the desk says that there is something.
  func lookAtUnmatched(_ index: Int, _ state: DeskState) {
    if state.question != nil || !state.form.isEmpty || state.panel != nil { return }
    if state.focus == .form { press(index, .function(2)) }
    let key = desks[index].state?.bindings(at: moment(at: desks[index])).first {
      $0.command == .openUnmatched
    }?.keys.first
    guard let key else {
      if desks[index].state?.focus == .board { press(index, .tab) }
      return
    }
    press(index, key)
    plan(.cashier(index, .resolveUnmatched), in: 200...1_500)
  }

  /// Chooses something on the list, and decides about it.
  func resolveUnmatched(_ index: Int, _ state: DeskState) {
    guard let page = state.unmatchedPage else { return }
    if let items = page.items, !items.isEmpty {
      for _ in 0..<random.below(items.count) { press(index, .down) }
      for letter in ["s", random.pick(["g", "r", "k", "x"])] as [Character] { press(index, .character(letter)) }
      type(index, "seen")
      press(index, .enter)
      type(index, supervisorsPIN())
      press(index, .enter)
    }
    plan(.cashier(index, .leaveSupervisor), in: 2_000...8_000)
  }

  /// `kaunta unmatched resolve`: what is listed first, by whoever sits at the machine.
  func commandLineResolves() {
    let process = DeskProcess(till: .commandLine, number: nextProcessNumber(), world: self)
    if isFaulty, random.happens(perThousand: plan.dyingProcesses / 2) { process.stepsUntilDeath = random.below(8) }
    let unmatched = unmatched(of: process, ProcessLedger(process: process, ledger: ledger, world: self))
    do {
      guard let item = try unmatched.waiting(at: clock.now()).first else { return process.die() }
      let decision = UnmatchedDecision(
        item: item, resolution: random.pick([.goods, .refund, .kept, nil]), why: "seen in the statement",
        cashier: "owner", till: .commandLine, pin: TypedPIN(supervisorsPIN()))
      // Between the list and the PIN somebody types.
      pass(500...5_000)
      observe(try unmatched.resolve(decision, at: clock.now()), at: process.till)
    } catch {
      note("kaunta unmatched ends: \((error as? any ExplainedError)?.sentence ?? "it died")")
    }
    process.die()
  }

  /// What the world counts and remembers of a decision that somebody was told of.
  func observe(_ outcome: UnmatchedOutcome, at till: Till) {
    switch outcome {
    case .resolved(let resolution):
      note("till \(till.number) resolves an unmatched callback: \(resolution.resolution?.rawValue ?? "nothing to do")")
      switch resolution.resolution {
      case .goods: counts.unmatchedForGoods += 1
      case .refund: counts.unmatchedRefunded += 1
      case .kept: counts.unmatchedKept += 1
      case .nothing, nil: counts.unmatchedForNothing += 1
      }
      checks.resolved.append((resolution, ledger.position))
    case .alreadyResolved: counts.unmatchedResolvedTwice += 1
    case .refused(let refusal):
      counts.unmatchedRefused += 1
      note("till \(till.number) cannot resolve an unmatched callback: \(refusal.sentence.english)")
    }
  }

  /// A supervisor's PIN, or now and then what somebody guesses.
  func supervisorsPIN() -> String { random.happens(perThousand: 800) ? Self.supervisor.pin.digits : "111222" }
}
