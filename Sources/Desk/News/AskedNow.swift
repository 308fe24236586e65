import Payments
import Wording

/// What the cashier asked Safaricom by a key: that it goes out is told once the ledger has it, and what came of it.
struct AskedNow: Sendable, Equatable {
  /// Why nothing went out.
  enum Hindrance {
    /// The shop asked something a moment ago, and another one may have the turn.
    case tooSoon
    case ledgerDidNotTakeIt
  }

  let payment: PaymentID
  /// How often it had been asked about before.
  private let earlier: Int
  private let standing: Standing
  private var isTold = false

  init(about payment: PaymentSummary) {
    self.payment = payment.id
    earlier = payment.status.queries.count
    standing = payment.status.standing
  }
}

extension AskedNow {
  /// What there is to say of it now.
  fileprivate enum News {
    case isAsked
    /// Safaricom answered, and the payment stands where it stood.
    case nothingNew
    case noAnswer
    /// The payment's own news tells it.
    case changed
  }

  fileprivate mutating func news(in status: PaymentStatus) -> News? {
    if status.standing != standing { return .changed }
    guard status.queries.count > earlier, let last = status.queries.last else { return nil }
    switch last.outcome {
    case .open:
      if isTold { return nil }
      isTold = true
      return .isAsked
    case .heard: return .nothingNew
    case .fruitless: return .noAnswer
    }
  }
}

extension DeskState {
  mutating func hearOfWhatWasAsked(about payment: PaymentSummary, at now: Moment) {
    guard var asked, asked.payment == payment.id, let news = asked.news(in: payment.status) else { return }
    let number = payment.spokenNumber(at: now, seenFrom: identity.till)
    self.asked = news == .isAsked ? asked : nil
    switch news {
    case .isAsked:
      say(Phrase("Asking Safaricom about number ", sw: "Inauliza Safaricom kuhusu namba ") + number, at: now)
    case .nothingNew:
      say(
        Phrase(
          "Number \(number.english): no news from Safaricom.", sw: "Namba \(number.swahili): Safaricom haina jipya."),
        at: now)
    case .noAnswer:
      say(
        Phrase(
          "Number \(number.english): no answer; try again in seconds.",
          sw: "Namba \(number.swahili): hakuna jibu; rudia baadaye kidogo."), at: now)
    case .changed:
      // Of its own payments the desk tells anyway.
      if payment.till != identity.till {
        say(
          Phrase("Number ", sw: "Namba ") + number + Phrase(verbatim: ": ") + payment.words(at: now).whole, at: now)
      }
    }
  }

  mutating func tellThatNothingWasAsked(about id: PaymentID, _ hindrance: AskedNow.Hindrance, at now: Moment) {
    if asked?.payment == id { asked = nil }
    switch hindrance {
    case .tooSoon:
      say(
        Phrase("A question just went out; try again in 10 s.", sw: "Swali limetumwa; rudia baada ya sek 10."),
        at: now)
    case .ledgerDidNotTakeIt:
      say(
        Phrase(
          "Not asked: the ledger did not take it.", sw: "Haikuulizwa: leja haikupokea swali."), at: now)
    }
  }
}
