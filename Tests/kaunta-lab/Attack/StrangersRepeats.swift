import Dispatch
import Glibc
import Synchronization
import TestSupport

/// A stranger with one valid tag who sends one and the same body again and again, over many connections at once.
///
/// Each repeat is brought to disk anew, and must not use up the disk's time.
struct StrangersRepeats {
  let listener: AttackedListener
  let seconds: Int

  func run() throws -> AttackOutcome {
    var outcome = AttackOutcome()
    let body = #"{"junk":1}"#
    let stranger = Repeater(
      port: listener.port, request: Array(PlainRequest.post(listener.path(listener.nextPayment()), body).utf8))
    stranger.start()
    defer { stranger.stop() }
    let end = Deadline.now + Int64(seconds) * 1_000
    while Deadline.now < end {
      try outcome.deliver(to: listener, among: "repeats")
      poll(nil, 0, 20)
    }
    outcome.words =
      "\(stranger.sent.load(ordering: .relaxed)) repeats of one body, \(outcome.genuine) genuine among them, "
      + "slowest \(outcome.slowestMilliseconds) ms"
    return outcome
  }
}

/// Keeps many connections busy from a thread of its own: each asks again as soon as it has an answer.
private final class Repeater: Sendable {
  let sent = Atomic(0)
  private let isOver = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)
  private let port: Int
  private let request: [UInt8]

  private static let connections = 200

  init(port: Int, request: [UInt8]) {
    self.port = port
    self.request = request
  }

  func start() {
    DispatchQueue.global().async { [self] in
      var sockets: [LoopbackSocket] = []
      while !isOver.load(ordering: .relaxed) {
        sockets.removeAll { socket in
          guard let came = socket.takeWhatCame() else { return true }
          if came > 0 { ask(socket) }
          return false
        }
        while sockets.count < Self.connections,
          let socket = try? LoopbackSocket(port: port, from: AttackedListener.stranger)
        {
          ask(socket)
          sockets.append(socket)
        }
        poll(nil, 0, 1)
      }
      ended.signal()
    }
  }

  private func ask(_ socket: LoopbackSocket) {
    if socket.offer(request) { sent.add(1, ordering: .relaxed) }
  }

  func stop() {
    isOver.store(true, ordering: .relaxed)
    ended.wait()
  }
}
