import CommandText
import Payments
import Testing
import Wording

@Suite struct HelpReportTests {
  private static let keys = HelpKeys(
    send: "Enter", toBoard: "F2", upAndDown: Phrase("Up Down", sw: "Juu Chini"), find: "/", code: "F6", check: "c",
    askAgain: "a", wrongNumber: "w", otherWay: "o", mute: Phrase("m", sw: "z"), resolve: "s", help: "?")

  /// What is read under pressure is read at once: an answer and its question have room on the smallest full screen,
  /// with the line that was typed and the next one.
  @Test(arguments: Language.allCases)
  func eachAnswerFitsOnOneScreen(language: Language) {
    let report = HelpReport(Self.keys, in: language)
    for topic in HelpTopic.all(Self.keys) {
      let lines = report.answer(topic)
      #expect(lines.count <= 22, "\(topic.name.english)")
      #expect(lines.filter { $0.count > 78 } == [])
      #expect(lines.first == topic.question[language])
    }
    #expect(report.list.count <= 22)
    #expect(report.list.filter { $0.count > 78 } == [])
    #expect(
      HelpTopic.all(Self.keys).allSatisfy { topic in report.list.contains { $0.contains(topic.question[language]) } })
  }

  @Test func asItIsRead() {
    let report = HelpReport(Self.keys, in: .english)
    let topic = HelpTopic.named(["sms"], Self.keys)
    #expect(
      topic.map(report.answer) == [
        "Is this SMS real?", "",
        "  - F6, type the code, Enter. The whole SMS may be pasted.",
        "  - Seen: the money is known, for that number. One code pays once: is it this",
        "    customer?",
        "  - Not seen yet: it is not proved here. No goods before PAID, and no",
        "    accusation.",
      ])
  }

  @Test func whatNobodyKnowsIsAnsweredWithWhatThereIs() {
    let failure = HelpReport(Self.keys, in: .english).unknown(["the\u{1B}[2J", "weather"])
    #expect(failure.code == 64)
    #expect(
      failure.words == "there is no help about \"the[2J weather\". There is about: paid, waiting, late, wrong-number, "
        + "sms, refund, till, internet, totals, screen. Commands: kaunta --help.")
  }
}
