import Desk
import Payments
import Wording

/// What stands in the form.
struct FormSpeech {
  let state: DeskState
  let now: Moment

  private var form: PaymentForm { state.form }

  /// After a line or an answer changed it: what is wanted next.
  var changes: [Phrase] { form.isEmpty ? [] : sentences }

  /// What stands there and what is wanted.
  var sentences: [Phrase] {
    if form.isEmpty { return [FormFilling.isEmpty] }
    let phone = (try? PhoneNumber.parse(form.phone).get())?.spoken ?? form.shown(.phone)
    var remarks: [Phrase] = []
    for field in PaymentForm.Field.allCases {
      switch form.remark(field, limit: state.identity.amountLimit) {
      case .mistake(let sentence), .warning(let sentence): remarks.append(sentence)
      case nil: continue
      }
    }
    if form.amount.isEmpty {
      return remarks + [Phrase(verbatim: phone) + Phrase(". The amount?", sw: ". Kiasi?")]
    }
    let reference =
      form.reference.isEmpty
      ? Phrase.none : Phrase(", for \(form.reference)", sw: ", kwa \(form.reference)")
    var other = Phrase.none
    if state.isCorrection, let attempt = form.attempt.flatMap({ state.board[$0] }) {
      other =
        Phrase(", another attempt at number ", sw: ", jaribio lingine la namba ") + attempt.spokenNumber(at: now)
    }
    let send = DeskCommand.advance.lineWord
    let back = DeskCommand.stepBack.lineWord
    return remarks + [
      Phrase("In the form: ", sw: "Kwenye fomu: ") + Phrase(verbatim: "\(phone), KSh \(form.shown(.amount))")
        + reference
        + other + Phrase(verbatim: "."),
      Phrase(
        "\(send.english) sends it, another amount or phone replaces it, \(back.english) empties it.",
        sw: "\(send.swahili) hutuma, kiasi au namba nyingine hubadilisha, \(back.swahili) hufuta."),
    ]
  }
}
