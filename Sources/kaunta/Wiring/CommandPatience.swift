import Ledger
import Payments

extension LockPatience {
  static let ofCommand = LockPatience.ofCommand(tell: say)

  static func ofPush(startedAt: Moment, _ ending: PushEnding) -> LockPatience {
    let clock = SystemClock()
    return .ofPush(
      startedAt: startedAt, now: { clock.now() }, isOut: { ending.requestMayBeOut },
      tell: { holder, left in ending.waits(for: holder, leftMilliseconds: left) })
  }

  static let say: @Sendable (String, Int64) -> Void = { holder, leftMilliseconds in
    Output.error(
      "kaunta: waiting for \(holder), which has the ledger; giving up in \((leftMilliseconds + 999) / 1000) s.")
  }
}
