import Glibc
import Payments

extension SpoolDirectory {
  /// Stores one callback: written beside, brought to disk, moved into `new/` without replacing, and the directory
  /// brought to disk.
  ///
  /// When the same body lies there already, it and the directory are brought to disk once more before that counts as
  /// success, since the first delivery may have failed in the middle (rules.md section 7). When a file of that name is
  /// damaged, it goes to `odd/` and this one takes its place. When the body was settled before, it is simply delivered
  /// again: settling is harmless.
  ///
  /// - Throws: ``SpoolError`` when any step failed. Up to the move, nothing is left behind. If only the last sync
  ///   failed, the whole and synced file stays in `new/`: taking it away would throw a good answer after a bad
  ///   disk, and desks settle it as always.
  public func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
    guard envelope.isWritable else { throw .notAnEnvelope }
    let temporary = temporaryPath()
    try files.createDurably(temporary, envelope.fileBytes, mode: modes.file)
    do throws(SpoolError) {
      let delivery = try moveIntoNew(temporary, envelope)
      if delivery == .repeated { files.unlinkQuietly(temporary) }
      return delivery
    } catch {
      files.unlinkQuietly(temporary)
      throw error
    }
  }

  private func moveIntoNew(_ temporary: String, _ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
    let name = envelope.name
    let destination = path(.new, name.fileName)
    // More than once only when the file that stood in the way goes while we look at it.
    for _ in 0..<8 {
      if try files.move(temporary, to: destination) {
        try files.syncDirectory(path(.new))
        return .stored
      }
      do throws(SpoolError) {
        if try bringToDisk(destination, name: name, body: envelope.body) { return .repeated }
      } catch .damaged(let damage) {
        _ = try setAside(
          name, reason: OddReason(.damaged, damage.words), wallMilliseconds: envelope.arrivedWallMilliseconds)
      } catch .gone {
        continue
      }
    }
    throw .failed(.rename, code: EEXIST)
  }

  /// Whether the file that stands there has this body; then it and its directory are on disk.
  private func bringToDisk(_ file: String, name: SpoolName, body: [UInt8]) throws(SpoolError) -> Bool {
    let descriptor: Int32
    do throws(SpoolError) { descriptor = try files.openToRead(file) } catch .failed(_, code: ENOENT) {
      throw .gone
    }
    do throws(SpoolError) {
      let limit = SpoolEnvelope.longestBodyBytes + SpoolEnvelope.longestHeaderBytes
      let content = try files.readAll(descriptor, limitBytes: limit)
      let standing: SpoolEnvelope
      do throws(EnvelopeDamage) { standing = try SpoolEnvelope(parsing: content, name: name) } catch {
        throw .damaged(error)
      }
      // Equal names and other bodies would be a collision of SHA-256.
      guard standing.body == body else { throw .damaged(.bodyChanged) }
      try files.syncFile(descriptor)
    } catch {
      files.closeQuietly(descriptor)
      throw error
    }
    try files.close(descriptor)
    try files.syncDirectory(path(.new))
    return true
  }
}
