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
      desk.happens(.trayDecided(.settled(settlement)), "look into the tray")
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
      desk.happens(.trayDecided(.refused(.wrongPIN(triesLeft: 4))))
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
