import Cells
import Daraja
import DeskScreens
import Keys
import Payments
import Shop
import SimulatedShop
import Testing

@testable import Desk
@testable import DeskRuntime

/// A desk from the key to PAID, without a thread and without a terminal: whoever drives it does the jobs.
struct ConsoleStories {
  let shop = QuietShop()

  /// The desk hears that its question went out when it does: it gives way to others, and not to what it did itself.
  @Test func thatAQuestionGoesOutIsKnownBeforeItsAnswer() throws {
    let console = shop.console()
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    let payment = try #require(shop.ledger.allPayments.first)
    var outcomes: [[PaymentStatus.Query.Outcome]] = []
    func look() { outcomes.append(shop.ledger.allPayments.flatMap(\.status.queries).map(\.outcome)) }
    _ = shop.works.perform(.query(payment.id), askedAt: shop.clock.now(), committed: look)
    look()
    #expect(outcomes == [[.open], [.fruitless]])
  }

  @Test func fromTheKeysToPaid() throws {
    let console = shop.console()
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    #expect(shop.jobs.map(\.lane) == [.ledger])
    #expect(console.engine.waitsForLedger)

    shop.doJobs(of: console)
    #expect(!console.engine.waitsForLedger)
    let payment = try #require(shop.ledger.allPayments.first)
    #expect(payment.status.standing == .waiting, "the job of sending came from the job of recording")

    shop.makeTurn(console)
    console.draw(at: shop.clock.now())
    #expect(shop.face.text.contains("0712 ··· 678"))
    shop.pay(payment)
    shop.makeTurn(console)
    console.draw(at: shop.clock.now())
    #expect(shop.face.text.contains("PAID"))
    #expect(shop.face.rings == 1)
    shop.clock.advance(byMilliseconds: OutcomeSignals.betweenRingsMilliseconds)
    console.ringAgainIfDue(at: shop.clock.now())
    #expect(shop.face.rings == 2, "two short ones for money")
    console.ringAgainIfDue(at: shop.clock.now())
    #expect(shop.face.rings == 2)
  }

  /// Nothing is lost, and the cashier is told, when the ledger takes nothing.
  @Test func whatTheLedgerDoesNotTakeIsNotSent() throws {
    let console = shop.console()
    shop.ledger.setTrouble(.refusesWrites)
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    console.draw(at: shop.clock.now())
    #expect(shop.face.text.contains("The ledger cannot be written"))
    #expect(shop.logged.contains { $0.contains("The ledger cannot be written") })
    #expect(shop.daraja.pushes == 0)
    #expect(!console.engine.waitsForLedger)
  }

  @Test func aQuestionOfThePollersThatFailsStandsInTheLog() {
    shop.ledger.setTrouble(.refusesWrites)
    shop.works.ask(about: shop.freshID())
    #expect(shop.logged.count { $0.contains("The ledger cannot be written") } == 1, "\(shop.logged)")
  }

  @Test func aShopThatWantsNoBellHearsNone() throws {
    let console = shop.console(signals: OutcomeSignals(rings: false, flashes: true))
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    shop.makeTurn(console)
    shop.pay(try #require(shop.ledger.allPayments.first), code: "1032")
    shop.makeTurn(console)
    #expect(shop.face.rings == 0)
    #expect(shop.face.flashes == 1)
  }

  @Test func leavingEndsTheConsole() {
    let console = shop.console()
    console.hear(.keyPressed(.function(10), freshID: shop.freshID()), at: shop.clock.now())
    #expect(console.hasEnded)
  }

  /// Each kind of work has its lane, and whatever it says is an event: no job of a desk is swallowed.
  @Test func everyReadingIsAnswered() throws {
    let works = shop.works
    let id = PaymentID(wallMilliseconds: 1, randomHigh: 0, randomLow: 1)
    let term = try #require(SearchTerm("50"))
    let receipt = try #require(Receipt("UKO1234567"))
    let readings: [Reading] = [.evidence(id), .payments(term), .code(receipt), .supervisors, .unmatched]
    for trouble in [nil, MemoryLedger.Trouble.unreachable] {
      shop.ledger.setTrouble(trouble)
      for (number, reading) in readings.enumerated() {
        let job = DeskJob.ask(RequestID(number: number), .read(reading))
        #expect(job.lane == .ledger)
        #expect(works.perform(job, askedAt: shop.clock.now()).count == 1, "\(reading)")
      }
    }
  }
}
