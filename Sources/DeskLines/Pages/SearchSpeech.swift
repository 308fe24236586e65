import Desk
import Payments

/// What was found, in numbered lines.
struct SearchSpeech: PageSpeech {
  let page: Search
  let state: DeskState
  let now: Moment

  var content: [PageSentence] {
    if !page.text.isEmpty, SearchTerm(page.text) == nil {
      return [
        PageSentence(
          Phrase(
            "Nothing can be found by that: say a receipt, a number, a phone's last digits or an amount.",
            sw: "Hilo halitafutiki: sema code, namba, tarakimu za mwisho za simu au kiasi."))
      ]
    }
    guard case .answered? = page.loading else { return [] }
    let rows = state.searchRows
    if rows.isEmpty { return [PageSentence(Phrase("Nothing was found.", sw: "Hakuna kilichopatikana."))] }
    let speech = PaymentSpeech(state: state, now: now)
    let how = Phrase("open and the line's number chooses one.", sw: "fungua na namba ya mstari huchagua.")
    let lines = rows.enumerated().map { Phrase(verbatim: "\($0 + 1). ") + speech.row($1, isTicking: false) }
    return (lines + [how]).map { PageSentence($0) }
  }

  var prompt: [Phrase] {
    if !page.text.isEmpty { return [] }
    return [
      Phrase(
        "What do you look for? A receipt, a number, a phone's last digits or an amount.",
        sw: "Unatafuta nini? Code, namba, tarakimu za mwisho za simu au kiasi.")
    ]
  }

  /// Once something was looked for, words are words again.
  var isFilledIn: Bool { page.text.isEmpty }

  /// *open* and a line's number opens it.
  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? {
    if ["open", "fungua"].contains(line.spoken) {
      return .says(Phrase("Which line? Say open and its number.", sw: "Mstari upi? Sema fungua na namba yake."))
    }
    guard let number = line.index(behind: ["open", "fungua"]) else { return reader.pressing(line) }
    let rows = state.searchRows
    guard rows.indices.contains(number - 1) else { return .noSuchLine }
    return LineMeaning(
      steps: LineStep.steps(from: page.row(in: rows), to: number - 1) + [.key(.enter)], tellsChosen: true)
  }
}
