import Files
import Ledger
import Payments
import Spool

/// Why a backup, a restore or a purge stopped, with a sentence for the owner.
package enum MaintenanceProblem: Error, Equatable {
  /// There is a file of the backup's name already.
  case alreadyThere(String)
  /// A file could not be written.
  case cannotWrite(String, reason: String, code: Errno? = nil)
  /// A backup could not be written; what of it could not be removed either.
  case noBackup(String, reason: String, code: Errno? = nil, litter: [String])
  /// The place of a file cannot close it to others.
  case cannotClose(String)
  /// The backup is a damaged ledger.
  case backupDamaged(String, reason: String)
  /// The backup cannot be read.
  case cannotRead(String, reason: String)
  /// The file is no ledger.
  case notALedger(String)
  /// The file is the ledger itself.
  case isTheLedger(String)
  /// The backup does not fit together; the first thing that is wrong.
  case doesNotFit(String)
  /// Somebody works at a till.
  case tillInUse(till: Int, holder: String)
  /// Somebody restores already.
  case restoreUnderWay(holder: String)
  /// Whether somebody works at a till cannot be told.
  case cannotTell(String, reason: String)
  /// What the listener acknowledged since the backup cannot be told.
  case witnessUnreadable(SpoolError)
  /// The ledger said no.
  case ledger(LedgerError)
  /// The spool said no.
  case spool(SpoolError)

  /// What happened, what it means for the money, what to do now.
  package var sentence: String {
    switch self {
    case .alreadyThere(let path):
      "\(path) is there already and stays as it is. No backup was made. Give another name."
    case .cannotWrite(let path, let reason, let code):
      "\(path) cannot be written (\(reason)). The ledger is as it was. \(Errno.remedy(code, mayBeElsewhere: false))"
    case .noBackup(let path, let reason, let code, let litter):
      "No backup was made: \(path) cannot be written (\(reason)). "
        + (litter.isEmpty
          ? "Nothing half-made lies there" : "No backup is \(litter.joined(separator: " nor ")): remove it")
        + ", and the ledger is as it was. \(Errno.remedy(code, mayBeElsewhere: true))"
    case .cannotClose(let path):
      "\(path) was not made: files there cannot be closed to others, and phone numbers stand in a ledger. Nothing "
        + "half-made lies there, and the ledger is as it was. Give a place on this machine's disk or a stick with ext4, or "
        + "mount this one for yourself alone (umask=077; for a Windows share file_mode=0600)."
    case .backupDamaged(let path, let reason):
      "\(path) is damaged (\(reason)), or not all of it was copied. The ledger is as it was. Take another backup."
    case .cannotRead(let path, let reason):
      "\(path) cannot be read (\(reason)). The ledger is as it was. Give the file that kaunta backup wrote."
    case .notALedger(let path):
      "\(path) is no ledger. The ledger is as it was. Give the file that kaunta backup wrote."
    case .isTheLedger(let path):
      "\(path) is the ledger itself. It is as it was. Give the file that kaunta backup wrote."
    case .doesNotFit(let problem):
      "The backup does not fit together: \(problem) The ledger is as it was. Take an older backup, or take this one all "
        + "the same with --despite-problems."
    case .tillInUse(let till, let holder):
      "Till \(till) is in use (\(holder)). The ledger is as it was. Close all desks, then restore."
    case .restoreUnderWay(let holder):
      "A restore is under way already (\(holder)). This one has done nothing. Wait for the other, then run kaunta verify."
    case .cannotTell(let path, let reason):
      "Whether a desk is open cannot be told: \(path) cannot be read (\(reason)). The ledger is as it was. Close all desks, "
        + "and restore as the account that made the home; a link, pipe or directory that lies there, remove."
    case .witnessUnreadable(let error):
      "The listener's own log in witness/ cannot be read (\(error.reason)): what came since the backup would be unknown, and "
        + "numbers could be given twice. The ledger is as it was. Restore as an account that may read it; what lies there "
        + "and is not the listener's, put away."
    case .ledger(let error): error.sentence
    case .spool(let error): error.sentence
    }
  }
}

/// Runs `body`, and tells what the ledger or the spool threw as a problem of this work.
func explained<Value>(_ body: () throws -> Value) throws(MaintenanceProblem) -> Value {
  do {
    return try body()
  } catch let error as LedgerError {
    throw .ledger(error)
  } catch let error as SpoolError {
    throw .spool(error)
  } catch let error as MaintenanceProblem {
    throw error
  } catch {
    throw .cannotWrite("a file", reason: "unexpected error")
  }
}
