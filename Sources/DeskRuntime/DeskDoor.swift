import Desk
import Payments
import Tills

/// The door of a running desk: what comes in at it as an event.
package final class DeskDoor {
  private let door: TillDoor
  private let cashier: String
  private let openedWallMilliseconds: Int64
  private let nameOfAccount: (UInt32) -> String

  /// The door of a cashier's desk that was opened now.
  package init(_ door: TillDoor, cashier: String, openedAt now: Moment, nameOfAccount: @escaping (UInt32) -> String) {
    self.door = door
    self.cashier = cashier
    openedWallMilliseconds = now.wallMilliseconds
    self.nameOfAccount = nameOfAccount
  }

  var descriptors: [Int32] { door.descriptors }

  func hear(idleMilliseconds: Int64, waiting: Int) -> DeskEvent? {
    let request = door.hear {
      DeskFacts(
        cashier: cashier, openedWallMilliseconds: openedWallMilliseconds, idleMilliseconds: idleMilliseconds,
        waiting: waiting)
    }
    return request.map {
      .askedToEnd(by: nameOfAccount($0.asker), inSeconds: $0.inSeconds, isTakenOver: $0.isTakenOver)
    }
  }

  func tellThatItEnded(waiting: Int) { door.tellThatItEnded(waiting: waiting) }
}
