import CustomerView
import DeskRuntime
import Files
import Ledger
import Payments
import Settings
import Synchronization

/// What a customer's view looks at in a home, without writing, making or locking anything there.
final class CustomerBooks: CustomerWatch {
  private struct Opened {
    let ledger: LedgerReader
    let bell: LedgerBellWatcher
  }

  private let settings: ShopSettings
  private let till: Till
  private let clock = SystemClock()
  private let opened = Mutex<Opened?>(nil)

  init(_ settings: ShopSettings, till: Till) {
    self.settings = settings
    self.till = till
  }

  var descriptors: [Int32] { opened.withLock { [$0?.bell.descriptor].compactMap(\.self) } }

  func drain() { opened.withLock { $0?.bell.drain() } }

  func look() -> CustomerLook {
    let at = clock.now()
    let isDeskOpen = isDeskOpen
    do throws(LedgerError) {
      let isOut = try ledger()?.hasPromptOut(at: till, at: at) ?? false
      return CustomerLook(try books(), isDeskOpen: isDeskOpen, aPromptIsOut: isOut, at: at)
    } catch {
      // Whatever is in the way, a restored ledger in the old one's place too: it is opened anew at the next look.
      opened.withLock { $0 = nil }
      return CustomerLook(.unreadable, isDeskOpen: isDeskOpen, aPromptIsOut: true, at: at)
    }
  }

  private func books() throws(LedgerError) -> CustomerLook.Books {
    guard let ledger = try ledger() else { return .nothing }
    guard let newest = try ledger.newestPayment(of: till) else { return .nothing }
    return .newest(newest)
  }

  /// The ledger; nil in a home where no desk was ever opened.
  private func ledger() throws(LedgerError) -> LedgerReader? {
    if let opened = opened.withLock({ $0 }) { return opened.ledger }
    let home = settings.home
    if FileFacts(path: home.ledgerFile) == nil, FileFacts(path: home.ledgerTrace) == nil { return nil }
    let files = settings.ledgerFiles(till: till)
    let fresh = Opened(
      ledger: try LedgerReader(files: files, binding: settings.ledgerBinding),
      bell: LedgerBellWatcher(path: files.bellPath))
    opened.withLock { $0 = fresh }
    return fresh.ledger
  }

  /// A desk has the till, as far as the kernel shows it; taking its lock to see would keep a desk from opening.
  private var isDeskOpen: Bool? {
    guard let file = FileFacts(path: settings.home.tillLockFile(till)) else { return false }
    return KernelLocks().areSeen(.flock, on: file)
  }
}
