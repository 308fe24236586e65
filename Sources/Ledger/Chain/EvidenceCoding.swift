import CanonicalJSON
import Payments

/// Evidence as the fields of a ledger row, and back.
///
/// Personal data becomes digests on the way in; on the way out the
/// purgeable table gives it back, or a stand-in.
struct EvidenceCoding {
  let concealment: Concealment
  /// Looks a digest up in the purgeable table.
  let reveal: (PersonalKind, String) throws -> String?

  /// Values that the purgeable table must keep for a row.
  typealias Personal = [(kind: PersonalKind, digest: String, value: String)]

  func encode(_ evidence: Evidence) -> (fields: JSONObject, personal: Personal) {
    var personal: Personal = []
    func hide(_ kind: PersonalKind, _ value: String) -> JSONValue {
      let digest = concealment.digest(kind, value)
      personal.append((kind, digest, value))
      return .string(digest)
    }
    func hide(_ id: CheckoutRequestID) -> JSONValue {
      if id.isStandIn { return .string(concealment.digest(of: id)) }
      return hide(.checkout, id.rawValue)
    }
    var fields = JSONObject()
    switch evidence {
    case .recorded(let recording):
      fields["cashier"] = .string(recording.cashier)
      fields["phone"] = recording.phone.map { hide(.phone, $0.msisdn) }
      fields["amount"] = .integer(recording.amount.count)
      fields["reference"] = .string(recording.reference)
      fields["sale"] = .string(recording.sale.hex)
      fields["confirm_above"] = recording.confirmAbove.map { .integer($0.count) }
      fields["till"] = recording.till.map { .integer($0.number) }
      fields["number"] = recording.number.map { .integer($0) }
    case .sending(let start): fields["owner"] = .string(start.owner)
    case .tokenRefused: break
    case .accepted(let acceptance):
      fields["checkout"] = hide(acceptance.checkoutRequestID)
      fields["merchant_request_id"] = acceptance.merchantRequestID.map(JSONValue.string)
    case .refused(let answer):
      fields["reason"] = .string(answer.reason.rawValue)
      fields["code"] = answer.code.map(JSONValue.string)
      fields["answer_mark"] = .string(answer.answerMark)
    case .notSent(let reason, _): fields["reason"] = .string(reason.rawValue)
    case .outcomeUnknown(let reason, _): fields["reason"] = .string(reason.rawValue)
    case .callback(let callback):
      fields["body_hash"] = .string(callback.bodyHash)
      fields["peer"] = .string(callback.peer.rawValue)
      fields["key_is_trusted"] = .bool(callback.keyIsTrusted)
      fields["code"] = .string(callback.code.rawValue)
      fields["text"] = .string(callback.text)
      fields["amount_cents"] = callback.amount.map { .integer($0.count) }
      fields["receipt"] = callback.receipt.map { .string($0.code) }
      fields["checkout"] = callback.checkoutRequestID.map { hide($0) }
      fields["merchant_request_id"] = callback.merchantRequestID.map(JSONValue.string)
    case .queryAsked(let asked):
      fields["question"] = .string(asked.question)
      fields["checkout"] = hide(asked.checkoutRequestID)
      fields["till"] = .integer(asked.till.number)
    case .queryAnswer(let answer):
      fields["question"] = .string(answer.question)
      fields["checkout"] = hide(answer.checkoutRequestID)
      fields["asked_wall"] = .integer(answer.askedAt.wallMilliseconds)
      fields["asked_boot"] = .integer(answer.askedAt.bootMilliseconds)
      fields["asked_boot_id"] = .string(answer.askedAt.bootID)
      fields["echoed"] = .bool(answer.echoed)
      switch answer.finding {
      case .result(let code, let text):
        fields["finding"] = "result"
        fields["code"] = .string(code.rawValue)
        fields["text"] = .string(text)
      case .pending: fields["finding"] = "pending"
      case .nothing(let why, _):
        fields["finding"] = "nothing"
        fields["text"] = .string(why)
      }
    case .decision(let decision): encode(decision, into: &fields)
    }
    encode(evidence.answerWords, into: &fields)
    return (fields, personal)
  }

  private func encode(_ answer: AnswerWords?, into fields: inout JSONObject) {
    guard let answer else { return }
    fields["answer_status"] = .integer(answer.status)
    fields["answer_code"] = answer.code.map(JSONValue.string)
    fields["answer_text"] = answer.text.map(JSONValue.string)
  }

  private func encode(_ decision: Decision, into fields: inout JSONObject) {
    fields["id"] = .string(decision.id)
    fields["who"] = .string(decision.who)
    fields["why"] = .string(decision.why)
    fields["answers"] = .array(decision.answers.map(JSONValue.string))
    fields["supersedes"] = .array(decision.supersedes.map(JSONValue.string))
    switch decision.action {
    case .acceptedByHand(let receipt):
      fields["action"] = "accepted-by-hand"
      fields["receipt"] = .string(receipt.code)
    case .wrongNumber: fields["action"] = "wrong-number"
    case .paysAnotherWay: fields["action"] = "pays-another-way"
    case .askedAgain(let payment):
      fields["action"] = "asked-again"
      fields["payment"] = .string(payment.hex)
    case .guardOverridden(let payment, let position):
      fields["action"] = "guard-overridden"
      fields["payment"] = .string(payment.hex)
      fields["seen_position"] = position.map { .integer($0) }
    case .muted: fields["action"] = "muted"
    case .fasterPaceAllowed: fields["action"] = "faster-pace-allowed"
    case .resolved(let resolution):
      fields["action"] = "settled"
      fields["settlement"] = .string(resolution.rawValue)
    }
  }
}
