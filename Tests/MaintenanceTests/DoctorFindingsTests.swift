import Daraja
import Files
import Glibc
import Ledger
import Payments
import Shop
import Spool
import TestSupport
import Testing
import Wording

@testable import Maintenance

/// What a doctor finds in ledger, spool, log and wire, and what she says of it.
@Suite struct DoctorFindingsTests {
  private let books: Books

  init() throws { books = try Books() }

  private func lines(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.state.rawValue) \($0.part): \($0.sentence)" }
  }

  private func examine(
    isPractice: Bool = false, _ open: () throws(LedgerError) -> LedgerDatabase
  ) -> LedgerExamination {
    LedgerExamination(
      books.ledgerPath, isServer: false, isPractice: isPractice, answersAreKept: false, at: Books.at(100), open: open)
  }

  @Test func aLedgerThatFitsIsWellAndItsBackupIsMissed() throws {
    let ledger = try books.open()
    try books.ask(ledger, at: 10)
    let found = examine { () throws(LedgerError) in ledger }
    #expect(
      lines(found.findings) == [
        "look backup: no backup of the ledger was ever made. Run kaunta backup FILE, to another disk.",
        "ok ledger: 1 payments, 3 pieces of evidence, all fit",
      ])
    #expect(found.open.map(\.id) == [Books.id(10)] && found.resolutions == [])
    #expect(examine(isPractice: true) { () throws(LedgerError) in ledger }.findings.map(\.part) == ["ledger"])
  }

  @Test func aLedgerThatCannotBeOpenedIsSaid() {
    let found = examine { () throws(LedgerError) in throw .damaged(reason: "it") }
    #expect(found.findings.map(\.state) == [.bad] && found.open == [] && found.resolutions == nil)
  }

  @Test func aLedgerThatWasPutAsideIsToldByWhatKeepsItClosed() {
    let told = LedgerExamination.putAside([
      .keysUnknown(file: "old.sqlite", isLocked: true), .damaged(reason: "it"),
      .keysUnknown(file: "older.sqlite", isLocked: false),
    ])
    #expect(told.count == 2)
    #expect(told[0].text.hasSuffix("another program has it open: end that one"))
    #expect(told[1].text.hasSuffix("compare the statement, then move it out of its directory"))
  }

  @Test func aFullDiskIsToldByWhatItsReserveStillKeeps() {
    let full = SpoolError.failed(.write, code: ENOSPC)
    #expect(SpoolExamination.trouble(full, reservePieces: 3).text.contains("3 of 16 pieces are left"))
    #expect(SpoolExamination.trouble(full, reservePieces: 0).text == full.sentence)
    let other = SpoolError.failed(.write, code: EIO)
    #expect(SpoolExamination.trouble(other, reservePieces: 3).text == other.sentence)
    #expect(SpoolExamination(books.spool).trouble == nil)
  }

  @Test func whatLiesInTheSpoolIsTold() throws {
    var counts = try books.spool.counts()
    counts.delivered = 2
    #expect(lines(SpoolExamination.contents(counts, unmatched: 0, isWell: true)) == ["ok spool: 2 waiting"])
    (counts.strays, counts.newer) = (1, 3)
    #expect(
      lines(SpoolExamination.contents(counts, unmatched: 4, isWell: false)) == [
        "look spool: 1 in new/ that no listener put there and that cannot be moved; see who did",
        "look spool: 3 waiting that only a newer Kaunta can read, and that are kept; start that one here",
        "look unmatched: 4 kept for a person; look with kaunta unmatched",
      ])
  }

  @Test func aLogThatCannotBeWrittenIsNamed() throws {
    let path = books.directory.path(of: "log")
    #expect(Finding.log(path) == nil, "none is made, and one could be")
    #expect(Finding.log(path + "/nowhere/log") == nil, "its directory is another one's to miss")
    try books.directory.write("", to: "log")
    #expect(Finding.log(path) == nil)
    #expect(Finding.log(books.directory.path(of: "spool"))?.text.contains("(no plain file)") == true)
  }

  @Test func theWireIsToldAsItAnswered() throws {
    let token = try #require(AccessToken("t"))
    let url = "https://api.safaricom.co.ke"
    #expect(
      Finding.token(.token(token, lifetimeSeconds: 9), isNew: true, from: url).text
        == url + " gives access tokens to this shop's keys")
    #expect(
      Finding.token(.token(token, lifetimeSeconds: 9), isNew: false, from: url).text
        == "the shop's access token is still good; no new one was asked for")
    let refused = Finding.token(.failed(.credentialsRefused, nil), isNew: true, from: url)
    #expect(refused.state == .bad && refused.text.hasPrefix("Safaricom refused the shop's consumer key"))
    #expect(
      Finding.safaricomsClock(nil, at: url, trouble: nil).text == url + " does not answer; nothing can be asked for")
    #expect(
      Finding.safaricomsClock(nil, at: url, trouble: Phrase("No way.", sw: "Hakuna.")).text
        == url + " does not answer: No way.")
  }
}

/// A callback that the shop sends to itself, whatever becomes of it.
@Suite struct PublicAddressTrialTests {
  private let now = Books.at(0)
  private let terms = TrialTerms(
    url: "https://pay.shop.co.ke", listensOn: "127.0.0.1:8744", isOnLoopback: false, isPractice: false,
    acceptsAnyAddress: false)

  private func findings(
    _ answer: PublicAddressTrial.Answer, keys: Bool = true,
    take: @escaping (PaymentID) throws(SpoolError) -> TrialCallback? = { _ throws(SpoolError) in nil }
  ) throws -> (parts: [String], taken: Bool) {
    let key = try #require(TagKey(bytes: Array(0..<32), status: .active))
    let ring = try #require(TagKeyRing([key]))
    let trial = PublicAddressTrial(environment: "sandbox", shortCode: "174379") { () throws(TrialObstacle) in
      if keys { return ring }
      throw TrialObstacle(reason: "no keys")
    }
    var isTaken = false
    let found = trial.findings(
      Books.id(0), terms, at: { now },
      take: { id throws(SpoolError) in
        isTaken = true
        return try take(id)
      }, post: { _ in answer }, certificateEnd: { now.wallMilliseconds + 86_400_000 * 60 })
    return (found.map { "\($0.state.rawValue) \($0.part)" }, isTaken)
  }

  @Test func itIsTakenOutAgainWhateverWasAnswered() throws {
    for answer: PublicAddressTrial.Answer in [.answered(status: 200), .answered(status: 404), .unanswered] {
      let outcome = try findings(answer)
      #expect(outcome.parts == ["BAD public address", "ok certificate"].map { $0.replacing("BAD", with: "bad") })
      #expect(outcome.taken)
    }
  }

  @Test func aCertificateIsLookedAtOnlyWhereOneWasShown() throws {
    #expect(try findings(.notSent(.connectionRefused)).parts == ["bad public address"])
    #expect(try findings(.notSent(.certificateExpired)).parts == ["bad public address", "ok certificate"])
  }

  @Test func nobodyIsAccusedWhereTheSpoolDoesNotSay() throws {
    let broken = { (_: PaymentID) throws(SpoolError) -> TrialCallback? in throw .failed(.list, code: EIO) }
    #expect(try findings(.answered(status: 200), take: broken).parts == ["look public address"])
    #expect(try findings(.unanswered, take: broken).parts.first == "bad public address")
  }

  @Test func withoutKeysNothingIsSent() throws {
    let outcome = try findings(.answered(status: 200), keys: false)
    #expect(outcome.parts == ["look public address"] && !outcome.taken)
  }
}
