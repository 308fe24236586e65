import Desk
import Keys
import Payments
import Testing

/// What fits no payment, at the desk: seen, opened, and settled by a supervisor.
@Suite struct TrayStories {
  private let item: TrayItem = {
    var item = TrayItem(id: String(repeating: "ab", count: 32), oddity: "unknown-payment")
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

  @Test func aSupervisorSettlesAStranger() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item]))
      #expect(desk.state.trayPage?.item == item)
      desk.keys("sr")
      desk.keys("line 7 of the statement⏎482917")
      #expect(desk.state.trayPage?.signing?.pinLength == 6)
      #expect(!"\(String(reflecting: desk.state))".contains("482917"), "no digit of it in what a log could take")
      desk.keys("⏎", "settle tray abababab refund because line 7 of the statement pin 482917")
      #expect(desk.state.trayPage?.signing?.pinLength == 0)
      desk.keys("⏎⏎")
      let settlement = TraySettlement(
        item: item, settlement: .refund, why: "line 7 of the statement", supervisor: "wanjiku", cashier: "amina",
        till: .commandLine)
      desk.trayDecided(1, .settled(settlement), "look into the tray")
      desk.answers(.tray([]))
      #expect(desk.state.trayPage?.items == [])
      desk.keys("⎋")
      #expect(desk.state.pages.isEmpty)
    }
  }

  @Test func aWrongPINIsToldWhereItWasTyped() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item]))
      desk.keys("sx⏎")
      #expect(desk.state.trayPage?.field == .reason, "without a reason nothing goes on")
      desk.keys("rubbish⏎111222")
      desk.keys("⏎", "settle tray abababab because rubbish pin 111222")
      desk.trayDecided(1, .refused(.wrongPIN(triesLeft: 4)))
      #expect(desk.state.trayPage?.signing?.remark?.english.hasPrefix("Wrong PIN.") == true)
      #expect(desk.state.trayPage?.field == .pin)
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
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item]))
      desk.keys("s\(no)")
      #expect(desk.state.trayPage?.field == .list)
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
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item, other]))
      desk.keys("srgone back⏎48⎋⎋⎋")
      #expect(desk.state.trayPage?.field == .list)
      desk.keys("↓s")
      #expect(desk.state.trayPage?.item == other)
      #expect(desk.state.trayPage?.settlement == nil)
      desk.keys("g")
      #expect(desk.state.trayPage?.signing?.reason == "")
      desk.keys("⎋⎋⎋")
    }
  }

  private func settlement(of item: TrayItem) -> TraySettlement {
    TraySettlement(
      item: item, settlement: .refund, why: "gone back", supervisor: "wanjiku", cashier: "amina", till: .commandLine)
  }

  /// The answer about the item that was left comes while another one is filled in: it is told by its own name, and the
  /// other one stays as it is, whatever its step.
  @Test(arguments: ["s", "sg", "sgwhy", "sgwhy⏎48", "sgwhy⏎482917⏎"])
  func anAnswerIsAboutItsOwnItem(_ keys: String) {
    var other = item
    other.id = String(repeating: "cd", count: 32)
    other.amount = Cents(count: 7_000)
    other.receipt = Receipt("UKO9YYYYYY")
    for outcome in [TrayOutcome.refused(.wrongPIN(triesLeft: 4)), .settled(settlement(of: item))] {
      story { desk in
        oneWaits(desk)
        desk.keys("②")
        desk.keys("t", "look into the tray")
        desk.answers(.tray([item, other]))
        desk.keys("srgone back⏎111222⏎", "settle tray abababab refund because gone back pin 111222")
        desk.keys("⎋")
        desk.keys("t", "look into the tray")
        desk.answers(.tray([item, other]))
        desk.keys("↓")
        if keys.hasSuffix("⏎") {
          desk.keys(keys, "settle tray cdcdcdcd goods because why pin 482917")
        } else {
          desk.keys(keys)
        }
        let before = desk.state.trayPage
        if case .settled = outcome {
          desk.trayDecided(1, outcome, "look into the tray")
          #expect(
            desk.state.notice?.text.english == "Tray, KSh 350 UKO9ZZZZZZ: settled")
          desk.answers(.tray([other]))
        } else {
          desk.trayDecided(1, outcome, "ring trouble")
          #expect(
            desk.state.notice?.text.english.hasPrefix("Tray, KSh 350 UKO9ZZZZZZ: Wrong PIN.") == true
          )
        }
        #expect(desk.state.trayPage?.item == other)
        #expect(desk.state.trayPage?.field == before?.field)
        #expect(desk.state.trayPage?.signing == before?.signing)
        if keys.hasSuffix("⏎") {
          desk.trayDecided(2, .refused(.wrongPIN(triesLeft: 3)))
          #expect(desk.state.trayPage?.signing?.remark?.english.hasPrefix("Wrong PIN.") == true)
        }
      }
    }
  }

  /// Left and opened again, it is the same item; what was typed anew waits for its own answer.
  @Test func anAnswerIsAboutItsOwnTry() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item]))
      desk.keys("srgone back⏎111222⏎", "settle tray abababab refund because gone back pin 111222")
      desk.keys("⎋")
      desk.keys("t", "look into the tray")
      desk.answers(.tray([item]))
      desk.keys("sgtaken home⏎482917⏎", "settle tray abababab goods because taken home pin 482917")
      desk.trayDecided(1, .refused(.wrongPIN(triesLeft: 4)), "ring trouble")
      #expect(desk.state.trayPage?.isDeciding == true)
      desk.trayDecided(2, .settled(settlement(of: item)), "look into the tray")
      desk.answers(.tray([]))
      desk.trayDecided(2, .settled(settlement(of: item)))
      desk.keys("⎋")
    }
  }

  @Test func aTrayThatCouldNotBeReadIsReadAgain() {
    story { desk in
      oneWaits(desk)
      desk.keys("②")
      desk.keys("t", "look into the tray")
      desk.cannotRead("The ledger is busy.")
      #expect(desk.bottomLine == "Enter read again · Esc back")
      desk.keys("⏎", "look into the tray")
      desk.answers(.tray([item]))
      #expect(desk.state.trayPage?.items == [item])
      desk.keys("⎋")
    }
  }
}
