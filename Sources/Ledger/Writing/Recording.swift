import Crypto
import GRDB
import Payments

extension LedgerDatabase {
  /// Records a payment, unless a guard says no.
  ///
  /// Guards, number and row are one transaction, at every till alike.
  package func record(_ draft: PaymentDraft, at now: Moment) throws(LedgerError) -> RecordOutcome {
    let concealment = concealment
    let outcome = try write { database in
      let rows = PaymentRows(database: database, concealment: concealment)
      let recorder = Recorder(rows: rows, appender: Appender(rows: rows), directory: directory)
      return try recorder.record(draft, at: now)
    }
    if case .recorded = outcome { trust.prove() }
    return outcome
  }
}

struct Recorder {
  let rows: PaymentRows
  let appender: Appender
  /// Where the ledger lies, beside those that backups have replaced.
  let directory: String?
  private var database: Database { rows.database }

  init(rows: PaymentRows, appender: Appender, directory: String? = nil) {
    self.rows = rows
    self.appender = appender
    self.directory = directory
  }

  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    let once = draft.onceKey.map { Hexadecimal.text(SHA256.hash(data: Array($0.text.utf8))) }
    if let once, let known = try payment(onceDigest: once) { return .alreadyRecorded(known) }
    if let once, let lost = try lostPayment(onceDigest: once) {
      // Its callback may have made it known here as well.
      return try rows.summary(of: lost.id).map(RecordOutcome.alreadyRecorded) ?? .recordedBeforeRestore(lost)
    }
    // The caller that never heard of its commit may ask again: the ID is the payment's for ever.
    if let known = try rows.summary(of: draft.id) { return .alreadyRecorded(known) }
    try checkRestoration(at: now)
    let block = try Guards.check(
      draft, against: try earlier(draft, at: now), keysSeen: { try rows.keys(of: $0.id, upTo: $0.position) }, at: now)
    if let block { return .blocked(block) }
    if let block = try paceBlock(draft, at: now) { return .blocked(block) }

