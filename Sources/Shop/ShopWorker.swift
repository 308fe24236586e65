import Daraja
import Payments

/// What the shop's work must know about the shop.
package struct ShopFacts: Sendable {
  /// The till that this process is.
  package var till: Till
  /// Who this process is, for the evidence of an attempt: "process 4711".
  package var owner: String
  /// Which Daraja; part of the callback tag.
  package var environment: DarajaEnvironment
  /// Who receives the money.
  package var account: Account
  /// The public address before `/c/`.
  package var publicURL: String
  /// When Safaricom is asked.
  package var schedule: QuerySchedule

  package init(
    till: Till, owner: String, environment: DarajaEnvironment, account: Account, publicURL: String,
    schedule: QuerySchedule = .standard
  ) {
    self.till = till
    self.owner = owner
    self.environment = environment
    self.account = account
    self.publicURL = publicURL
    self.schedule = schedule
  }
}

/// Does what the desk's effects ask, through ports: sending, ingesting, asking, starting again.
///
/// Synchronous, so that the real shop (with threads) and the simulated one (one thread, a virtual clock) run the same
/// code. Its calls may block; none is made from the screen's thread.
package struct ShopWorker: Sendable {
  /// What the work must know.
  package let facts: ShopFacts
  private(set) var ledger: any LedgerPort
  let spool: any SpoolPort
  let daraja: any DarajaPort
  /// The time.
  package let clock: any ClockPort
  /// Fresh names.
  package let identifiers: any IdentifierPort
  /// The keys of the callback address, read anew for each push, so that a rotation needs no restart.
  let keys: @Sendable () -> KeyReadiness
  let unsaved = UnsavedEvidence()
  let attempts = OwnAttempts()
  let firstSight = FirstSight()
  let closing = ClosingSign()

  /// A worker on these ports.
  package init(
    facts: ShopFacts, ledger: any LedgerPort, spool: any SpoolPort, daraja: any DarajaPort, clock: any ClockPort,
    identifiers: any IdentifierPort, keys: @escaping @Sendable () -> KeyReadiness
  ) {
    self.facts = facts
    self.ledger = ledger
    self.spool = spool
    self.daraja = daraja
    self.clock = clock
    self.identifiers = identifiers
    self.keys = keys
  }

  /// The same worker, with all that it knows, on the ledger that lies in the old one's place now.
  package func moved(to ledger: any LedgerPort) -> ShopWorker {
    var moved = self
    moved.ledger = ledger
    return moved
  }
}

/// Whether the answers to a push could reach this shop.
package enum KeyReadiness: Sendable {
  /// The listener accepts our active key, or nobody knows of a listener (callbacks may be late, not lost).
  case ready(TagKeyRing)
  /// The listener is alive and would turn our answers away: nothing may be sent (rules.md section 6).
  case listenerRefusesOurKey
  /// The key file cannot be read.
  case unreadable(String)
}
