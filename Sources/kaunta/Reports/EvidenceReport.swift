import CanonicalJSON
import Desk
import Payments

/// A piece of evidence as `kaunta payment` prints it; without anything personal.
struct EvidenceReport {
  let row: EvidenceRow

  var json: JSONObject {
    var object: JSONObject = [
      "at": .string(EastAfricaTime(row.at).rfc3339), "kind": .string(row.evidence.kind),
    ]
    for fact in facts { object[fact.name] = fact.value }
    return object
  }

  var line: String {
    // The same words as the desk's time line.
    let line = row.line
    return [EastAfricaTime(line.at).timeOfDay, row.evidence.kind, line.source.english, line.text.english].joined(
      separator: "  ") + (row.evidence.foreignWords.map { "\n    " + $0 } ?? "")
  }

  private var facts: [(name: String, value: JSONValue)] {
    var facts: [(name: String, value: JSONValue)] = []
    func add(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { facts.append((name, .string(text))) }
    }
    switch row.evidence {
    case .recorded(let recording):
      add("cashier", recording.cashier)
      facts.append(("amount", .integer(recording.amount.count)))
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
      add("text", callback.text)
      add("amount", callback.amount?.grouped)
      add("receipt", callback.receipt?.code)
      add("peer", callback.peer.rawValue)
      if !callback.keyIsTrusted { facts.append(("key", "suspect")) }
    case .queryAsked(let asked): facts.append(("till", .integer(asked.till.number)))
    case .queryAnswer(let answer):
      switch answer.finding {
      case .result(let code, let text):
        add("result_code", code.rawValue)
        add("text", text)
        if !answer.echoed { facts.append(("names_prompt", .bool(false))) }
      case .pending: add("finding", "pending")
      case .nothing(let why, _): add("finding", "nothing: " + why)
      }
    case .decision(let decision):
      add("who", decision.who)
      add("why", decision.why)
      if case .resolved(let resolution) = decision.action { add("settlement", resolution.rawValue) }
    }
    if let answer = row.evidence.answerWords {
      facts.append(("answer_status", .integer(answer.status)))
      add("answer_code", answer.code)
      add("answer_text", answer.text)
    }
    return facts
  }
}
