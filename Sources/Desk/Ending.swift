import Payments

/// Somebody outside asked that this desk end, before an upgrade say; it does so when its time is over.
package struct Ending: Sendable, Equatable {
  /// The account that asked.
  package let asker: String
  /// The same person goes on with this till at another terminal.
  package let isTakenOver: Bool
  let askedAt: Moment
  let milliseconds: Int64

  /// Its time is over.
  package func isOver(at now: Moment) -> Bool { leftMilliseconds(at: now) == 0 }

  /// What is said in the terminal when the desk has gone.
  package var farewell: Phrase {
    isTakenOver
      ? Phrase(
        "This till goes on at another terminal: \(asker) took it over. What waits is shown there.",
        sw: "Till hii inaendelea kwenye skrini nyingine: \(asker) ameichukua. Yanayosubiri yataonekana huko.")
      : Phrase(
        "This desk was closed by \(asker). What waits is not lost: the next desk shows it.",
        sw: "Programu imefungwa na \(asker). Yanayosubiri hayatapotea: yataonekana ukiifungua tena.")
  }

  /// How long the cashier has; 0 when the time is over.
  func leftMilliseconds(at now: Moment) -> Int64 { max(0, milliseconds - now.elapsedMilliseconds(since: askedAt)) }
}

extension DeskState {
  /// It was asked to end: the earlier of two ends is kept.
  mutating func takeEnding(by asker: String, inSeconds seconds: Int, isTakenOver: Bool, at now: Moment) -> [DeskEffect]
  {
    let asked = Ending(asker: asker, isTakenOver: isTakenOver, askedAt: now, milliseconds: Int64(seconds) * 1_000)
    if let ending, ending.leftMilliseconds(at: now) <= asked.milliseconds { return [] }
    ending = asked
    return seconds > 0 ? [.ring(.trouble)] : []
  }

  /// The desk ends once its time is over.
  func endIfDue(at now: Moment) -> [DeskEffect] {
    ending?.isOver(at: now) == true ? [.quit] : []
  }

  /// What happens to this desk, and when; nil while nobody asked for its end.
  package func endingSentence(at now: Moment) -> Phrase? {
    guard let ending else { return nil }
    let seconds = (ending.leftMilliseconds(at: now) + 999) / 1_000
    let what = Phrase(
      "This desk ends in \(seconds) s: \(ending.asker) asks for it.",
      sw: "Programu itafungwa baada ya sek \(seconds): \(ending.asker) ameomba.")
    let waiting: Phrase? =
      switch waitingHere {
      case 0: nil
      case 1: Phrase("The payment that waits is not lost.", sw: "Malipo yanayosubiri hayatapotea.")
      default:
        Phrase(
          "The \(waitingHere) payments that wait are not lost.", sw: "Malipo \(waitingHere) yanayosubiri hayatapotea.")
      }
    let typed =
      form.isEmpty
      ? nil : Phrase("What is typed and not sent will be gone.", sw: "Kilichoandikwa bila kutumwa kitafutika.")
    return [what, waiting, typed].compactMap(\.self).joined(separator: " ")
  }
}
