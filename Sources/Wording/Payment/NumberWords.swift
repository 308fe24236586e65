import Payments

/// The spoken number of a payment: each till counts anew each day, so an earlier day's carries its day.
extension PaymentSummary {
  /// In words: `41`, and `41 of 24/11` on another day.
  package func spokenNumber(at now: Moment) -> Phrase {
    guard let shortDay = shortDay(at: now) else { return Phrase(verbatim: "\(number)") }
    return Phrase("\(number) of \(shortDay)", sw: "\(number) ya \(shortDay)")
  }

  /// The same at a till, with that of the payment if it is another one: its own payment of that number is not meant.
  package func spokenNumber(at now: Moment, seenFrom viewer: Till) -> Phrase {
    let number = spokenNumber(at: now)
    return till == viewer ? number : number + atItsTill
  }

  /// What stands behind a number that may be another till's: ` at till 3`.
  package var atItsTill: Phrase { till.behindNumber }

  /// Number and amount at a till: `Number 2 at till 3, KSh 90`.
  package func numberAndAmount(at now: Moment, seenFrom viewer: Till) -> Phrase {
    Phrase("Number ", sw: "Namba ") + spokenNumber(at: now, seenFrom: viewer)
      + Phrase(verbatim: ", KSh \(amount.grouped)")
  }

  /// That of the attempt that decides about it, with its till if that is another one: `4`, `4 at till 2`.
  package func spokenNumber(of other: DecisiveAttempt, at now: Moment) -> Phrase {
    let today = EastAfricaTime(now).businessDay
    let number =
      other.day == today
      ? Phrase(verbatim: "\(other.number)")
      : Phrase(
        "\(other.number) of \(other.day.short(seenFrom: today))",
        sw: "\(other.number) ya \(other.day.short(seenFrom: today))"
      )
    return other.till == till
      ? number : number + other.till.behindNumber
  }

  /// In a column: `41`, on another day of the month `24-41`, and another till's `3/41`.
  ///
  /// Where not all of it fits, the number goes: half a number would be another payment's.
  package func columnNumber(at now: Moment, seenFrom till: Till, columns: Int, mark: String) -> String {
    let whose = self.till == till ? "" : "\(self.till.number)/"
    let when = shortDay(at: now).map { "\($0.prefix(2))-" } ?? ""
    let whole = whose + when + "\(number)"
    return whole.count <= columns ? whole : whose + when + mark
  }

  /// The day on which it was asked: `24/11`, of another year `24/11/25`; nil today.
  package func shortDay(at now: Moment) -> String? {
    let today = EastAfricaTime(now).businessDay
    return day == today ? nil : day.short(seenFrom: today)
  }

  /// The phone with its middle hidden, as it stands on every face.
  package var shownPhone: Phrase {
    if let phone { return Phrase(verbatim: phone.masked) }
    // Known from its callback only: nobody ever knew whose it was.
    return cashier.isEmpty ? Phrase("unknown", sw: "haijulikani") : Phrase("purged", sw: "imefutwa")
  }
}

extension Till {
  /// In one form, wherever a number is said with its till.
  fileprivate var behindNumber: Phrase { Phrase(" at till \(number)", sw: " ya till \(number)") }
}
