import Payments

extension DeskState {
  /// How long until something on the screen changes by time alone, in milliseconds; nil when nothing does. The loop
  /// sleeps exactly that long, so that an idle desk does nothing at all.
  public var nextVisibleChangeMilliseconds: Int64? {
    var next: [Int64] = []
    if !board.waiting.isEmpty { next.append(1_000 - now.wallMilliseconds % 1_000) }
    if let until = notice?.until { next.append(max(1, until.wallMilliseconds - now.wallMilliseconds)) }
    // The header's clock shows minutes.
    next.append(60_000 - now.wallMilliseconds % 60_000)
    return next.min()
  }
}
