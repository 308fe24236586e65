/// Delivery into a spool, whose reserve makes room on a full disk.
package struct SpoolDelivery: CallbackDelivery {
  private let spool: SpoolDirectory
  private let reserve: SpoolReserve

  /// Delivery into this spool.
  package init(_ spool: SpoolDirectory) {
    self.spool = spool
    reserve = SpoolReserve(spool)
  }

  /// Delivers, and gives up pieces of the reserve while the disk is full.
  package func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
    while true {
      do throws(SpoolError) { return try spool.deliver(envelope) } catch {
        guard error.isOutOfSpace, (try? reserve.release()) == true else { throw error }
      }
    }
  }

  /// Stores it beside the callbacks; a full disk's reserve is not given up for it.
  package func note(_ trial: TrialCallback) throws(SpoolError) { try spool.note(trial) }

  /// Counts what lies in the spool.
  package func countStrangers(into allowance: inout StrangersAllowance) throws(SpoolError) {
    try spool.countStrangers(into: &allowance)
  }

  /// Empties `tmp/` of what nobody finishes.
  package func sweepUnfinished(olderThanWallMilliseconds limit: Int64) {
    _ = try? spool.sweepUnfinished(olderThanWallMilliseconds: limit)
  }

  /// Fills the spool's reserve up, where there is room.
  package func fillReserve() { _ = try? reserve.fill() }

  /// Tries every step of a delivery.
  package func probe() throws(SpoolError) { try spool.probe() }

  /// Writes the heartbeat into the spool, with what is left of the reserve, which it may use as well.
  package func publish(_ heartbeat: Heartbeat) throws(SpoolError) {
    var heartbeat = heartbeat
    heartbeat.reservePieces = (try? reserve.piecesLeft()) ?? 0
    try spool.write(heartbeat, reserve: reserve)
  }
}
