import GRDB

/// The tables, and how an older ledger becomes a newer one.
///
/// A step is SQL and nothing else, so that it does the same to a file of its version whatever this program's rules have
/// become. What evidence adds up to is folded anew once, when all tables are as they are now.
enum LedgerSchema {
  /// What a ledger becomes from one version to the next.
  private struct Step {
    var sql: String
    /// What evidence adds up to has changed with it, by rule or by what is cached.
    var refolds = false
  }

  /// The step to version 1, to version 2, and so on.
  private static let steps = [
    Step(sql: version1),
    Step(sql: version2),
    Step(sql: version3, refolds: true),
    // Nothing in the tables: what is recorded from here on says its salt and its key of `--once` itself, and one row
    // says it for what was recorded before.
    Step(sql: ""),
    // Nothing in the tables. An attempt that nobody has ended is open, also once it is resolved; a receipt that was
    // accepted by hand and stands elsewhere holds both.
    Step(sql: "", refolds: true),
    // And what a stranger or a leaked key says raises doubt about its own payment only.
    Step(sql: version6, refolds: true),
    // Nothing in the tables. Evidence may say why an answer was not understood, which an older program would call
    // damage.
    Step(sql: ""),
    Step(sql: version8),
    // And what a receipt on two payments proves has changed. Evidence may say that a mark was taken back, which an older
    // program would call damage.
    Step(sql: version9, refolds: true),
    // Evidence may say that no money came, which an older program would call damage.
    Step(sql: version10, refolds: true),
  ]

  /// The first version whose payments say their salt and their key themselves.
  private static let versionThatNotesDigests = 4

  /// The newest version that this program knows; a ledger beyond it is refused.
  static var newestVersion: Int { steps.count }

  /// Nothing is left to raise.
  ///
  /// - Throws: ``LedgerError/newerSchema`` for a ledger that a newer program wrote.
  static func isNewest(_ database: Database) throws -> Bool {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if version < 0 { throw LedgerError.damaged(reason: "schema version \(version)") }
    if version > newestVersion { throw LedgerError.newerSchema }
    return version == newestVersion
  }

  /// Raises the schema to the newest.
  static func migrate(_ database: Database, binding: LedgerBinding, salt: String) throws {
    if try isNewest(database) { return }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    for step in steps[version...] { try database.execute(sql: step.sql) }
    if version == 0 {
      try bind(database, binding, salt: salt)
    } else {
      let rows = try rows(of: database)
      if version < versionThatNotesDigests { try noteDigests(in: rows) }
      if steps[version...].contains(where: \.refolds) { try Appender(rows: rows).refoldAll() }
    }
    try database.execute(sql: "PRAGMA user_version = \(newestVersion)")
  }

  private static func bind(_ database: Database, _ binding: LedgerBinding, salt: String) throws {
    for (key, value) in [
      ("environment", binding.environment), ("short_code", binding.shortCode), ("salt", salt),
    ] {
      try database.execute(sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [key, value])
    }
  }

