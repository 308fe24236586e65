import GRDB

/// The tables, and how an older ledger becomes a newer one.
enum LedgerSchema {
  /// The newest version that this program knows; a ledger beyond it is refused.
  static let newestVersion = 5

  /// Raises the schema step by step, to the newest unless told otherwise.
  static func migrate(
    _ database: Database, binding: LedgerBinding, salt: String, to wanted: Int = newestVersion
  ) throws {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if version > newestVersion { throw LedgerError.newerSchema }
    for next in version + 1..<max(version, wanted) + 1 {
      switch next {
      case 1: try make(database, binding: binding, salt: salt)
      case 2: try database.execute(sql: version2)
      case 3:
        try database.execute(sql: version3)
        try Appender(rows: try rows(of: database)).refoldAll()
      case 4:
        // Nothing in the tables: what is recorded from here on says its salt and its key of `--once` itself.
        try noteDigests(in: try rows(of: database))
      default:
        // Nothing in the tables: what evidence adds up to has changed by rule. An attempt that nobody has ended is open,
        // also once it is settled; a receipt that was accepted by hand and stands elsewhere holds both.
        try Appender(rows: try rows(of: database)).refoldAll()
      }
      try database.execute(sql: "PRAGMA user_version = \(next)")
    }
  }

  private static func make(_ database: Database, binding: LedgerBinding, salt: String) throws {
    try database.execute(sql: version1)
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
  /// Here no clock is known: the row stands at the time of the
  /// one before it.
  private static func noteDigests(in rows: PaymentRows) throws {
    guard let newest = try ChainEnd(rows.database).moment() else { return }
    let entry = try DigestEvidence.ofOlderPayments(in: rows.database, salt: rows.concealment)
    try ShopEntries(database: rows.database).append(entry, at: newest)
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

    -- Which receipts stand where: an index, not a constraint, since reuse is a flag and must not stop settling.
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
  /// And what one payment has in the
  /// lookup tables, for whoever starts from the payment: each fold, and `kaunta verify`.
  private static let version3 = """
    ALTER TABLE payment ADD COLUMN counts_on TEXT;
    CREATE INDEX payment_counts_on ON payment (counts_on) WHERE counts_on IS NOT NULL;
    CREATE INDEX receipt_of_payment ON receipt (payment_id);
    CREATE INDEX prompt_of_payment ON prompt (payment_id);
    CREATE INDEX asked_phone_of_payment ON asked_phone (payment_id);
    """
}
