import Glibc

/// An answer over HTTP/1.1.
struct PlainAnswer: Equatable {
  var status: Int
  var head: String
  var body: String
}

/// A TCP connection to this machine that sends exactly the bytes it is told.
final class LoopbackSocket {
  let descriptor: Int32
  private var pending: [UInt8] = []

  /// Connects, from a loopback address of its own if one is named.
  init(port: Int, from source: String = "127.0.0.1") throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw LabFailure("no socket: \(String(cString: strerror(errno)))") }
    var own = Self.address(source, port: 0)
    var other = Self.address("127.0.0.1", port: port)
    let failed =
      Self.withGeneric(&own) { bind(descriptor, $0, $1) } != 0
      || Self.withGeneric(&other) { connect(descriptor, $0, $1) } != 0
    if failed { throw LabFailure("cannot connect from \(source): \(String(cString: strerror(errno)))") }
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// A socket that listens on a free port of 127.0.0.1, and that port.
  static func listening() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var own = address("127.0.0.1", port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard descriptor >= 0, withGeneric(&own, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 16) == 0 else {
      throw LabFailure("cannot listen: \(String(cString: strerror(errno)))")
    }
    let named = withUnsafeMutablePointer(to: &own) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard named == 0 else { throw LabFailure("cannot listen: \(String(cString: strerror(errno)))") }
    return (descriptor, Int(in_port_t(bigEndian: own.sin_port)))
  }

  /// Sends everything, waiting as long as it takes; false when the other side has gone.
  @discardableResult
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return send(bytes) == bytes.count
  }

  /// Sends until all is taken or the other side has gone; how many bytes were taken.
  func send(_ bytes: [UInt8]) -> Int {
    var done = 0
    while done < bytes.count {
      let sent = bytes[done...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0 && errno == EINTR { continue }
      if sent <= 0 { break }
      done += sent
    }
    return done
  }

  /// Sends as much as there is room for, without waiting; false when the other side has gone.
  func offer(_ bytes: [UInt8]) -> Bool {
    let sent = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    return sent >= 0 || errno == EAGAIN || errno == EINTR
  }

  /// Lets no more than a few answers wait here to be read.
  func narrowTheWayBack() {
    var few: Int32 = 2_048
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &few, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Whether the other side has ended the connection, or ends it in that time; answers are thrown away.
  func isEnded(withinMilliseconds milliseconds: Int32 = 0) -> Bool {
    var left = milliseconds
    while isReadable(withinMilliseconds: left) {
      var buffer = [UInt8](repeating: 0, count: 64 * 1024)
      if recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) <= 0 { return true }
      left = min(left, 100)
    }
    return false
  }

  /// Throws away what has come; how many bytes, nil when the other side has ended the connection.
  func takeWhatCame() -> Int? {
    guard isReadable(withinMilliseconds: 0) else { return 0 }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    return count > 0 ? count : nil
  }

  func isReadable(withinMilliseconds milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) == 1
  }

  /// The next answer; nil when it does not come in time, or the connection ends before it is whole.
  func answer(withinMilliseconds milliseconds: Int32 = 20_000) -> PlainAnswer? {
    while true {
      if let answer = takeAnswer() { return answer }
      guard isReadable(withinMilliseconds: milliseconds) else { return nil }
      var buffer = [UInt8](repeating: 0, count: 64 * 1024)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      pending += buffer[..<count]
    }
  }

  private func takeAnswer() -> PlainAnswer? {
    guard let end = Self.endOfHead(pending) else { return nil }
    let head = String(decoding: pending[..<end], as: UTF8.self)
    let length =
      head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
    guard pending.count >= end + length, let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    let body = String(decoding: pending[end..<end + length], as: UTF8.self)
    pending.removeFirst(end + length)
    return PlainAnswer(status: status, head: head, body: body)
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[$0 - 4..<$0].elementsEqual([13, 10, 13, 10]) }
  }

  private static func address(_ text: String, port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
    address.sin_addr.s_addr = inet_addr(text)
    return address
  }

  private static func withGeneric(
    _ address: inout sockaddr_in, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}

/// Requests as text.
enum PlainRequest {
  static func post(_ path: String, _ body: String, more: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nHost: pay.example\r\nContent-Type: application/json\r\n\(more)"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// GET on a connection of its own.
  static func get(_ path: String, port: Int) throws -> PlainAnswer {
    let socket = try LoopbackSocket(port: port)
    socket.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    guard let answer = socket.answer() else { throw LabFailure("no answer to GET \(path)") }
    return answer
  }
}
