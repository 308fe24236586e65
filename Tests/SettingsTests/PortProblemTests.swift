import Files
import Glibc
import Settings
import Testing

/// Why a port cannot be listened on, for whoever started the program that wanted to.
@Suite struct PortProblemTests {
  private func sentence(_ code: Int32, holder: PortHolder? = nil) -> String {
    PortProblem(
      place: SocketPlace(address: "192.0.2.1", port: 80), code: code, setting: "callbacks.listen",
      holder: { _ in holder }
    ).sentence
  }

  @Test func whoeverHasThePortIsNamed() {
    #expect(
      sentence(EADDRINUSE, holder: .process("nginx (process 7)")).contains("taken: nginx (process 7) listens there"))
    #expect(sentence(EADDRINUSE).contains("taken: another program listens there"))
  }

  @Test(arguments: [
    (EACCES, "ports below 1024 are for root"), (EPERM, "ports below 1024 are for root"),
    (EADDRNOTAVAIL, "this machine has no address 192.0.2.1"), (EAFNOSUPPORT, "the kind of address that 192.0.2.1 is"),
    (EIO, "192.0.2.1:80 cannot be listened on"),
  ])
  func theRemedyNamesTheSetting(_ code: Int32, _ words: String) {
    #expect(sentence(code).contains(words))
    #expect(sentence(code).contains("with callbacks.listen in kaunta.toml"))
  }
}
