import Desk
import Payments
import Testing
import Wording

/// Ten questions, found by the word in either language, with the desk's own keys in their answers.
@Suite struct HelpTopicStories {
  private let topics = HelpTopic.all(.ofTheDesk)

  @Test func thereAreTenAndEachIsFoundByBothOfItsNames() {
    #expect(topics.count == 10)
    for topic in topics {
      #expect(HelpTopic.named([topic.name.english], .ofTheDesk)?.question == topic.question)
      #expect(HelpTopic.named([topic.name.swahili.uppercased()], .ofTheDesk)?.question == topic.question)
    }
    #expect(HelpTopic.named(["Wrong", "number"], .ofTheDesk)?.name.swahili == "namba")
    #expect(HelpTopic.named(["weather"], .ofTheDesk) == nil)
    #expect(HelpTopic.named([], .ofTheDesk) == nil)
  }

  /// A key without a name would leave a hole in a sentence.
  @Test func everyKeyHasAName() {
    let keys = HelpKeys.ofTheDesk
    let names = [
      keys.send, keys.toBoard, keys.find, keys.code, keys.check, keys.askAgain, keys.wrongNumber, keys.otherWay,
      keys.resolve, keys.help, keys.mute.english, keys.mute.swahili, keys.upAndDown.english, keys.upAndDown.swahili,
    ]
    #expect(names.filter(\.isEmpty) == [])
    #expect(keys.mute == Phrase("m", sw: "z"))
  }
}