  private static func rows(of database: Database) throws -> PaymentRows {
    guard let salt = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'salt'") else {
      throw LedgerError.damaged(reason: "no salt")
    }
    return PaymentRows(database: database, concealment: Concealment(salt: salt))
  }

  /// An empty ledger has nothing to say; its payments will.
  ///
  /// Here no clock is known: the row stands at the time of the one before it.
  private static func noteDigests(in rows: PaymentRows) throws {
    guard let newest = try ChainEnd(rows.database).moment() else { return }
    let older = try DigestEvidence.ofOlderPayments(in: rows.database, salt: rows.concealment)
    try ShopRows(database: rows.database).append(.schemaRaised(older), at: newest)
  }

  private static let version1 = """
    CREATE TABLE meta (
      key TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    -- What was asked. The last columns cache the fold of the evidence; `kaunta verify` holds them to it.
    CREATE TABLE payment (
      id TEXT NOT NULL PRIMARY KEY,
      till INTEGER NOT NULL,
      day TEXT NOT NULL,
      number INTEGER NOT NULL,
      sale TEXT NOT NULL,
      amount INTEGER NOT NULL,
      once_digest TEXT UNIQUE,
      recorded_wall INTEGER NOT NULL,
      standing TEXT NOT NULL,
      flags TEXT NOT NULL,
      is_open INTEGER NOT NULL,
      position INTEGER NOT NULL,
      UNIQUE (till, day, number)
    ) STRICT;
    CREATE INDEX payment_open ON payment (is_open) WHERE is_open = 1;
    CREATE INDEX payment_position ON payment (position);
    CREATE INDEX payment_sale ON payment (sale);
    CREATE INDEX payment_recorded ON payment (recorded_wall);

    CREATE TABLE evidence (
      position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      payment_id TEXT NOT NULL,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      wall INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      boot_id TEXT NOT NULL,
      fields TEXT NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (payment_id, key)
    ) STRICT;
    CREATE INDEX evidence_query_asked ON evidence (position) WHERE kind = 'query-asked';
    CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
    CREATE TRIGGER evidence_is_never_removed BEFORE DELETE ON evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

    -- Which receipts stand where: an index, not a constraint, since reuse is a flag and must not stop resolving.
    CREATE TABLE receipt (
      code TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      PRIMARY KEY (code, payment_id)
    ) STRICT, WITHOUT ROWID;

    -- Which prompts stand where, by salted digest.
    CREATE TABLE prompt (
      digest TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      PRIMARY KEY (digest, payment_id)
    ) STRICT, WITHOUT ROWID;

    -- Which phone was asked, by salted digest: the guards' index.
    CREATE TABLE asked_phone (
      digest TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      PRIMARY KEY (digest, payment_id)
    ) STRICT, WITHOUT ROWID;

    -- The only place of personal data; rows may be removed without breaking the chain.
    CREATE TABLE personal (
      kind TEXT NOT NULL,
      digest TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (kind, digest)
    ) STRICT, WITHOUT ROWID;
    """

  /// Rows about the shop itself (PINs, restores) stand in the chain under the name `shop`, and are looked up with every
  /// payment that is recorded.
  private static let version2 = """
    CREATE INDEX evidence_of_shop ON evidence (position) WHERE payment_id = 'shop';
    """

  /// On which business day a payment's money counts: one more thing that the fold says.
  ///
  /// And what one payment has in the lookup tables, for whoever starts from the payment: each fold, and `kaunta
  /// verify`.
  private static let version3 = """
    ALTER TABLE payment ADD COLUMN counts_on TEXT;
    CREATE INDEX payment_counts_on ON payment (counts_on) WHERE counts_on IS NOT NULL;
    CREATE INDEX receipt_of_payment ON receipt (payment_id);
    CREATE INDEX prompt_of_payment ON prompt (payment_id);
    CREATE INDEX asked_phone_of_payment ON asked_phone (payment_id);
    """

  /// What is looked for at every turn of a poller and in every transaction: whose cost must not grow with what is open,
  /// nor with what the shop has ever sold.
  private static let version6 = """
    CREATE INDEX payment_unfinished ON payment (standing, recorded_wall) WHERE standing IN ('recorded', 'sending');
    CREATE INDEX payment_of_day ON payment (day, standing, amount);
    DROP INDEX payment_counts_on;
    CREATE INDEX payment_counts_on ON payment (counts_on, amount) WHERE counts_on IS NOT NULL;
    CREATE INDEX payment_alarm ON payment (amount) WHERE is_open = 1 AND standing = 'paid' AND counts_on IS NULL;
    """

  /// What a person looks for: a number, an amount, the newest first; a phone by its last three digits.
  private static let version8 = """
    CREATE INDEX payment_number ON payment (number, recorded_wall);
    CREATE INDEX payment_amount ON payment (amount, recorded_wall);
    CREATE INDEX personal_phone_end ON personal (substr(value, -3)) WHERE kind = 'phone';
    """

  /// What a supervisor has to resolve, for the form's sum: it grows with what lies about, and is read at every turn.
  private static let version9 = """
    DROP INDEX payment_alarm;
    CREATE INDEX payment_to_resolve ON payment (amount) WHERE is_open = 1 AND standing IN ('paid', 'held', 'by-hand');
    """

  /// What is the shop's by a supervisor's word alone: two more things that the fold says, and what of the unmatched she
  /// kept.
  private static let version10 = """
    ALTER TABLE payment ADD COLUMN by_supervisor_on TEXT;
    ALTER TABLE payment ADD COLUMN by_supervisor INTEGER;
    CREATE INDEX payment_by_supervisor ON payment (by_supervisor_on, by_supervisor) WHERE by_supervisor_on IS NOT NULL;
    CREATE INDEX evidence_unmatched_resolved ON evidence (wall) WHERE kind = 'tray-settled';
    """
}
