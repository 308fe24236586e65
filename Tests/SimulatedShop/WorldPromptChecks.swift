import DarajaSimulator
import Payments

/// Checks of what goes out: prompts, numbers, and attempts that are called over.
extension World {
  /// At most one live prompt of a sale and on a phone unless a guard was overridden, and none soon after a restore.
  func checkPrompt(_ prompt: BookedPrompt, of id: PaymentID) {
    let payment = ledger.summary(of: id)
    let sale = payment?.sale ?? id
    checks.livePrompts.removeAll { !daraja.isPromptOpen($0.checkoutRequestID) }
    let live = checks.livePrompts.first { ($0.sale == sale || $0.phone == prompt.phone) && $0.payment != id }
    if let live {
      // Either may be the one that was typed over the other: the first can be slower to go out.
      let isOverridden =
        checks.overridden[id]?.contains(live.payment) == true || checks.overridden[live.payment]?.contains(id) == true
      // Safaricom said that it had refused it, or that it was paid.
      let isDenied =
        ledger.summary(of: live.payment)?.status.standing == .refused || live.phone == Fault.queryZeroUnpaid.number
      if isOverridden {
        counts.promptsLive += 1
      } else if !isDenied {
        violate(.twoLivePrompts, "\(id.short) was sent while the prompt of \(live.payment.short) was on the phone")
      }
    }
    checks.livePrompts.append(
      LivePrompt(payment: id, sale: sale, phone: prompt.phone, checkoutRequestID: prompt.checkoutRequestID))
    if let restoredAt, now - restoredAt < 95_000, let payment, checks.recordedSinceRestore.contains(payment.id) {
      violate(.pushedAfterRestore, "\(id.short) was sent \(now - restoredAt) ms after a restore")
    }
  }

  /// A number names one payment.
  func checkNumber(_ payment: PaymentSummary) {
    let spoken = SpokenNumber(till: payment.till, day: payment.day, number: payment.number)
    let named = checks.numbers[spoken]
    if named == nil {
      checks.numbers[spoken] = payment.id
      checks.recordedAt[payment.id] = now
      checks.recordedSinceRestore.insert(payment.id)
      checkPace(of: payment)
    } else if named != payment.id {
      violate(
        .numberTwice,
        "number \(payment.number) of till \(payment.till.number) on \(payment.day.text) names two payments")
    }
  }

  /// So many different phones within a minute, by the boot clock, since a supervisor agreed.
  ///
  /// What came before what goes by the order of the rows: a recording that waited bears the moment at which it was
  /// asked for, which may be older than an agreement that the ledger took before it.
  private func checkPace(of payment: PaymentSummary) {
    guard let limit = plan.phonesPerMinute, payment.phone != nil else { return }
    let own = ledger.allPayments.filter { $0.till == payment.till && $0.phone != nil }
    let recorded = position(of: payment) { if case .recorded = $0 { true } else { false } } ?? .max
    let agreed =
      own.compactMap { other in
        position(of: other, before: recorded) { evidence in
          if case .decision(let decision) = evidence { decision.action == .fasterPaceAllowed } else { false }
        }
      }.max() ?? 0
    let earlier = own.filter { other in
      guard other.recordedAt.bootID == payment.recordedAt.bootID else { return false }
      return position(of: other, before: recorded + 1) { if case .recorded = $0 { true } else { false } } ?? 0 > agreed
    }
    // It was recorded after all of them, whatever moment it bears.
    let now = earlier.map(\.recordedAt.bootMilliseconds).max() ?? 0
    let asked = earlier.filter { now - $0.recordedAt.bootMilliseconds < 60_000 }
    let phones = Set(asked.compactMap(\.phone))
    if phones.count > limit {
      violate(
        .askedTooFast,
        "till \(payment.till.number) asked \(phones.count) phones within a minute with \(payment.id.short), and may ask "
          + "\(limit)")
    }
  }

  /// Where the last such row of a payment stands in the chain.
  private func position(
    of payment: PaymentSummary, before limit: Int64 = .max, where isWanted: (Evidence) -> Bool
  ) -> Int64? {
    zip(ledger.evidence(of: payment.id), ledger.positions(of: payment.id)).reversed()
      .first { isWanted($0.evidence) && $1 < limit }?.1
  }

  /// A key of `--once` is one payment for ever, whatever ledger is in place.
  func checkKey(_ key: OnceKey?, names payment: PaymentID) {
    guard let key else { return }
    let named = checks.onceKeys[key]
    if named == nil { checks.onceKeys[key] = payment }
    if let named, named != payment {
      violate(.keyUsedTwice, "\(key.text) was \(named.short), and is \(payment.short) now")
    }
  }

  /// Interrupted is only what nobody works at any more.
  func checkConcluded(_ payment: PaymentSummary) {
    guard case .unknown(.interrupted, _) = payment.status.state else { return }
    let rows = ledger.evidence(of: payment.id)
    guard let concluded = rows.first(where: { $0.evidence == .outcomeUnknown(.interrupted) })?.at else { return }
    for row in rows {
      // Whoever has not ended an attempt after a minute is taken for dead.
      guard case .sending(let start) = row.evidence, concluded.elapsedMilliseconds(since: row.at) < 60_000 else {
        continue
      }
      if desks.contains(where: { $0.process.map { "process \($0.number)" } == start.owner }) {
        violate(.concludedAlive, "\(payment.id.short) was called interrupted, and \(start.owner) is alive")
      }
    }
  }
}
