import Glibc
import Payments
import TestSupport

/// Thousands of connections that never come to an end, dribbling a byte a second, while genuine callbacks come.
struct SlowConnections {
  enum Kind: String, CaseIterable {
    case headers, bodies
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

  func run() throws -> AttackOutcome {
    var outcome = AttackOutcome()
    var (ended, longestSeconds) = (0, Int64(0))
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
      if number % 100 == 99 { try outcome.deliver(to: listener, among: "slow \(kind.rawValue)") }
    }
    var lastDribble = Deadline.now
    while !living.isEmpty {
      try outcome.deliver(to: listener, among: "slow \(kind.rawValue)")
      let now = Deadline.now
      if now - lastDribble >= 1_000 {
        lastDribble = now
        for slow in living { slow.socket.send("x") }
      }
      living.removeAll { slow in
        guard slow.socket.isEnded() else { return false }
        ended += 1
        longestSeconds = max(longestSeconds, (Deadline.now - slow.since) / 1000)
        return true
      }
      if let overdue = living.first(where: { now - $0.since > Self.limitMilliseconds + Self.slackMilliseconds }) {
        outcome.findings.add(
          "slow \(kind.rawValue): \(living.count) still open, the oldest after \(now - overdue.since) ms")
        break
      }
      poll(nil, 0, 20)
    }
    outcome.words =
      "\(count) opened, \(ended) ended, the last after \(longestSeconds) s; \(outcome.genuine) genuine, slowest "
      + "\(outcome.slowestMilliseconds) ms"
    return outcome
  }
}
