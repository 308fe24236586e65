import Payments

/// What can go wrong with the ledger, each with a sentence for the person who sees it.
public enum LedgerError: ExplainedError, Equatable, Sendable {
  case cannotOpen(reason: String)
  case cannotRead(reason: String)
  case cannotWrite(reason: String)
  case damaged(reason: String)
  case newerSchema
  case boundElsewhere(environment: String, shortCode: String)
  case settingRefused(name: String, value: String)
  case replaced
  case restoredLately(waitMilliseconds: Int64)

  /// What happened, what it means for the money, what to do now.
  public var sentence: String {
    switch self {
    case .cannotOpen(let reason):
      "The ledger cannot be opened (\(reason)). No payment can be asked for; callbacks stay safe in the spool. "
        + "Run `kaunta doctor`."
    case .cannotRead(let reason):
      "The ledger cannot be read (\(reason)). What is on screen may be old; callbacks stay safe in the spool. "
        + "Run `kaunta doctor`."
    case .cannotWrite(let reason):
      "The ledger cannot be written (\(reason)). Nothing was sent; callbacks stay safe in the spool. "
        + "Free space or call the owner."
    case .damaged(let reason):
      "The ledger is damaged (\(reason)). It is left untouched and callbacks stay safe in the spool. "
        + "Call the owner: restore a backup, then run `kaunta verify`."
    case .newerSchema:
      "The ledger was written by a newer Kaunta. Nothing was changed. Install that version on this machine."
    case .boundElsewhere(let environment, let shortCode):
      "This ledger belongs to \(environment), short code \(shortCode). Nothing was changed. "
        + "Use the home whose settings say so, or start a new one with `kaunta init`."
    case .settingRefused(let name, let value):
      "SQLite refused the setting \(name) (it says \(value)), without which a power cut could lose a payment. "
        + "Nothing was written. Put the home on a local disk."
    case .replaced:
      "Another ledger lies in the place of the one that this program opened: it was restored from a backup. Nothing "
        + "was written; callbacks stay safe in the spool. Close this program and start it again."
    case .restoredLately(let milliseconds):
      "The ledger was restored from a backup a moment ago, and a prompt that it does not know may still be on a phone. "
        + "Nothing was sent. Ask again in \((milliseconds + 999) / 1000) s."
    }
  }
}
