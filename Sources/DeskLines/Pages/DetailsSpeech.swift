import Desk
import Payments

/// What is known of the chosen payment, its evidence, and what can be done about it.
struct DetailsSpeech: PageSpeech {
  let page: DetailsPage
  let state: DeskState
  let now: Moment

  var subject: PaymentID? { state.toldPayment(at: now)?.id }

  var content: [PageSentence] {
    guard let payment = state.toldPayment(at: now), let timeLine = state.timeLine, timeLine.payment == payment.id,
      let lines = timeLine.lines
    else { return [] }
    let evidence = lines.map { line in
      PageSentence(
        Phrase(verbatim: EastAfricaTime(line.at).timeOfDay + ", ") + line.source + Phrase(verbatim: ": ") + line.text
          + Phrase(verbatim: "."))
    }
    let speech = PaymentSpeech(state: state, now: now)
    return speech.details(of: payment).map(Self.once) + evidence + [Self.once(speech.actions(on: payment))]
  }

  let prompt: [Phrase] = []

  /// Its counters change by time alone, and are told with the rest.
  private static func once(_ phrase: Phrase) -> PageSentence { PageSentence(phrase, name: Phrase.none) }

  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? { nil }
}
