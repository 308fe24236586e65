import CanonicalJSON
import Crypto
import Payments

/// How the request of a push ended, kept in `new/` until the ledger has it: it cannot be asked for again.
///
/// Its file is `<payment id>.<SHA-256 of the content>.listed.push-answer`, so that a version that does not know it takes
/// it for a newer one's and leaves it where it is. No listener wrote it, no witness line stands for it, and it is never
/// archived: once it is a row, the file goes.
package struct KeptAnswer: Sendable, Equatable {
  /// Whose request.
  package let paymentID: PaymentID
  /// `accepted`, `refused`, `not sent` or `outcome unknown`.
  package let evidence: Evidence
  /// When that became known.
  package let at: Moment

  static let longestBytes = 16 * 1024
  private static let suffix = ".listed.push-answer"

  /// An answer; nil for evidence that says nothing of how a request ended.
  package init?(_ evidence: Evidence, of paymentID: PaymentID, at moment: Moment) {
    guard Self.fields(of: evidence) != nil else { return nil }
    self.paymentID = paymentID
    self.evidence = evidence
    at = moment
  }

  /// Whose answer a file of this name holds; nil for any other file.
  static func payment(ofFile name: String) -> PaymentID? {
    guard name.hasSuffix(suffix) else { return nil }
    let parts = name.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 64, parts[1].utf8.allSatisfy(Hexadecimal.isDigit) else { return nil }
    return PaymentID(hex: String(parts[0]))
  }

  /// The file's name.
  package var fileName: String { Self.fileName(paymentID, content) }

  private static func fileName(_ id: PaymentID, _ content: [UInt8]) -> String {
    id.hex + "." + Hexadecimal.text(SHA256.hash(data: content)) + suffix
  }

  /// The file's content.
  var content: [UInt8] {
    var object: JSONObject = [
      "kaunta_push_answer": .integer(1), "payment": .string(paymentID.hex),
      "wall_ms": .integer(at.wallMilliseconds), "boot_ms": .integer(at.bootMilliseconds), "boot_id": .string(at.bootID),
    ]
    for (name, value) in Self.fields(of: evidence)?.members ?? [] { object[name] = value }
    if let answer = evidence.answerWords {
      object["answer_status"] = .integer(answer.status)
      object["answer_code"] = answer.code.map(JSONValue.string)
      object["answer_text"] = answer.text.map(JSONValue.string)
    }
    return Array((object.compactText + "\n").utf8)
  }

  /// Reads a file back; nil when it is not what ``content`` wrote under that name.
  init?(_ content: [UInt8], fileName: String) {
    guard let value = try? JSONValue(parsing: content), value["kaunta_push_answer"]?.integer == 1,
      let id = value["payment"]?.string.flatMap(PaymentID.init(hex:)), Self.fileName(id, content) == fileName,
      let wall = value["wall_ms"]?.integer, let boot = value["boot_ms"]?.integer,
      let bootID = value["boot_id"]?.string, let moment = Moment(readWall: wall, boot: boot, bootID: bootID),
      let evidence = Self.evidence(value)
    else { return nil }
    self.init(evidence, of: id, at: moment)
  }

  private static func fields(of evidence: Evidence) -> JSONObject? {
    var fields: JSONObject = ["kind": .string(evidence.kind)]
    switch evidence {
    case .accepted(let acceptance):
      fields["checkout"] = .string(acceptance.checkoutRequestID.rawValue)
      fields["merchant_request_id"] = acceptance.merchantRequestID.map(JSONValue.string)
    case .refused(let answer):
      fields["reason"] = .string(answer.reason.rawValue)
      fields["code"] = answer.code.map(JSONValue.string)
      fields["answer_mark"] = .string(answer.answerMark)
    case .notSent(let reason, _): fields["reason"] = .string(reason.rawValue)
    case .outcomeUnknown(let reason, _): fields["reason"] = .string(reason.rawValue)
    default: return nil
    }
    return fields
  }

  private static func evidence(_ value: JSONValue) -> Evidence? {
    let reason = value["reason"]?.string ?? ""
    let words = value["answer_status"]?.integer.flatMap(Int.init(exactly:)).map {
      AnswerWords(status: $0, code: value["answer_code"]?.string, text: value["answer_text"]?.string)
    }
    switch value["kind"]?.string {
    case "accepted":
      return value["checkout"]?.string.map {
        .accepted(
          Acceptance(
            checkoutRequestID: CheckoutRequestID($0), merchantRequestID: value["merchant_request_id"]?.string))
      }
    case "refused":
      guard let refusal = Refusal(rawValue: reason), let mark = value["answer_mark"]?.string else { return nil }
      return .refused(
        RefusedAnswer(reason: refusal, code: value["code"]?.string, answerMark: mark, answer: words))
    case "not-sent": return NotSentReason(rawValue: reason).map { .notSent($0, answer: words) }
    case "outcome-unknown": return UnknownReason(rawValue: reason).map { .outcomeUnknown($0, answer: words) }
    default: return nil
    }
  }
}
