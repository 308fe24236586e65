import Glibc

/// The little HTTP that tests need to look at a simulator: one request, one answer, on loopback.
package enum Loopback {
  /// A port on which nobody listens now.
  package static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw TestFailure("socket: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withGeneric(&address) { pointer in
      bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
    }
    guard found else { throw TestFailure("no free port: \(String(cString: strerror(errno)))") }
    return UInt16(bigEndian: address.sin_port)
  }

  /// The port that a socket has.
  package static func port(of descriptor: Int32) throws -> UInt16 {
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard withGeneric(&address, { getsockname(descriptor, $0, &length) == 0 }) else { throw TestFailure("no port") }
    return UInt16(bigEndian: address.sin_port)
  }

  /// How many connections to an address are in TCP's handshake, and wait for its other side.
  package static func shakingHands(with base: String) throws -> Int { try connections(to: base, inState: "02") }

  /// How many connections to an address stand, whether or not its other side reads.
  package static func connected(to base: String) throws -> Int { try connections(to: base, inState: "01") }

  /// As proc(5) tells them under `net/tcp`.
  private static func connections(to base: String, inState state: String) throws -> Int {
    guard let port = base.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw TestFailure("no port") }
    let hexadecimal = String(port, radix: 16, uppercase: true)
    let place = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    return (readTextFile("/proc/net/tcp") ?? "").split(separator: "\n").count { line in
      let columns = line.split(separator: " ")
      return columns.count > 3 && columns[2].hasSuffix(place) && columns[3] == state
    }
  }

  /// The body of an answer to GET.
  package static func get(_ base: String, _ path: String) throws -> String {
    try exchange(base, "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
  }

  /// The status of an answer to POST.
  package static func post(_ base: String, _ path: String, _ body: String) throws -> Int {
    let answer = try talk(
      base,
      """
      POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r
      Content-Length: \(body.utf8.count)\r\n\r\n\(body)
      """)
    guard let status = Int(String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self)) else {
      throw TestFailure("\(base) answers: \(String(decoding: answer.prefix(200), as: UTF8.self))")
    }
    return status
  }

  private static func exchange(_ base: String, _ request: String) throws -> String {
    let answer = try talk(base, request)
    let text = String(decoding: answer, as: UTF8.self)
    let end = Array("\r\n\r\n".utf8)
    guard text.hasPrefix("HTTP/1.1 200"),
      let start = answer.indices.first(where: { answer[$0...].starts(with: end) })
    else { throw TestFailure("\(base) answers: \(text.prefix(200))") }
    return String(decoding: answer[(start + end.count)...], as: UTF8.self)
  }

  private static func talk(_ base: String, _ request: String) throws -> [UInt8] {
    guard let port = base.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw TestFailure("no port in \(base)")
    }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = loopback(port: port)
    let connected = withGeneric(&address) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
    let bytes = Array(request.utf8)
    guard connected, write(descriptor, bytes, bytes.count) == bytes.count else {
      throw TestFailure("\(base) does not take a request: \(String(cString: strerror(errno)))")
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    return answer
  }

  /// A socket with this port on which nobody listens yet; negative where the port is taken.
  package static func boundSocket(port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    // Connections that it took may still be closing when somebody listens on it again.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = loopback(port: port)
    if withGeneric(&address, { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }) {
      return descriptor
    }
    close(descriptor)
    return -1
  }

  /// A connection to a port, or one that may never stand; negative where it was refused.
  package static func connecting(port: UInt16, waits: Bool) -> Int32 {
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (waits ? 0 : SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_INET, Int32(type), 0)
    var address = loopback(port: port)
    let stands = withGeneric(&address) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
    if stands || (!waits && errno == EINPROGRESS) { return descriptor }
    close(descriptor)
    return -1
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withGeneric<Result>(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
  ) -> Result {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
    }
  }
}
