import Payments

/// The life of one running desk: it may end at any step between two calls of a port, and in the middle of a push.
///
/// @unchecked because a world runs in one thread: the shop's code wants ports that may be shared, and here nothing is.
final class DeskProcess: @unchecked Sendable {
  let till: Till
  let number: Int
  private(set) var isAlive = true
  /// Dies at its so-manieth step from now.
  var stepsUntilDeath: Int?
  /// Dies when so many of its requests have reached Safaricom, before the answer.
  var requestsUntilDeath: Int?
  /// Which of the shop's ledgers it opened.
  private(set) var ledgerGeneration: Int
  private unowned let world: World

  init(till: Till, number: Int, world: World) {
    self.till = till
    self.number = number
    self.world = world
    ledgerGeneration = world.ledgerGeneration
  }

  func die() { isAlive = false }

  /// Opens the ledger that lies in the place now.
  func opensLedger() { ledgerGeneration = world.ledgerGeneration }

  /// Between two calls: here the process may be slow, so that others go first, and here it may die.
  func step() throws(Crashed) {
    if !isAlive { throw Crashed() }
    world.hesitate()
    if !isAlive { throw Crashed() }
    guard let steps = stepsUntilDeath else { return }
    stepsUntilDeath = steps - 1
    if steps <= 0 {
      world.kill(self, "dies between two steps")
      throw Crashed()
    }
  }

  /// A request of ours has reached Safaricom.
  func requestArrived(isPush: Bool) {
    guard isAlive, let requests = requestsUntilDeath else { return }
    requestsUntilDeath = requests - 1
    if requests <= 0 {
      if isPush { world.counts.crashesInsidePush += 1 }
      world.kill(self, "dies while its request is with Safaricom")
    }
  }

  /// A step, the call itself, and another step.
  func call<Outcome>(_ work: () throws -> Outcome) throws -> Outcome {
    try step()
    let outcome = try work()
    try step()
    return outcome
  }
}

/// The process is gone: whatever it still computes reaches nobody.
struct Crashed: Error {}
