import SimulatedShop
import Testing

/// Shops beyond the first thousand that broke a promise once; docs/reliability.md tells what each of them found.
struct SeedsThatFoundFaultsTests {
  @Test(
    "A shop that once found a fault keeps every promise",
    arguments: [4239, 4475, 5385, 8416, 8868, 16250, 16546, 20067, 96774, 302846, 303280, 405806, 406916] as [UInt64])
  func theyKeepEveryPromise(seed: UInt64) {
    let world = World(plan: WorldPlan(seed: seed), keepsTrace: true)
    world.run()
    let broken = world.violations.map { "\($0.kind.rawValue): \($0.sentence)" }
    #expect(broken.isEmpty, "\(world.trace.lines.joined(separator: "\n"))")
  }
}
