import Glibc

/// What came back for one request.
struct RawAnswer: Equatable {
  var status: Int
  var head: String
  var body: String

  func has(_ line: String) -> Bool { head.lowercased().contains(line.lowercased()) }
}

/// A TCP connection that sends exactly the bytes it is told; for use on a thread of its own, since it blocks.
final class RawSocket {
  private let descriptor: Int32
  private var pending: [UInt8] = []

  init(port: Int, receiveBufferBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiveBufferBytes {
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBufferBytes, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if connected != 0 { throw SocketFailure.connect(errno) }
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// False when the other side has gone.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let sent = bytes[done...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0 && errno == EINTR { continue }
      if sent <= 0 { return false }
      done += sent
    }
    return true
  }

  /// Sends as much as there is room for, without waiting, and gives back how much; nil when the other side has gone.
  func offer(_ bytes: [UInt8]) -> Int? {
    let sent = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    if sent >= 0 { return sent }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Says that nothing more will be sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes so that the other side sees a reset.
  func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    // The descriptor itself goes in deinit; connecting to nothing drops the connection at once.
    var nowhere = sockaddr()
    nowhere.sa_family = sa_family_t(AF_UNSPEC)
    connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
  }

  /// The next answer, or nil when it does not come in time.
  func answer(milliseconds: Int32) throws -> RawAnswer? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) == 1 ? try answer() : nil
  }

  /// Whether the connection ends within some milliseconds.
  func isEnded(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) == 1 else { return false }
    return (try? fill(1)) == false
  }

  /// The next answer.
  func answer(seconds: Int32 = 20) throws -> RawAnswer {
    let end = Array("\r\n\r\n".utf8)
    var bodyStart: Int?
    while true {
      if bodyStart == nil, let found = Self.find(end, in: pending) { bodyStart = found + 4 }
      if let start = bodyStart {
        let head = String(decoding: pending[..<start], as: UTF8.self)
        let length =
          head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        if pending.count >= start + length {
          let body = String(decoding: pending[start..<start + length], as: UTF8.self)
          pending.removeFirst(start + length)
          guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw SocketFailure.noAnswer(head)
          }
          return RawAnswer(status: status, head: head, body: body)
        }
      }
      if try !fill(seconds) { throw SocketFailure.noAnswer(String(decoding: pending, as: UTF8.self)) }
    }
  }

  /// Whether the other side ends the connection in time; what it still says is thrown away.
  func isEnded(seconds: Int32 = 20) -> Bool {
    while let more = try? fill(seconds) {
      if !more { return true }
      pending = []
    }
    return false
  }

  /// False at the end of the connection, however it came.
  private func fill(_ seconds: Int32) throws -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, seconds * 1000) == 1 else { throw SocketFailure.tooLate }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count <= 0 { return false }
    pending += buffer[..<count]
    return true
  }

  private static func find(_ part: [UInt8], in whole: [UInt8]) -> Int? {
    guard whole.count >= part.count else { return nil }
    return (0...whole.count - part.count).first { whole[$0..<$0 + part.count].elementsEqual(part) }
  }
}

enum SocketFailure: Error {
  case connect(Int32)
  case noAnswer(String)
  case tooLate
}

/// Runs blocking work on a thread of its own, since the test's threads are also the server's.
func onThread<Outcome: Sendable>(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
  try await BegunWork(work).outcome()
}

/// Blocking work that goes on by itself on a thread from the moment on at which it is made; a child task begins only
/// when one of the test's threads is free.
struct BegunWork<Outcome: Sendable>: Sendable {
  private let results: AsyncStream<Result<Outcome, any Error>>

  init(_ work: @escaping @Sendable () throws -> Outcome) throws {
    let (results, continuation) = AsyncStream<Result<Outcome, any Error>>.makeStream()
    self.results = results
    let box = ThreadWork {
      continuation.yield(Result(catching: work))
      continuation.finish()
    }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(box).toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      Unmanaged.passUnretained(box).release()
      throw SocketFailure.connect(code)
    }
  }

  func outcome() async throws -> Outcome {
    for await result in results { return try result.get() }
    throw SocketFailure.tooLate
  }
}

private final class ThreadWork: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
