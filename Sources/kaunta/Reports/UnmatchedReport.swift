import CanonicalJSON
import Desk
import Payments
import Wording

/// Something among the unmatched callbacks as `kaunta unmatched` prints it; without anything personal.
struct UnmatchedReport {
  let item: UnmatchedItem

  var json: JSONObject {
    [
      "key": .string(item.key), "item": .string(item.id), "oddity": .string(item.oddity),
      "payment": item.payment.map { .string($0.hex) } ?? .null,
      "result_code": item.code.map { .string($0.rawValue) } ?? .null,
      "receipt": item.receipt.map { .string($0.code) } ?? .null,
      "amount_cents": item.amount.map { .integer($0.count) } ?? .null,
      "since": item.sinceWallMilliseconds.map { .string(EastAfricaTime(wallMilliseconds: $0).rfc3339) } ?? .null,
    ]
  }

  /// One line for a person: key, when, what it states, why it lies there.
  var line: String {
    [item.key, item.timeWords, item.statedWords.english, item.whyWords.english].joined(separator: "  ")
  }
}
