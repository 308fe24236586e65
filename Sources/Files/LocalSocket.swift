import CLinux
import Glibc
import SystemPackage

/// Who is at the other end of a ``LocalSocket``, as the kernel tells it.
package struct LocalPeer: Sendable, Hashable {
  /// The account.
  package var userID: UInt32
  /// The process.
  package var process: Int32

  /// An account's process.
  package init(userID: UInt32, process: Int32) {
    self.userID = userID
    self.process = process
  }
}

/// One end of a connection between two processes of this machine, which ends with the last reference to it.
///
/// What is sent arrives whole or not at all; nothing here waits.
package final class LocalSocket: Sendable {
  /// The longest message.
  package static let longestMessageBytes = 4_096

  /// Its number, for whoever waits for it.
  package let descriptor: Int32

  private init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Listens at a name of a directory; a socket that lies there is nobody's any more.
  package static func listening(
    _ name: String, in directory: Directory<FileError>, mode: UInt32
  ) throws(FileError)
    -> LocalSocket
  {
    LocalSocket(owning: try made(kaunta_local_listen(directory.descriptor, name, mode)))
  }

  /// Connects to whoever listens at a name of a directory.
  package static func connected(to name: String, in directory: Directory<FileError>) throws(FileError) -> LocalSocket {
    LocalSocket(owning: try made(kaunta_local_connect(directory.descriptor, name)))
  }

  private static func made(_ outcome: Int32) throws(FileError) -> Int32 {
    if outcome < 0 { throw .failed(.create, Errno(rawValue: -outcome)) }
    return outcome
  }

  /// The next who connected to a listening one; nil when nobody did.
  package func accept() -> LocalSocket? {
    let accepted = kaunta_local_accept(descriptor)
    return accepted < 0 ? nil : LocalSocket(owning: accepted)
  }

  /// Who is at the other end; of a listener, who began to listen.
  package var peer: LocalPeer? {
    var (user, process): (UInt32, Int32) = (0, 0)
    return kaunta_local_peer(descriptor, &user, &process) < 0 ? nil : LocalPeer(userID: user, process: process)
  }

  /// Sends a message; false when the other end takes none.
  @discardableResult
  package func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return kaunta_local_send(descriptor, bytes, Int32(bytes.count)) == bytes.count
  }

  /// What there is to be received.
  package enum Received: Sendable, Equatable {
    /// A message.
    case message(String)
    /// Nothing yet.
    case nothing
    /// The other end is gone.
    case end
  }

  /// Takes the next message.
  package func receive() -> Received {
    var bytes = [UInt8](repeating: 0, count: Self.longestMessageBytes)
    let count = kaunta_local_receive(descriptor, &bytes, Int32(bytes.count))
    if count == -EAGAIN || count == -EINTR { return .nothing }
    return count <= 0 ? .end : .message(String(decoding: bytes.prefix(Int(count)), as: UTF8.self))
  }

  /// Waits until something can be received.
  package func wait(milliseconds: Int32) {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&waited, 1, milliseconds)
  }
}
