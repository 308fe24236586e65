import GRDB
import Glibc
import PaymentLaws
import Payments
import TestSupport
import Testing

@testable import Ledger

/// What `verify` sees, what SQLite refuses, and what opening refuses.
struct VerifyingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let payment: PaymentSummary

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    payment = try ledger.ask(try home.draft())
    try ledger.tell(
      payment.id, "1 sending", "2 accepted A", "71 asks q1 A", "72 answers q1 pending A asked=71",
      "90 callback 0 1000 R1 A")
  }

  @Test func aCleanLedger() throws {
    let found = try ledger.verify()
    #expect(found.payments == 1)
    #expect(found.evidence == 6)
    #expect(found.problems == [])
  }

  @Test func evidenceIsAppendOnly() throws {
    let queue = try home.raw()
    for sql in ["UPDATE evidence SET wall = 0", "DELETE FROM evidence WHERE position = 6"] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
    }
    try queue.close()
    #expect(try ledger.verify().problems == [])
  }

  /// One changed character in any column of any row is found, and the row is named.
  @Test func anyChangedEvidenceIsNamed() throws {
    for position in 1...6 as ClosedRange<Int64> {
      for column in ["payment_id", "key", "kind", "wall", "boot", "boot_id", "fields", "hash"] {
        let isNumber = column == "wall" || column == "boot"
        let change =
          isNumber ? "\(column) + 1" : "substr(\(column), 1, length(\(column)) - 1) || '#'"
        let kept = try home.bytes()
        try home.tamper("UPDATE evidence SET \(column) = \(change) WHERE position = ?", [position])
        let problems = try home.open().verify().problems
        let isNamed = problems.contains { problem in
          if case .chainBroken(position, _) = problem { true } else { false }
        }
        #expect(isNamed, "row \(position), \(column): \(problems)")
        try home.overwrite(kept)
      }
    }
    #expect(try home.open().verify().problems == [])
  }

  /// Every single character of the fields of one row.
  @Test func anyCharacterOfTheFields() throws {
    let length = try ledger.evidence(of: payment.id).count
    #expect(length == 6)
    let queue = try home.raw()
    try queue.write { try $0.execute(sql: "DROP TRIGGER evidence_is_never_changed") }
    let fields = try queue.read { try String.fetchOne($0, sql: "SELECT fields FROM evidence WHERE position = 6") } ?? ""
    for index in fields.indices {
      var changed = fields
      changed.replaceSubrange(index...index, with: fields[index] == "0" ? "1" : "0")
      try queue.write { try $0.execute(sql: "UPDATE evidence SET fields = ? WHERE position = 6", arguments: [changed]) }
      let problems = try ledger.verify().problems
      #expect(problems.contains(.chainBroken(position: 6, payment: payment.id.hex)), "\(changed)")
    }
    try queue.close()
  }

  /// Every single byte of the whole table, one after the other: texts and numbers, of payments and of the shop.
  @Test func anyByteOfTheEvidenceIsNamed() throws {
    try ledger.notePINSet(supervisor: "wanjiku", by: "root", at: at(100))
    #expect(try ledger.verify().problems == [])
    let queue = try home.raw()
    try queue.write { try $0.execute(sql: "DROP TRIGGER evidence_is_never_changed") }
    var changes = 0
    for position in 1...7 as ClosedRange<Int64> {
      for column in ["payment_id", "key", "kind", "boot_id", "fields", "hash", "wall", "boot"] {
        let select = "SELECT CAST(\(column) AS TEXT) FROM evidence WHERE position = ?"
        let update = "UPDATE evidence SET \(column) = ? WHERE position = ?"
        let kept = try queue.read { try String.fetchOne($0, sql: select, arguments: [position]) } ?? ""
        for index in kept.utf8.indices {
          var bytes = Array(kept.utf8)
          let offset = kept.utf8.distance(from: kept.utf8.startIndex, to: index)
          // One bit: a digit stays a digit, and a letter becomes another.
          bytes[offset] ^= 1
          let changed = String(decoding: bytes, as: UTF8.self)
          try queue.write { try $0.execute(sql: update, arguments: [changed, position]) }
          changes += 1
          let isNamed = try ledger.verify().problems.contains { problem in
            if case .chainBroken(position, _) = problem { true } else { false }
          }
          #expect(isNamed, "row \(position), \(column): \(kept) made \(changed)")
        }
        try queue.write { try $0.execute(sql: update, arguments: [kept, position]) }
      }
    }
    try queue.close()
    #expect(changes > 1_500)
    #expect(try ledger.verify().problems == [])
  }

  @Test(arguments: [1, 3, 6] as [Int64]) func removedEvidenceIsMissed(_ position: Int64) throws {
    try home.tamper("DELETE FROM evidence WHERE position = ?", [position])
    let problems = try ledger.verify().problems
    #expect(!problems.isEmpty)
    if position == 6 {
      #expect(problems.contains(.evidenceMissing(after: 5)))
    } else {
      #expect(problems.contains(.chainBroken(position: position + 1, payment: payment.id.hex)))
    }
  }

  @Test func swappedEvidenceIsNamed() throws {
    try home.tamper(
      "UPDATE evidence SET position = 99 WHERE position = 2; UPDATE evidence SET position = 2 WHERE position = 3; UPDATE evidence SET position = 3 WHERE position = 99"
    )
    #expect(try ledger.verify().problems.contains(.chainBroken(position: 2, payment: payment.id.hex)))
  }

  @Test(arguments: [
    ("standing", "'not-paid'"), ("flags", "'late'"), ("is_open", "1"),
  ])
  func aChangedCacheIsNamed(_ column: String, _ value: String) throws {
    try home.tamper("UPDATE payment SET \(column) = \(value)")
    let folded = "paid, counted on 2026-11-24"
    guard case .cacheDiffers(payment.id.hex, _, folded)? = try ledger.verify().problems.first else {
      throw TestFailure("not named: \(try ledger.verify().problems)")
    }
  }

  @Test(arguments: [
    ("amount", "amount = 5"), ("sale", "sale = '0190aaaabbbbccccddddeeeeffff0009'"), ("time", "recorded_wall = 7"),
    ("day", "day = '2026-11-25'"), ("till", "till = 3"), ("number", "number = 9"),
  ])
  func whatWasAskedIsComparedToo(_ what: String, _ change: String) throws {
    try home.tamper("UPDATE payment SET \(change)")
    #expect(try ledger.verify().problems == [.recordDiffers(payment: payment.id.hex, what: what)])
  }

  /// Attempts are one sale by their evidence alone: neither another sale's among them nor one of them left out.
  @Test func salesThatWereJoinedOrParted() throws {
    let again = try ledger.ask(try home.draft(again: payment.id, overriding: [payment.id]), at: 300)
    let stranger = try ledger.ask(try home.draft(), at: 400)
    #expect(try ledger.verify().problems == [])
    func named(_ payments: PaymentSummary...) -> [LedgerProblem] {
      payments.map { .recordDiffers(payment: $0.id.hex, what: "sale") }
    }
    func sets(_ changed: PaymentSummary, _ sale: PaymentID) throws -> [LedgerProblem] {
      let kept = try home.bytes()
      try home.tamper("UPDATE payment SET sale = ? WHERE id = ?", [sale.hex, changed.id.hex])
      defer { _ = try? home.overwrite(kept) }
      return try home.open().verify().problems.filter { if case .recordDiffers = $0 { true } else { false } }
    }
    #expect(try sets(stranger, payment.sale) == named(stranger), "joined")
    #expect(try sets(again, again.id) == named(payment, again), "parted")
  }

  @Test func everyProblemSpeaks() {
    let problems: [LedgerProblem] = [
      .file("page 3"), .chainBroken(position: 1, payment: "x"), .unreadableEvidence(position: 1, payment: "x"),
      .evidenceMissing(after: 5), .recordDiffers(payment: "x", what: "amount"),
      .cacheDiffers(payment: "x", cached: "paid", folded: "held"),
    ]
    for problem in problems { #expect(problem.sentence.hasSuffix(".")) }
  }

  /// Desks go on working while the owner verifies; nothing that they do is called a difference.
  @Test func verifyingWhileDesksWork() throws {
    let desk = try home.open(as: "process 2")
    let drafts = try (0..<20).map { _ in try home.draft() }
    let owner = ledger
    let works: [@Sendable () throws -> [LedgerProblem]] = [
      {
        for draft in drafts { try desk.tell(try desk.ask(draft).id, "1 sending", "2 refused firewall") }
        return []
      },
      { try (0..<15).flatMap { _ in try owner.verify().problems } },
    ]
    #expect(try together(works).flatMap { $0 } == [])
  }
}

