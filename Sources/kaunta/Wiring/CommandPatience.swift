import Ledger
import Payments

extension LockPatience {
  /// A command waits for the ledger for half a minute, and says for whom: nobody would look at it for longer.
  static let ofCommand = LockPatience(limitMilliseconds: { 30_000 }, tell: say)

  /// A push waits for the ledger until its request would be too old to be sent; after that, what is known must be told
  /// soon.
  static func ofPush(startedAt: Moment) -> LockPatience {
    LockPatience(
      limitMilliseconds: {
        max(2_500, startedAt.bootMilliseconds + 30_000 - SystemClock().now().bootMilliseconds)
      }, tell: say)
  }

  private static let say: @Sendable (String, Int64) -> Void = { holder, leftMilliseconds in
    Output.error(
      "kaunta: waiting for \(holder), which has the ledger; giving up in \((leftMilliseconds + 999) / 1000) s.")
  }
}
