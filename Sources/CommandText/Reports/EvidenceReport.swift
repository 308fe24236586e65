import CanonicalJSON
import Payments
import Wording

/// A piece of evidence as `kaunta payment` prints it; without anything personal.
package struct EvidenceReport {
  private let row: EvidenceRow
  private let isAboutAnotherPrompt: Bool

  /// A report on one row by itself.
  package init(_ row: EvidenceRow) { self.init(row, isAboutAnotherPrompt: false) }

  private init(_ row: EvidenceRow, isAboutAnotherPrompt: Bool) {
    self.row = row
    self.isAboutAnotherPrompt = isAboutAnotherPrompt
  }

  /// Reports on all evidence of one payment.
  package static func reports(on rows: [EvidenceRow]) -> [EvidenceReport] {
    let others = rows.keysAboutOtherPrompts
    return rows.map { EvidenceReport($0, isAboutAnotherPrompt: others.contains($0.key)) }
  }

  /// The object of `--json`.
  package var json: JSONObject {
    var object: JSONObject = [
      "at": .string(EastAfricaTime(row.at).rfc3339), "kind": .string(row.evidence.kind),
    ]
    object.set(facts)
    return object
  }

  /// One line for a person, and under it what stood in an answer that nobody knew.
  package var line: String {
    // The same words as the desk's time line.
    let line = row.line(isAboutAnotherPrompt: isAboutAnotherPrompt) { _ in nil }
    return [EastAfricaTime(line.at).timeOfDay, row.evidence.kind, line.source.english, line.text.english].joined(
      separator: "  ") + (row.evidence.foreignWords.map { "\n    " + $0 } ?? "")
  }

  private var facts: JSONObject {
    var facts = JSONObject()
    func add(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { facts[name] = .string(text) }
    }
    switch row.evidence {
    case .recorded(let recording):
      add("cashier", recording.cashier)
      facts["amount"] = .integer(recording.amount.count)
      add("reference", recording.reference)
    case .sending(let start): add("owner", start.owner)
    case .tokenRefused: break
    case .accepted(let acceptance): add("merchant_request_id", acceptance.merchantRequestID)
    case .refused(let answer):
      add("reason", answer.reason.rawValue)
      add("code", answer.code)
    case .notSent(let reason, _): add("reason", reason.rawValue)
    case .outcomeUnknown(let reason, _): add("reason", reason.rawValue)
    case .callback(let callback):
      add("result_code", callback.code.rawValue)
      if isAboutAnotherPrompt { facts["names_prompt"] = .bool(false) }
      add("text", callback.text)
      add("amount", callback.amount?.grouped)
      add("receipt", callback.receipt?.code)
      add("peer", callback.peer.rawValue)
      if !callback.keyIsTrusted { facts["key"] = "suspect" }
    case .queryAsked(let asked): facts["till"] = .integer(asked.till.number)
    case .queryAnswer(let answer):
      switch answer.finding {
      case .result(let code, let text):
        add("result_code", code.rawValue)
        add("text", text)
        if !answer.echoed { facts["names_prompt"] = .bool(false) }
      case .pending: add("finding", "pending")
      case .nothing(let why, _): add("finding", "nothing: " + why)
      }
    case .decision(let decision):
      add("who", decision.who)
      add("why", decision.why)
      if case .resolved(let resolution) = decision.action { add("settlement", resolution.rawValue) }
    }
    if let answer = row.evidence.answerWords {
      facts["answer_status"] = .integer(answer.status)
      add("answer_code", answer.code)
      add("answer_text", answer.text)
    }
    return facts
  }
}
