import SimulatedShop

/// What came of some worlds, one after the other; adding tallies up in the order of seeds gives one figure whatever
/// thread ran which.
struct WorldTally: Sendable {
  /// A world that broke a promise.
  struct Failure: Sendable {
    let seed: UInt64
    let violations: [Violation]
  }

  private(set) var worlds = 0
  private(set) var counts = WorldCounts()
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var failures: [Failure] = []

  /// Lives through a seed's world.
  mutating func live(_ plan: WorldPlan) {
    let world = World(plan: plan)
    world.run()
    worlds += 1
    counts = counts + world.counts
    mix(world.trace.hash)
    if !world.violations.isEmpty { failures.append(Failure(seed: plan.seed, violations: world.violations)) }
  }

  /// Takes over what the next worlds brought.
  mutating func add(_ next: WorldTally) {
    worlds += next.worlds
    counts = counts + next.counts
    mix(next.hash)
    failures += next.failures
  }

  /// How many payments broke this promise.
  func broken(_ kind: Violation.Kind) -> Int {
    failures.reduce(0) { $0 + $1.violations.count { $0.kind == kind } }
  }

  private mutating func mix(_ other: UInt64) { hash = (hash ^ other) &* 0x100_0000_01B3 }
}
