import Desk
import Payments

/// What stands on a customer's phone, in M-PESA's own words; `docs/simulator.md` has both.
extension CustomersPhones.Prompt {
  /// What the customer is asked.
  func words(shop: String) -> Phrase {
    let amount = Shillings.group(amountShillings)
    return Phrase(
      "Do you want to pay KSh \(amount).00 to \(shop) Account no. \(reference)?",
      sw: "Unataka kulipa KSh \(amount).00 kwa \(shop) Akaunti namba \(reference)?")
  }
}

extension CustomersPhones.Ending {
  /// The SMS, or what the phone says when nothing was paid.
  func words(shop: String) -> Phrase {
    guard let receipt else { return resultCode.meaning.onThePhone }
    let amount = "Ksh\(Shillings.group(amountShillings)).00"
    let balance = "Ksh\(Shillings.group(balanceShillings)).00"
    let time = EastAfricaTime(wallMilliseconds: atWallMilliseconds)
    let date = "\(time.day)/\(time.month)/\(time.year % 100)"
    let hour = "\((time.hour + 11) % 12 + 1):\(time.timeOfDay.dropFirst(3).prefix(2)) \(time.hour < 12 ? "AM" : "PM")"
    return Phrase(
      "\(receipt) Confirmed. \(amount) sent to \(shop) for account \(reference) on \(date) at \(hour). New M-PESA "
        + "balance is \(balance).",
      sw: "\(receipt) Imethibitishwa. \(amount) imetumwa kwa \(shop) kwa akaunti \(reference) tarehe \(date) saa "
        + "\(hour). Salio jipya ni \(balance).")
  }
}

extension ResultMeaning {
  /// What the customer's phone says when nothing was paid.
  fileprivate var onThePhone: Phrase {
    switch self {
    case .cancelled:
      Phrase("You cancelled the request. Nothing was paid.", sw: "Umeghairi ombi. Hakuna kilicholipwa.")
    case .wrongPIN: Phrase("Wrong PIN. Nothing was paid.", sw: "PIN si sahihi. Hakuna kilicholipwa.")
    case .notEnoughMoney:
      Phrase(
        "Not enough money in your account. Nothing was paid.", sw: "Salio lako halitoshi. Hakuna kilicholipwa.")
    default: Phrase("The request is over. Nothing was paid.", sw: "Ombi limekwisha. Hakuna kilicholipwa.")
    }
  }
}
