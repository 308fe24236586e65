import Foundation
import Glibc
import Synchronization

/// Threads that open connections to a port, one after the other, and say nothing on them.
final class Callers: Sendable {
  private let isOver = Mutex(false)

  init(to port: UInt16, threads: Int = 2) {
    for _ in 0..<threads {
      Thread.detachNewThread { [self] in
        while !isOver.withLock({ $0 }) {
          Self.call(port)
        }
      }
    }
  }

  func end() { isOver.withLock { $0 = true } }

  private static func call(_ port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    _ = withUnsafePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        connect(descriptor, place, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // Whoever is called gets to answer, or to hang up.
    var answer = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&answer, 1, 1)
  }
}
