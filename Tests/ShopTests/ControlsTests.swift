import SimulatedShop
import Testing

/// Checks that cannot fail would be none: each promise is broken on purpose, and some seed must notice.
@Suite("A shop that breaks a promise is found out")
struct ControlsTests {
  /// Some seed of the first hundred notices, and without the change that very seed keeps every promise.
  @Test("Each wrong shop is noticed by some seed of the first hundred", arguments: WrongShop.allCases)
  func isFound(_ wrong: WrongShop) {
    for seed in UInt64(1)...100 {
      var plan = WorldPlan(seed: seed)
      wrong.spoil(&plan)
      let world = World(plan: plan)
      world.run()
      guard world.violations.contains(where: { $0.kind == wrong.breaks }) else { continue }
      let sound = World(plan: WorldPlan(seed: seed))
      sound.run()
      #expect(sound.violations.isEmpty)
      return
    }
    Issue.record("a hundred seeds did not notice: \(wrong.breaks.rawValue)")
  }
}
