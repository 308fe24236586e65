import Settings
import Testing

/// What follows --listen, and what stands in `callbacks.listen`.
@Suite struct PlaceFaultTests {
  @Test(arguments: ["127.0.0.1:8744", "0.0.0.0:0", "[::1]:8744", "[fe80::1]:65535"])
  func aPlaceIsWrittenAsItIsRead(_ text: String) {
    #expect(SocketPlace(text)?.description == text)
  }

  @Test(arguments: [
    ("8744", "\"8744\" has no address"),
    ("localhost", "\"localhost\" has no port"),
    ("", "\"\" has no port"),
    ("127.0.0.1:http", "a port is a number from 0 to 65535"),
    ("127.0.0.1:65536", "a port is a number from 0 to 65535"),
    (":8744", "\":8744\" has no address; 0.0.0.0 stands for all of this machine's"),
    ("::1:8744", "an IPv6 address stands in brackets, as in [::1]:8744"),
    ("localhost:8744", "\"localhost:8744\" has a name and no address; write the numbers"),
    ("256.1.1.1:8744", "\"256.1.1.1:8744\" has no address that there can be"),
  ])
  func whatIsNoneIsNamedForWhatItIs(_ text: String, _ fault: String) {
    #expect(SocketPlace(text) == nil)
    #expect(SocketPlace.fault(in: text) == fault)
  }
}
