/// Finds what somebody meant who wrote a name that is not known.
package enum NearestName {
  /// The known name nearest to this one; nil when none is near.
  package static func of(_ written: String, among known: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for name in known {
      let distance = Self.distance(Array(written.lowercased().utf8), Array(name.lowercased().utf8))
      if distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    guard let best, best.distance <= max(2, written.utf8.count / 3) else { return nil }
    return best.name
  }

  /// Levenshtein's distance: bytes to add, drop or change.
  static func distance(_ from: [UInt8], _ to: [UInt8]) -> Int {
    var row = Array(0...to.count)
    for (index, byte) in from.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in to.enumerated() {
        let change = diagonal + (byte == other ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(change, row[place] + 1, row[place + 1] + 1)
      }
    }
    return row[to.count]
  }
}
