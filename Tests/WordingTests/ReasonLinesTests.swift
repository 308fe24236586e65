import Payments
import Testing
import Wording

/// Every reason for which no payment came about says what happened, what it means for the money, and what to do.
@Suite struct ReasonLinesTests {
  /// Where only some have seen that no prompt follows.
  static let probable: [Refusal] = [.tooManyRequests, .quotaExceeded, .firewall]
  static let nothingWasSent =
    Refusal.allCases.filter { $0 != .subscriberBusy && !probable.contains($0) }.map(\.lines)
    + NotSentReason.allCases.map(\.lines)
    + TokenFailure.allCases.map(\.lines)
  static let unknown = UnknownReason.allCases.map(\.lines)
  static let all = nothingWasSent + unknown + ([.subscriberBusy] + probable).map(\.lines)

  @Test func nobodyIsLeftInDoubtAboutTheMoney() {
    for lines in Self.nothingWasSent {
      #expect(lines.money.english.contains("no money was asked for"))
      #expect(lines.money.swahili.contains("hakuna pesa iliyoombwa"))
    }
    for lines in Self.probable.map(\.lines) {
      #expect(lines.money.english.hasPrefix("Most likely no prompt") && lines.money.swahili.hasPrefix("Huenda ombi"))
    }
    #expect(Refusal.subscriberBusy.lines.money.english.contains("an earlier one may still take money"))
    for lines in Self.unknown {
      #expect(lines.money.english.contains("may have paid") && lines.money.swahili.contains("huenda amelipa"))
    }
  }

  @Test func everyLineIsASentenceForPeople() {
    for lines in Self.all {
      for language in Language.allCases {
        for line in [lines.happened, lines.money, lines.action].map({ $0[language] }) {
          #expect((line.hasSuffix(".") || line.hasSuffix("?")) && line.count < 120, "\(line)")
        }
        for word in ["pending", "null", "error", "ws_CO"] { #expect(!lines.sentence[language].contains(word)) }
        let whole = "\(lines.happened[language]) \(lines.money[language]) \(lines.action[language])"
        #expect(lines.sentence[language] == whole)
      }
    }
  }

  /// What a payment's own lines show below the board.
  @Test func whatStandsBelowTheBoardFitsTheNarrowestScreen() {
    let lines =
      Refusal.allCases.map(\.lines) + UnknownReason.allCases.map(\.lines) + NotSentReason.allCases.map(\.lines)
    for line in lines.flatMap({ [$0.happened, $0.money, $0.action] }) {
      for text in Language.allCases.map({ line[$0] }) { #expect(text.count <= 78, "\(text.count): \(text)") }
    }
  }

  @Test func everyReasonHasANameOfItsOwn() {
    let names = Refusal.allCases.map(\.name) + UnknownReason.allCases.map(\.name) + NotSentReason.allCases.map(\.name)
    #expect(names.count == Set(names).count)
  }
}
