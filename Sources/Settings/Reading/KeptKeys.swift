import Daraja
import Files
import Payments
import Synchronization

/// The callback keys as a desk's looks at its health know them: read anew once their file is another.
///
/// What is sent reads them each time.
package final class KeptKeys: Sendable {
  /// A file that was written so lately may be written once more with the same date.
  private static let sureAfterMilliseconds: Int64 = 2_000

  private let settings: ShopSettings
  private let kept = Mutex<(facts: FileFacts, ring: TagKeyRing)?>(nil)

  package init(_ settings: ShopSettings) { self.settings = settings }

  package func ring(at now: Moment) throws(SettingsProblem) -> TagKeyRing {
    // Before it is read: what is written meanwhile has other facts.
    let facts = FileFacts(path: settings.callbacks.keysFile)
    if let kept = kept.withLock(\.self), kept.facts == facts { return kept.ring }
    let ring = try settings.readKeyRing()
    let sureBefore = now.wallMilliseconds - Self.sureAfterMilliseconds
    kept.withLock { kept in
      kept = facts.flatMap { $0.modifiedWallMilliseconds <= sureBefore ? ($0, ring) : nil }
    }
    return ring
  }
}
