import Ledger
import Shop

/// The ledger as the shop's work sees it.
extension LedgerDatabase: LedgerPort {}

/// The ledger as a purge sees it.
extension LedgerDatabase: PersonalDataPort {}
