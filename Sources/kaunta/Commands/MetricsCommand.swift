import ArgumentParser
import CommandText
import Glibc
import Maintenance

/// `kaunta metrics`: the shop's figures for Prometheus.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print the shop's figures in Prometheus' text form.",
    discussion: """
      With --http it answers one request for /metrics on standard input, as kaunta-metrics.socket hands it over: nothing \
      listens while nobody asks. No phone and no name is in it.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Answer one HTTP request on standard input and output.")
  var http = false

  func run() throws {
    guard http else { return Output.text(try page()) }
    let answer: MetricsAnswer
    switch MetricsRequest.read(STDIN_FILENO, withinMilliseconds: 5_000) {
    case .metrics:
      do { answer = .page(try page()) } catch {
        Output.error("kaunta: the figures could not be had: \((error as? CommandFailure)?.words ?? "\(error)")")
        answer = .unavailable
      }
    case .other: answer = .notFound
    case .none: return
    }
    Output.text(answer.text)
  }

  private func page() throws -> String {
    ConditionLook(settings: try homeOption.settings()).condition().metrics
  }
}

/// The head of an HTTP request, as far as it matters here.
enum MetricsRequest {
  case metrics, other, none

  private static let longestBytes = 8_192

  /// Reads to the end of the head; whoever is slow or sends more is not answered.
  static func read(_ descriptor: Int32, withinMilliseconds limit: Int64) -> MetricsRequest {
    let clock = SystemClock()
    let end = clock.now().bootMilliseconds + limit
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1_024)
    while !isWhole(head) {
      let left = end - clock.now().bootMilliseconds
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, head.count < longestBytes, poll(&waiting, 1, Int32(left)) > 0 else { return .none }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count <= 0 { return .none }
      head += buffer[..<count]
    }
    let line = String(decoding: head.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self).split(separator: " ")
    return line.count == 3 && line[0] == "GET" && line[1] == "/metrics" ? .metrics : .other
  }

  private static func isWhole(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("\r\n\r\n") || text.contains("\n\n")
  }
}

/// What is answered.
enum MetricsAnswer {
  case page(String), notFound, unavailable

  var text: String {
    switch self {
    case .page(let page): Self.answer("200 OK", "text/plain; version=0.0.4; charset=utf-8", page)
    case .notFound: Self.answer("404 Not Found", "text/plain", "")
    case .unavailable: Self.answer("503 Service Unavailable", "text/plain", "")
    }
  }

  private static func answer(_ status: String, _ type: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }
}
