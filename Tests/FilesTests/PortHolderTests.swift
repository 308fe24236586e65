import Files
import Glibc
import Testing

/// Who listens on a port, as a person is told when it is taken.
@Suite struct PortHolderTests {
  @Test func whoeverListensIsNamedWithTheProcess() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        #expect(bind(descriptor, place, length) == 0)
        #expect(getsockname(descriptor, place, &length) == 0)
      }
    }
    let port = UInt16(bigEndian: place.sin_port)
    #expect(PortHolder.of(port) == nil, "bound, and nobody listens")
    #expect(listen(descriptor, 1) == 0)
    guard case .process(let name) = try #require(PortHolder.of(port)) else {
      Issue.record("no process")
      return
    }
    #expect(name.contains("(process \(getpid()))"), "\(name)")
  }

  @Test func aProgramIntoWhichNobodyMayLookIsNamedByItsAccount() {
    #expect(PortHolder.account(7).name { "cashier\($0)" } == "a program of cashier7")
    #expect(PortHolder.process("kaunta (process 4711)").name { _ in "" } == "kaunta (process 4711)")
  }
}
