import CLinux
import Files
import Glibc
import Ledger
import Maintenance
import Payments
import Spool
import TestSupport
import Testing

/// No number and no reference is given out twice, whatever is restored and whichever way a clock was set.
extension RestoreDrillTests {
  @Test func theSameBackupRestoredTwiceInADayGivesNoNumberOutAgain() throws {
    _ = try workADay()
    var given: [PaymentSummary] = []
    for (round, seconds) in [400, 700, 1_000].enumerated() {
      let report = try books.restore(at: Int64(seconds))
      #expect(report.restoration.epoch == round + 2)
      let ledger = try books.open()
      given.append(try books.ask(ledger, at: Int64(seconds + 100)))
      #expect(try ledger.verify().problems == [])
    }
    #expect(Set(given.map(\.number)).count == 3)
    #expect(Set(given.map(\.reference)).count == 3)
  }

  /// The ledger that was lost cannot be read at all; the one that the first restore put aside can.
  @Test func aLedgerPutAsideEarlierIsLookedIntoAsWell() throws {
    _ = try workADay()
    _ = try books.restore(at: 400)
    let first = try books.ask(try books.open(), at: 500)
    _ = try books.restore(at: 700)
    let rubbish = open(books.ledgerPath, O_WRONLY | O_TRUNC)
    #expect(write(rubbish, "rubbish", 7) == 7)
    close(rubbish)
    #expect(try books.restore(at: 1_000).restoration.epoch == 3)
    #expect(try books.ask(try books.open(), at: 1_100).number > first.number)
  }

  @Test func aBackupThatWasMadeWhileTheClockWasAheadMissesNothing() throws {
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    _ = try books.backUp(ledger, at: 130, aheadMilliseconds: 2 * 86_400_000)
    let lost = try books.ask(ledger, at: 200)
    let callback = try books.answer(200, at: 205)
    try books.ingest(ledger, at: 206)
    for item in try books.spool.doneItems(on: EastAfricaTime(Books.at(206)).businessDay)
    where item.name == callback.name {
      unlink(books.directory.path(of: "spool/done/\(item.day.text)/\(item.fileName)"))
    }
    let report = try books.restore(at: 400)
    #expect(report.restoration.gapFromWallMilliseconds <= Books.at(200).wallMilliseconds)
    #expect(report.acknowledged == 1)
    #expect(report.missing.map(\.name) == [callback.name])
    let next = try books.ask(try books.open(), at: 500)
    #expect(next.number > lost.number)
    #expect(next.reference != lost.reference)
  }

  /// Found by simulated shops, seed 16250: numbers that were given out on a day that the clock showed for a while.
  @Test func aClockThatWasSetAcrossMidnightGivesNoNumberTwice() throws {
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    _ = try books.backUp(ledger, at: 130)
    // For some minutes the clock shows tomorrow.
    let tomorrow = 86_400 - 60 as Int64
    let lost = try books.ask(ledger, at: 200, wallAheadSeconds: tomorrow)
    #expect(lost.day.text == "2026-11-25")
    #expect(try books.restore(at: 400).restoration.numbersFrom == 1_101)
    // The next morning comes.
    let next = try books.ask(try books.open(), at: 500, wallAheadSeconds: tomorrow)
    #expect(next.day == lost.day)
    #expect(next.number > lost.number)
    #expect(next.reference != lost.reference)
  }

  /// The disk with the ledger is gone; only the listener's own log still tells of the day that the clock showed.
  @Test func whatOnlyTheListenersLogSawGivesNoNumberTwice() throws {
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    _ = try books.backUp(ledger, at: 130)
    let tomorrow = 86_400 - 60 as Int64
    let lost = try books.ask(ledger, at: 200, wallAheadSeconds: tomorrow)
    try books.answer(200, at: 205 + tomorrow)
    unlink(books.ledgerPath)
    _ = try books.restore(at: 400)
    let next = try books.ask(try books.open(), at: 500, wallAheadSeconds: tomorrow)
    #expect(next.day == lost.day)
    #expect(next.number > lost.number)
  }

  @Test func aClockThatWasSetBackAcrossMidnightGivesNoNumberTwice() throws {
    let ledger = try books.open()
    let tomorrow = 86_400 as Int64
    try books.ask(ledger, at: 0, wallAheadSeconds: tomorrow)
    _ = try books.backUp(ledger, at: 130, aheadMilliseconds: tomorrow * 1000)
    let lost = try books.ask(ledger, at: 200, wallAheadSeconds: tomorrow)
    // A payment that its callback alone tells of takes a number of the day on which it was asked for.
    let callback = try books.answer(200, at: 205)
    try books.ingest(ledger, at: 206)
    let report = try books.restore(at: 400)
    #expect(report.callbackOnly.map(\.id) == [callback.paymentID])
    #expect(report.callbackOnly.map(\.number) == [report.restoration.numbersFrom])
    let next = try books.ask(try books.open(), at: 500, wallAheadSeconds: tomorrow)
    #expect(next.number > lost.number)
  }

  /// A clock that was years ahead once must not lift the numbers for years.
  @Test func aClockThatWasYearsAheadLiftsNoNumbersForYears() throws {
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    _ = try books.backUp(ledger, at: 130)
    try books.ask(ledger, at: 200, wallAheadSeconds: 5 * 365 * 86_400)
    _ = try books.restore(at: 400)
    #expect(try books.ask(try books.open(), at: 500, wallAheadSeconds: 2 * 86_400).number == 1)
  }
}
