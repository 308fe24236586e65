import Keys
import SimulatedShop
import Testing

@testable import DeskRuntime

/// The whole desk with its threads, on a face of a test: no terminal, no file, no network.
struct LoopStories {
  let shop = QuietShop()

  private func typed(_ text: String) -> [KeyPress] { text.map { KeyPress.character($0) } + [.enter] }

  @Test func fromTheKeysToPaid() throws {
    let shop = shop
    let face = CashiersFace([
      .init(seeing: "Phone") { _ in typed("0712345678") + typed("50") },
      .init(seeing: "with the customer") { _ in
        for payment in shop.ledger.allPayments { shop.pay(payment) }
        return []
      },
      .init(seeing: "UKO1234567") { _ in [.function(10)] },
    ])
    let end = try shop.loop(face).run()
    #expect(end == .quit, "she still waits for \(face.waitsFor ?? "nothing") on\n\(face.text)")
    #expect(shop.daraja.pushes == 1)
    #expect(shop.ledger.allPayments.map(\.status.standing) == [.paid])
    #expect(face.text.contains("PAID"))
    #expect(face.rings > 0)
    #expect(face.isClosed)
  }

  /// What was asked goes on in the ledger, whoever has gone.
  @Test func aFaceThatIsLostEndsTheDesk() throws {
    let face = CashiersFace([
      .init(seeing: "Phone") { _ in typed("0712345678") + typed("50") },
      .init(seeing: "with the customer") { face in
        face.pullPlug()
        return []
      },
    ])
    let end = try shop.loop(face).run()
    #expect(end == .terminalLost)
    #expect(end.exitCode == 129)
    #expect(face.isClosed)
    #expect(shop.ledger.allPayments.map(\.status.standing) == [.waiting])
  }
}
