import Payments
import Wording

/// Why nothing was sent, or nothing new.
extension CommandFailure {
  /// The key of `--once` is none.
  package static var blankOnceKey: CommandFailure {
    fail(
      "--once: this key is blank, or not UTF-8; every sale would have the same one. Nothing was sent. Give each sale a "
        + "key of its own, such as its order number.", Exit.usage)
  }

  /// A key that comes again with other money is a mistake of the caller's; what it got must not be told as an answer.
  package static func onceKeyOfOtherMoney(_ id: PaymentID) -> CommandFailure {
    fail(
      "--once: this key belongs to payment \(id.hex), for another phone or amount. Nothing was sent. Give each sale a "
        + "key of its own.", Exit.usage, named: "once-key-of-other-money", ["payment": .string(id.hex)])
  }

  /// The key was used before a backup took the ledger's place: it was asked for, and what became of it is not known.
  package static func lostInRestore(_ lost: LostPayment, askedFor amount: Shillings) -> CommandFailure {
    if lost.amount != amount { return onceKeyOfOtherMoney(lost.id) }
    return fail(
      "--once: this key was used before, for payment \(lost.id.hex), number \(lost.number) at till \(lost.till.number) of "
        + "\(lost.day.text), in a ledger that a backup has replaced since; it was \(lost.standing.rawValue) there. Nothing "
        + "was sent now, and what became of it is not known here. Look for it in the M-Pesa statement before anything is "
        + "asked again.", Exit.check, named: "lost-in-restore",
      [
        "payment": .string(lost.id.hex), "number": .integer(lost.number), "till": .integer(lost.till.number),
        "standing": .string(Standing.unknown.rawValue), "amount": .integer(lost.amount.count), "repeated": .bool(true),
        "standing_before_restore": .string(lost.standing.rawValue),
      ])
  }

  /// A guard said no.
  package static func blocked(_ block: GuardBlock, at now: Moment) -> CommandFailure {
    let payment = block.payment
    let why: String
    switch block.reason {
    case .livePrompt: why = "this phone may still show a prompt"
    case .sameAgain where payment.status.endedAt == nil:
      why = "the same phone and amount were asked, and that payment has no answer yet"
    case .sameAgain: why = "the same phone and amount were asked, and that payment ended a moment ago"
    case .unresolvedAttempt: why = "an attempt at the same sale has no answer yet"
    case .tillPace: return tooFast(block)
    }
    return fail(
      "\(why): payment \(payment.id.hex), number \(payment.spokenNumber(at: now).english) at till "
        + "\(payment.till.number), asked at \(EastAfricaTime(payment.recordedAt).hourAndMinute). Nothing was sent. --again "
        + "asks all the same.",
      Exit.blocked,
      [
        "blocked": .string(block.reason.rawValue), "by": .object(PaymentReport(payment: payment, now: now).json),
      ])
  }

  /// No word of the caller's opens it: a script that ran wild would give that word as well.
  private static func tooFast(_ block: GuardBlock) -> CommandFailure {
    let seconds = ((block.waitMilliseconds ?? 0) + 999) / 1000
    return fail(
      "this till has asked as many phones within a minute as it may (phones_per_minute in kaunta.toml). Nothing was sent. "
        + "Ask again in \(seconds) s.", Exit.blocked,
      ["blocked": .string(block.reason.rawValue), "wait_seconds": .integer(seconds)])
  }
}
