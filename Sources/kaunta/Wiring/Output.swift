import Glibc
import Synchronization

/// Writing to the two standard streams without Foundation.
enum Output {
  private static let loss = Mutex<Int32?>(nil)

  /// Why a part of standard output is lost; nil while whoever wanted it has it, or has gone.
  static var whyIncomplete: String? { loss.withLock(\.self).map { String(cString: strerror($0)) } }

  static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Text that has its own line ends.
  static func text(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// A question, with the answer to stand behind it.
  static func prompt(_ text: String) { write(text, to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, descriptor == STDOUT_FILENO, errno != EBADF, errno != EPIPE {
        let code = errno
        loss.withLock { $0 = code }
      }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
