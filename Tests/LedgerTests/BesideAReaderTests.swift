import GRDB
import Glibc
import PaymentLaws
import Payments
import TestSupport
import Testing

@testable import Ledger

/// Somebody has the ledger open in another program: `sqlite3` in a terminal with `BEGIN; SELECT …`.
struct BesideAReaderTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  /// Reading goes on, opening too; what is refused is said to be locked, not to want room; and it is over by itself.
  @Test func whoReadsKeepsNobodyFromReadingAndTheTroubleEndsWithHim() throws {
    let payment = try ledger.ask(try home.draft())
    let reader = try home.reader()
    try reader.begin()

    #expect(ledger.whyItRefuses() == nil, "nobody has been refused yet")
    #expect(throws: LedgerError.busy(holder: nil)) { try ledger.checkWriting(patient: false) }
    #expect(ledger.whyItRefuses() == .busy(holder: nil))
    #expect(try ledger.newestPayments(limit: 5).map(\.id) == [payment.id])
    #expect(try home.open(as: "process 2, a command").payment(payment.id)?.id == payment.id)

    try reader.end()
    #expect(ledger.whyItRefuses() == nil)
    try ledger.ask(try home.draft())
  }

  /// A commit that waits for a reader lets no new one in; it must not do so for as long as it waits.
  @Test func readingGoesOnWhileSomebodyWaitsToWrite() throws {
    let reader = try home.reader()
    try reader.begin()
    let other = try home.open(as: "process 2, till 2")
    let home = home
    let ledger = ledger
    let draft = try home.draft()
    _ = try together(
      [
        { try ledger.ask(draft) },
        {
          defer { try? reader.end() }
          // More often than the writer has tries.
          for _ in 0..<20 {
            _ = try other.newestPayments(limit: 5)
            _ = try home.open(as: "process 3, a command")
          }
        },
      ] as [@Sendable () throws -> Void])
    #expect(try other.payment(draft.id) != nil, "what was waited for is written")
    #expect(try other.verify().problems == [])
  }

  /// The kernel knows who it is, and everybody who waits is told.
  @Test func theReaderIsNamed() throws {
    guard access("/usr/bin/sqlite3", X_OK) == 0 else { return }
    let shell = try SpawnedProgram("/usr/bin/sqlite3", arguments: [home.path])
    try shell.type("BEGIN; SELECT 'begun', count(*) FROM payment;\n")
    let holders = LedgerHolders(LedgerFiles(path: home.path, holder: "h"))
    try waitUntil("it reads") { holders.ofFile() != nil }
    #expect(holders.ofFile()?.hasPrefix("sqlite3 (process ") == true)
    let refusal = #expect(throws: LedgerError.self) { try ledger.checkWriting(patient: false) }
    let words = try #require(refusal?.explanation.english)
    #expect(words.contains("sqlite3 (process "), "\(words)")
    #expect(!words.contains("room"), "\(words)")
  }

  /// Many programs open the ledger while others write: none is turned away, since none of them needs to write.
  @Test func openingIsNotTurnedAwayWhileOthersWrite() throws {
    let home = home
    let drafts = try (0..<3).map { _ in try (0..<40).map { _ in try home.draft() } }
    _ = try together(
      drafts.map { drafts in { for draft in drafts { try home.open().ask(draft) } } })
    #expect(try ledger.newestPayments(limit: 200).count == 120)
  }
}

/// A connection of another program, which reads for as long as it likes.
final class ForeignReader: Sendable {
  private let queue: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func begin() throws {
    try queue.writeWithoutTransaction { database in
      try database.beginTransaction(.deferred)
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM payment")
    }
  }

  func end() throws { try queue.writeWithoutTransaction { try $0.commit() } }
}

extension LedgerHome {
  func reader() throws -> ForeignReader { try ForeignReader(path: path) }
}
