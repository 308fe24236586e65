import CanonicalJSON
import Payments

/// What fields are no evidence.
package struct UnreadableEvidence: Error {
  /// The field or the kind with which it does not fit.
  package let what: String

  /// Fields that do not fit there.
  package init(what: String) { self.what = what }
}

extension Evidence {
  /// Reads what ``fields(phone:prompt:)`` wrote.
  ///
  /// - Parameters:
  ///   - phone: reads a phone; nil where it is not known any more.
  ///   - prompt: reads a prompt's handle.
  /// - Throws: ``UnreadableEvidence`` when it is not that, and what the two throw.
  package init(
    kind: String, fields: JSONValue, phone: @escaping (String) throws -> PhoneNumber? = { PhoneNumber(msisdn: $0) },
    prompt: @escaping (String) throws -> CheckoutRequestID = { CheckoutRequestID($0) }
  ) throws {
    self = try EvidenceReader(fields: fields, phone: phone, prompt: prompt).evidence(kind)
  }
}

/// The fields of a row, being read.
private struct EvidenceReader {
  let fields: JSONValue
  let phone: (String) throws -> PhoneNumber?
  let prompt: (String) throws -> CheckoutRequestID

  func evidence(_ kind: String) throws -> Evidence {
    switch kind {
    case "recorded": return .recorded(try recording())
    case "sending": return .sending(SendingStart(owner: try string("owner")))
    case "token-refused": return .tokenRefused
    case "accepted":
      return .accepted(
        Acceptance(
          checkoutRequestID: try checkout(), merchantRequestID: fields["merchant_request_id"]?.string))
    case "refused":
      guard let reason = Refusal(rawValue: try string("reason")) else { throw damaged("refused") }
      return .refused(
        RefusedAnswer(
          reason: reason, code: fields["code"]?.string, answerMark: try string("answer_mark"),
          answer: answerWords))
    case "not-sent":
      guard let reason = NotSentReason(rawValue: try string("reason")) else { throw damaged("not-sent") }
      return .notSent(reason, answer: answerWords)
    case "outcome-unknown":
      guard let reason = UnknownReason(rawValue: try string("reason")) else { throw damaged(kind) }
      return .outcomeUnknown(reason, answer: answerWords)
    case "callback": return .callback(try callback())
    case "query-asked":
      guard let till = Till(Int(try integer("till"))) else { throw damaged("query-asked") }
      return .queryAsked(
        QueryAsked(question: try string("question"), checkoutRequestID: try checkout(), till: till))
    case "query-answer": return .queryAnswer(try queryAnswer())
    case "decision": return .decision(try decision())
    default: throw damaged("kind \(kind)")
    }
  }

  /// Rows of before they were kept have none.
  private var answerWords: AnswerWords? {
    fields["answer_status"]?.integer.map {
      AnswerWords(status: Int($0), code: fields["answer_code"]?.string, text: fields["answer_text"]?.string)
    }
  }

  private func recording() throws -> Recording {
    guard let amount = Shillings(Int(try integer("amount"))),
      let sale = PaymentID(hex: try string("sale"))
    else { throw damaged("recorded") }
    let number = try fields["phone"]?.string.flatMap(phone)
    return Recording(
      cashier: try string("cashier"), phone: number, amount: amount,
      reference: try string("reference"), sale: sale,
      confirmAbove: fields["confirm_above"]?.integer.flatMap { Shillings(Int($0)) },
      till: fields["till"]?.integer.flatMap { Till(Int($0)) }, number: fields["number"]?.integer.map { Int($0) })
  }

  private func callback() throws -> CallbackEvidence {
    guard let peer = PeerClass(rawValue: try string("peer")), let trusted = fields["key_is_trusted"]?.bool
    else { throw damaged("callback") }
    return CallbackEvidence(
      bodyHash: try string("body_hash"), peer: peer, keyIsTrusted: trusted,
      code: ResultCode(try string("code")), text: try string("text"),
      amount: fields["amount_cents"]?.integer.map(Cents.init(count:)),
      receipt: fields["receipt"]?.string.flatMap(Receipt.init),
      checkoutRequestID: try fields["checkout"]?.string.map(prompt),
      merchantRequestID: fields["merchant_request_id"]?.string)
  }

  private func queryAnswer() throws -> QueryAnswered {
    let finding: QueryAnswered.Finding
    switch try string("finding") {
    case "result": finding = .result(ResultCode(try string("code")), text: try string("text"))
    case "pending": finding = .pending
    case "nothing": finding = .nothing(try string("text"), answer: answerWords)
    default: throw damaged("query-answer")
    }
    guard let echoed = fields["echoed"]?.bool,
      let askedAt = Moment(
        readWall: try integer("asked_wall"), boot: try integer("asked_boot"), bootID: try string("asked_boot_id"))
    else { throw damaged("query-answer") }
    return QueryAnswered(
      question: try string("question"), checkoutRequestID: try checkout(), askedAt: askedAt,
      echoed: echoed, finding: finding)
  }

  private func decision() throws -> Decision {
    func payment() throws -> PaymentID {
      guard let id = PaymentID(hex: try string("payment")) else { throw damaged("decision") }
      return id
    }
    let action: Decision.Action
    switch try string("action") {
    case "accepted-by-hand":
      guard let receipt = Receipt(try string("receipt")) else { throw damaged("decision") }
      action = .acceptedByHand(receipt)
    case "wrong-number": action = .wrongNumber
    case "pays-another-way": action = .paysAnotherWay
    case "asked-again": action = .askedAgain(as: try payment())
    case "guard-overridden":
      action = .guardOverridden(blockedBy: try payment(), seenPosition: fields["seen_position"]?.integer)
    case "mark-undone": action = .markUndone
    case "muted": action = .muted
    case "faster-pace-allowed": action = .fasterPaceAllowed
    case "settled":
      guard let resolution = Decision.Resolution(rawValue: try string("settlement")) else {
        throw damaged("decision")
      }
      action = .resolved(resolution)
    default: throw damaged("decision")
    }
    return Decision(
      id: try string("id"), who: try string("who"), why: try string("why"), action: action,
      answers: (fields["answers"]?.array ?? []).compactMap(\.string),
      supersedes: (fields["supersedes"]?.array ?? []).compactMap(\.string))
  }

  private func checkout() throws -> CheckoutRequestID { try prompt(string("checkout")) }

  private func string(_ name: String) throws -> String {
    guard let text = fields[name]?.string else { throw damaged(name) }
    return text
  }

  private func integer(_ name: String) throws -> Int64 {
    guard let number = fields[name]?.integer else { throw damaged(name) }
    return number
  }

  private func damaged(_ what: String) -> UnreadableEvidence { UnreadableEvidence(what: what) }
}
