import CanonicalJSON
import Payments

extension EvidenceCoding {
  /// What we wrote we can read: a decision names all the evidence that a person had seen, however much there was.
  static let ownLimits = JSONLimits(depth: 4, values: 1_000_000)

  /// Reads a row's fields back.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when they are not what ``encode(_:)`` writes.
  func decode(kind: String, fields text: String) throws -> Evidence {
    guard let fields = try? JSONValue(parsing: text, limits: Self.ownLimits) else { throw damaged(kind) }
    switch kind {
    case "recorded": return .recorded(try recording(fields))
    case "sending": return .sending(SendingStart(owner: try string(fields, "owner")))
    case "token-refused": return .tokenRefused
    case "accepted":
      return .accepted(
        Acceptance(
          checkoutRequestID: try checkout(fields), merchantRequestID: fields["merchant_request_id"]?.string))
    case "refused":
      guard let reason = Refusal(rawValue: try string(fields, "reason")) else { throw damaged("refused") }
      return .refused(
        RefusedAnswer(
          reason: reason, code: fields["code"]?.string, answerMark: try string(fields, "answer_mark"),
          answer: answerWords(fields)))
    case "not-sent":
      guard let reason = NotSentReason(rawValue: try string(fields, "reason")) else { throw damaged("not-sent") }
      return .notSent(reason, answer: answerWords(fields))
    case "outcome-unknown":
      guard let reason = UnknownReason(rawValue: try string(fields, "reason")) else { throw damaged(kind) }
      return .outcomeUnknown(reason, answer: answerWords(fields))
    case "callback": return .callback(try callback(fields))
    case "query-asked":
      guard let till = Till(Int(try integer(fields, "till"))) else { throw damaged("query-asked") }
      return .queryAsked(
        QueryAsked(question: try string(fields, "question"), checkoutRequestID: try checkout(fields), till: till))
    case "query-answer": return .queryAnswer(try queryAnswer(fields))
    case "decision": return .decision(try decision(fields))
    default: throw damaged("kind \(kind)")
    }
  }

  /// Rows of before they were kept have none.
  private func answerWords(_ fields: JSONValue) -> AnswerWords? {
    fields["answer_status"]?.integer.map {
      AnswerWords(status: Int($0), code: fields["answer_code"]?.string, text: fields["answer_text"]?.string)
    }
  }

  private func recording(_ fields: JSONValue) throws -> Recording {
    guard let amount = Shillings(Int(try integer(fields, "amount"))),
      let sale = PaymentID(hex: try string(fields, "sale"))
    else { throw damaged("recorded") }
    let phone = try fields["phone"]?.string.flatMap { try reveal(.phone, $0) }.flatMap(PhoneNumber.init(msisdn:))
    return Recording(
      cashier: try string(fields, "cashier"), phone: phone, amount: amount,
      reference: try string(fields, "reference"), sale: sale,
      confirmAbove: fields["confirm_above"]?.integer.flatMap { Shillings(Int($0)) },
      till: fields["till"]?.integer.flatMap { Till(Int($0)) }, number: fields["number"]?.integer.map { Int($0) })
  }

  private func callback(_ fields: JSONValue) throws -> CallbackEvidence {
    guard let peer = PeerClass(rawValue: try string(fields, "peer")), let trusted = fields["key_is_trusted"]?.bool
    else { throw damaged("callback") }
    return CallbackEvidence(
      bodyHash: try string(fields, "body_hash"), peer: peer, keyIsTrusted: trusted,
      code: ResultCode(try string(fields, "code")), text: try string(fields, "text"),
      amount: fields["amount_cents"]?.integer.map(Cents.init(count:)),
      receipt: fields["receipt"]?.string.flatMap(Receipt.init),
      checkoutRequestID: try fields["checkout"]?.string.map(checkout(digest:)),
      merchantRequestID: fields["merchant_request_id"]?.string)
  }

  private func queryAnswer(_ fields: JSONValue) throws -> QueryAnswered {
    let finding: QueryAnswered.Finding
    switch try string(fields, "finding") {
    case "result": finding = .result(ResultCode(try string(fields, "code")), text: try string(fields, "text"))
    case "pending": finding = .pending
    case "nothing": finding = .nothing(try string(fields, "text"), answer: answerWords(fields))
    default: throw damaged("query-answer")
    }
    guard let echoed = fields["echoed"]?.bool else { throw damaged("query-answer") }
    return QueryAnswered(
      question: try string(fields, "question"), checkoutRequestID: try checkout(fields),
      askedAt: try Moment(
        keptWall: integer(fields, "asked_wall"), boot: integer(fields, "asked_boot"),
        bootID: string(fields, "asked_boot_id")),
      echoed: echoed, finding: finding)
  }

  private func decision(_ fields: JSONValue) throws -> Decision {
    func payment() throws -> PaymentID {
      guard let id = PaymentID(hex: try string(fields, "payment")) else { throw damaged("decision") }
      return id
    }
    let action: Decision.Action
    switch try string(fields, "action") {
    case "accepted-by-hand":
      guard let receipt = Receipt(try string(fields, "receipt")) else { throw damaged("decision") }
      action = .acceptedByHand(receipt)
    case "wrong-number": action = .wrongNumber
    case "pays-another-way": action = .paysAnotherWay
    case "asked-again": action = .askedAgain(as: try payment())
    case "guard-overridden":
      action = .guardOverridden(blockedBy: try payment(), seenPosition: fields["seen_position"]?.integer)
    case "muted": action = .muted
    case "faster-pace-allowed": action = .fasterPaceAllowed
    case "settled":
      guard let resolution = Decision.Resolution(rawValue: try string(fields, "settlement")) else {
        throw damaged("decision")
      }
      action = .resolved(resolution)
    default: throw damaged("decision")
    }
    return Decision(
      id: try string(fields, "id"), who: try string(fields, "who"), why: try string(fields, "why"), action: action,
      answers: (fields["answers"]?.array ?? []).compactMap(\.string),
      supersedes: (fields["supersedes"]?.array ?? []).compactMap(\.string))
  }

  private func checkout(_ fields: JSONValue) throws -> CheckoutRequestID {
    try checkout(digest: try string(fields, "checkout"))
  }

  private func checkout(digest: String) throws -> CheckoutRequestID {
    try reveal(.checkout, digest).map(CheckoutRequestID.init) ?? Concealment.standIn(digest)
  }

  private func string(_ fields: JSONValue, _ name: String) throws -> String {
    guard let text = fields[name]?.string else { throw damaged(name) }
    return text
  }

  private func integer(_ fields: JSONValue, _ name: String) throws -> Int64 {
    guard let number = fields[name]?.integer else { throw damaged(name) }
    return number
  }

  private func damaged(_ what: String) -> LedgerError { .damaged(reason: "unreadable evidence: \(what)") }
}
