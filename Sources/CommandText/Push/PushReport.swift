import CanonicalJSON
import Payments

/// What `kaunta push` says of its payment at its end.
package struct PushReport {
  private let payment: PaymentReport
  private let isPaid: Bool
  /// The payment belongs to a key of `--once` that was used before.
  private let isRepeated: Bool
  /// An answer came that nobody could weigh: words of what was known before would stand against it.
  private let answerIsUnweighed: Bool
  private let trouble: Phrase?
  private let members: JSONObject

  /// A report; `members` are what every end says beside the payment.
  package init(
    _ payment: PaymentSummary, isRepeated: Bool, answerIsUnweighed: Bool, trouble: Phrase?, members: JSONObject,
    at now: Moment
  ) {
    self.payment = PaymentReport(payment: payment, now: now)
    isPaid = payment.standing(at: now) == .paid
    self.isRepeated = isRepeated
    self.answerIsUnweighed = answerIsUnweighed
    self.trouble = trouble
    self.members = members
  }

  /// The object of `--json`.
  package var json: JSONObject {
    var object = payment.json
    if !isPaid { object["message"] = .string((unweighed ?? payment.explanation()).joined(separator: " ")) }
    object.set(members)
    if let trouble { object["trouble"] = .string(trouble.english) }
    return object
  }

  /// Lines for a person.
  package var lines: [String] {
    var lines = [payment.line]
    lines += (unweighed ?? payment.explanation(toWhoAsked: !isRepeated)).map { "  " + $0 }
    if isRepeated {
      lines.append(
        "  This key of --once was used before: this is the payment that it belongs to. Nothing new was asked for.")
    }
    return lines
  }

  /// What the ledger does not have, for standard error; nil when it has all.
  package var complaint: String? { trouble.map { "kaunta: payment \(payment.payment.id.hex): \($0.english)" } }

  private var unweighed: [String]? {
    guard answerIsUnweighed else { return nil }
    return [
      "An answer of Safaricom's has come, and the ledger cannot be read to weigh it: it may be paid, or not.",
      "Hand over nothing on it yet, and do not ask again.",
      "`kaunta payment \(payment.payment.id.hex)` says it later.",
    ]
  }
}
