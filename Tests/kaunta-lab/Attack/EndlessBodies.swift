import Glibc
import Payments
import TestSupport

/// Ten gigabytes behind a request that was answered long before, and a request that never ends.
struct EndlessBodies {
  struct Outcome {
    var words = ""
    var findings = Findings()
  }

  let listener: AttackedListener

  /// What the kernel takes for a socket on both sides before anybody reads it, and what the listener throws away.
  private static let mostBytes = 32 * 1024 * 1024
  private static let tenGigabytes = 10 * 1024 * 1024 * 1024

  func run() throws -> Outcome {
    var outcome = Outcome()
    let path = listener.path(listener.nextPayment())
    let wrong = String(path.dropLast(32)) + String(repeating: "1", count: 32)
    let heads = [
      ("a wrong tag", "POST \(wrong) HTTP/1.1\r\nHost: x\r\nContent-Length: \(Self.tenGigabytes)\r\n\r\n"),
      (
        "a good tag, ten gigabytes long",
        "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(Self.tenGigabytes)\r\n\r\n"
      ),
      ("a good tag, in chunks", "POST \(path) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n280000000\r\n"),
      ("a header that never ends", "POST /c/"),
    ]
    for (name, head) in heads {
      let socket = try LoopbackSocket(port: listener.port, from: AttackedListener.stranger)
      let began = Deadline.now
      socket.send(head)
      let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
      var taken = 0
      while taken < Self.mostBytes * 2, Deadline.now - began < 30_000 {
        let sent = socket.send(piece)
        taken += sent
        if sent < piece.count { break }
      }
      let milliseconds = Deadline.now - began
      outcome.words += "\(outcome.words.isEmpty ? "" : ", ")\(name) cut after \(taken / 1024) KiB in \(milliseconds) ms"
      outcome.findings.require(taken < Self.mostBytes, "\(name): not cut after \(taken) bytes")
      outcome.findings.require(milliseconds < 15_000, "\(name): not cut after \(milliseconds) ms")
    }
    return outcome
  }
}
