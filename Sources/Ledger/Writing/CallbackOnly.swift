import GRDB
import Payments

/// Payments that only their callback tells of: they were recorded after the backup from which the ledger came back.
///
/// The callback's address verified under a key of this shop, so the shop did ask for the money; who asked, whom and for
/// what is lost. It is held, with amount and receipt, until a supervisor resolves it (rules.md section 8).
struct CallbackOnly {
  let appender: Appender

  init(appender: Appender) { self.appender = appender }

  /// Gives the payment a row, if this ledger was restored and the evidence is a callback that states money.
  func admits(_ evidence: [Evidence], for id: PaymentID, at now: Moment) throws -> Bool {
    let database = appender.rows.database
    guard let amount = evidence.lazy.compactMap(Restoration.statedAmount).first,
      let restoration = try ShopRows(database: database).status(.restored).restored?.restoration
    else { return false }
    let asked = restoration.askedAt(id, knownAt: now)
    let day = EastAfricaTime(asked).businessDay
    let number = try Recorder(rows: appender.rows, appender: appender).nextNumber(
      till: .commandLine, day: day, atLeast: restoration.numbersFrom)
    try database.execute(
      sql: """
        INSERT INTO payment (id, till, day, number, sale, amount, once_digest, recorded_wall, standing, flags, is_open,
          position) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, 'held', '', 1, 0)
        """,
      arguments: [
        id.hex, Till.commandLine.number, day.text, number, id.hex, amount.count, asked.wallMilliseconds,
      ])
    return true
  }

  /// What cannot be as it is with a payment that was never recorded.
  static func problems(
    of payment: String, amount: Int, evidence: [EvidenceRow], in rows: PaymentRows
  ) throws -> [LedgerProblem] {
    let shop = try ShopRows(database: rows.database).status(.restored)
    if shop.restored == nil { return [.recordMissing(payment: payment)] }
    let stated = evidence.compactMap { Restoration.statedAmount($0.evidence)?.count }
    return stated.contains(amount) ? [] : [.recordDiffers(payment: payment, what: "amount")]
  }
}
