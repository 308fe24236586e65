import Glibc
import TestSupport

/// Somebody who asks without end and never reads an answer: what he is owed must not keep his connections for ever.
struct UnreadAnswers {
  struct Outcome {
    var words = ""
    var findings = Findings()
  }

  let listener: AttackedListener

  private static let connections = 20
  /// A busy machine comes late to its own limits; one without any would never come.
  private var limitMilliseconds: Int64 { listener.hasLimits ? 45_000 : 15_000 }

  func run() throws -> Outcome {
    var outcome = Outcome()
    var longest: Int64 = 0
    let path = listener.path(listener.nextPayment())
    let kinds = [
      ("/health", "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"), ("a valid tag", PlainRequest.post(path, "{}")),
    ]
    for (name, question) in kinds {
      let questions = Array(String(repeating: question, count: 100).utf8)
      var living = try (0..<Self.connections).map { _ in
        let socket = try LoopbackSocket(port: listener.port, from: AttackedListener.stranger)
        socket.narrowTheWayBack()
        return socket
      }
      // The kernel tells of those that the listener has taken from it; one without limits may have others still.
      try waitUntil("the listener has them all", timeoutSeconds: 600) { listener.strangersHeld >= Self.connections }
      let began = Deadline.now
      while listener.strangersHeld > 0, Deadline.now - began < limitMilliseconds {
        living.removeAll { !$0.offer(questions) }
        poll(nil, 0, 20)
      }
      longest = max(longest, Deadline.now - began)
      let held = listener.strangersHeld
      outcome.findings.require(held == 0, "unread answers to \(name): \(held) connections are still held")
      let genuine = try listener.deliverGenuine()
      outcome.findings.require(genuine.status == 200, "a genuine callback beside unread answers is not taken")
      // Until here, so that none ended because we closed it.
      living = []
    }
    outcome.words =
      "\(kinds.count * Self.connections) connections that read no answer, the last ended after \(longest) ms"
    return outcome
  }
}
