import Glibc
import Maintenance
import Payments
import Shop
import Spool
import TestSupport
import Testing

/// The spool directory as the shop's work sees it.
@Suite struct SpoolAdapterTests {
  private struct Clock: ClockPort {
    func now() -> Moment { Books.at(100) }
  }

  let books: Books
  private let adapter: SpoolAdapter

  init() throws {
    books = try Books()
    adapter = SpoolAdapter(books.spool, clock: Clock()) { AnswerSeal(consumerSecret: "demo") }
  }

  @Test func aFileThatNoListenerNamedIsKeptForAPerson() throws {
    try books.directory.write("milk", to: "spool/new/shopping list")
    let envelope = try books.answer(1, at: 2)
    #expect(try adapter.arrivals().names.map(\.paymentID) == [envelope.paymentID])
    #expect(try books.spool.oddItems().map(\.reason?.kind) == [.stray])
  }

  @Test func whatCannotBeMovedKeepsNothingFromBeingFound() throws {
    mkdir(books.directory.path(of: "spool/new/folder"), 0o700)
    _ = try books.answer(1, at: 2)
    #expect(try adapter.arrivals().names.count == 1)
  }

  @Test func aDamagedFileIsToldAndOneThatIsGoneIsNone() throws {
    _ = try books.answer(1, at: 2)
    let name = try #require(try adapter.arrivals().names.first)
    try books.directory.write("not an envelope", to: "spool/new/" + name.fileName)
    guard case .damaged = try adapter.read(name) else {
      Issue.record("\(try adapter.read(name))")
      return
    }
    try adapter.setAside(name, for: .damaged("torn"), at: Books.at(3))
    #expect(try books.spool.oddItems().map(\.reason?.kind) == [.damaged])
    guard case .gone = try adapter.read(name) else {
      Issue.record("it is still there")
      return
    }
  }

  @Test func anAnswerThatWaitsForTheLedgerComesBackOrIsKeptForAPerson() throws {
    let answer = LearntEvidence(.notSent(.networkUnreachable), at: Books.at(5))
    let name = try #require(try adapter.keep(answer, of: Books.id(1)))
    #expect(try adapter.arrivals().answers == [name])
    #expect(try adapter.keptAnswer(name)?.evidence == answer.evidence)
    #expect(try adapter.keep(LearntEvidence(.tokenRefused, at: Books.at(5)), of: Books.id(1)) == nil)
    try books.directory.write("torn", to: "spool/new/" + name.fileName)
    #expect(try adapter.keptAnswer(name) == nil)
    #expect(try adapter.arrivals().answers == [])
    #expect(try books.spool.oddItems().count == 1)
  }

  /// The listener may write in the spool too, and must not say what became of a request.
  @Test func anAnswerThatNoProgramOfTheShopSealedIsNone() throws {
    let accepted = Acceptance(checkoutRequestID: CheckoutRequestID("ws_CO_9"), merchantRequestID: nil)
    let answer = LearntEvidence(.accepted(accepted), at: Books.at(5))
    let forger = SpoolAdapter(books.spool, clock: Clock()) { AnswerSeal(consumerSecret: "callback key") }
    let forged = try #require(try forger.keep(answer, of: Books.id(1)))
    #expect(try adapter.keptAnswer(forged) == nil)
    #expect(try adapter.arrivals().answers == [])
    #expect(try books.spool.oddItems().count == 1, "it is kept for a person")
  }

  /// Whose it is can be said once the secret is there again.
  @Test func whileTheSecretCannotBeReadAnAnswerStaysWhereItIs() throws {
    let answer = LearntEvidence(.notSent(.networkUnreachable), at: Books.at(5))
    let name = try #require(try adapter.keep(answer, of: Books.id(1)))
    let withoutSecret = SpoolAdapter(books.spool, clock: Clock()) { nil }
    #expect(try withoutSecret.keptAnswer(name) == nil)
    #expect(try withoutSecret.keep(answer, of: Books.id(2)) == nil)
    #expect(try adapter.keptAnswer(name)?.evidence == answer.evidence)
  }
}
