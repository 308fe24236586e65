import Desk
import Payments
import Wording

/// What was told of a payment last: its counters are left out, so that nothing is told again by time alone.
enum PaymentTelling: Sendable, Equatable {
  case sending
  case waiting
  /// It waits, and is not to be paid any more.
  case paidElsewhere
  /// The board's words.
  case standing(Phrase)

  init(_ payment: PaymentSummary, at now: Moment) {
    let words = payment.words(at: now)
    switch words.look {
    case .sending: self = payment.mayBePaidTwice ? .paidElsewhere : .sending
    case .waiting: self = payment.mayBePaidTwice ? .paidElsewhere : .waiting
    // That it was asked again takes the hint away, and is no news about what failed.
    case .failed, .cancelled: self = .standing(words.word)
    default: self = .standing(words.whole)
    }
  }
}

/// Sentences about one payment.
struct PaymentSpeech {
  let state: DeskState
  let now: Moment

  /// What is said when it changed; the words are those of the three lines, in two.
  func news(of payment: PaymentSummary) -> [Phrase] {
    switch PaymentTelling(payment, at: now) {
    case .sending: return []
    case .waiting:
      let lines = lines(about: payment)
      return [lines.happened + Phrase(verbatim: " ") + lines.action]
    case .paidElsewhere, .standing: break
    }
    if state.isJustPaid(payment) { return [paid(payment)] }
    return telling(of: payment)
  }

  /// Good news is one line, which says whether it is money at all.
  private func paid(_ payment: PaymentSummary) -> Phrase {
    let lines = payment.freshlyPaidLines(at: now)
    let isPractice = state.identity.practice.map { $0.warning + Phrase(verbatim: ".") }
    return [lines.happened, lines.action, isPractice].compactMap(\.self).joined(separator: " ")
  }

  /// What is known of it: word, number and amount, then what it means and what to do.
  func telling(of payment: PaymentSummary) -> [Phrase] {
    let lines = lines(about: payment)
    let words = payment.words(at: now)
    let isSaid = lines.happened.english.contains(words.word.english)
    let word = isSaid || words.look == .waiting ? Phrase.none : words.word + Phrase(verbatim: ". ")
    let whose =
      payment.till == state.identity.till
      ? Phrase.none : Phrase("At till \(payment.till.number): ", sw: "Kwenye till \(payment.till.number): ")
    return [whose + word + lines.happened, [lines.money, lines.action].filter { !$0.isEmpty }.joined(separator: " ")]
  }

  /// The three lines in one, for what a notice beside them names.
  func whole(of payment: PaymentSummary) -> Phrase {
    let lines = lines(about: payment)
    return [lines.happened, lines.money, lines.action].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func lines(about payment: PaymentSummary) -> ThreeLines {
    let name = PaymentName.name(of: payment, at: now, seenFrom: state.identity.till)
    let check = DeskCommand.checkNow.lineWord
    return payment.lines(at: now, keysToAsk: Phrase("\(check.english) \(name)", sw: "\(check.swahili) \(name)"))
  }

  /// One line of a list.
  ///
  /// - Parameter isTicking: with the counter of what waits, for a list that is said once.
  func row(_ payment: PaymentSummary, isTicking: Bool) -> Phrase {
    let words = payment.words(at: now)
    let name = PaymentName.name(of: payment, at: now, seenFrom: state.identity.till)
    let word = isTicking || words.look != .waiting ? words.whole : Phrase("waiting", sw: "inasubiri")
    let acts =
      words.actor == .nobody ? Phrase.none : Phrase("; acts: ", sw: "; zamu ya: ") + words.actor.word
    let mark = payment.mark.map { Phrase(verbatim: ", ") + $0.words } ?? .none
    return Phrase(
      "Number \(name), KSh \(payment.amount.grouped), ", sw: "Namba \(name), KSh \(payment.amount.grouped), ")
      + payment.shownPhone + Phrase(verbatim: ": ") + word + mark + acts + Phrase(verbatim: ".")
  }

  /// All that is known of it, as far as it is no evidence.
  func details(of payment: PaymentSummary) -> [Phrase] {
    let heading =
      payment.numberAndAmount(at: now) + Phrase(verbatim: ", ") + payment.shownPhone
      + Phrase(verbatim: ", till \(payment.till.number)" + (payment.cashier.isEmpty ? "" : ", \(payment.cashier)"))
      + Phrase(", asked at ", sw: ", iliombwa ")
      + Phrase(verbatim: EastAfricaTime(payment.recordedAt).hourAndMinute + ".")
    let said = payment.lineForCustomer(at: now)
    return [heading] + telling(of: payment) + [
      Phrase("To the customer: ", sw: "Kwa mteja: ") + Phrase(verbatim: "\"\(said.swahili)\""),
      Phrase("In English: ", sw: "Kwa Kiingereza: ") + Phrase(verbatim: "\"\(said.english)\""),
    ]
  }

  /// What can be done about it now, in words.
  func actions(on payment: PaymentSummary) -> Phrase {
    let name = PaymentName.name(of: payment, at: now, seenFrom: state.identity.till)
    let bindings = state.bindings(at: now)
    let offered = LineWords.aboutAPayment.compactMap { words -> Phrase? in
      guard let binding = bindings.first(where: { $0.command == words.command }), !binding.word.isEmpty else {
        return nil
      }
      return words.command.lineWord + Phrase(verbatim: " \(name), ") + binding.word
    }
    if offered.isEmpty { return .none }
    return Phrase("You can say: ", sw: "Unaweza kusema: ") + offered.joined(separator: "; ") + Phrase(verbatim: ".")
  }
}
