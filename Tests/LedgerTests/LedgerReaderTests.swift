import Files
import GRDB
import Glibc
import PaymentLaws
import Payments
import TestSupport
import Testing

@testable import Ledger

/// A ledger that is only looked at tells what desks see, and leaves no trace of it.
struct LedgerReaderTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let till: Till

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    till = try #require(Till(2))
  }

  private func reader(binding: LedgerBinding = LedgerHome.binding) throws(LedgerError) -> LedgerReader {
    try LedgerReader(files: LedgerFiles(path: home.path, holder: "a view"), binding: binding)
  }

  @Test func theNewestPaymentOfATillIsToldAsDesksSeeIt() throws {
    let reader = try reader()
    #expect(try reader.newestPayment(of: till) == nil)
    let first = try ledger.ask(try home.draft())
    let newest = try ledger.ask(try home.draft(), at: 20)
    try ledger.ask(try home.draft(till: 3), at: 40)
    for lines in [["21 sending", "22 accepted A"], ["29 callback 0 1000 R1 A"]] {
      for line in lines { try ledger.tell(newest.id, line) }
      let told = try #require(try reader.newestPayment(of: till))
      #expect(try told == ledger.payment(newest.id))
    }
    #expect(try reader.newestPayment(of: till)?.isPlainlyPaid == true)
    #expect(try #require(try reader.newestPayment(of: till)).id != first.id)
  }

  @Test(arguments: [[86_400], [86_400, 7 * 86_400, 400 * 86_400]] as [[Int64]])
  func afterAClockThatWasAheadTheNewestIsWhatWasAskedLast(ahead: [Int64]) throws {
    for second in ahead { try ledger.ask(try home.draft(), at: second) }
    let first = try ledger.ask(try home.draft(), at: 100)
    #expect(try reader().newestPayment(of: till)?.id == first.id)
    let newest = try ledger.ask(try home.draft(), at: 120)
    #expect(try reader().newestPayment(of: till)?.id == newest.id)
  }

  @Test func whatTheOtherAttemptsAtItsSaleMeanForItIsTold() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 1032 A")
    let again = try ledger.ask(
      try home.draft(phone: "254712345678", again: first.id, overriding: [first.id]), at: 300)
    #expect(try #require(try reader().newestPayment(of: till)).decisiveAttempt == nil)
    try ledger.tell(first.id, "310 callback 0 1000 R1 A")
    let told = try #require(try reader().newestPayment(of: till))
    #expect(told.id == again.id)
    #expect(told.decisiveAttempt == DecisiveAttempt(.paid, number: first.number, till: till, day: first.day))
  }

  /// Not a file made, not a byte or a time changed, and nothing that would need the right to write.
  @Test func lookingChangesNothing() throws {
    let payment = try ledger.ask(try home.draft())
    let files = FileTree.paths(under: home.directory.path)
    func facts() -> [FileFacts?] { files.map { FileFacts(path: $0) } }
    for path in files { chmod(path, 0o400) }
    chmod(home.directory.path, 0o500)
    defer {
      chmod(home.directory.path, 0o700)
      for path in files { chmod(path, 0o600) }
    }
    let before = facts()
    let reader = try reader()
    for _ in 0..<3 { #expect(try reader.newestPayment(of: till)?.id == payment.id) }
    #expect(FileTree.paths(under: home.directory.path) == files)
    #expect(facts() == before)
  }

  @Test func aLedgerThatIsNotThereIsNotMade() throws {
    let path = home.directory.path(of: "none.sqlite")
    #expect(throws: LedgerError.self) {
      try LedgerReader(files: LedgerFiles(path: path, holder: "a view"), binding: LedgerHome.binding)
    }
    #expect(FileFacts(path: path) == nil)
  }

  @Test func anotherShopsLedgerAndAnOlderOneAreRefused() throws {
    #expect(throws: LedgerError.boundElsewhere(environment: "simulator", shortCode: "174379")) {
      try reader(binding: LedgerBinding(environment: "production", shortCode: "174379"))
    }
    try home.lower(to: 5)
    #expect(throws: LedgerError.self) { try reader() }
  }

  @Test func aLedgerThatWasReplacedIsNoLongerRead() throws {
    let reader = try reader()
    let bytes = try home.bytes()
    unlink(home.path)
    try home.overwrite(bytes)
    #expect(throws: LedgerError.replaced) { try reader.newestPayment(of: till) }
    #expect(throws: Never.self) { try self.reader().newestPayment(of: till) }
  }

  /// A home that is moved takes the ledger's directory along, and another home may come into its place.
  @Test(arguments: [true, false]) func aLedgerThatWasMovedAwayIsNotRestored(isAnotherThere: Bool) throws {
    let directory = home.directory.path(of: "ledger")
    let path = directory + "/ledger.sqlite"
    func make() throws -> LedgerDatabase {
      try ByPath.makeDirectory(directory, mode: 0o700)
      return try LedgerDatabase(files: LedgerFiles(path: path, holder: "a desk"), binding: LedgerHome.binding) {
        "5a17"
      }
    }
    let desk = try make()
    let reader = try LedgerReader(files: LedgerFiles(path: path, holder: "a view"), binding: LedgerHome.binding)
    try desk.ask(try home.draft())
    #expect(rename(directory, home.directory.path(of: "practice")) == 0)
    if isAnotherThere { _ = try make() }
    let moved = LedgerError.movedAway(path: path, isAnotherThere: isAnotherThere)
    #expect(throws: moved) { try reader.newestPayment(of: till) }
    #expect(throws: moved) { try desk.openPayments() }
    #expect(throws: moved) { try desk.ask(try home.draft()) }
    for words in [moved.explanation.english, moved.standing(answersAreKept: true).english] {
      #expect(words.contains(path) && words.contains("moved away") && !words.contains("restored"))
    }
    // Put back, it goes on.
    if !isAnotherThere {
      #expect(rename(home.directory.path(of: "practice"), directory) == 0)
      #expect(try desk.openPayments().count == 1)
      unlink(path)
      #expect(throws: LedgerError.gone(path: path)) { try desk.openPayments() }
    }
  }

  @Test func whoKeepsTheLedgerToHimselfIsNotWaitedForLong() throws {
    let reader = try reader()
    let locker = try home.raw()
    try locker.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN EXCLUSIVE")
      #expect(throws: LedgerError.self) { try reader.newestPayment(of: till) }
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try reader.newestPayment(of: till) == nil)
  }
}
