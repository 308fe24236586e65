import CanonicalJSON
import Payments
import Wording

/// A payment as the commands print it: for machines one JSON object a line, for people one line of words.
package struct PaymentReport {
  package let payment: PaymentSummary
  let now: Moment

  /// A payment as it stands then.
  package init(payment: PaymentSummary, now: Moment) {
    self.payment = payment
    self.now = now
  }

  /// The members of command.md, in their order.
  package var json: JSONObject {
    let status = payment.status
    return [
      "payment": .string(payment.id.hex),
      "number": .integer(payment.number),
      "till": .integer(payment.till.number),
      "standing": .string(payment.standing(at: now).rawValue),
      "flags": .array(status.flags.names.map(JSONValue.string)),
      "settled": .bool(status.isResolved),
      "receipt": status.receipt.map { .string($0.code) } ?? .null,
      "result_code": status.resultCode.map { .string($0.rawValue) } ?? .null,
      "phone": payment.phone.map { .string($0.maskedASCII) } ?? .null,
      "amount": .integer(payment.amount.count),
      "reference": .string(payment.reference),
      "asked_at": .string(EastAfricaTime(payment.recordedAt).rfc3339),
      "answered_at": status.answeredAt.map { .string(EastAfricaTime($0).rfc3339) } ?? .null,
      "counts_on": payment.countsOn.map { .string($0.text) } ?? .null,
      "by_supervisor_on": payment.bySupervisor.map { .string($0.day.text) } ?? .null,
      "by_supervisor": payment.bySupervisor.map { .integer($0.shillings) } ?? .null,
      "cashier": payment.cashier.isEmpty ? .null : .string(payment.cashier),
      "decided_by": payment.decisiveAttempt.map { .object($0.json) } ?? .null,
    ]
  }

  /// One line for a person.
  package var line: String {
    let what = payment.words(at: now).whole.english
    return "\(payment.day.text) \(EastAfricaTime(payment.recordedAt).hourAndMinute)  "
      + "till \(payment.till.number) number \(payment.number)  \(payment.cashier.isEmpty ? "" : payment.cashier + "  ")KSh \(payment.amount.grouped)  "
      + "\(payment.phone?.maskedASCII ?? (payment.cashier.isEmpty ? "unknown" : "purged"))  \(what)  \(payment.id.short)"
  }

  /// What to say under the line: the three lines of trouble, or what was paid.
  ///
  /// To whoever asked for the money, just when it came: that the goods can go.
  package func explanation(toWhoAsked: Bool = false) -> [String] {
    let lines = toWhoAsked && payment.wasJustPaid(at: now) ? payment.freshlyPaidLines(at: now) : payment.lines(at: now)
    return [lines.happened, lines.money, lines.action].map(\.english)
  }
}

extension DecisiveAttempt {
  fileprivate var json: JSONObject {
    [
      "reason": .string(reason.rawValue), "till": .integer(till.number), "day": .string(day.text),
      "number": .integer(number),
    ]
  }
}

extension PaymentReport {
  /// The same with its evidence, for a script.
  package func json(with evidence: [EvidenceReport]) -> JSONObject {
    var object = json
    object["evidence"] = .array(evidence.map { .object($0.json) })
    return object
  }

  /// The same with its evidence and what to do, for a person.
  package func lines(with evidence: [EvidenceReport]) -> [String] {
    [line] + (explanation() + evidence.map(\.line)).map { "  " + $0 }
  }
}

/// What waits at desks that are closed.
package enum WaitingReport {
  /// Those of some payments that wait, a line each; nothing where none does.
  package static func lines(_ payments: [PaymentSummary], at now: Moment) -> [String] {
    let waiting = payments.filter(\.isWaiting)
    if waiting.isEmpty { return [] }
    return ["These wait for their answer; the poller asks, and the next desk shows them:"]
      + waiting.map { "  " + PaymentReport(payment: $0, now: now).line }
  }
}
