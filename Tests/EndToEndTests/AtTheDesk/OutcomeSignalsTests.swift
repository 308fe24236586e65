import BlockingTests
import TestSupport
import Testing

/// Bell and flash of the real desk: two rings for money, one and a flash for trouble, each switched off by itself.
@Suite(.serialized, .onOwnThreads) struct OutcomeSignalsTests {
  /// What the desk has signalled so far.
  private struct Heard: Equatable {
    var rings: Int
    var flashes: Int

    init(rings: Int, flashes: Int) {
      self.rings = rings
      self.flashes = flashes
    }

    init(_ desk: SpawnedProgram) {
      rings = desk.terminal.bellCount
      flashes = desk.written.matches(of: /\u{1B}\[\?5h/).count
    }
  }

  private func expect(_ heard: Heard, from desk: SpawnedProgram) throws {
    try desk.waitForScreen("\(heard)") { _ in Heard(desk) == heard }
  }

  @Test func moneyRingsTwiceAndTroubleOnceWithAFlash() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    try expect(Heard(rings: 2, flashes: 0), from: desk)
    try desk.ask("0700001032", for: 50)
    try desk.waitForRow("2", says: "CANCELLED")
    try expect(Heard(rings: 3, flashes: 1), from: desk)
    // A key makes this desk silent; the flash is for the eye.
    try desk.press(.control("s"))
    try desk.waitForScreen("the top line says so") { $0.lines[0].contains("sound off") }
    try desk.ask("0700001032", for: 60)
    try desk.waitForRow("3", says: "CANCELLED")
    try expect(Heard(rings: 3, flashes: 2), from: desk)
  }

  @Test(arguments: [(bell: false, flash: true), (true, false), (false, false)])
  func eachIsSwitchedOffByItself(_ wanted: (bell: Bool, flash: Bool)) throws {
    let shop = try RunningShop(settings: [("desk.bell", "\(wanted.bell)"), ("desk.flash", "\(wanted.flash)")])
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0700001032", for: 50)
    try desk.waitForRow("1", says: "CANCELLED")
    try expect(Heard(rings: wanted.bell ? 1 : 0, flashes: wanted.flash ? 1 : 0), from: desk)
  }
}
