import Desk
import Payments

/// What fits no payment, in numbered lines, and what a supervisor fills in about one of them.
struct UnmatchedSpeech: PageSpeech {
  let page: UnmatchedPage
  let state: DeskState
  let now: Moment

  var content: [PageSentence] {
    guard page.field == .list, let items = page.items else { return [] }
    if items.isEmpty {
      return [PageSentence(Phrase("No callback is unmatched.", sw: "Hakuna jibu lisilolingana."))]
    }
    let how = Phrase(
      "Look for each in the statement. A line's number chooses it; resolve is for a supervisor.",
      sw: "Tafuta kila jibu kwenye statement. Namba ya mstari huchagua; tatua ni kwa msimamizi.")
    return (items.enumerated().map { Self.row($1, $0 + 1) } + [how]).map { PageSentence($0) }
  }

  var prompt: [Phrase] {
    let said = [page.signing?.remark].compactMap(\.self)
    if page.isDeciding { return said }
    switch page.field {
    case .list: return []
    case .money:
      return [page.item?.statedWords ?? .none, ResolvingLetters.meanings, ResolvingLetters.pressOneOrNothing]
    case .reason: return said + [SupervisorSpeech.reason]
    case .pin: return said + SupervisorSpeech.pin(state)
    }
  }

  private static func row(_ item: UnmatchedItem, _ index: Int) -> Phrase {
    Phrase(verbatim: "\(index). \(item.timeWords), ") + item.statedWords + Phrase(verbatim: ": ") + item.whyWords
      + Phrase(verbatim: ".")
  }

  /// In the list, a line's number chooses it.
  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? {
    guard page.field == .list, let number = line.index(behind: []) else { return reader.pressing(line) }
    guard let items = page.items, items.indices.contains(number - 1) else { return .noSuchLine }
    return LineMeaning(
      steps: LineStep.steps(from: page.row, to: number - 1), says: [Self.row(items[number - 1], number)])
  }
}
