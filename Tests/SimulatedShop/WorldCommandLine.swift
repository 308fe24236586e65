import Payments
import Shop

/// What an outside program asks `kaunta push` for.
struct CommandLineWish {
  let phone: PhoneNumber
  let amount: Int
  /// `--once KEY`.
  let onceKey: String?
  /// `--again`: over every guard.
  let overrides: Bool
  /// `--another-sale` beside it.
  let isAnotherSale: Bool
  /// `--wait`.
  let waits: Bool
}

/// One `kaunta push` that has recorded a payment, or found one.
///
/// @unchecked because a world runs in one thread.
final class CommandLineRun: @unchecked Sendable {
  let process: DeskProcess
  let waits: Bool
  var session: PushSession<ProcessSurroundings>

  init(process: DeskProcess, waits: Bool, session: PushSession<ProcessSurroundings>) {
    self.process = process
    self.waits = waits
    self.session = session
  }
}

/// Payments without a desk: any number of processes at till 0, which has no lock.
extension World {
  func commandLine(_ wish: CommandLineWish) {
    let process = DeskProcess(till: .commandLine, number: nextProcessNumber(), world: self)
    if isFaulty, random.happens(perThousand: plan.dyingProcesses / 2) { process.stepsUntilDeath = random.below(30) }
    let ledger = ProcessLedger(process: process, ledger: ledger, world: self)
    guard let amount = Shillings(wish.amount) else { return }
    counts.commandLinePushes += 1
    let draft = PaymentDraft(
      id: identifiers.paymentID(at: clock.now()), till: .commandLine, cashier: "script", phone: wish.phone,
      amount: amount, onceKey: wish.onceKey.flatMap(OnceKey.init), phonesPerMinute: plan.phonesPerMinute)
    note("kaunta push asks for KSh \(wish.amount)")
    var session = PushSession(
      worker(of: process, ledger), ProcessSurroundings(process: process, world: self), startedAt: clock.now(),
      payment: draft.id, waitSeconds: wish.waits ? 150 : nil)
    do {
      switch try session.record(draft, wish.override) {
      case .recorded(let payment):
        note("kaunta push records \(payment.id.short) as number \(payment.number)")
        checkKey(draft.onceKey, names: payment.id)
        checks.overridden[payment.id] = overridden(by: payment.id)
        commandLineGoesOn(CommandLineRun(process: process, waits: wish.waits, session: session))
      case .alreadyRecorded(let payment):
        counts.repeatedOnceKeys += 1
        checkKey(draft.onceKey, names: payment.id)
        commandLineGoesOn(CommandLineRun(process: process, waits: wish.waits, session: session))
      case .recordedBeforeRestore(let lost):
        counts.keysPutAside += 1
        note("kaunta push is told of \(lost.id.short), which the restored ledger does not know")
        checkKey(draft.onceKey, names: lost.id)
        process.die()
      case .blocked(let block) where block.reason == .tillPace:
        counts.blockedByPace += 1
        note("kaunta push is told to ask again in \((block.waitMilliseconds ?? 0) / 1_000) s")
        if isFaulty { plan(.commandLine(wish), inMilliseconds: block.waitMilliseconds ?? 1_000) }
        process.die()
      case .blocked:
        counts.blocked += 1
        process.die()
      }
    } catch {
      note("kaunta push ends: \((error as? any ExplainedError)?.sentence ?? "it died")")
      process.die()
    }
  }

  /// The payments over whose guards one was recorded.
  private func overridden(by id: PaymentID) -> [PaymentID] {
    ledger.evidence(of: id).compactMap { row in
      guard case .decision(let decision) = row.evidence, case .guardOverridden(let blocked, _) = decision.action else {
        return nil
      }
      return blocked
    }
  }

  func commandLineGoesOn(_ run: CommandLineRun) {
    guard run.process.isAlive else { return }
    let step = run.session.next()
    guard run.process.isAlive else { return }
    switch step {
    case .wait(let pause): plan(.commandLineGoesOn(run), in: pause...pause + 500)
    case .ended(let end):
      note("kaunta push ends: \(end)")
      if run.waits, end == .done, let payment = run.session.known?.payment { checkToldAsPaid(payment) }
      run.process.die()
    }
  }
}

extension CommandLineWish {
  fileprivate var override: PushSession<ProcessSurroundings>.Override {
    if !overrides { return .none }
    return isAnotherSale ? .anotherSale : .sameSale
  }
}
