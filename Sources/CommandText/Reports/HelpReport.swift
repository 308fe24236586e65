import Cells
import Payments
import Wording

/// What `kaunta help` says: the questions, or the answer to one.
package struct HelpReport {
  private let keys: HelpKeys
  private let language: Language

  /// No line is longer, so that an answer is read at once in the smallest terminal.
  static let columns = 78

  package init(_ keys: HelpKeys, in language: Language) {
    self.keys = keys
    self.language = language
  }

  /// All questions, each with what to type for it.
  package var list: [String] {
    let topics = HelpTopic.all(keys)
    let width = topics.map { CellWidth.of($0.name[language]) }.max() ?? 0
    return [Self.intro[language], ""]
      + topics.map { "  " + CellWidth.pad($0.name[language], to: width + 3) + $0.question[language] }
      + [""] + rest.flatMap { wrapped($0, indent: "") }
  }

  /// The answer to a question.
  package func answer(_ topic: HelpTopic) -> [String] {
    [topic.question[language], ""] + topic.answer.flatMap { wrapped($0, indent: "  ") }
  }

  /// What was typed is no question that is known: what is.
  package func unknown(_ typed: [String]) -> CommandFailure {
    let shown = CellWidth.clip(CellWidth.printable(typed.joined(separator: " ")), to: 40, mark: "…")
    let names = HelpTopic.all(keys).map { $0.name[language] }.joined(separator: ", ")
    let sentence = Phrase(
      "there is no help about \"\(shown)\". There is about: \(names). Commands: kaunta --help.",
      sw: "hakuna msaada kuhusu \"\(shown)\". Upo kuhusu: \(names). Amri zote: kaunta --help.")
    return fail(sentence[language], Exit.usage)
  }

  /// The first row begins with a mark, so that one sees where a sentence begins.
  private func wrapped(_ phrase: Phrase, indent: String) -> [String] {
    let lines = TextWrap.lines(
      phrase[language], columns: Self.columns - (indent.isEmpty ? 0 : 4), most: .max)
    if indent.isEmpty { return lines }
    return lines.enumerated().map { indent + ($0 == 0 ? "- " : "  ") + $1 }
  }

  private static let intro = Phrase(
    "Type kaunta help and one of these words:", sw: "Andika kaunta help na mojawapo ya maneno haya:")

  private var rest: [Phrase] {
    [
      Phrase(
        "kaunta help push, say, tells a command's options; kaunta --help tells all commands.",
        sw: "kaunta help push, kwa mfano, hueleza amri hiyo; kaunta --help hueleza amri zote (kwa Kiingereza)."),
      Phrase(
        "At the desk \(keys.help) shows the keys. The cashier's page is docs/cashier.md.",
        sw: "Kwenye programu \(keys.help) huonyesha vitufe. Ukurasa wa keshia ni docs/cashier-sw.md."),
    ]
  }
}
