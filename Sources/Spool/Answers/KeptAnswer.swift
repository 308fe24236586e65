import CanonicalJSON
import Crypto
import EvidenceFields
import Payments

/// How the request of a push ended, kept in `new/` until the ledger has it: it cannot be asked for again.
///
/// Its file is `<payment id>.<SHA-256 of the content>.listed.push-answer`, so that a version that does not know it
/// takes it for a newer one's and leaves it where it is. No listener wrote it, no witness line stands for it, and it is
/// never archived: once it is a row, the file goes.
///
/// It is sealed (``AnswerSeal``): the listener, which hears the whole internet, may write in `new/` as well.
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
    guard Self.isEnd(evidence) else { return nil }
    self.paymentID = paymentID
    self.evidence = evidence
    at = moment
  }

  /// It says how a request ended.
  private static func isEnd(_ evidence: Evidence) -> Bool {
    switch evidence {
    case .accepted, .refused, .notSent, .outcomeUnknown: true
    default: false
    }
  }

  /// Whose answer a file of this name holds; nil for any other file.
  static func payment(ofFile name: String) -> PaymentID? {
    guard name.hasSuffix(suffix) else { return nil }
    let parts = name.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 64, parts[1].utf8.allSatisfy(Hexadecimal.isDigit) else { return nil }
    return PaymentID(hex: String(parts[0]))
  }

  /// The file's name.
  package func fileName(_ seal: AnswerSeal) -> String { Self.fileName(paymentID, content(seal)) }

  private static func fileName(_ id: PaymentID, _ content: [UInt8]) -> String {
    id.hex + "." + Hexadecimal.text(SHA256.hash(data: content)) + suffix
  }

  /// The file's content: the answer, and its seal on a line of its own.
  func content(_ seal: AnswerSeal) -> [UInt8] {
    let told = self.told
    return told + Array((seal.text(over: told) + "\n").utf8)
  }

  private var told: [UInt8] {
    var object: JSONObject = [
      "kaunta_push_answer": .integer(2), "payment": .string(paymentID.hex),
      "wall_ms": .integer(at.wallMilliseconds), "boot_ms": .integer(at.bootMilliseconds), "boot_id": .string(at.bootID),
    ]
    object["kind"] = .string(evidence.kind)
    object.set(evidence.fields())
    return Array((object.compactText + "\n").utf8)
  }

  /// Reads a file back; nil when it is not what ``content(_:)`` wrote under that name with that seal.
  init?(_ content: [UInt8], fileName: String, seal: AnswerSeal) {
    guard content.count > AnswerSeal.lineBytes, content.last == 0x0A else { return nil }
    let told = content.dropLast(AnswerSeal.lineBytes)
    guard seal.holds(content.suffix(AnswerSeal.lineBytes).dropLast(), over: told),
      let value = try? JSONValue(parsing: Array(told)), value["kaunta_push_answer"]?.integer == 2,
      let id = value["payment"]?.string.flatMap(PaymentID.init(hex:)), Self.fileName(id, content) == fileName,
      let wall = value["wall_ms"]?.integer, let boot = value["boot_ms"]?.integer,
      let bootID = value["boot_id"]?.string, let moment = Moment(readWall: wall, boot: boot, bootID: bootID),
      let evidence = try? Evidence(kind: value["kind"]?.string ?? "", fields: value)
    else { return nil }
    self.init(evidence, of: id, at: moment)
  }
}
