extension SpoolDirectory {
  /// When the oldest callback of `new/` was written, by the wall clock; nil when none waits.
  package func oldestArrivalWallMilliseconds() throws(SpoolError) -> Int64? {
    let delivered = try root().directory(.new)
    var oldest: Int64?
    for name in SpoolListing(try delivered.list()).names {
      // One that is gone was archived meanwhile.
      guard let facts = try delivered.facts(name.fileName) else { continue }
      oldest = min(oldest ?? .max, facts.modifiedWallMilliseconds)
    }
    return oldest
  }
}
