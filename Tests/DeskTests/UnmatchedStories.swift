import Desk
import Keys
import Payments
import Testing

/// What fits no payment, at the desk: seen, opened, and resolved by a supervisor.
@Suite struct UnmatchedStories {
  private let item: UnmatchedItem = {
    var item = UnmatchedItem(id: String(repeating: "ab", count: 32), oddity: "unknown-payment")
    item.code = .paid
    item.amount = Cents(count: 35_000)
    item.receipt = Receipt("UKO9ZZZZZZ")
    return item
  }()

  private func oneWaits(_ desk: DeskPilot) {
    var health = Health()
    health.listener = .alive
    health.oddCallbacks = 1
    desk.quietly(.healthChanged(health))
  }

  @Test func withoutAnythingInItThereIsNoKey() {
    story { desk in
      desk.keys("②t")
      #expect(desk.state.pages.isEmpty)
    }
  }

  @Test func aSupervisorResolvesAStranger() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      #expect(desk.state.unmatchedPage?.item == item)
      desk.keys("sr")
      desk.keys("line 7 of the statement⏎482917")
      #expect(desk.state.unmatchedPage?.signing?.pinLength == 6)
      #expect(!"\(String(reflecting: desk.state))".contains("482917"), "no digit of it in what a log could take")
      desk.keys("⏎", "resolve unmatched abababab refund because line 7 of the statement pin 482917")
      #expect(desk.state.unmatchedPage?.signing?.pinLength == 0)
      desk.keys("⏎⏎")
      let resolution = UnmatchedResolution(
        item: item, resolution: .refund, why: "line 7 of the statement", supervisor: "wanjiku", cashier: "amina",
        till: .commandLine)
      desk.unmatchedDecided(1, .resolved(resolution), "look among the unmatched callbacks")
      desk.answers(.unmatched([]))
      #expect(desk.state.unmatchedPage?.items == [])
      desk.keys("⎋")
      #expect(desk.state.pages.isEmpty)
    }
  }

  @Test func aWrongPINIsToldWhereItWasTyped() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      desk.keys("sx⏎")
      #expect(desk.state.unmatchedPage?.field == .reason, "without a reason nothing goes on")
      desk.keys("rubbish⏎111222")
      desk.keys("⏎", "resolve unmatched abababab because rubbish pin 111222")
      desk.unmatchedDecided(1, .refused(.wrongPIN(triesLeft: 4)))
      #expect(desk.state.unmatchedPage?.signing?.remark?.english.hasPrefix("Wrong PIN.") == true)
      #expect(desk.state.unmatchedPage?.field == .pin)
      desk.keys("⏎⏎")
      desk.keys("⎋⎋⎋⎋")
      #expect(desk.state.pages.isEmpty)
    }
  }

  /// "Nothing to do" is a choice as well, and goes on: it does not stand on a letter that means no.
  @Test(arguments: ["n", "h", "⎋"])
  func noChoosesNothing(_ no: String) {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      desk.keys("s\(no)")
      #expect(desk.state.unmatchedPage?.field == .list)
      desk.keys("⎋")
    }
  }

  /// Leaving one item and opening another: nothing of the first is left.
  @Test func whatWasFilledInForOneItemIsNotTheNextOnes() throws {
    var other = item
    other.id = String(repeating: "cd", count: 32)
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item, other]))
      desk.keys("srgone back⏎48⎋⎋⎋")
      #expect(desk.state.unmatchedPage?.field == .list)
      desk.keys("↓s")
      #expect(desk.state.unmatchedPage?.item == other)
      #expect(desk.state.unmatchedPage?.resolution == nil)
      desk.keys("g")
      #expect(desk.state.unmatchedPage?.signing?.reason == "")
      desk.keys("⎋⎋⎋")
    }
  }

  private func resolution(of item: UnmatchedItem) -> UnmatchedResolution {
    UnmatchedResolution(
      item: item, resolution: .refund, why: "gone back", supervisor: "wanjiku", cashier: "amina", till: .commandLine)
  }

  /// The answer about the item that was left comes while another one is filled in: it is told by its own name, and the
  /// other one stays as it is, whatever its step.
  @Test(arguments: ["s", "sg", "sgwhy", "sgwhy⏎48", "sgwhy⏎482917⏎"])
  func anAnswerIsAboutItsOwnItem(_ keys: String) {
    var other = item
    other.id = String(repeating: "cd", count: 32)
    other.amount = Cents(count: 7_000)
    other.receipt = Receipt("UKO9YYYYYY")
    for outcome in [UnmatchedOutcome.refused(.wrongPIN(triesLeft: 4)), .resolved(resolution(of: item))] {
      story { desk in
        oneWaits(desk)
        desk.keys("②")
        desk.keys("t", "look among the unmatched callbacks")
        desk.answers(.unmatched([item, other]))
        desk.keys("srgone back⏎111222⏎", "resolve unmatched abababab refund because gone back pin 111222")
        desk.keys("⎋")
        desk.keys("t", "look among the unmatched callbacks")
        desk.answers(.unmatched([item, other]))
        desk.keys("↓")
        if keys.hasSuffix("⏎") {
          desk.keys(keys, "resolve unmatched cdcdcdcd goods because why pin 482917")
        } else {
          desk.keys(keys)
        }
        let before = desk.state.unmatchedPage
        if case .resolved = outcome {
          desk.unmatchedDecided(1, outcome, "look among the unmatched callbacks")
          #expect(
            desk.state.notice?.text.english == "Unmatched, KSh 350 UKO9ZZZZZZ: resolved")
          desk.answers(.unmatched([other]))
        } else {
          desk.unmatchedDecided(1, outcome, "ring trouble")
          #expect(
            desk.state.notice?.text.english.hasPrefix("Unmatched, KSh 350 UKO9ZZZZZZ: Wrong PIN.") == true
          )
        }
        #expect(desk.state.unmatchedPage?.item == other)
        #expect(desk.state.unmatchedPage?.field == before?.field)
        #expect(desk.state.unmatchedPage?.signing == before?.signing)
        if keys.hasSuffix("⏎") {
          desk.unmatchedDecided(2, .refused(.wrongPIN(triesLeft: 3)))
          #expect(desk.state.unmatchedPage?.signing?.remark?.english.hasPrefix("Wrong PIN.") == true)
        }
      }
    }
  }

  /// Left and opened again, it is the same item; what was typed anew waits for its own answer.
  @Test func anAnswerIsAboutItsOwnTry() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      desk.keys("srgone back⏎111222⏎", "resolve unmatched abababab refund because gone back pin 111222")
      desk.keys("⎋")
      desk.keys("t", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      desk.keys("sgtaken home⏎482917⏎", "resolve unmatched abababab goods because taken home pin 482917")
      desk.unmatchedDecided(1, .refused(.wrongPIN(triesLeft: 4)), "ring trouble")
      #expect(desk.state.unmatchedPage?.isDeciding == true)
      desk.unmatchedDecided(2, .resolved(resolution(of: item)), "look among the unmatched callbacks")
      desk.answers(.unmatched([]))
      Impossible.$isTolerated.withValue(true) { desk.unmatchedDecided(2, .resolved(resolution(of: item))) }
      desk.keys("⎋")
    }
  }

  @Test func aUnmatchedThatCouldNotBeReadIsReadAgain() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look among the unmatched callbacks")
      desk.cannotRead("The ledger is busy.")
      #expect(desk.bottomLine == "Enter read again · Esc back")
      desk.keys("⏎", "look among the unmatched callbacks")
      desk.answers(.unmatched([item]))
      #expect(desk.state.unmatchedPage?.items == [item])
      desk.keys("⎋")
    }
  }
}
