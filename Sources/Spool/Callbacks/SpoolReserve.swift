import Files

/// Space that is kept so that a full disk still takes the callbacks of payments under way (rules.md section 7).
///
/// Sixteen preallocated files, given up one at a time: a single one that is let go whole could be eaten by another
/// program before the next callback comes.
package struct SpoolReserve: Sendable {
  /// How many files there are when the reserve is whole.
  package static let pieces = 16
  /// What one of them holds.
  package static let pieceBytes: Int64 = 64 * 1024

  private let spool: SpoolDirectory

  /// The reserve of a spool.
  package init(_ spool: SpoolDirectory) { self.spool = spool }

  /// How many pieces are left.
  package func piecesLeft() throws(SpoolError) -> Int { try present(in: try spool.open(.reserve)).count }

  /// Makes the missing pieces, as long as at least four times the whole reserve is free: while the disk is all but
  /// full, space belongs to callbacks.
  ///
  /// - Returns: how many pieces there are now.
  @discardableResult
  package func fill() throws(SpoolError) -> Int {
    let directory = try spool.open(.reserve)
    let there = Set(try present(in: directory))
    var count = there.count
    for number in 0..<Self.pieces where !there.contains(Self.name(number)) {
      if try directory.freeBytes() < Int64(Self.pieces) * Self.pieceBytes * 4 { break }
      try directory.allocate(Self.name(number), lengthBytes: Self.pieceBytes, mode: spool.modes.file)
      count += 1
    }
    return count
  }

  /// Gives one piece back to the disk; false when none is left.
  package func release() throws(SpoolError) -> Bool {
    let directory = try spool.open(.reserve)
    for name in try present(in: directory) {
      do throws(SpoolError) {
        try directory.unlink(name)
        return true
      } catch {
        // Another thread took it, or it is none of ours; the next one may help.
      }
    }
    return false
  }

  /// The names of our pieces that are there; what else lies there is somebody's mistake.
  private func present(in directory: Directory<SpoolError>) throws(SpoolError) -> [String] {
    let there = Set(try directory.list())
    return (0..<Self.pieces).map(Self.name).filter(there.contains)
  }

  private static func name(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
