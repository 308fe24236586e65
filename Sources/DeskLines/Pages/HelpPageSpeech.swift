import Desk
import Payments

/// The page of keys: who works in lines has words instead.
struct HelpPageSpeech: PageSpeech {
  let page: HelpPage
  let state: DeskState
  let now: Moment

  var content: [PageSentence] { HelpSpeech(state: state).sentences.map { PageSentence($0) } }
  let prompt: [Phrase] = []

  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? { nil }
}
