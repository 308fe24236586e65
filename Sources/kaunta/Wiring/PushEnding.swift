import CLinux
import CanonicalJSON
import Desk
import Glibc
import Ledger
import Payments
import Shop
import Synchronization
import Wording

/// The end of a push by a signal: whoever called it hears what is known, as at any other end.
///
/// A thread takes the signals, since the command may be waiting for the ledger or for Safaricom. It tells and ends the
/// process while it holds the progress, so that nothing is sent after it was told that nothing was sent.
final class PushEnding: Sendable {
  private enum Progress {
    /// Nothing was sent, and nothing is before this says otherwise; the payment is recorded, if it is named.
    case unsent(PaymentSummary?)
    /// The request may be out; what the ledger does not have is said beside it.
    case mayBeOut(PaymentSummary, trouble: Phrase?)
    /// The command tells its end itself.
    case told
  }

  private static let signals: [(number: Int32, name: String)] = [
    (SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGHUP, "SIGHUP"),
  ]
  /// How long the command's own words may take once it has begun to tell its end.
  private static let tellingMicroseconds: UInt32 = 2_000_000

  private let progress = Mutex(Progress.unsent(nil))
  private let besides = Mutex(JSONObject())
  /// Who was said to have the ledger since the request may be out.
  private let waitedFor = Mutex<String?>(nil)
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
  func isRecorded(_ payment: PaymentSummary) { progress.withLock { $0 = .unsent(payment) } }

  /// From here on the request may be out; waits for ever where the end is being told already.
  func requestBegins() {
    progress.withLock { progress in
      guard case .unsent(var payment?) = progress else { return }
      payment.status.state = .sending(since: SystemClock().now())
      progress = .mayBeOut(payment, trouble: nil)
    }
  }

  /// What is known of a payment whose request may be out.
  func mayBeOut(_ payment: PaymentSummary, trouble: Phrase? = nil) {
    progress.withLock { $0 = .mayBeOut(payment, trouble: trouble) }
  }

  /// Takes what a session knows that has sent, or found that it was sent before, and waits for it.
  func follow(_ session: PushSession<HomeWatch>, pausing milliseconds: Int64? = nil) {
    if let payment = session.known?.payment { mayBeOut(payment, trouble: session.ledgerTrouble) }
    if let milliseconds { session.surroundings.wait(milliseconds: milliseconds) }
  }

  /// What every end says beside the payment, in JSON.
  var members: JSONObject { besides.withLock(\.self) }

  /// From here on every end says this as well.
  func add(_ name: String, _ value: JSONValue) { besides.withLock { $0[name] = value } }

  /// The request may be out, and its end is not told yet.
  var requestMayBeOut: Bool {
    progress.withLock { progress in
      switch progress {
      case .mayBeOut: true
      case .unsent, .told: false
      }
    }
  }

  /// Says whom the command waits for: once the request may be out it gives up nothing by that.
  func waits(for holder: String, leftMilliseconds: Int64) {
    if !requestMayBeOut { return LockPatience.say(holder, leftMilliseconds) }
    let isNew = waitedFor.withLock { waitedFor in
      defer { waitedFor = holder }
      return waitedFor != holder
    }
    if isNew {
      Output.error(
        "kaunta: waiting for \(holder), which has the ledger. The request may be out: do not ask again. Its answer is "
          + "taken all the same.")
    }
  }

  /// The command tells its end by itself.
  func isTold() { progress.withLock { $0 = .told } }

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
    let isTold: Bool = progress.withLock { progress in
      switch progress {
      case .unsent(let payment): _exit(tellUnsent(payment?.id, name, 128 + number))
      case .mayBeOut(let payment, let trouble): _exit(tell(payment, trouble, name))
      case .told: true
      }
    }
    if isTold { usleep(Self.tellingMicroseconds) }
    _exit(128 + number)
  }

  private func tellUnsent(_ id: PaymentID?, _ signal: String, _ code: Int32) -> Int32 {
    let sentence =
      id == nil
      ? "stopped by \(signal). Nothing was sent."
      : "stopped by \(signal) once the payment was recorded. Nothing was sent, and it never will be; it may be asked "
        + "for again."
    let members: JSONObject = ["sent": .bool(false), "payment": id.map { .string($0.hex) } ?? .null]
    let failure = fail(sentence, code, named: "stopped", members)
    for line in failure.lines { Output.error(line) }
    if json { Output.line(JSONValue.object(failure.json).compactText) }
    return code
  }

  private func tell(_ payment: PaymentSummary, _ trouble: Phrase?, _ signal: String) -> Int32 {
    let now = SystemClock().now()
    let end = PushEnd(of: payment, at: now)
    let sentence =
      end == .check || end == .mayStillBePaid
      ? "Stopped by \(signal) before the answer was known. Do not ask again: `kaunta payment \(payment.id.hex)` shows it "
        + "once it has come."
      : "Stopped by \(signal)."
    let words = [trouble?.english, sentence].compactMap(\.self).joined(separator: " ")
    let report = PaymentReport(payment: payment, now: now)
    if json {
      var object = report.json
      for (name, value) in members.members { object[name] = value }
      object["trouble"] = .string(words)
      object["stopped"] = .string(signal)
      Output.line(JSONValue.object(object).compactText)
    } else {
      Output.line(report.line)
    }
    Output.error("kaunta: payment \(payment.id.hex): \(words)")
    return end.rawValue
  }
}
