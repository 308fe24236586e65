import Desk
import Payments
import Wording

/// What a supervisor fills in, field by field.
struct SupervisorSpeech: PageSpeech {
  let page: SupervisorEntry
  let state: DeskState
  let now: Moment

  var content: [PageSentence] { ([page.title(at: now)] + page.hints).map { PageSentence($0) } }

  var prompt: [Phrase] {
    let said = [page.remark ?? page.obstacle?.sentence].compactMap(\.self)
    if page.isDeciding { return said }
    switch (page.field, page.purpose) {
    case (.what, .acceptByHand): return said + [Phrase("The receipt?", sw: "Code?")]
    case (.what, _): return said + [ResolvingLetters.meanings]
    case (.reason, _): return said + [Self.reason]
    case (.pin, _): return said + [Self.pin]
    }
  }

  static let reason = Phrase("The reason, in words? What did you see?", sw: "Sababu, kwa maneno? Uliona nini?")
  static let pin = Phrase("The supervisor's PIN?", sw: "PIN ya msimamizi?")
}
