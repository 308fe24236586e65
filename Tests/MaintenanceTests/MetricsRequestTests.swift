import Maintenance
import Testing

/// One request for figures: whoever asks for them gets them, and nobody holds the service up.
@Suite struct MetricsRequestTests {
  private func target(_ pieces: String...) -> MetricsRequest.Target? {
    var request = MetricsRequest(at: 0)
    for piece in pieces { request.take(piece.utf8) }
    return request.target
  }

  @Test func aHeadIsReadHoweverItComes() {
    #expect(target("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n") == .metrics)
    #expect(target("GET /met", "rics HTTP/1.0\n", "\n") == .metrics)
    #expect(target("GET / HTTP/1.1\r\n\r\n") == .other)
    #expect(target("POST /metrics HTTP/1.1\r\n\r\n") == .other)
    #expect(target("GET /metrics\r\n\r\n") == .other)
    #expect(target("GET /metrics HTTP/1.1\r\nHost: a\r\n") == nil)
    #expect(target() == nil)
  }

  @Test func whoIsSlowOrSendsTooMuchIsNotWaitedFor() {
    var request = MetricsRequest(at: 1_000)
    #expect(request.waitMilliseconds(at: 1_000) == 5_000)
    #expect(request.waitMilliseconds(at: 5_999) == 1)
    #expect(request.waitMilliseconds(at: 6_000) == nil)
    request.take(repeatElement(UInt8(ascii: "a"), count: 8_191))
    #expect(request.waitMilliseconds(at: 1_000) != nil)
    request.take([UInt8(ascii: "a")])
    #expect(request.waitMilliseconds(at: 1_000) == nil)
  }

  @Test func anAnswerSaysHowLongItIs() {
    #expect(
      MetricsAnswer.page("a é\n").text
        == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: 5\r\n"
        + "Connection: close\r\n\r\na é\n")
    #expect(MetricsAnswer.notFound.text.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    #expect(MetricsAnswer.unavailable.text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
  }
}
