import Desk
import Payments

/// Hands and other tills for a demo that goes on by itself.
///
/// Whoever presses a key takes the desk over: the shop rests until nobody has pressed one for a while, puts away what
/// was left, and goes on.
package struct AutomaticDrive {
  /// So long the desk is left to whoever pressed a key, who is told of it.
  private static let restMilliseconds: Int64 = 60_000

  private var shop: AutomaticShop
  /// Nil unless somebody has pressed a key.
  private var restsUntil: Int64?
  private let others: OtherTills

  package init(_ shop: AutomaticShop, others: OtherTills) {
    self.shop = shop
    self.others = others
  }

  /// When something is due, on the boot clock.
  var dueAt: Int64 { max(shop.dueAt, restsUntil ?? 0) }

  /// Somebody pressed a key; true where that took the desk over.
  mutating func personPressedKey(at now: Moment) -> Bool {
    let isTakenOver = restsUntil == nil
    restsUntil = now.bootMilliseconds + Self.restMilliseconds
    shop.restsItsHand()
    return isTakenOver
  }

  /// Does what is due; true when the day is over.
  ///
  /// - Parameters:
  ///   - elsewhere: runs work that is not this thread's.
  mutating func act(
    on console: DeskConsole, freshID: () -> PaymentID, elsewhere: (@escaping @Sendable () -> Void) -> Void,
    at now: Moment
  ) -> Bool {
    if now.bootMilliseconds < dueAt { return false }
    if restsUntil != nil {
      restsUntil = nil
      shop.takesTheKeysBack()
    }
    switch shop.act(at: console.state, at: now) {
    case .press(let key): console.hear(.keyPressed(key, freshID: freshID()), at: now)
    case .ask(let till, let phone, let shillings):
      let others = others
      elsewhere { others.ask(till, phone, shillings) }
    case .close: return true
    case .wait: break
    }
    return false
  }
}
