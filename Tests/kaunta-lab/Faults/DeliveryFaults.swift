import CanonicalJSON
import Glibc
import PaymentLaws
import Payments
import Spool
import TestSupport

/// Fails every disk call of a delivery in turn, and holds the listener's answer to what is on the disk.
struct DeliveryFaults {
  struct Outcome {
    var runs = 0
    var refused = 0
    var acknowledged = 0
    var findings = Findings()
  }

  let hidesFailedSyncs: Bool
  private let directory: TemporaryDirectory
  private let disk: FaultyDisk
  private let listener: FaultyListener

  init(hidesFailedSyncs: Bool) throws {
    self.hidesFailedSyncs = hidesFailedSyncs
    directory = try TemporaryDirectory()
    disk = FaultyDisk(hidesFailedSyncs: hidesFailedSyncs)
    listener = try FaultyListener(directory: directory.path, disk: disk)
  }

  func run() throws -> Outcome {
    defer { listener.stop() }
    var outcome = Outcome()
    for call in DiskCall.allCases {
      for code in FaultCode.all {
        // From then on EINTR for ever is no disk that there is: the call is asked again until it works.
        for isLasting in code.code == EINTR ? [false] : [false, true] {
          try sweep(call, code, isLasting: isLasting, &outcome)
        }
      }
    }
    return outcome
  }

  private func sweep(
    _ call: DiskCall, _ code: (name: String, code: Int32), isLasting: Bool, _ outcome: inout Outcome
  ) throws {
    for number in 1... {
      let words = "\(call.rawValue) no. \(number) fails with \(code.name)\(isLasting ? " from then on" : "")"
      guard number < 100 else { throw LabFailure("\(words): never completes") }
      outcome.runs += 1
      let id = PaymentID(wallMilliseconds: 1, randomHigh: UInt16(number), randomLow: UInt64(outcome.runs))
      let body = #"{"run":\#(outcome.runs)}"#
      disk.arm(.init(call: call, code: code.code, first: number, last: isLasting ? .max : number))
      let status = try listener.deliver(body, for: id)
      let failures = disk.disarm()
      switch status {
      case 200:
        outcome.acknowledged += 1
        outcome.findings.require(failures == 0 || !call.isSync, "\(words): 200 after a failed sync")
        outcome.findings.require(isStored(body, id), "\(words): 200, and the callback is not in new/")
      case 503:
        outcome.refused += 1
        outcome.findings.require(failures > 0, "\(words): 503 although nothing failed")
        try requireSentence(words, &outcome)
      default:
        outcome.findings.add("\(words): the answer was \(status.map(String.init) ?? "none")")
      }
      try requireRecovery(words, body, id, call, &outcome)
      if failures == 0 { return }
    }
  }

  private func isStored(_ body: String, _ id: PaymentID) -> Bool {
    let envelope = SpoolEnvelope(
      kind: .push, paymentID: id, peerClass: .listed, peer: "127.0.0.1", keyStatus: .active, arrivedWallMilliseconds: 0,
      body: Array(body.utf8))
    return (try? listener.spool.read(envelope.name))?.body == envelope.body
  }

  /// Whoever watches the listener is told in words.
  private func requireSentence(_ words: String, _ outcome: inout Outcome) throws {
    let health = try PlainRequest.get("/health", port: listener.port)
    let trouble = (try? JSONValue(parsing: health.body))?["trouble"]?.string
    outcome.findings.require(
      health.status == 503 && (trouble?.count ?? 0) > 40, "\(words): /health does not say what is wrong")
  }

  /// The same callback again, on a disk that works, is taken, whatever the first try left.
  private func requireRecovery(
    _ words: String, _ body: String, _ id: PaymentID, _ call: DiskCall, _ outcome: inout Outcome
  ) throws {
    let again = try listener.deliver(body, for: id)
    outcome.findings.require(
      again == 200 && isStored(body, id), "\(words): afterwards the same callback is answered \(again ?? 0)")
    let left = try listener.spool.counts().unfinished
    if call != .unlink { outcome.findings.require(left == 0, "\(words): leaves \(left) files in tmp/") }
    if left > 0 { _ = try listener.spool.sweepUnfinished(olderThanWallMilliseconds: .max) }
  }
}
