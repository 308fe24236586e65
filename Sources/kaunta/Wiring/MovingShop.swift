import Ledger
import Payments
import ServerSetup
import Settings
import Tills

extension Home {
  /// Its settings; nil where they do not load.
  var loaded: ShopSettings? { try? SettingsLoader(themes: ThemePlaces.loader(for: self)).load(self) }
}

extension ShopSettings {
  /// What keeps this shop from being moved away now, in a sentence; nil where nothing is known to.
  var movingObstacle: String? {
    let waiting = (try? openLedgerForCommand().openPayments())?.count(where: \.isWaiting) ?? 0
    return MovingAway.obstacle(tills: openTills ?? [], waiting: waiting)
  }

  /// Tills at which a desk is open; nil where the locks cannot be read.
  var openTills: [Int]? { try? tills().open().map(\.number) }
}
