import Ledger
import Payments
import Spool

/// What a restore is given.
package struct RestorePlan {
  /// The backup.
  package var backup: String
  /// The shop's ledger.
  package var files: LedgerFiles
  /// Which Daraja and short code it must belong to.
  package var binding: LedgerBinding
  /// The shop's spool.
  package var spool: SpoolDirectory
  /// The listener's own log; nil when there is none.
  package var witness: WitnessLog?
  /// Where the tills' locks lie.
  package var locksDirectory: String
  /// Who restores.
  package var person: String
  /// Take a backup that does not fit together.
  package var despiteProblems: Bool
  /// Both clocks.
  package var now: Moment

  package init(
    backup: String, files: LedgerFiles, binding: LedgerBinding, spool: SpoolDirectory, witness: WitnessLog?,
    locksDirectory: String, person: String, despiteProblems: Bool = false, now: Moment
  ) {
    self.backup = backup
    self.files = files
    self.binding = binding
    self.spool = spool
    self.witness = witness
    self.locksDirectory = locksDirectory
    self.person = person
    self.despiteProblems = despiteProblems
    self.now = now
  }
}
