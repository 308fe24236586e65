import Desk
import NIOPosix
import Payments
import Terminal
import Testing
import Wording

@testable import DeskRuntime

/// The end of a desk: what was answered is written down, or the person who closed it is told that it was not.
struct EndOfWorkTests {
  private let shop = QuietShop()

  /// An answer that neither ledger nor spool took is in this process's memory alone.
  private func holdAnAnswer() throws {
    let console = shop.console()
    shop.spool.setFull(true)
    let ledger = shop.ledger
    shop.daraja.whenPushed { ledger.setTrouble(.refusesWrites) }
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    #expect(shop.works.worker.hasEvidenceInMemoryAlone)
  }

  private func end(limitMilliseconds: Int64, told: (Phrase) -> Void) throws -> [PaymentID] {
    let watch = QuietWatch(ledger: shop.ledger)
    let network = NetworkThreads()
    let poller = BackgroundPoller(works: shop.works, watch: watch, inbox: try Inbox<DeskEvent>(), network: network)
    return EndOfWork(
      works: shop.works, watch: watch, poller: poller, ledgerThread: NIOThreadPool(numberOfThreads: 1),
      networkThreads: network, limitMilliseconds: limitMilliseconds
    ).run(tell: told)
  }

  @Test func whatNothingTakesIsToldAndNamed() throws {
    try holdAnAnswer()
    var told: [Phrase] = []
    let lost = try end(limitMilliseconds: 1_000) { told.append($0) }
    #expect(lost == shop.ledger.allPayments.map(\.id))
    #expect(told == [KeptAnswerWords.isTriedBeforeTheEnd])
    #expect(shop.logged.contains { $0.contains("is lost") })
  }

  @Test func whatTheLedgerTakesInTheEndIsNotLost() throws {
    try holdAnAnswer()
    let ledger = shop.ledger
    let lost = try end(limitMilliseconds: 60_000) { _ in ledger.setTrouble(nil) }
    #expect(lost.isEmpty)
    #expect(shop.ledger.allPayments.map(\.status.standing) == [.waiting])
  }

  @Test func aDeskWithNothingToWriteDownEndsAtOnceAndSilently() throws {
    var told: [Phrase] = []
    let lost = try end(limitMilliseconds: 60_000) { told.append($0) }
    #expect(lost.isEmpty && told.isEmpty)
  }

  @Test func theNumbersAreInTheSentence() {
    #expect(KeptAnswerWords.lost([3, nil]).english.contains("about number 3, ? could"))
    #expect(DeskEnd.answersLost.exitCode == 74)
  }
}
