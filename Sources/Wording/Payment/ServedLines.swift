import Payments

/// Money that came before: nobody may read it as goods to be handed over once more.
extension PaymentSummary {
  /// When and where it was paid, for whoever chose or found it.
  package func servedLines(at now: Moment) -> ThreeLines {
    let time = EastAfricaTime(status.answeredAt ?? recordedAt)
    let isToday = time.businessDay == EastAfricaTime(now).businessDay
    let when = isToday ? time.hourAndMinute : "\(time.businessDay.text) \(time.hourAndMinute)"
    let receipt =
      status.receipt.map { Phrase("Receipt \($0.code)", sw: "Code \($0.code)") }
      ?? (receiptIsInDoubt
        ? Phrase("The receipt is in doubt", sw: "Code ina shaka")
        : Phrase("The receipt is to follow", sw: "Code itafuata"))
    let whose =
      cashier.isEmpty
      ? Phrase(verbatim: ".")
      : Phrase(", asked for by \(cashier.prefix(32)).", sw: ", iliyoombwa na \(cashier.prefix(32)).")
    return ThreeLines(
      happened: numberAndAmount(at: now)
        + Phrase(
          ", was paid at \(when) at till \(till.number).", sw: ", ililipwa \(when) kwenye till \(till.number)."),
      money: receipt + whose,
      action: Phrase(
        "One payment, one handing-over: ask who served it.",
        sw: "Malipo moja, bidhaa mara moja: uliza nani alihudumia."))
  }

  /// One quiet line with its age: the goods were told of, and the next customer stands there.
  package func quietLines(at now: Moment) -> ThreeLines {
    let paidAt = status.answeredAt ?? recordedAt
    let age =
      switch now.overdueMilliseconds(since: paidAt) {
      case let age where age < 60_000:
        Phrase("\(age / 1_000) s ago", sw: "sekunde \(age / 1_000) zilizopita")
      case let age where age < 3_600_000:
        Phrase("\(age / 60_000) min ago", sw: "dakika \(age / 60_000) zilizopita")
      default: Phrase("at \(EastAfricaTime(paidAt).hourAndMinute)", sw: EastAfricaTime(paidAt).hourAndMinute)
      }
    return ThreeLines(
      happened: numberAndAmount(at: now) + Phrase(", was paid ", sw: ", ililipwa ") + age + Phrase(verbatim: "."),
      money: .none, action: .none)
  }

  /// Until the age in that line changes; nil once it names the time.
  package func nextQuietMilliseconds(at now: Moment) -> Int64? {
    let age = now.overdueMilliseconds(since: status.answeredAt ?? recordedAt)
    if age >= 3_600_000 { return nil }
    let unit: Int64 = age < 60_000 ? 1_000 : 60_000
    return unit - age % unit
  }
}
