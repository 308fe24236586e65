import Payments

/// *Is this code real?*: what is said of a receipt code, at the desk and by `kaunta payment`.
///
/// None says that a code is false: an honest payer must not be accused (rules.md section 5).
extension CodeFinding {
  /// What the ledger knows of a code; nil for one that was seen on no payment at all.
  package func lines(on receipt: Receipt, at now: Moment) -> ThreeLines? {
    switch self {
    case .seen(let payments): Self.seenLines(receipt, payments, knownAt: now)
    case .resolvedUnmatched(let resolution, let at): Self.unmatchedLines(receipt, resolution, at: at, knownAt: now)
    case .looksLike(let other, let payments):
      Self.seenLines(other, payments, knownAt: now).map { Self.alikeLines(receipt, other, $0) }
    case .notSeen(let unanswered): Self.notSeenLines(receipt, unanswered: unanswered)
    }
  }

  private static func seenLines(_ receipt: Receipt, _ payments: [PaymentSummary], knownAt now: Moment) -> ThreeLines? {
    guard let payment = payments.first else { return nil }
    let time = EastAfricaTime(payment.status.answeredAt ?? payment.recordedAt)
    let day = day(of: time, at: now)
    let word = payment.words(at: now).word
    let number = payment.spokenNumber(at: now)
    let also =
      payments.count > 1
      ? Phrase(
        " It stands on \(payments.count) payments: call the owner.",
        sw: " Iko kwenye malipo \(payments.count): mwite mmiliki.") : .none
    return ThreeLines(
      happened: Phrase(
        "\(receipt.code): seen \(day.english) \(time.hourAndMinute) at till \(payment.till.number) for number "
          + "\(number.english), KSh \(payment.amount.grouped).",
        sw: "\(receipt.code): imeonekana \(day.swahili) \(time.hourAndMinute), till \(payment.till.number), namba "
          + "\(number.swahili), KSh \(payment.amount.grouped)."),
      money: Phrase("That payment is \(word.english).", sw: "Hali ya malipo hayo: \(word.swahili).") + also,
      action: Phrase(
        "One code pays once: is that this customer's payment?",
        sw: "Code moja hulipa mara moja: je, hayo ni malipo ya mteja huyu?"))
  }

  /// A letter for a digit: whoever paid honestly must not be sent away for it.
  private static func alikeLines(_ typed: Receipt, _ other: Receipt, _ seen: ThreeLines) -> ThreeLines {
    ThreeLines(
      happened: Phrase("\(typed.code): not seen yet. Alike: ", sw: "\(typed.code): bado haijaonekana. Inayofanana: ")
        + seen.happened,
      money: seen.money,
      action: Phrase(
        "Read the SMS letter by letter: does it say \(other.code)? ",
        sw: "Soma SMS herufi kwa herufi: je, inasema \(other.code)? ") + seen.action)
  }

  /// Money that nobody could place, and about which a supervisor has decided: no goods for it a second time.
  private static func unmatchedLines(
    _ receipt: Receipt, _ resolution: UnmatchedResolution, at: Moment, knownAt now: Moment
  ) -> ThreeLines {
    let time = EastAfricaTime(at)
    let day = day(of: time, at: now)
    let amount = resolution.item.amount.map { ", KSh \($0.grouped)" } ?? ""
    return ThreeLines(
      happened: Phrase(
        "\(receipt.code)\(amount): resolved as unmatched \(day.english) \(time.hourAndMinute) by "
          + "\(resolution.supervisor).",
        sw:
          "\(receipt.code)\(amount): ilitatuliwa kati ya majibu yasiyolingana \(day.swahili) \(time.hourAndMinute) na "
          + "\(resolution.supervisor)."),
      money: Phrase(
        "It fitted no payment; what was done with its money stands in the ledger.",
        sw: "Haikulingana na malipo yoyote; pesa yake ilifanyiwa nini, kumeandikwa kwenye leja."),
      action: Phrase(
        "Call the supervisor: no goods for it a second time.", sw: "Mwite msimamizi: usitoe bidhaa kwa hiyo tena."))
  }

  private static func notSeenLines(_ receipt: Receipt, unanswered: Int) -> ThreeLines {
    let waiting =
      switch unanswered {
      case 0: Phrase("no payment waits for an answer.", sw: "hakuna malipo yanayosubiri jibu.")
      case 1: Phrase("1 payment has no answer.", sw: "malipo 1 hayana jibu.")
      default: Phrase("\(unanswered) payments have no answer.", sw: "malipo \(unanswered) hayana jibu.")
      }
    return ThreeLines(
      happened: Phrase("\(receipt.code): not seen yet; ", sw: "\(receipt.code): bado haijaonekana; ") + waiting,
      money: Phrase(
        "Not proved here. It may be on its way, or be for another shop.",
        sw: "Haijathibitishwa hapa. Huenda iko njiani, au ni ya duka lingine."),
      action: unanswered == 0
        ? Phrase(
          "Look at name, amount and time in the SMS together, and call the owner.",
          sw: "Angalieni jina, kiasi na saa kwenye SMS pamoja, na umwite mmiliki.")
        : Phrase(
          "Wait, or check now the payment that it should be for; no goods before PAID.",
          sw: "Subiri, au uliza Safaricom kuhusu malipo yanayohusika; usitoe bidhaa kabla ya IMELIPWA."))
  }

  private static func day(of time: EastAfricaTime, at now: Moment) -> Phrase {
    time.businessDay == EastAfricaTime(now).businessDay
      ? Phrase("today", sw: "leo") : Phrase(verbatim: time.businessDay.text)
  }
}

extension ThreeLines {
  /// What was typed or pasted holds more than one code.
  package static let severalCodes = ThreeLines(
    happened: Phrase("That holds more than one code.", sw: "Hiyo ina code zaidi ya moja."),
    money: Phrase("Which of them is meant cannot be told.", sw: "Haijulikani ni ipi inayokusudiwa."),
    action: Phrase("Take one SMS, or type its code.", sw: "Tumia SMS moja, au andika code yake."))

  /// What was typed or pasted is no code.
  package static let noWholeCode = ThreeLines(
    happened: Phrase("That is no whole code yet.", sw: "Hiyo bado si code kamili."),
    money: Phrase(
      "A code has six to twenty letters and digits.", sw: "Code ina herufi na tarakimu sita hadi ishirini."),
    action: Phrase(
      "Read it from the customer's SMS, letter by letter.", sw: "Isome kwenye SMS ya mteja, herufi kwa herufi."))
}
