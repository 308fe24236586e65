import CLinux
import Glibc

/// Keeps crash reports from asking the cashier questions and from showing memory.
///
/// Swift's runtime reads SWIFT_BACKTRACE once, before main. On a terminal its default is an interactive debugger prompt
/// with registers and the memory that they point to, which can be a phone number (docs/Backtracing.rst in
/// swiftlang/swift).
package enum BacktracePolicy {
  /// Starts this program anew with a setting that shows nothing of that, unless SWIFT_BACKTRACE is set already: by
  /// somebody, or where the runtime is part of the program, before it read it (backtrace_setting.c).
  ///
  /// Returns if there is nothing to do, or if the program cannot be started anew, which is no reason not to run. To be
  /// called first thing in main: a started thread, an open file or a half-written line would be lost.
  package static func reexecuteIfNeeded() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    kaunta_set_backtraces()
    // By its own path, so that ps shows the name; a binary that was replaced meanwhile is found through /proc only.
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    if readlink("/proc/self/exe", &path, path.count - 1) > 0 { execv(path, CommandLine.unsafeArgv) }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }

  /// Keeps this process's memory out of core files and crash collectors.
  ///
  /// The process stays dumpable for the kernel (no PR_SET_DUMPABLE): without that, its own files under /proc would
  /// belong to root, and Swift's backtracer could not read the crashed thread.
  package static func forbidCoreDumps() {
    _ = kaunta_forbid_core_dumps()
  }
}
