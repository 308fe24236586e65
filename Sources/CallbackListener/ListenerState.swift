import Daraja
import Payments
import Spool
import Synchronization

/// What the listener knows while it runs: its keys and its own heartbeat.
///
/// Every thread of it counts here.
final class ListenerState: Sendable {
  private struct State {
    var heartbeat: Heartbeat
    var keys: TagKeyRing
    var keyStamp: String
    var keyTrouble: Phrase?
    var storeTrouble: Phrase?
    /// How often storing failed.
    var storeFailures = 0
    var strangers: StrangersAllowance
    var waiting = 0
    var strangersWaiting = 0
    var beatBoot: Int64?
  }

  /// Something that is to show whether storing works; it says nothing of a failure that came after it began.
  struct StoreTrial {
    fileprivate let failuresBefore: Int
  }

  /// Held while a heartbeat is written.
  let beating = Mutex(())

  private let state: Mutex<State>
  private let mostWaiting: Int
  private let mostStrangersWaiting: Int

  init(settings: ListenerSettings, keys: TagKeyRing, keyStamp: String, strangers: StrangersAllowance) {
    let heartbeat = Heartbeat(
      moment: settings.now(), processID: ownProcessID(), listensOn: "", publicURL: settings.publicURL,
      environment: settings.environment, shortCode: settings.shortCode, keyFingerprints: keys.fingerprints)
    state = Mutex(State(heartbeat: heartbeat, keys: keys, keyStamp: keyStamp, strangers: strangers))
    mostWaiting = settings.limits.storeThreads + settings.limits.storeQueue
    mostStrangersWaiting = settings.limits.strangersInQueue
  }

  var keys: TagKeyRing { state.withLock { $0.keys } }

  var counters: Heartbeat.Counters { state.withLock { $0.heartbeat.counters } }

  func count(_ field: WritableKeyPath<Heartbeat.Counters, Int> & Sendable) {
    state.withLock { $0.heartbeat.counters[keyPath: field] += 1 }
  }

  func listens(on address: String) {
    state.withLock { $0.heartbeat.listensOn = address }
  }

  func noteWrongTag(_ paymentID: PaymentID?, from peerClass: PeerClass) {
    state.withLock {
      $0.heartbeat.counters.wrongTags += 1
      // Only a listed address may fill the ring, or anybody could make the desks query.
      if let paymentID, peerClass == .listed { $0.heartbeat.noteWrongTag(paymentID) }
    }
  }

  /// Takes a place in the queue before the disk; false when it is full.
  ///
  /// Strangers get a part of it: one valid tag is enough to repeat one body without end, and each repeat is brought to
  /// disk anew.
  func takesPlaceInQueue(_ paymentID: PaymentID, from peerClass: PeerClass) -> Bool {
    state.withLock {
      let isStranger = peerClass == .unlisted
      guard $0.waiting < mostWaiting, !isStranger || $0.strangersWaiting < mostStrangersWaiting else {
        $0.heartbeat.counters.refusedBusy += 1
        $0.heartbeat.noteRefused(paymentID)
        return false
      }
      $0.waiting += 1
      if isStranger { $0.strangersWaiting += 1 }
      return true
    }
  }

  /// A callback with a right tag came, and its body did not come whole.
  ///
  /// - Returns: whether desks are to be told; not of a stranger's, or one leaked address made a shop ask without end.
  func noteUnread(_ paymentID: PaymentID, from peerClass: PeerClass) -> Bool {
    if peerClass == .unlisted { return false }
    state.withLock { $0.heartbeat.noteRefused(paymentID) }
    return true
  }

  func leavesQueue(_ peerClass: PeerClass) {
    state.withLock {
      $0.waiting -= 1
      if peerClass == .unlisted { $0.strangersWaiting -= 1 }
    }
  }

  func admits(_ name: SpoolName, lengthBytes: Int, day: BusinessDay) -> Bool {
    state.withLock {
      let admitted = $0.strangers.admits(name, lengthBytes: lengthBytes, day: day)
      if !admitted { $0.heartbeat.counters.refusedCopies += 1 }
      return admitted
    }
  }

  /// Asked for before anything is stored, or tried.
  func beginStoreTrial() -> StoreTrial { state.withLock { StoreTrial(failuresBefore: $0.storeFailures) } }

  func noteStored(
    _ name: SpoolName, from peer: String, _ delivery: Delivery, _ trial: StoreTrial, at moment: Moment
  ) {
    state.withLock {
      switch delivery {
      case .stored: $0.heartbeat.counters.accepted += 1
      case .repeated: $0.heartbeat.counters.repeated += 1
      }
      if name.peerClass == .unlisted {
        $0.heartbeat.counters.fromUnlistedAddresses += 1
        $0.heartbeat.lastUnlistedPeer = peer
      } else {
        // A stranger's callback says neither that Safaricom's arrive, nor that the refused one came.
        $0.heartbeat.lastCallbackAt = moment
        $0.heartbeat.noteStored(name.paymentID)
      }
      Self.endTrouble(&$0, trial)
    }
  }

  func noteRefused(_ paymentID: PaymentID, _ error: SpoolError) {
    state.withLock {
      $0.heartbeat.counters.refusedStoring += 1
      $0.heartbeat.noteRefused(paymentID)
      Self.fail(&$0, error)
    }
  }

  func noteStoreTrouble(_ error: SpoolError) { state.withLock { Self.fail(&$0, error) } }

  func noteStoreWorks(_ trial: StoreTrial) { state.withLock { Self.endTrouble(&$0, trial) } }

  private static func fail(_ state: inout State, _ error: SpoolError) {
    state.storeFailures += 1
    state.storeTrouble = error.explanation
  }

  private static func endTrouble(_ state: inout State, _ trial: StoreTrial) {
    if trial.failuresBefore == state.storeFailures { state.storeTrouble = nil }
  }

  var trouble: Phrase? { state.withLock { $0.storeTrouble ?? $0.keyTrouble } }

  /// Whether the keys have to be read again.
  func isNewStamp(_ stamp: String) -> Bool { state.withLock { $0.keyStamp != stamp } }

  /// Takes new keys; when they cannot be read, the old ones stay, and the trouble is told.
  func take(_ keys: TagKeyRing?, stamp: String, trouble: Phrase?) {
    state.withLock {
      if let keys {
        $0.keys = keys
        $0.keyStamp = stamp
        $0.heartbeat.keyFingerprints = keys.fingerprints
      }
      $0.keyTrouble = trouble
    }
  }

  /// The heartbeat to write now.
  func beat(at moment: Moment) -> Heartbeat {
    state.withLock {
      $0.heartbeat.moment = moment
      $0.heartbeat.trouble = $0.storeTrouble ?? $0.keyTrouble
      return $0.heartbeat
    }
  }

  func noteBeatWritten(at moment: Moment) {
    state.withLock { $0.beatBoot = moment.bootMilliseconds }
  }

  /// How long ago the last heartbeat was written; nil before the first.
  func beatAgeMilliseconds(at moment: Moment) -> Int64? {
    state.withLock { state in state.beatBoot.map { max(0, moment.bootMilliseconds - $0) } }
  }
}
