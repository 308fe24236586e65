import Files

/// When a till's desk ran last: the time of an empty file beside the till's lock.
struct LastRun {
  let path: String

  /// By the wall clock; nil when there is no such file.
  var wallMilliseconds: Int64? { FileFacts(path: path)?.modifiedWallMilliseconds }

  /// Sets it to now; it is a courtesy to the cashier, so that a failure is no trouble.
  func note(mode: UInt32) {
    guard let file = try? OpenFile.plain(path, .writeOnly, .create, mode: mode) else { return }
    try? file.setMode(mode)
    try? file.touch()
  }
}
