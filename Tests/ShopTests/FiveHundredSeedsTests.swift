import SimulatedShop
import Testing

/// Five hundred simulated shops, each from its seed; a seed that breaks a promise prints its story.
///
/// `kaunta-lab world` runs as many as one likes.
struct FiveHundredSeedsTests {
  @Test("Five hundred shops, with crash, loss, doubling and lateness, keep every promise")
  func everySeedKeepsThePromises() {
    var sum = WorldCounts()
    for seed in UInt64(1)...500 {
      let world = World(plan: WorldPlan(seed: seed))
      world.run()
      sum = sum + world.counts
      if !world.violations.isEmpty { report(seed, world.violations) }
    }
    print("simulated shops: " + sum.lines.joined(separator: ", "))

    // Worlds in which nothing goes wrong would prove nothing.
    #expect(sum.payments > 2_000)
    #expect(sum.paymentsPaid > 750)
    #expect(sum.crashes > 250)
    #expect(sum.crashesInsidePush > 25)
    #expect(sum.reboots > 25)
    #expect(sum.wallClockSettings > 100)
    #expect(sum.ledgerFailures > 100)
    #expect(sum.answersLost > 100)
    #expect(sum.requestsLost > 25)
    #expect(sum.callbacksDelivered > 1_000)
    #expect(sum.callbacksLost > 100)
    #expect(sum.callbacksDoubled > 100)
    #expect(sum.callbacksAfterPromptsLife > 100)
    #expect(sum.callbacksAfterFailure > 10)
    #expect(sum.callbacksBeforeAcknowledgement > 25)
    #expect(sum.blocked > 250)
    #expect(sum.overridden > 50)
    #expect(sum.forgeriesTurnedAway > 25)
    #expect(sum.forgeriesStored > 25)
    #expect(sum.oddCallbacks > 50)
    #expect(sum.paidRowsDrawn > 750)
    // Nor would a kind of trouble that never comes.
    for (name, count) in sum.named { #expect(count > 0, "never: \(name)") }
  }

  @Test("The same seed twice is the same story, line for line", arguments: UInt64(1)...25)
  func theSameSeedIsTheSameStory(seed: UInt64) {
    let first = World(plan: WorldPlan(seed: seed), keepsTrace: true)
    first.run()
    let second = World(plan: WorldPlan(seed: seed), keepsTrace: true)
    second.run()
    #expect(first.trace.hash == second.trace.hash)
    #expect(first.trace.lines == second.trace.lines)
    #expect(first.counts == second.counts)
    #expect(!first.trace.lines.isEmpty)
  }

  @Test("Another seed is another story")
  func anotherSeedIsAnotherStory() {
    let hashes = (UInt64(1)...20).map { seed in
      let world = World(plan: WorldPlan(seed: seed), keepsTrace: true)
      world.run()
      return world.trace.hash
    }
    #expect(Set(hashes).count == hashes.count)
  }

  private func report(_ seed: UInt64, _ violations: [Violation]) {
    let again = World(plan: WorldPlan(seed: seed), keepsTrace: true)
    again.run()
    Issue.record(
      """
      Seed \(seed): \(violations.map { "\($0.kind.rawValue): \($0.sentence)" }.joined(separator: "; "))
      \(again.trace.lines.joined(separator: "\n"))
      """)
  }
}
