import GRDB
import Glibc
import Payments
import TestSupport
import Testing

@testable import Ledger

/// A ledger of each version that was ever written, by the program of its day, is raised and goes on.
///
/// Each of the files in `Fixtures` holds the same morning at till 2: paid with a key; cancelled, and paid when asked
/// again; paid after a cancellation; waiting, with a question; unknown; begun; recorded with a key.
struct OlderLedgersTests {
  let home: LedgerHome

  init() throws { home = try LedgerHome() }

  @Test(arguments: [1, 2, 4, 5, 6, 7, 8, 9]) func itIsRaisedAndGoesOn(version: Int) throws {
    try home.layFixture(version: version)
    let ledger = try home.open()
    #expect(try ledger.verify().problems == [])
    let payments = try ledger.newestPayments(limit: 50)
    #expect(
      payments.map { ([$0.status.standing.rawValue] + $0.status.flags.names).joined(separator: " ") } == [
        "recorded", "sending", "unknown", "waiting", "paid late contradicted", "paid", "not-paid", "paid",
      ])
    #expect(payments[5].sale == payments[6].id)
    #expect(payments[3].status.queries.map(\.outcome) == [.heard])
    #expect(try ledger.unfinishedPayments().map(\.number) == [7, 8])
    let totals = try ledger.totals(of: BusinessDay(year: 2026, month: 11, day: 24), till: .commandLine)
    #expect([totals.paidCount, totals.paidShillings, totals.toResolveCount, totals.waitingCount] == [2, 2000, 1, 4])
    let version = try ledger.queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    #expect(version == LedgerSchema.newestVersion)

    // It goes on as any other: keys are known, what waits is answered, and a new payment fits.
    for key in ["INV-1", "INV-2"] {
      guard case .alreadyRecorded = try ledger.record(try home.draft(once: key), at: at(1000)) else {
        throw TestFailure("the key is forgotten")
      }
    }
    let answer = "1000 callback 0 1000 R9 E"
    #expect(try ledger.tell(payments[3].id, answer).status.standing != .waiting)
    #expect(try ledger.ask(try home.draft(), at: 1000).number == 9)
    #expect(try home.open().verify().problems == [])
  }

  /// Nobody reads what a later program wrote as if it were today's.
  @Test func aNewerLedgerIsRefusedInWordsAndLeftAsItIs() throws {
    try home.layFixture(version: 5)
    try home.tamper("PRAGMA user_version = \(LedgerSchema.newestVersion + 1)")
    let before = try home.bytes()
    let refusal = #expect(throws: LedgerError.newerSchema) { try home.open() }
    #expect(refusal?.explanation.english.contains("newer Kaunta") == true)
    #expect(try home.bytes() == before)
  }

  /// A step that is nobody's is no step: nothing stands for versions to come.
  @Test func thereIsAFixtureOfTheVersionBeforeThisOne() {
    #expect(LedgerSchema.newestVersion == 10, "keep a ledger of the version that this one replaces, and name it above")
  }
}

extension LedgerHome {
  /// Puts a copy of a kept ledger in this home's place.
  func layFixture(version: Int, besides filePath: StaticString = #filePath) throws {
    let folder = "/" + "\(filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let descriptor = Glibc.open("\(folder)/Fixtures/ledger-\(version).sqlite", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TestFailure("no ledger of version \(version)") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &bytes, bytes.count)
    try overwrite(Array(bytes[..<max(0, count)]))
    // Its payments have the first IDs.
    for _ in 0..<20 { _ = newID() }
  }
}
