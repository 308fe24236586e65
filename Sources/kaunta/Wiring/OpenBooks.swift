import Glibc
import Ledger
import Payments
import Settings
import Spool

/// A shop whose ledger is open, for what neither sends nor resolves.
///
/// A spool in trouble keeps nobody from the ledger: it is said, and what was asked for is told all the same.
struct OpenBooks {
  let settings: ShopSettings
  let clock = SystemClock()
  let ledger: LedgerDatabase
  /// The spool; nil where it is in trouble, which was said.
  let spool: SpoolDirectory?

  /// Opens the ledger, and the spool where that can be used.
  ///
  /// - Parameter tell: hears what is wrong with the spool.
  init(_ settings: ShopSettings, tell: (SpoolError) -> Void = { Output.error("kaunta: " + $0.sentence) }) throws {
    self.settings = settings
    ledger = try settings.openLedgerForCommand()
    do throws(SpoolError) { spool = try settings.openSpool() } catch {
      spool = nil
      tell(error)
    }
  }
}
