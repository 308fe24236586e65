/// One request for the shop's figures over HTTP, taken as its bytes come, on the boot clock.
package struct MetricsRequest: Sendable {
  /// What is asked for.
  package enum Target: Sendable, Equatable { case metrics, other }

  /// Whoever is slower, or sends a longer head, is not answered.
  static let patienceMilliseconds: Int64 = 5_000
  static let longestBytes = 8_192

  private let end: Int64
  private var head: [UInt8] = []

  /// Somebody has connected.
  package init(at now: Int64) { end = now + Self.patienceMilliseconds }

  /// How long more of it may be waited for; nil once it is too late or too much.
  package func waitMilliseconds(at now: Int64) -> Int32? {
    end > now && head.count < Self.longestBytes ? Int32(clamping: end - now) : nil
  }

  /// Takes what came.
  package mutating func take(_ bytes: some Sequence<UInt8>) { head += bytes }

  /// What is asked for; nil until its head is whole.
  package var target: Target? {
    let text = String(decoding: head, as: UTF8.self)
    guard text.contains("\r\n\r\n") || text.contains("\n\n") else { return nil }
    let line = String(decoding: head.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self).split(separator: " ")
    return line.count == 3 && line[0] == "GET" && line[1] == "/metrics" ? .metrics : .other
  }
}

/// What is answered.
package enum MetricsAnswer: Sendable, Equatable {
  case page(String), notFound, unavailable

  /// As it is sent.
  package var text: String {
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
