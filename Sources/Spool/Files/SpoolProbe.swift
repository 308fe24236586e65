extension SpoolDirectory {
  /// How the names of files begin that only try whether the spool works; nobody takes them for anything.
  static let probePrefix = ".probe."
  private static let probeContent = [UInt8](repeating: UInt8(ascii: "\n"), count: SpoolEnvelope.longestFileBytes)

  /// Goes through all that becomes of a callback, with a file that is none, as long as the longest: written in `tmp/`,
  /// brought to disk, moved on to `new/`, `odd/` and `done/` in the very way that callbacks go, and removed.
  ///
  /// A disk that has room for a few bytes only turns callbacks away, and is not well.
  ///
  /// - Throws: ``SpoolError`` with the step that failed.
  package func probe() throws(SpoolError) {
    let root = try root()
    let stations = [
      try root.directory(.tmp), try root.directory(.new), try root.directory(.odd), try root.directory(.done),
    ]
    let name = Self.probePrefix + temporaryName()
    defer { for station in stations { station.unlinkQuietly(name) } }
    try stations[0].create(name, Self.probeContent, mode: modes.file, durably: true)
    for (from, to) in zip(stations, stations.dropFirst()) {
      guard try from.move(name, to: to, as: name) else { throw SpoolError.failed(.rename, .fileExists) }
      try to.sync()
    }
    try stations[stations.count - 1].unlink(name)
  }

  /// Whether every directory of the spool is there, is one of ours, and lies where files can be moved between all of
  /// them: what every program looks at before it starts.
  package func check() throws(SpoolError) {
    let root = try root()
    let mount = try root.mountID()
    for place in SpoolPlace.allCases {
      let directory = try root.directory(place)
      guard directory.facts.device == root.facts.device, try directory.mountID() == mount else {
        throw SpoolError.failed(.rename, .improperLink)
      }
    }
  }

  /// Names in the spool that are none of its own: where somebody moved a directory of it away, its answers lie there.
  package func strangeNames() throws(SpoolError) -> [String] {
    let own = SpoolPlace.allCases.map(\.rawValue) + [Self.heartbeatName, ListenerLock.fileName]
    return try root().list().filter { !own.contains($0) }.sorted()
  }
}
