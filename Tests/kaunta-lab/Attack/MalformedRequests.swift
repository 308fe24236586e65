import Payments

/// Requests that no Safaricom sends: oversized, broken, chunked, pipelined, by wrong methods and on wrong paths.
struct MalformedRequests {
  struct Outcome {
    var tried = 0
    var findings = Findings()
  }

  private struct Attempt {
    let name: String
    let request: String
    /// The statuses that it may get; an empty answer, the connection being closed, is always allowed.
    let statuses: Set<Int>
  }

  let listener: AttackedListener

  func run() throws -> Outcome {
    var outcome = Outcome()
    let before = try stored()
    for attempt in attempts {
      outcome.tried += 1
      let socket = try LoopbackSocket(port: listener.port)
      socket.send(attempt.request)
      let status = socket.answer(withinMilliseconds: 15_000)?.status
      if let status, !attempt.statuses.contains(status) {
        outcome.findings.add("\(attempt.name): answered \(status)")
      }
      outcome.findings.require(
        socket.isEnded(withinMilliseconds: 15_000), "\(attempt.name): the connection stays open")
    }
    outcome.findings.require(try stored() == before, "a malformed request was stored")
    try pipelined(&outcome)
    try chunked(&outcome)
    let genuine = try listener.deliverGenuine()
    outcome.findings.require(genuine.status == 200 && genuine.isStored, "afterwards a genuine callback is not taken")
    return outcome
  }

  private func stored() throws -> Int {
    let counts = try listener.spool.counts()
    return counts.delivered + counts.odd + counts.strays + counts.unfinished
  }

