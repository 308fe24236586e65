import Payments

extension LockPatience {
  /// A command waits for the ledger for half a minute, and says for whom: nobody would look at it for longer.
  package static func ofCommand(tell: @escaping @Sendable (String, Int64) -> Void) -> LockPatience {
    LockPatience(limitMilliseconds: { 30_000 }, tell: tell)
  }

  /// A push waits for the ledger until its request would be too old to be sent; after that, or once it may be out, what
  /// is known must be told soon.
  package static func ofPush(
    startedAt: Moment, now: @escaping @Sendable () -> Moment, isOut: @escaping @Sendable () -> Bool = { false },
    tell: @escaping @Sendable (String, Int64) -> Void
  ) -> LockPatience {
    LockPatience(
      limitMilliseconds: {
        isOut()
          ? leastOfPush
          : max(leastOfPush, startedAt.bootMilliseconds + Guards.sendWithinMilliseconds - now().bootMilliseconds)
      }, tell: tell)
  }

  private static let leastOfPush: Int64 = 2_500
}
