import Payments
import Shop
import Synchronization

/// Both clocks of the shop's machine, turned by the world: the wall clock can be set, and a reboot starts the boot
/// clock anew.
package final class VirtualClock: ClockPort {
  private struct Hands {
    var trueMilliseconds: Int64
    var wallAheadMilliseconds: Int64 = 0
    var bootedAtMilliseconds: Int64
    var boots = 1
    var bootID = "boot-1"
  }

  /// 24 November 2026, eight in the morning in Kenya.
  package static let morningMilliseconds: Int64 = 1_795_496_400_000

  private let hands: Mutex<Hands>

  /// A clock of a machine that was started an hour ago.
  package init(trueMilliseconds: Int64 = morningMilliseconds) {
    hands = Mutex(Hands(trueMilliseconds: trueMilliseconds, bootedAtMilliseconds: trueMilliseconds - 3_600_000))
  }

  /// What the machine believes.
  package func now() -> Moment {
    hands.withLock { hands in
      Moment(
        wallMilliseconds: hands.trueMilliseconds + hands.wallAheadMilliseconds,
        bootMilliseconds: hands.trueMilliseconds - hands.bootedAtMilliseconds, bootID: hands.bootID)
    }
  }

  /// The time outside of the machine, by which Safaricom and the customers live.
  package var trueMilliseconds: Int64 { hands.withLock(\.trueMilliseconds) }

  /// Lets time go on; it never goes back.
  package func advance(toTrueMilliseconds time: Int64) {
    hands.withLock { $0.trueMilliseconds = max($0.trueMilliseconds, time) }
  }

  /// Lets some time go on.
  package func advance(byMilliseconds milliseconds: Int64) {
    hands.withLock { $0.trueMilliseconds += max(0, milliseconds) }
  }

  /// The machine is started anew at this moment.
  package func reboot() {
    hands.withLock { hands in
      hands.bootedAtMilliseconds = hands.trueMilliseconds
      hands.boots += 1
      hands.bootID = "boot-\(hands.boots)"
    }
  }

  /// Somebody sets the wall clock.
  package func setWallAhead(byMilliseconds milliseconds: Int64) {
    hands.withLock { $0.wallAheadMilliseconds = milliseconds }
  }
}
