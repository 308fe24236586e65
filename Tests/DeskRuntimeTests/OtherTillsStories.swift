import Desk
import Payments
import SimulatedShop
import Testing

@testable import DeskRuntime

/// The tills beside the desk of a demo that goes on by itself.
struct OtherTillsStories {
  let shop = QuietShop()

  @Test func aCustomerIsAskedAsAtADesk() throws {
    let others = OtherTills([shop.works])
    others.ask(1, "0712345678", 50)
    let payment = try #require(shop.ledger.allPayments.first)
    #expect(payment.status.standing == .waiting && payment.cashier == "brian")
    // The same customer once more: a guard stops it, and nobody is asked or told.
    others.ask(1, "0712345678", 50)
    #expect(shop.daraja.pushes == 1 && shop.ledger.allPayments.count == 1 && shop.logged.isEmpty)
  }

  @Test func whatTheLedgerDoesNotTakeStandsInTheLog() {
    shop.ledger.setTrouble(.refusesWrites)
    OtherTills([shop.works]).ask(1, "0712345678", 50)
    #expect(shop.daraja.pushes == 0 && shop.logged.count == 1)
  }
}
