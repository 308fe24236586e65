import CLinux
import CallbackListener
import CommandText
import Glibc

/// systemd, where it started this process: the socket that it holds for us, and what it is told (sd_listen_fds(3),
/// sd_notify(3)).
enum ServiceManager {
  /// What can be told.
  enum State: String {
    /// Callbacks are taken, or turns are made.
    case ready = "READY=1"
    /// A sign of life, for its watchdog.
    case alive = "WATCHDOG=1"
    /// The process is about to end by itself.
    case stopping = "STOPPING=1"
  }

  /// Tells it; nothing happens where nobody listens.
  static func tell(_ state: State) { _ = kaunta_tell_service_manager(state.rawValue) }

  /// The socket that was opened for this process; nil when there is none.
  ///
  /// It holds the port and the connections that wait there while no listener runs.
  static func heldSocket() throws -> Int32? {
    let handed = HandedSocket(
      to: number("LISTEN_PID"), count: number("LISTEN_FDS"), we: getpid(),
      takesConnections: { kaunta_is_listening_socket($0) == 1 })
    if handed == .none { return nil }
    // Meant for this process: no program that it starts may take them for its own.
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    if let trouble = handed.trouble { throw fail(trouble, Exit.settings) }
    guard case .one(let descriptor) = handed else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func number(_ name: String) -> Int32? { getenv(name).flatMap { Int32(String(cString: $0)) } }
}
