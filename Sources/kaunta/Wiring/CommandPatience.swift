import CommandText
import Ledger
import Payments

extension LockPatience {
  static let ofCommand = LockPatience.ofCommand { holder, leftMilliseconds in
    Output.error(LockWords.waiting(for: holder, leftMilliseconds: leftMilliseconds))
  }

  static func ofPush(startedAt: Moment, _ ending: PushEnding) -> LockPatience {
    let clock = SystemClock()
    return .ofPush(
      startedAt: startedAt, now: { clock.now() }, isOut: { ending.requestMayBeOut },
      tell: { holder, left in ending.waits(for: holder, leftMilliseconds: left) })
  }
}
