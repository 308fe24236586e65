import CanonicalJSON
import Payments
import Wording

/// Something among the unmatched callbacks as `kaunta unmatched` prints it; without anything personal.
package struct UnmatchedReport {
  private let item: UnmatchedItem

  /// A report on one item.
  package init(item: UnmatchedItem) { self.item = item }

  /// The object of `--json`.
  package var json: JSONObject {
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
  package var line: String {
    [item.key, item.timeWords, item.statedWords.english, item.whyWords.english].joined(separator: "  ")
  }
}

extension [UnmatchedItem] {
  /// The one whose key begins as was typed.
  package func only(typed key: String) throws(CommandFailure) -> UnmatchedItem {
    let found = filter { key.count >= 4 && $0.id.hasPrefix(key.lowercased()) }
    if found.count == 1 { return found[0] }
    throw fail(
      found.isEmpty
        ? "no unmatched callback has the key \"\(key.prefix(40))\". Nothing was resolved."
        : "more than one item has that key; write more of it. Nothing was resolved.", Exit.usage)
  }
}

extension Decision.Resolution {
  /// What `--done` says; nil where it says nothing.
  package static func typed(_ done: String?) throws(CommandFailure) -> Decision.Resolution? {
    guard let done else { return nil }
    if let resolution = Decision.Resolution(rawValue: done), resolution != .nothing { return resolution }
    throw fail("--done takes goods, refund or kept, not \"\(done.prefix(20))\". Nothing was resolved.", Exit.usage)
  }
}
