import Files
import Payments

/// When a till's desk ran last: the time of an empty file beside the till's lock.
package struct LastRun: Sendable {
  private let path: String

  /// Of a till of this home.
  package init(of till: Till, in home: Home) { path = home.locksDirectory + "/till-\(till.number).ran" }

  /// By the wall clock; nil when there is no such file.
  package var wallMilliseconds: Int64? { FileFacts(path: path)?.modifiedWallMilliseconds }

  /// Sets it to now; it is a courtesy to the cashier, so that a failure is no trouble.
  package func note(mode: UInt32) {
    // Every desk does so every five seconds, and finds it there.
    if (try? ByPath.touch(path)) != nil { return }
    guard let file = try? OpenFile.plain(path, .writeOnly, .create, mode: mode) else { return }
    try? file.setMode(mode)
    try? file.touch()
  }
}
