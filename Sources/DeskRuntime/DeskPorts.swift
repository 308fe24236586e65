import Desk
import Payments
import Shop

/// What a desk keeps an eye on besides the ledger itself.
package protocol ShopWatch: RoundPort {
  /// Descriptors that become readable when there may be news: the spool's and the ledger's inotify, if they work.
  var descriptors: [Int32] { get }
  /// Reads what those descriptors announced, without waiting.
  func drain()
  /// How listener, spool, ledger and clock are, as far as they can be asked.
  func health(_ listener: ListenerReport?, at now: Moment) -> Health
  /// Who keeps the ledger from this process, once that takes two seconds; asked by the screen's thread while others
  /// wait.
  var ledgerLockHolder: String? { get }
  /// What a desk that starts puts on its board: all open payments and those that finished lately, and the ledger's
  /// position from which on it hears of changes.
  func boardAtStart() throws -> LedgerChanges
  /// When this till's desk ran last before this one, by the wall clock; nil when it never did.
  var ranLastAtWallMilliseconds: Int64? { get }
  /// Notes that this till's desk runs now.
  func noteThatThisTillRuns()
  /// Runs `body` while no transaction of this process is open, before the process is stopped.
  func betweenTransactions(_ body: () -> Void)
}
