import CLinux
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

  private static let firstDescriptor: Int32 = 3

  /// Tells it; nothing happens where nobody listens.
  static func tell(_ state: State) { _ = kaunta_tell_service_manager(state.rawValue) }

  /// The socket that was opened for this process; nil when there is none.
  ///
  /// It holds the port and the connections that wait there while no listener runs.
  static func heldSocket() throws -> Int32? {
    guard number("LISTEN_PID") == getpid(), let count = number("LISTEN_FDS"), count > 0 else { return nil }
    // Meant for this process: no program that it starts may take them for its own.
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    guard count == 1, kaunta_is_listening_socket(firstDescriptor) == 1 else {
      throw fail(
        "the service manager handed over \(count) descriptors, and one socket that takes connections is wanted: one "
          + "ListenStream= in kaunta-listen.socket.", Exit.settings)
    }
    _ = fcntl(firstDescriptor, F_SETFD, FD_CLOEXEC)
    return firstDescriptor
  }

  private static func number(_ name: String) -> Int32? { getenv(name).flatMap { Int32(String(cString: $0)) } }
}
