import Payments
import Testing
import Wording

/// What is said of a receipt code, wherever it is asked about.
@Suite struct CodeLinesTests {
  private let now = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 900_000_000, bootID: "boot")
  private let dayMilliseconds: Int64 = 86_400_000

  private func lines(_ finding: CodeFinding) throws -> ThreeLines? {
    finding.lines(on: try #require(Receipt("UJ25K3M9QX")), at: now)
  }

  private func resolved(at moment: Moment) -> CodeFinding {
    let resolution = UnmatchedResolution(
      item: UnmatchedItem(id: "ab", oddity: "unknown-payment"), resolution: .goods, why: "seen", supervisor: "wanjiku",
      cashier: "njeri", till: .commandLine)
    return .resolvedUnmatched(resolution, at: moment)
  }

  /// An honest payer must not be accused (rules.md section 5).
  @Test func noneIsCalledFalse() throws {
    let all = try (0...2).map { try lines(.notSeen(unanswered: $0)) } + [.noWholeCode, .severalCodes]
    for said in all.compactMap(\.self) {
      let text = said.sentence.english.lowercased()
      for word in ["false", "fake", "invalid", "forged", "wrong"] { #expect(!text.contains(word), "\(text)") }
    }
    #expect(all.count == 5 && !all.contains(nil))
  }

  @Test func whatWasResolvedPaysForNoGoodsAndIsToldWithItsDay() throws {
    let today = try #require(try lines(resolved(at: now)))
    #expect(today.happened.english == "UJ25K3M9QX: resolved as unmatched today 12:00 by wanjiku.")
    #expect(today.action.english.contains("no goods"))
    let earlier = Moment(
      wallMilliseconds: now.wallMilliseconds - dayMilliseconds, bootMilliseconds: 1, bootID: "boot")
    #expect(try lines(resolved(at: earlier))?.happened.english.contains("2026-11-23 12:00") == true)
  }

  @Test func whatStandsOnNoPaymentHasNothingToSay() throws {
    #expect(try lines(.seen([])) == nil)
  }

  /// Whatever the ledger does not have, nobody may ask again but for what was never sent.
  @Test(arguments: UnwrittenOutcome.allCases)
  func whatIsNotWrittenDownIsNotAskedForAgain(outcome: UnwrittenOutcome) {
    let isUnsent = outcome == .lostUnsent
    #expect(outcome.words.english.contains("Do not ask again") != isUnsent)
    #expect(outcome.words.swahili.contains("Usiombe tena") != isUnsent)
    #expect(outcome.words.english.contains("never sent") == isUnsent)
  }
}
