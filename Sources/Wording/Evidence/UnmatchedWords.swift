import Payments

extension UnmatchedItem {
  /// What it says of money.
  package var statedWords: Phrase {
    guard let code else { return Phrase("says nothing readable", sw: "halisomeki") }
    guard code == .paid else {
      return Phrase("states no money (code \(code.rawValue))", sw: "hakuna pesa iliyotajwa (msimbo \(code.rawValue))")
    }
    let amount = amount?.grouped ?? "?"
    let receipt = receipt?.code ?? "?"
    return Phrase("KSh \(amount)  receipt \(receipt)", sw: "KSh \(amount)  code \(receipt)")
  }

  /// Which one it is, before what became of it; short enough for a notice beside the form.
  package var whichUnmatched: Phrase {
    let money = "KSh \(amount?.grouped ?? "?") \(receipt?.code ?? "?")"
    let which = code == .paid ? Phrase(verbatim: money) : statedWords
    return Phrase("Unmatched, ", sw: "Lisilolingana, ") + which + Phrase(verbatim: ": ")
  }

  /// Why it lies among the unmatched callbacks.
  package var whyWords: Phrase {
    let payment = payment.map { " \($0.short)" } ?? ""
    let more = detail.isEmpty ? "" : " (\(detail))"
    return switch oddity {
    case "unknown-payment":
      Phrase("payment\(payment) is not in the ledger", sw: "malipo\(payment) hayapo kwenye leja")
    case "damaged": Phrase("damaged file\(more), payment\(payment)", sw: "faili imeharibika\(more), malipo\(payment)")
    case "unparsable": Phrase("not a callback\(more), payment\(payment)", sw: "si jibu\(more), malipo\(payment)")
    case "too-many-copies":
      Phrase("more copies than can be true, payment\(payment)", sw: "nakala nyingi mno, malipo\(payment)")
    case "stray": Phrase("a file that no listener put there", sw: "faili ambayo kipokezi hakikuiweka")
    default: Phrase("nobody wrote down why", sw: "hakuna aliyeandika sababu")
    }
  }

  /// When it came.
  package var timeWords: String {
    guard let sinceWallMilliseconds else { return "?" }
    let time = EastAfricaTime(wallMilliseconds: sinceWallMilliseconds)
    return "\(time.businessDay.text) \(time.hourAndMinute)"
  }
}
