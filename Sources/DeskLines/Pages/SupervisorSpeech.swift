import Desk
import Payments
import Wording

/// What a supervisor fills in, field by field.
struct SupervisorSpeech: PageSpeech {
  let page: SupervisorEntry
  let state: DeskState
  let now: Moment

  var content: [PageSentence] {
    // What is asked for next may be a hint on a screen as well.
    let asked = wanted
    return ([page.title(at: now)] + page.hints.filter { $0 != asked }).map { PageSentence($0) }
  }

  var prompt: [Phrase] {
    let said = [page.remark ?? page.obstacle?.sentence].compactMap(\.self)
    // Where no PIN can be right, that is said before anything is asked.
    if page.isDeciding || page.isLookingForPINs { return said }
    return said + (page.field == .pin ? Self.pin(state) : [wanted])
  }

  /// What is asked for next.
  private var wanted: Phrase {
    switch (page.field, page.purpose) {
    case (.what, .acceptByHand): Phrase("The receipt?", sw: "Code?")
    case (.what, _): page.mayBringNothing ? ResolvingLetters.meaningsOrNothing : ResolvingLetters.meanings
    case (.reason, _): Self.reason
    case (.pin, _): Self.pin
    }
  }

  static let reason = Phrase("The reason, in words? What did you see?", sw: "Sababu, kwa maneno? Uliona nini?")
  private static let pin = Phrase("The supervisor's PIN?", sw: "PIN ya msimamizi?")

  /// The PIN is asked for; a demo tells it behind the question, and no name that could be taken for the answer.
  static func pin(_ state: DeskState) -> [Phrase] {
    guard let digits = state.demo?.supervisor?.pin else { return [pin] }
    return [
      Phrase(
        "\(pin.english) In this demo it is \(digits).", sw: "\(pin.swahili) Kwenye onyesho hili ni \(digits).")
    ]
  }
}