  private var attempts: [Attempt] {
    let path = listener.path(listener.nextPayment())
    let wrongTag = String(path.dropLast(32)) + String(repeating: "0", count: 32)
    let long = String(repeating: "a", count: 20_000)
    let endsWithClose = "Host: x\r\nConnection: close\r\n"
    func post(_ target: String, _ headers: String, _ body: String = "") -> String {
      "POST \(target) HTTP/1.1\r\n\(endsWithClose)\(headers)\r\n\(body)"
    }
    let refused: Set<Int> = [400, 404, 405, 411, 413, 414, 417, 431, 501, 505]
    return [
      Attempt(name: "oversized body", request: post(path, "Content-Length: 20000\r\n", long), statuses: [413]),
      Attempt(
        name: "length beyond all numbers", request: post(path, "Content-Length: 99999999999999999999\r\n"),
        statuses: refused),
      Attempt(name: "no length", request: post(path, ""), statuses: [411]),
      Attempt(name: "negative length", request: post(path, "Content-Length: -1\r\n"), statuses: refused),
      Attempt(name: "length in letters", request: post(path, "Content-Length: ten\r\n"), statuses: refused),
      Attempt(
        name: "two lengths", request: post(path, "Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"), statuses: refused
      ),
      Attempt(
        name: "length and chunks",
        request: post(path, "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
        statuses: refused),
      Attempt(
        name: "unknown transfer coding", request: post(path, "Transfer-Encoding: gzip\r\n", "{}"), statuses: refused),
      Attempt(
        name: "chunk of no number", request: post(path, "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
        statuses: refused),
      Attempt(
        name: "chunks beyond the limit",
        request: post(path, "Transfer-Encoding: chunked\r\n", "4e20\r\n\(long)\r\n0\r\n\r\n"), statuses: refused),
      Attempt(
        name: "header of 20,000 bytes", request: post(path, "X: \(long)\r\nContent-Length: 2\r\n", "{}"),
        statuses: refused),
      Attempt(
        name: "a thousand headers",
        request: post(path, (0..<1_000).map { "X\($0): y\r\n" }.joined() + "Content-Length: 2\r\n", "{}"),
        statuses: refused),
      Attempt(
        name: "path of 20,000 bytes", request: post("/c/" + long, "Content-Length: 2\r\n", "{}"), statuses: refused),
      Attempt(
        name: "NUL in a header", request: post(path, "X: a\0b\r\nContent-Length: 2\r\n", "{}"), statuses: refused),
      Attempt(
        name: "header without a colon", request: post(path, "nonsense\r\nContent-Length: 2\r\n", "{}"),
        statuses: refused),
      Attempt(name: "no HTTP at all", request: "\u{16}\u{3}\u{1}hello\r\n\r\n", statuses: refused),
      Attempt(name: "HTTP/9.9", request: "POST \(path) HTTP/9.9\r\nContent-Length: 2\r\n\r\n{}", statuses: refused),
      Attempt(name: "GET with a good tag", request: "GET \(path) HTTP/1.1\r\n\(endsWithClose)\r\n", statuses: [405]),
      Attempt(
        name: "PUT with a good tag", request: "PUT \(path) HTTP/1.1\r\n\(endsWithClose)Content-Length: 2\r\n\r\n{}",
        statuses: [405]),
      Attempt(name: "wrong tag", request: post(wrongTag, "Content-Length: 2\r\n", "{}"), statuses: [404]),
      Attempt(
        name: "good tag, upper case", request: post(path.uppercased(), "Content-Length: 2\r\n", "{}"), statuses: [404]),
      Attempt(
        name: "good tag and a word", request: post(path + "/x", "Content-Length: 2\r\n", "{}"), statuses: [404]),
      Attempt(
        name: "good tag and more", request: post(path + "&x=1", "Content-Length: 2\r\n", "{}"), statuses: [404]),
      Attempt(
        name: "good tag behind a dot", request: post("/c/./" + path.dropFirst(3), "Content-Length: 2\r\n", "{}"),
        statuses: [404]),
      Attempt(name: "the root", request: post("/", "Content-Length: 2\r\n", "{}"), statuses: [404]),
      Attempt(
        name: "percent-encoded", request: post("/%63/" + path.dropFirst(3), "Content-Length: 2\r\n", "{}"),
        statuses: [404]),
    ]
  }

  /// Two whole requests in one write are two callbacks, in their order.
  private func pipelined(_ outcome: inout Outcome) throws {
    outcome.tried += 1
    let ids = [listener.nextPayment(), listener.nextPayment()]
    let socket = try LoopbackSocket(port: listener.port)
    socket.send(ids.map { PlainRequest.post(listener.path($0), "{}") }.joined())
    let statuses = [socket.answer()?.status, socket.answer()?.status]
    outcome.findings.require(statuses == [200, 200], "two pipelined callbacks: \(statuses)")
    let names = try listener.spool.scan().map(\.paymentID)
    outcome.findings.require(ids.allSatisfy(names.contains), "a pipelined callback was acknowledged and not stored")
  }

  /// Chunks are odd, and whole: taken.
  private func chunked(_ outcome: inout Outcome) throws {
    outcome.tried += 1
    let id = listener.nextPayment()
    let socket = try LoopbackSocket(port: listener.port)
    socket.send(
      "POST \(listener.path(id)) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"
    )
    let status = socket.answer()?.status
    outcome.findings.require(status == 200, "a chunked callback: \(status ?? 0)")
    let stored = try listener.spool.scan().first { $0.paymentID == id }
    let body = try stored.map { try listener.spool.read($0).body }
    outcome.findings.require(body == Array("{}".utf8), "a chunked callback was not stored as it was sent")
    // Cut off in the middle of its body it is nothing at all.
    let other = listener.nextPayment()
    do {
      let half = try LoopbackSocket(port: listener.port)
      half.send("POST \(listener.path(other)) HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{\"half\":")
    }
    let after = try listener.deliverGenuine()
    outcome.findings.require(after.status == 200, "after half a callback: \(after.status ?? 0)")
    outcome.findings.require(
      try !listener.spool.scan().contains { $0.paymentID == other }, "half a callback was stored")
  }
}
