/// Whether a delivery was new.
package enum Delivery: Sendable, Equatable {
  /// It is kept, on disk.
  case stored
  /// The same body was kept already, and is on disk.
  case repeated
}

/// Where a listener's callbacks go: the one way from it to whatever stores.
///
/// A shop's listener delivers into the shop's own spool (``SpoolDelivery``). In a chain of shops a database stands
/// between the one public listener and each shop's spool: the listener delivers into that, and each shop's puller from
/// there into its spool, both by this.
package protocol CallbackDelivery: Sendable {
  /// Stores one callback for good.
  ///
  /// - Throws: ``SpoolError`` when it is not certain to be kept; the sender must not be told that it was accepted.
  func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery

  /// Stores that the shop's own trial came, in the way of a callback and where nobody takes it for one.
  func note(_ trial: TrialCallback) throws(SpoolError)

  /// Counts what strangers had stored before, so that starting again is no fresh allowance.
  func countStrangers(into allowance: inout StrangersAllowance) throws(SpoolError)

  /// Clears away what a listener left that was killed: older than this, and never acknowledged.
  func sweepUnfinished(olderThanWallMilliseconds limit: Int64)

  /// Prepares for worse times, with every heartbeat.
  func fillReserve()

  /// Tries whether a callback could be stored now.
  func probe() throws(SpoolError)

  /// Publishes how the listener is, for those who wait for its callbacks.
  func publish(_ heartbeat: Heartbeat) throws(SpoolError)
}
