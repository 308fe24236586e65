import Dispatch
import Glibc
import Ledger
import Payments
import TestSupport
import Testing

/// What somebody who may write into the ledger's directory puts beside it.
@Suite struct PlantedFilesTests {
  private let home: LedgerHome

  init() throws { home = try LedgerHome() }

  @Test func aLinkInThePlaceOfTheLockIsNotWrittenThrough() throws {
    let kept = home.directory.path(of: "settings")
    let file = open(kept, O_WRONLY | O_CREAT, 0o600)
    try #require(write(file, "the owner's", 11) == 11)
    close(file)
    try #require(symlink(kept, home.path + ".lock") == 0)
    #expect(throws: LedgerError.self) { try home.open() }
    #expect(readTextFile(kept) == "the owner's")
    var facts = stat()
    try #require(stat(kept, &facts) == 0)
    #expect(facts.st_mode & 0o7777 == 0o600)
  }

  @Test func aPipeInThePlaceOfTheBellHoldsNoCommitUp() throws {
    try #require(mkfifo(home.path + ".bell", 0o600) == 0)
    let ledger = try home.open()
    let draft = try home.draft(amount: 5, phone: "254712345678")
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      _ = try? ledger.ask(draft)
      isDone.signal()
    }
    #expect(isDone.wait(timeout: .now() + .seconds(10)) == .success)
    // Lets go whoever waits there after all.
    close(open(home.path + ".bell", O_RDONLY | O_NONBLOCK))
  }

  @Test(arguments: ["", "-journal"])
  func aPipeInThePlaceOfTheLedgerOrItsJournalIsSaid(_ ending: String) throws {
    if !ending.isEmpty { _ = try home.open() }
    let pipe = home.path + ending
    unlink(pipe)
    try #require(mkfifo(pipe, 0o600) == 0)
    let home = home
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      #expect(throws: LedgerError.self) { try home.open() }
      isDone.signal()
    }
    #expect(isDone.wait(timeout: .now() + .seconds(10)) == .success)
    // Lets go whoever waits there after all.
    close(open(pipe, O_RDWR | O_NONBLOCK))
  }
}
