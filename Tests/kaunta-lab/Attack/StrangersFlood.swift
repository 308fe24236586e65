import Payments
import Spool

/// A stranger who has got hold of one valid tag, and one who forges them, both without end.
struct StrangersFlood {
  let listener: AttackedListener
  let bodies: Int
  let forgeries: Int

  func run() throws -> AttackOutcome {
    var outcome = AttackOutcome()
    let victim = listener.nextPayment()
    let before = try listener.spool.counts().delivered
    var taken = 0
    for number in 0..<bodies {
      let socket = try LoopbackSocket(port: listener.port, from: AttackedListener.stranger)
      let body = #"{"junk":\#(number),"filler":"\#(String(repeating: "j", count: 8_000))"}"#
      socket.send(PlainRequest.post(listener.path(victim), body, more: "Connection: close\r\n"))
      if socket.answer()?.status == 200 { taken += 1 }
      if number % 100 == 0 { try outcome.deliver(to: listener, among: "a flood") }
    }
    let stored = try listener.spool.counts().delivered - before - outcome.genuine
    outcome.findings.require(stored <= 8, "a stranger's flood left \(stored) files")
    outcome.findings.require(taken == stored, "a stranger was told 200 for \(taken) bodies, and \(stored) are stored")
    try truthAboutTheVictim(victim, &outcome)

    let logBefore = listener.logBytes
    for number in 0..<forgeries {
      let id = PaymentID(wallMilliseconds: 5, randomHigh: 5, randomLow: UInt64(number))
      let socket = try LoopbackSocket(port: listener.port, from: AttackedListener.stranger)
      socket.send(PlainRequest.post("/c/\(id.hex)/\(String(repeating: "a", count: 32))", "{}"))
      let status = socket.answer()?.status
      if status != 404 { outcome.findings.add("a forgery was answered \(status.map(String.init) ?? "not at all")") }
      if number % 500 == 0 { try outcome.deliver(to: listener, among: "a flood") }
    }
    let logged = listener.logBytes - logBefore
    // One line a minute, whatever comes.
    outcome.findings.require(logged < 16 * 1024, "\(forgeries) forgeries wrote \(logged) bytes of log")
    outcome.words =
      "\(bodies) bodies with one valid tag left \(stored) files, \(forgeries) forgeries \(logged) bytes of log, "
      + "\(outcome.genuine) genuine among them"
    return outcome
  }

  /// Safaricom's own word about the very payment that was flooded.
  private func truthAboutTheVictim(_ victim: PaymentID, _ outcome: inout AttackOutcome) throws {
    let socket = try LoopbackSocket(port: listener.port)
    socket.send(PlainRequest.post(listener.path(victim), "the truth", more: "Connection: close\r\n"))
    let status = socket.answer()?.status
    let isStored = try listener.spool.scan().contains { $0.paymentID == victim && $0.peerClass == .listed }
    outcome.findings.require(status == 200 && isStored, "the flood kept the truth out: \(status ?? 0)")
  }
}
