import Desk
import Payments

/// What is known of the code that was typed.
struct CodeCheckSpeech: PageSpeech {
  let page: CodeCheck
  let state: DeskState
  let now: Moment

  var content: [PageSentence] {
    state.codeLines(at: now).map { [$0.happened, $0.money, $0.action].map { PageSentence($0) } } ?? []
  }

  var prompt: [Phrase] {
    if !page.text.isEmpty { return [] }
    return [Phrase("The code of the customer's M-Pesa SMS?", sw: "Code iliyo kwenye SMS ya M-Pesa ya mteja?")]
  }

  /// Once a code was looked up, words are words again.
  var isFilledIn: Bool { page.text.isEmpty }
}
