import Glibc
import Payments
import TestSupport

/// Thousands of connections that never come to an end, dribbling a byte a second, while genuine callbacks come.
struct SlowConnections {
  enum Kind: String, CaseIterable {
    case headers, bodies
  }

  struct Outcome {
    var opened = 0
    var ended = 0
    var genuine = 0
    var slowestMilliseconds: Int64 = 0
    var longestSeconds: Int64 = 0
    var findings = Findings()
  }

  private struct Slow {
    let socket: LoopbackSocket
    let since: Int64
  }

  let listener: AttackedListener
  let kind: Kind
  let count: Int

  /// The listener's own limit for a whole request, and what a loaded machine may be late.
  private static let limitMilliseconds: Int64 = 10_000
  private static let slackMilliseconds: Int64 = 5_000

  func run() throws -> Outcome {
    var outcome = Outcome()
    // One of them knows a valid tag: leaked ones are not worth more.
    let start =
      kind == .headers
      ? "POST /c/"
      : "POST \(listener.path(listener.nextPayment())) HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n{"
    var living: [Slow] = []
    for number in 0..<count {
      let socket = try LoopbackSocket(port: listener.port, from: AttackedListener.stranger)
      socket.send(start)
      living.append(Slow(socket: socket, since: Deadline.now))
      outcome.opened += 1
      if number % 100 == 99 { try deliver(&outcome) }
    }
    var lastDribble = Deadline.now
    while !living.isEmpty {
      try deliver(&outcome)
      let now = Deadline.now
      if now - lastDribble >= 1_000 {
        lastDribble = now
        for slow in living { slow.socket.send("x") }
      }
      living.removeAll { slow in
        guard slow.socket.isEnded() else { return false }
        outcome.ended += 1
        outcome.longestSeconds = max(outcome.longestSeconds, (Deadline.now - slow.since) / 1000)
        return true
      }
      if let overdue = living.first(where: { now - $0.since > Self.limitMilliseconds + Self.slackMilliseconds }) {
        outcome.findings.add(
          "slow \(kind.rawValue): \(living.count) still open, the oldest after \(now - overdue.since) ms")
        break
      }
      poll(nil, 0, 20)
    }
    return outcome
  }

  private func deliver(_ outcome: inout Outcome) throws {
    let genuine = try listener.deliverGenuine()
    if genuine.status == 200 && genuine.isStored { outcome.genuine += 1 }
    outcome.slowestMilliseconds = max(outcome.slowestMilliseconds, genuine.milliseconds)
    outcome.findings.require(
      genuine.status == 200 && genuine.isStored,
      "a genuine callback among slow \(kind.rawValue): \(genuine.status.map(String.init) ?? "no answer")")
  }
}
