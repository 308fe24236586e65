import Payments
import Spool
import Synchronization

/// Stores callbacks, and no file of them.
final class ChainOfShops: CallbackDelivery {
  struct Kept {
    var envelopes: [SpoolEnvelope] = []
    var heartbeat: Heartbeat?
    var isPrepared = false
    var isDown = false
  }

  let kept = Mutex(Kept())

  func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
    let outcome: Delivery? = kept.withLock { kept in
      if kept.isDown { return nil }
      if kept.envelopes.contains(envelope) { return .repeated }
      kept.envelopes.append(envelope)
      return .stored
    }
    guard let outcome else { throw .failed(.write, code: 5) }
    return outcome
  }

  func note(_ trial: TrialCallback) {}

  func countStrangers(into allowance: inout StrangersAllowance) {}

  func sweepUnfinished(olderThanWallMilliseconds limit: Int64) { kept.withLock { $0.isPrepared = true } }

  func fillReserve() {}

  func probe() throws(SpoolError) {}

  func publish(_ heartbeat: Heartbeat) { kept.withLock { $0.heartbeat = heartbeat } }
}
