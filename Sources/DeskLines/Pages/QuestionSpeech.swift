import Desk
import Payments

/// A question: what it is about, and its answers.
struct QuestionSpeech: PageSpeech {
  let page: QuestionPage
  let state: DeskState
  let now: Moment

  let content: [PageSentence] = []

  var prompt: [Phrase] {
    let words = QuestionWords(page, at: state, now)
    return words.facts + [page.hint ?? words.answers]
  }

  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? { reader.answering(page, with: line) }
}
