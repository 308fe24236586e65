import CanonicalJSON
import Payments

extension Evidence {
  /// The evidence as fields, which a ledger's rows and a spool's answers keep.
  ///
  /// - Parameters:
  ///   - phone: how a phone is written.
  ///   - prompt: how a prompt's handle is written, which ends in digits of the phone.
  package func fields(
    phone: (PhoneNumber) -> String = { $0.msisdn }, prompt: (CheckoutRequestID) -> String = { $0.rawValue }
  ) -> JSONObject {
    var fields = JSONObject()
    switch self {
    case .recorded(let recording):
      fields["cashier"] = .string(recording.cashier)
      fields["phone"] = recording.phone.map { .string(phone($0)) }
      fields["amount"] = .integer(recording.amount.count)
      fields["reference"] = .string(recording.reference)
      fields["sale"] = .string(recording.sale.hex)
      fields["confirm_above"] = recording.confirmAbove.map { .integer($0.count) }
      fields["till"] = recording.till.map { .integer($0.number) }
      fields["number"] = recording.number.map { .integer($0) }
    case .sending(let start): fields["owner"] = .string(start.owner)
    case .tokenRefused: break
    case .accepted(let acceptance):
      fields["checkout"] = .string(prompt(acceptance.checkoutRequestID))
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
      fields["checkout"] = callback.checkoutRequestID.map { .string(prompt($0)) }
      fields["merchant_request_id"] = callback.merchantRequestID.map(JSONValue.string)
    case .queryAsked(let asked):
      fields["question"] = .string(asked.question)
      fields["checkout"] = .string(prompt(asked.checkoutRequestID))
      fields["till"] = .integer(asked.till.number)
    case .queryAnswer(let answer):
      fields["question"] = .string(answer.question)
      fields["checkout"] = .string(prompt(answer.checkoutRequestID))
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
    case .decision(let decision): fields.set(decision.fields)
    }
    if let answer = answerWords {
      fields["answer_status"] = .integer(answer.status)
      fields["answer_code"] = answer.code.map(JSONValue.string)
      fields["answer_text"] = answer.text.map(JSONValue.string)
    }
    return fields
  }
}

extension Decision {
  fileprivate var fields: JSONObject {
    var fields = JSONObject()
    fields["id"] = .string(id)
    fields["who"] = .string(who)
    fields["why"] = .string(why)
    fields["answers"] = .array(answers.map(JSONValue.string))
    fields["supersedes"] = .array(supersedes.map(JSONValue.string))
    switch action {
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
    case .markUndone: fields["action"] = "mark-undone"
    case .muted: fields["action"] = "muted"
    case .fasterPaceAllowed: fields["action"] = "faster-pace-allowed"
    case .resolved(let resolution):
      fields["action"] = "settled"
      fields["settlement"] = .string(resolution.rawValue)
    }
    return fields
  }
}
