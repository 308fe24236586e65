import Desk
import Payments
import Testing

/// The pilot's own laws: a story in which somebody waits for ever is noticed.
@Suite struct PilotControls {
  private func failures(_ tell: (DeskPilot) throws -> Void) rethrows -> [String] {
    let desk = DeskPilot()
    try tell(desk)
    return desk.finish()
  }

  private func waiting(_ desk: DeskPilot) throws -> PaymentSummary {
    let payment = try Others.payment(
      3, till: 2, recordedAt: desk.now, status: Statuses.unknown(.noAnswer, at: desk.now), position: 100)
    desk.quietly(.evidenceCommitted([payment]))
    return payment
  }

  @Test func aRecordWithoutAnAnswerIsNoticed() {
    let failures = failures { $0.keys("0712345678⏎50⏎", "record #1 50 from 0712345678") }
    #expect(failures == ["never answered: record #1 50 from 0712345678"])
  }

  @Test func aDecisionWithoutAnAnswerIsNoticed() throws {
    let failures = try failures { desk in
      let payment = try waiting(desk)
      desk.keys("②oy", "decide \(payment.id.short) pays another way seen 100")
    }
    #expect(failures.count == 1 && failures.first?.hasPrefix("never answered: decide") == true, "\(failures)")
  }

  @Test func aReadingWithoutAnAnswerIsNoticed() {
    let failures = failures { $0.keys("⑥UJ25K3M9QX⏎", "look up UJ25K3M9QX") }
    #expect(failures == ["never answered: look up UJ25K3M9QX"])
  }

  @Test func aDecisionAboutTheUnmatchedWithoutAnAnswerIsNoticed() throws {
    let item = UnmatchedItem(id: String(repeating: "a", count: 64), oddity: "stray")
    let failures = failures { desk in
      var health = Health()
      health.oddCallbacks = 1
      desk.happens(.healthChanged(health))
      desk.keys("②t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      desk.keys("sxfound⏎482917⏎", "resolve unmatched \(item.key) because found pin 482917")
    }
    #expect(failures.count == 1 && failures.first?.hasPrefix("never answered: resolve") == true, "\(failures)")
  }

  @Test func whatIsAnsweredIsNotNoticed() {
    let failures = failures { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.keys("0722000111⏎60⏎", "record #2 60 from 0722000111")
      desk.theLedgerAnswersAll()
    }
    #expect(failures == [])
  }
}