/// Opening: settings, binding, schema, damage.
struct OpeningTests {
  let home: LedgerHome

  init() throws { home = try LedgerHome() }

  @Test func theSettingsAreThoseThatKeepMoney() throws {
    let ledger = try home.open()
    try ledger.ask(try home.draft())
    let queue = try home.raw()
    let mode = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode != "wal", "Debian 12's SQLite loses commits in WAL")
    let (kept, synchronous) = try ledger.read { database in
      (
        try String.fetchOne(database, sql: "PRAGMA journal_mode"), try Int.fetchOne(database, sql: "PRAGMA synchronous")
      )
    }
    #expect(kept == "truncate" && synchronous == 2)
    try queue.close()
  }

  @Test func aLedgerBelongsToOneShop() throws {
    _ = try home.open()
    for binding in [
      LedgerBinding(environment: "production", shortCode: "174379"),
      LedgerBinding(environment: "simulator", shortCode: "600000"),
    ] {
      #expect(throws: LedgerError.boundElsewhere(environment: "simulator", shortCode: "174379")) {
        try home.open(binding: binding)
      }
    }
    _ = try home.open()
  }

  @Test func aNewerSchemaIsRefused() throws {
    _ = try home.open()
    try home.tamper("PRAGMA user_version = 1000")
    let before = try home.bytes()
    #expect(throws: LedgerError.newerSchema) { try home.open() }
    #expect(try home.bytes() == before)
  }

  @Test func aFileThatIsNoLedgerIsLeftUntouched() throws {
    let garbage = Array(String(repeating: "this is not a ledger. ", count: 500).utf8)
    try home.overwrite(garbage)
    guard case .damaged = #expect(throws: LedgerError.self, performing: { try home.open() }) else {
      throw TestFailure("garbage was opened")
    }
    #expect(try home.bytes() == garbage)
  }

  /// A new ledger in the place of one that held payments would give their numbers out again.
  @Test(arguments: [true, false]) func aLedgerThatIsGoneOrEmptyIsNotReplacedByANewOne(isGone: Bool) throws {
    do {
      let ledger = try home.open()
      try ledger.ask(try home.draft())
    }
    if isGone { unlink(home.path) } else { truncate(home.path, 0) }
    #expect(throws: LedgerError.gone(path: home.path)) { try home.open() }
  }

  /// A disk that is not mounted takes lock and bell with it; what stands elsewhere in the home remembers.
  @Test func anEmptyDirectoryIsNoNewShop() throws {
    let trace = home.path + ".trace-elsewhere"
    _ = try home.open(trace: trace)
    for end in ["", ".lock", ".bell", "-journal"] { unlink(home.path + end) }
    #expect(throws: LedgerError.gone(path: home.path)) { try home.open(trace: trace) }
    #expect(access(home.path, F_OK) != 0, "nothing was begun")
    unlink(trace)
    _ = try home.open(trace: trace)
  }

  /// Cut off in the middle, or a page overwritten: damaged when it is read or verified, and left as it is.
  @Test func aDamagedFileIsLeftUntouched() throws {
    do {
      let ledger = try home.open()
      for _ in 0..<20 { try ledger.tell(try ledger.ask(try home.draft()).id, "1 sending", "2 accepted A") }
    }
    let whole = try home.bytes()
    let pages = whole.count / 4096
    var damages: [(name: String, bytes: [UInt8])] = [("cut in half", Array(whole.prefix(pages / 2 * 4096)))]
    damages.append(("cut in a page", Array(whole.prefix(whole.count - 2000))))
    for page in 1..<pages {
      var bytes = whole
      for index in (page * 4096)..<(page * 4096 + 4096) { bytes[index] = 0xA5 }
      damages.append(("page \(page)", bytes))
    }
    for (name, bytes) in damages {
      try home.overwrite(bytes)
      var isSeen = false
      do {
        isSeen = try !home.open().verify().problems.isEmpty
      } catch {
        guard case .damaged = error else { throw TestFailure("\(name): \(error.sentence)") }
        isSeen = true
      }
      #expect(isSeen, "\(name)")
      #expect(try home.bytes() == bytes, "\(name)")
    }
  }

  @Test func everyErrorSaysWhatToDo() {
    let errors: [LedgerError] = [
      .cannotOpen(reason: "no such file"), .cannotRead(reason: "r"), .cannotWrite(reason: "disk full"),
      .damaged(reason: "r"),
      .newerSchema, .boundElsewhere(environment: "sandbox", shortCode: "1"), .settingRefused(name: "n", value: "v"),
    ]
    for error in errors { #expect(error.sentence.count { $0 == "." } >= 3, "\(error.sentence)") }
  }

  @Test func aHomeThatIsNotThere() throws {
    let files = LedgerFiles(path: home.directory.path(of: "nowhere/ledger.sqlite"), holder: "h")
    guard
      case .cannotOpen = #expect(
        throws: LedgerError.self,
        performing: {
          try LedgerDatabase(files: files, binding: LedgerHome.binding) { "5a17" }
        })
    else { throw TestFailure("opened nothing") }
  }
}
