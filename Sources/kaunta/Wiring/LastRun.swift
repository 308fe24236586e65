import CLinux
import Glibc

/// When a till's desk ran last: the time of an empty file beside the till's lock.
struct LastRun {
  let path: String

  /// By the wall clock; nil when there is no such file.
  var wallMilliseconds: Int64? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Int64(facts.st_mtim.tv_sec) * 1_000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000
  }

  /// Sets it to now; it is a courtesy to the cashier, so that a failure is no trouble.
  func note(mode: UInt32) {
    let descriptor = kaunta_open_plain(path, O_WRONLY | O_CREAT, mode)
    if descriptor < 0 { return }
    _ = fchmod(descriptor, mode)
    _ = futimens(descriptor, nil)
    close(descriptor)
  }
}
