import Desk
import Payments
import Shop

/// What a desk looks at besides ledger, spool and Safaricom, whoever drives it.
package protocol DeskPort: RoundPort {
  /// How listener, spool, ledger and clock are, as far as they can be asked.
  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings
  /// All open payments and so many of the newest others, and the ledger's position from which on changes tell the rest.
  func board(newest limit: Int) throws -> LedgerChanges
  /// When this till's desk ran last before this one, by the wall clock; nil when it never did.
  var ranLastAtWallMilliseconds: Int64? { get }
  /// How the places look in which a turn finds its news; nil where looking tells nothing, so that each turn is made.
  var signs: HomeSigns? { get }
  /// Notes that this till's desk runs now.
  func noteThatThisTillRuns()
}

/// What a desk with threads keeps an eye on as well.
package protocol ShopWatch: DeskPort {
  /// Descriptors that become readable when there may be news: the spool's and the ledger's inotify, if they work.
  var descriptors: [Int32] { get }
  /// Reads what those descriptors announced, without waiting.
  func drain()
  /// Who keeps the ledger from this process, once that takes two seconds; asked by the screen's thread while others
  /// wait.
  var ledgerLockHolder: String? { get }
  /// Runs `body` while no transaction of this process is open, before the process is stopped.
  func betweenTransactions(_ body: () -> Void)
}
