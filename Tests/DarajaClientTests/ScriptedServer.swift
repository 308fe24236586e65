import Glibc
import Synchronization

/// A server on loopback that does to each connection what its script says, byte by byte.
///
/// Plain sockets and threads: resets and half answers need more say than an HTTP library gives.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (Connection) -> Void

  /// One accepted connection.
  struct Connection {
    let descriptor: Int32
    /// Counted from 0, in the order of acceptance.
    let index: Int
    fileprivate let server: ScriptedServer

    /// Reads one whole request (head, and as much body as it announces), which the server also remembers.
    @discardableResult
    func readRequest() -> String {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while !Self.isWhole(bytes) {
        let count = read(descriptor, &chunk, chunk.count)
        if count <= 0 { break }
        bytes += chunk.prefix(count)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      server.remembered.withLock { $0.append(text) }
      return text
    }

    func send(_ text: String) {
      let bytes = Array(text.utf8)
      _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func answer(_ status: Int, headers: String = "", _ body: String) {
      send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Makes the close that follows a reset.
    func resetOnClose() {
      var lingering = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
      let parts = String(decoding: bytes, as: UTF8.self).components(around: "\r\n\r\n")
      guard let (head, body) = parts else { return false }
      for line in head.lowercased().split(separator: "\r\n") where line.hasPrefix("content-length:") {
        let length = Int(line.drop { !$0.isNumber }) ?? 0
        return body.utf8.count >= length
      }
      return true
    }
  }

  let port: UInt16
  private let listening: Int32
  private let remembered = Mutex<[String]>([])
  private let accepted = Mutex(0)

  var baseURL: String { "http://127.0.0.1:\(port)" }
  var requests: [String] { remembered.withLock { $0 } }
  var connections: Int { accepted.withLock { $0 } }

  init(_ script: @escaping Script) throws {
    (listening, port) = try Self.listen(backlog: 16)
    Thread.start { [self] in
      while true {
        let descriptor = accept(listening, nil, nil)
        if descriptor < 0 { return }
        let index = accepted.withLock { count in
          defer { count += 1 }
          return count
        }
        Thread.start { [self] in
          script(Connection(descriptor: descriptor, index: index, server: self))
          close(descriptor)
        }
      }
    }
  }

  /// Stops accepting; the thread that waits ends.
  func stop() {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  /// A listening socket on a port that the kernel chose.
  static func listen(backlog: Int32) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let succeeded = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && Glibc.listen(descriptor, backlog) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard succeeded else { throw ScriptError() }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  struct ScriptError: Error {}
}

/// A plain thread; the client may not be called on Swift's own executors.
enum Thread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func start(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work)
    precondition(code == 0, "no thread")
    pthread_detach(thread)
  }

  /// Runs a blocking call on a plain thread and suspends until it has returned.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: body()) }
    }
  }
}

extension String {
  fileprivate func components(around separator: String) -> (head: Substring, rest: Substring)? {
    guard let range = firstRange(of: separator) else { return nil }
    return (self[..<range.lowerBound], self[range.upperBound...])
  }
}
