import CLinux
import CanonicalJSON
import CommandText
import Glibc
import Payments
import Shop
import Synchronization

/// The end of a push by a signal: whoever called it hears what is known, as at any other end.
///
/// A thread takes the signals, since the command may be waiting for the ledger or for Safaricom. It tells and ends the
/// process while it holds the progress, so that nothing is sent after it was told that nothing was sent.
final class PushEnding: Sendable {
  private static let signals: [(number: Int32, name: String)] = [
    (SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGHUP, "SIGHUP"),
  ]
  /// How long the command's own words may take once it has begun to tell its end.
  private static let tellingMicroseconds: UInt32 = 2_000_000

  private let progress = Mutex(PushProgress())
  private let json: Bool

  /// Takes the signals from here on; to be made before there is another thread.
  init(json: Bool) {
    self.json = json
    var set = Self.signalSet
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { raw in
        if let raw { Unmanaged<PushEnding>.fromOpaque(raw).takeRetainedValue().waitForSignals() }
        return nil
      }, context)
    if code == 0 {
      pthread_detach(thread)
    } else {
      // Without the thread they end the process as they always do.
      Unmanaged<PushEnding>.fromOpaque(context).release()
      pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
  }

  /// The payment is recorded, and nothing was sent yet.
  func isRecorded(_ payment: PaymentSummary) { progress.withLock { $0.isRecorded(payment) } }

  /// From here on the request may be out; waits for ever where the end is being told already.
  func requestBegins() { progress.withLock { $0.requestBegins(at: SystemClock().now()) } }

  /// Takes what a session knows that has sent, or found that it was sent before.
  func follow(_ session: PushSession<HomeWatch>) {
    guard let payment = session.known?.payment else { return }
    progress.withLock { $0.mayBeOut(payment, trouble: session.ledgerTrouble) }
  }

  /// What every end says beside the payment, in JSON.
  var members: JSONObject { progress.withLock(\.members) }

  /// From here on every end says this as well.
  func add(_ name: String, _ value: JSONValue) { progress.withLock { $0.members[name] = value } }

  /// The request may be out, and its end is not told yet.
  var requestMayBeOut: Bool { progress.withLock(\.requestMayBeOut) }

  /// Says whom the command waits for.
  func waits(for holder: String, leftMilliseconds: Int64) {
    let words = progress.withLock { $0.words(onWaitingFor: holder, leftMilliseconds: leftMilliseconds) }
    if let words { Output.error(words) }
  }

  /// The command tells its end by itself.
  func isTold() { progress.withLock { $0.isTold() } }

  /// Without those that whoever started us has ignored, as `nohup` does.
  private static var signalSet: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals where !kaunta_signal_is_ignored(signal.number) { sigaddset(&set, signal.number) }
    return set
  }

  private func waitForSignals() {
    var set = Self.signalSet
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    let name = Self.signals.first { $0.number == number }?.name ?? "a signal"
    progress.withLock { progress in
      guard let last = progress.lastWords(signal: name, number: number, at: SystemClock().now()) else { return }
      for line in last.output(asJSON: json) { Output.line(line) }
      for line in last.errors { Output.error(line) }
      _exit(last.code)
    }
    // The command itself has begun to say how it ended, and leaves by itself; this is for one that cannot.
    usleep(Self.tellingMicroseconds)
    _exit(128 + number)
  }
}
