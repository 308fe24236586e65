import CanonicalJSON
import Payments
import Wording

/// How far a push has come: what a signal that ends it must say.
package struct PushProgress: Sendable {
  private enum Stage: Sendable {
    /// Nothing was sent, and nothing is before this says otherwise; the payment is recorded, if it is named.
    case unsent(PaymentSummary?)
    /// The request may be out; what the ledger does not have is said beside it.
    case mayBeOut(PaymentSummary, trouble: Phrase?)
    /// The command tells its end itself.
    case told
  }

  private var stage = Stage.unsent(nil)
  /// Who was said to have the ledger since the request may be out.
  private var waitedFor: String?
  /// What every end says beside the payment, in JSON.
  package var members = JSONObject()

  /// Nothing is recorded yet.
  package init() {}

  /// The payment is recorded, and nothing was sent yet.
  package mutating func isRecorded(_ payment: PaymentSummary) { stage = .unsent(payment) }

  /// From here on the request may be out.
  package mutating func requestBegins(at now: Moment) {
    guard case .unsent(var payment?) = stage else { return }
    payment.status.state = .sending(since: now)
    stage = .mayBeOut(payment, trouble: nil)
  }

  /// What is known of a payment whose request may be out.
  package mutating func mayBeOut(_ payment: PaymentSummary, trouble: Phrase?) {
    stage = .mayBeOut(payment, trouble: trouble)
  }

  /// The command tells its end by itself.
  package mutating func isTold() { stage = .told }

  /// The request may be out, and its end is not told yet.
  package var requestMayBeOut: Bool { if case .mayBeOut = stage { true } else { false } }

  /// Whom the command waits for, in words: once the request may be out it gives up nothing by that, and each holder is
  /// named once; nil when he was.
  package mutating func words(onWaitingFor holder: String, leftMilliseconds: Int64) -> String? {
    if !requestMayBeOut { return LockWords.waiting(for: holder, leftMilliseconds: leftMilliseconds) }
    defer { waitedFor = holder }
    if waitedFor == holder { return nil }
    return
      "kaunta: waiting for \(holder), which has the ledger. The request may be out: do not ask again. Its answer is "
      + "taken all the same."
  }

  /// What is said, and how the process ends, when a signal ends it now; nil where the command tells it.
  package func lastWords(signal: String, number: Int32, at now: Moment) -> CommandLastWords? {
    switch stage {
    case .unsent(let payment): unsent(payment?.id, signal, 128 + number)
    case .mayBeOut(let payment, let trouble): mayBeOut(payment, trouble, signal, now)
    case .told: nil
    }
  }

  private func unsent(_ id: PaymentID?, _ signal: String, _ code: Int32) -> CommandLastWords {
    let sentence =
      id == nil
      ? "stopped by \(signal). Nothing was sent."
      : "stopped by \(signal) once the payment was recorded. Nothing was sent, and it never will be; it may be asked "
        + "for again."
    let failure = fail(
      sentence, code, named: "stopped", ["sent": .bool(false), "payment": id.map { .string($0.hex) } ?? .null])
    return CommandLastWords(code: code, line: nil, json: failure.json(of: ["push"]), errors: failure.lines)
  }

  private func mayBeOut(
    _ payment: PaymentSummary, _ trouble: Phrase?, _ signal: String, _ now: Moment
  ) -> CommandLastWords {
    let end = PushEnd(of: payment, at: now)
    let sentence =
      end == .check || end == .mayStillBePaid
      ? "Stopped by \(signal) before the answer was known. Do not ask again: `kaunta payment \(payment.id.hex)` shows it "
        + "once it has come."
      : "Stopped by \(signal)."
    let words = [trouble?.english, sentence].compactMap(\.self).joined(separator: " ")
    let report = PaymentReport(payment: payment, now: now)
    var object = report.json
    object.set(members)
    object["trouble"] = .string(words)
    object["stopped"] = .string(signal)
    return CommandLastWords(
      code: end.rawValue, line: report.line, json: object, errors: ["kaunta: payment \(payment.id.hex): \(words)"])
  }
}

/// How a command ends that is told of from outside its own course.
package struct CommandLastWords: Sendable, Equatable {
  /// How the process ends.
  package let code: Int32
  /// Standard output's line for a person; nil where there is none.
  package let line: String?
  /// Standard output's object, where `--json` was given.
  package let json: JSONObject
  /// Standard error's lines.
  package let errors: [String]

  /// Standard output's lines.
  package func output(asJSON: Bool) -> [String] { asJSON ? [json.compactText] : [line].compactMap(\.self) }
}

/// What is said of waiting for the ledger's lock.
package enum LockWords {
  /// While there is something to give up.
  package static func waiting(for holder: String, leftMilliseconds: Int64) -> String {
    "kaunta: waiting for \(holder), which has the ledger; giving up in \((leftMilliseconds + 999) / 1000) s."
  }
}
