import CanonicalJSON
import Payments

/// Something in the tray as `kaunta tray` prints it; without anything personal.
struct TrayReport {
  let item: TrayItem

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
    let time = item.sinceWallMilliseconds.map { milliseconds in
      let time = EastAfricaTime(wallMilliseconds: milliseconds)
      return "\(time.businessDay.text) \(time.hourAndMinute)"
    }
    return [item.key, time ?? "at an unknown time", stated, item.whyOdd].joined(separator: "  ")
  }

  private var stated: String {
    guard let code = item.code else { return "says nothing readable" }
    guard code == .paid else { return "states no money (code \(code.rawValue))" }
    return "KSh \(item.amount?.grouped ?? "unknown")  receipt \(item.receipt?.code ?? "unknown")"
  }
}

extension TrayItem {
  /// Why it lies in the tray.
  var whyOdd: String {
    let payment = payment.map { " \($0.short)" } ?? ""
    switch oddity {
    case "unknown-payment": return "payment\(payment) is not in the ledger"
    case "damaged": return "damaged file\(detail.isEmpty ? "" : " (\(detail))"), payment\(payment)"
    case "unparsable": return "not a callback\(detail.isEmpty ? "" : " (\(detail))"), payment\(payment)"
    case "too-many-copies": return "more copies than can be true, payment\(payment)"
    case "stray": return "a file that no listener put there"
    default: return "nobody wrote down why"
    }
  }
}