    let day = EastAfricaTime(now).businessDay
    let number = try nextNumber(till: draft.till, day: day)
    let sale = try saleOf(draft)
    let own = ShortReference(till: draft.till, number: number, at: now)
    try database.execute(
      sql: """
        INSERT INTO payment (id, till, day, number, sale, amount, once_digest, recorded_wall, standing, flags, is_open,
          position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'recorded', '', 1, 0)
        """,
      arguments: [
        draft.id.hex, draft.till.number, day.text, number, sale.hex, draft.amount.count, once, now.wallMilliseconds,
      ])
    let recording = Recording(
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: draft.reference?.text ?? own.text,
      sale: sale, confirmAbove: draft.confirmAbove, till: draft.till, number: number)
    _ = try appender.append(
      .recorded(recording), to: draft.id, at: now,
      with: DigestEvidence.members(salt: rows.concealment, once: once))
    try addDecisions(of: draft, at: now)
    return .recorded(try appender.refold(around: draft.id))
  }

  /// What overriding and linking say about the earlier payment is evidence there.
  private func addDecisions(of draft: PaymentDraft, at now: Moment) throws {
    for overridden in draft.overriding {
      let decision = Decision(
        id: draft.id.hex + "-override-" + overridden.id.hex, who: draft.cashier,
        why: draft.whyOverridden(overridden.id),
        action: .guardOverridden(blockedBy: overridden.id, seenPosition: overridden.position), answers: [])
      _ = try appender.append(.decision(decision), to: draft.id, at: now)
    }
    for earlier in draft.sameSaleAs where try rows.summary(of: earlier.id) != nil {
      let decision = Decision(
        id: draft.id.hex + "-again", who: draft.cashier, why: "asked again", action: .askedAgain(as: draft.id),
        answers: try rows.keys(of: earlier.id, upTo: earlier.position))
      _ = try appender.append(.decision(decision), to: earlier.id, at: now)
      try appender.refold(around: earlier.id)
    }
  }

  /// The sale of the first attempt that is named; with those of the others it becomes one once their links stand.
  private func saleOf(_ draft: PaymentDraft) throws -> PaymentID {
    for earlier in draft.sameSaleAs { if let sale = try rows.sale(of: earlier.id) { return sale } }
    return draft.id
  }

  private func payment(onceDigest: String) throws -> PaymentSummary? {
    let id = try String.fetchOne(
      database, sql: "SELECT id FROM payment WHERE once_digest = ?", arguments: [onceDigest])
    return try id.flatMap(PaymentID.init(hex:)).flatMap { try rows.summary(of: $0) }
  }

  /// The till asks faster than it may.
  private func paceBlock(_ draft: PaymentDraft, at now: Moment) throws -> GuardBlock? {
    guard let limit = draft.phonesPerMinute else { return nil }
    let asked = try askedLately(at: draft.till, before: now, atMost: limit * 10)
    let wait = TillPace.waitMilliseconds(
      asking: rows.concealment.digest(.phone, draft.phone.msisdn), after: asked.map(\.asked), phonesPerMinute: limit,
      at: now)
    guard let wait, let newest = asked.first, let payment = try rows.summary(of: newest.id) else { return nil }
    return GuardBlock(reason: .tillPace, payment: payment, waitMilliseconds: wait)
  }

  /// The newest payments of a till around a day, newest first, since a supervisor last let it go on.
  ///
  /// By a clock that was set back over midnight, what was asked a moment ago is tomorrow's; so what is newest goes by
  /// the order of the rows.
  private func askedLately(
    at till: Till, before now: Moment, atMost limit: Int
  ) throws -> [(id: PaymentID, asked: TillPace.Asked)] {
    var lately: [(position: Int64, isAllowed: Bool, id: PaymentID, asked: TillPace.Asked)] = []
    for wall in [86_400_000, 0, -86_400_000].map({ now.wallMilliseconds + $0 }) {
      let day = EastAfricaTime(wallMilliseconds: wall).businessDay
      let found = try Row.fetchAll(
        database,
        sql: """
          SELECT payment.id, recorded.position, asked_phone.digest, recorded.wall, recorded.boot, recorded.boot_id, EXISTS (
            SELECT 1 FROM evidence allowed WHERE allowed.payment_id = payment.id AND allowed.kind = 'decision'
              AND CASE WHEN json_valid(allowed.fields) THEN
                json_extract(allowed.fields, '$.action') = 'faster-pace-allowed' ELSE 0 END) AS allowed
          FROM payment JOIN asked_phone ON asked_phone.payment_id = payment.id
            JOIN evidence recorded ON recorded.payment_id = payment.id AND recorded.key = 'recorded'
          WHERE payment.till = ? AND payment.day = ? ORDER BY payment.number DESC LIMIT ?
          """, arguments: [till.number, day.text, limit])
      for row in found {
        guard let id = PaymentID(hex: try row.kept("id")) else { continue }
        let asked = TillPace.Asked(phone: try row.kept("digest"), at: try row.moment())
        lately.append((try row.kept("position"), try row.kept("allowed") == 1, id, asked))
      }
    }
    return lately.sorted { $0.position > $1.position }.prefix { !$0.isAllowed }.map { ($0.id, $0.asked) }
  }

  /// A backup knows no key that was used after it was made; the ledgers that it replaced do.
  private func lostPayment(onceDigest: String) throws -> LostPayment? {
    guard let directory, try ShopRows(database: database).status(.restored).restored != nil else { return nil }
    return try LedgerRemains.payment(onceDigest: onceDigest, inReplacedAt: directory)
  }

  /// Payments on this phone that a guard could mind, newest first, then those that the draft overrides, and all
  /// attempts of the sales.
  ///
  /// No number of them is enough: which are the newest is only what the wall clock says.
  private func earlier(_ draft: PaymentDraft, at now: Moment) throws -> [PaymentSummary] {
    var ids = try String.fetchAll(
      database,
      sql: """
        SELECT payment.id FROM asked_phone JOIN payment ON payment.id = asked_phone.payment_id
        WHERE asked_phone.digest = :digest AND payment.standing NOT IN ('refused', 'not-sent')
          AND (payment.is_open = 1 OR EXISTS (
            SELECT 1 FROM evidence WHERE evidence.payment_id = payment.id AND (
              wall > :wall - :memory
              OR boot > :boot - :memory AND boot_id = :boot_id
              OR boot_id <> :boot_id AND :boot < :memory)))
        ORDER BY payment.recorded_wall DESC, payment.id DESC
        """,
      arguments: [
        "digest": rows.concealment.digest(.phone, draft.phone.msisdn), "memory": Guards.memoryMilliseconds,
        "wall": now.wallMilliseconds, "boot": now.bootMilliseconds, "boot_id": now.bootID,
      ])
    var known = try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
    // The digest says that it is this phone, also where the number itself was purged.
    for place in known.indices { known[place].phone = draft.phone }
    var further = draft.overriding.map(\.id.hex)
    for sale in try draft.sameSaleAs.compactMap({ try rows.sale(of: $0.id) }) {
      further += try rows.attempts(ofSale: sale.hex).map(\.hex)
    }
    for id in further where !ids.contains(id) {
      ids.append(id)
      if let payment = try PaymentID(hex: id).flatMap({ try rows.summary(of: $0) }) { known.append(payment) }
    }
    return known
  }

  func nextNumber(till: Till, day: BusinessDay, atLeast least: Int = 1) throws -> Int {
    let last = try Int.fetchOne(
      database, sql: "SELECT max(number) FROM payment WHERE till = ? AND day = ?", arguments: [till.number, day.text])
    return max((last ?? 0) + 1, least, try leastNumber(on: day))
  }

  /// A backup cannot know the numbers that were given after it was made, on any day until the restore.
  private func leastNumber(on day: BusinessDay) throws -> Int {
    try ShopRows(database: database).status(.restored).restored?.restoration.leastNumber(on: day) ?? 1
  }

  /// Whatever was sent just before the ledger was replaced may still be a live prompt, on a phone that no guard knows.
  private func checkRestoration(at now: Moment) throws {
    guard let restored = try ShopRows(database: database).status(.restored).restored?.at else { return }
    let left = Restoration.waitMilliseconds(since: restored, at: now)
    if left > 0 { throw LedgerError.restoredLately(waitMilliseconds: left) }
  }
}
