import Files
import Glibc
import Payments

extension SpoolDirectory {
  /// Stores one callback: written beside, brought to disk, moved into `new/` without replacing, and the directory
  /// brought to disk.
  ///
  /// When the same body lies there already, it and the directory are brought to disk once more before that counts as
  /// success, since the first delivery may have failed in the middle (rules.md section 7). When a file of that name is
  /// damaged, it goes to `odd/` and this one takes its place. When the body was archived before, it is simply delivered
  /// again: archiving is harmless.
  ///
  /// - Throws: ``SpoolError`` when any step failed. Up to the move, nothing is left behind. If only the last sync
  ///   failed, the whole and synced file stays in `new/`: taking it away would throw a good answer after a bad
  ///   disk, and desks archive it as always.
  package func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
    guard envelope.isWritable else { throw .notAnEnvelope }
    let root = try root()
    let unfinished = try root.directory(.tmp)
    let delivered = try root.directory(.new)
    let temporary = temporaryName()
    try unfinished.create(temporary, envelope.fileBytes, mode: modes.file, durably: true)
    do throws(SpoolError) {
      let delivery = try move(temporary, from: unfinished, to: delivered, envelope)
      if delivery == .repeated { unfinished.unlinkQuietly(temporary) }
      return delivery
    } catch {
      unfinished.unlinkQuietly(temporary)
      throw error
    }
  }

  private func move(
    _ temporary: String, from unfinished: Directory<SpoolError>, to delivered: Directory<SpoolError>,
    _ envelope: SpoolEnvelope
  ) throws(SpoolError) -> Delivery {
    let name = envelope.name
    // More than once only when the file that stood in the way goes while we look at it.
    for _ in 0..<8 {
      if try unfinished.move(temporary, to: delivered, as: name.fileName) {
        try deliveries.sync(delivered)
        return .stored
      }
      do throws(SpoolError) {
        if try isOnDisk(envelope, in: delivered) { return .repeated }
      } catch .damaged(let damage) {
        _ = try setAside(
          name, reason: OddReason(.damaged, damage.words), wallMilliseconds: envelope.arrivedWallMilliseconds)
      }
    }
    throw SpoolError.failed(.rename, .fileExists)
  }

  /// Whether the file that stands there has this body; then it and its directory are on disk.
  private func isOnDisk(_ envelope: SpoolEnvelope, in delivered: Directory<SpoolError>) throws(SpoolError) -> Bool {
    let name = envelope.name
    let standing = try delivered.contentBroughtToDisk(name.fileName, limitBytes: SpoolEnvelope.longestFileBytes) {
      (content) throws(SpoolError) in
      // Equal names and other bodies would be a collision of SHA-256.
      guard try Self.envelope(content, name: name).body == envelope.body else { throw .damaged(.bodyChanged) }
    }
    if standing == nil { return false }
    try deliveries.sync(delivered)
    return true
  }
}
