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
}

/// One `kaunta push` that waits for its answer.
///
/// @unchecked because a world runs in one thread.
final class CommandLineRun: @unchecked Sendable {
  let process: DeskProcess
  let worker: ShopWorker
  let payment: PaymentID
  let endsAt: Int64
  var round: ShopRound

  init(process: DeskProcess, worker: ShopWorker, payment: PaymentID, endsAt: Int64, round: ShopRound) {
    self.process = process
    self.worker = worker
    self.payment = payment
    self.endsAt = endsAt
    self.round = round
  }
}

/// Payments without a desk: any number of processes at till 0, which has no lock.
extension World {
  func commandLine(_ wish: CommandLineWish) {
    let process = DeskProcess(till: .commandLine, number: nextProcessNumber(), world: self)
    if isFaulty, random.happens(perThousand: plan.dyingProcesses / 2) { process.stepsUntilDeath = random.below(30) }
    let ledger = ProcessLedger(process: process, ledger: ledger, world: self)
    let worker = worker(of: process, ledger)
    guard let amount = Shillings(wish.amount) else { return }
    counts.commandLinePushes += 1
    var draft = PaymentDraft(
      id: identifiers.paymentID(at: clock.now()), till: .commandLine, cashier: "script", phone: wish.phone,
      amount: amount, onceKey: wish.onceKey.flatMap(OnceKey.init), phonesPerMinute: plan.phonesPerMinute)
    note("kaunta push asks for KSh \(wish.amount)")
    do {
      while true {
        switch try worker.record(draft, at: clock.now()) {
        case .recorded(let payment):
          note("kaunta push records \(payment.id.short) as number \(payment.number)")
          checkKey(draft.onceKey, names: payment.id)
          checks.overridden[payment.id] = draft.overriding.map(\.id)
          try worker.send(payment.id)
          return wait(for: payment.id, process, worker)
        case .alreadyRecorded(let payment):
          counts.repeatedOnceKeys += 1
          checkKey(draft.onceKey, names: payment.id)
          return wait(for: payment.id, process, worker)
        case .recordedBeforeRestore(let lost):
          counts.keysPutAside += 1
          note("kaunta push is told of \(lost.id.short), which the restored ledger does not know")
          checkKey(draft.onceKey, names: lost.id)
          return process.die()
        case .blocked(let block) where block.reason == .tillPace:
          counts.blockedByPace += 1
          note("kaunta push is told to ask again in \((block.waitMilliseconds ?? 0) / 1_000) s")
          if isFaulty { plan(.commandLine(wish), inMilliseconds: block.waitMilliseconds ?? 1_000) }
          return process.die()
        case .blocked(let block):
          counts.blocked += 1
          guard wish.overrides, !draft.overrides(block.payment.id) else { return process.die() }
          draft.override(block.payment)
          if !wish.isAnotherSale { draft.link(to: block.payment) }
        }
      }
    } catch {
      note("kaunta push ends: \((error as? any ExplainedError)?.sentence ?? "it died")")
      process.die()
    }
  }

  private func wait(for payment: PaymentID, _ process: DeskProcess, _ worker: ShopWorker) {
    let surroundings = ProcessSurroundings(process: process, world: self)
    let run = CommandLineRun(
      process: process, worker: worker, payment: payment, endsAt: now + 150_000,
      round: ShopRound(worker, surroundings, .payment(payment)))
    plan(.commandLineWaits(run), in: 10...1_000)
  }

  func commandLineWaits(_ run: CommandLineRun) {
    guard run.process.isAlive else { return }
    var round = run.round
    let news = round.turn(at: clock.now())
    if run.process.isAlive, let question = news.question {
      _ = try? run.worker.ask(about: question)
      round.questionEnded(at: clock.now())
    }
    guard run.process.isAlive else { return }
    run.round = round
    let standing = try? ledger.payment(run.payment)?.status.standing
    switch standing {
    case .recorded, .sending, .waiting, .check, .unknown, nil: if now < run.endsAt { break } else { fallthrough }
    case .paid, .notPaid, .refused, .notSent, .held, .byHand: return run.process.die()
    }
    plan(.commandLineWaits(run), in: 500...1_000)
  }
}
