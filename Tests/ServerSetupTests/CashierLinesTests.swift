import Payments
import ServerSetup
import Settings
import Testing

/// Who sits where, in words, and which till a new cashier gets.
@Suite struct CashierLinesTests {
  private let one: Till
  private let two: Till

  init() throws {
    one = try #require(Till(1))
    two = try #require(Till(2))
  }

  @Test func eachIsToldWithTillAndKeys() {
    var cashiers = Cashiers()
    #expect(cashiers.lines([]) == ["There are no cashiers yet: kaunta cashier add NAME --key FILE"])
    cashiers.set("njeri", one)
    #expect(
      cashiers.lines([ListedCashier("njeri", keys: 1), ListedCashier("amina", keys: 0)]) == [
        "njeri  till 1  1 key", "amina  no till, so that no desk opens (kaunta cashier add amina gives one)  0 keys",
      ])
  }

  @Test func whoIsShutOutIsToldSo() {
    var cashiers = Cashiers(parsing: "brian: 2\n")
    cashiers.set("njeri", one)
    let listed = [
      ListedCashier("njeri", keys: 1, .leftOut), ListedCashier("otieno", keys: 0, .vanished),
      ListedCashier("brian", keys: 1),
    ]
    #expect(
      cashiers.lines(listed) == [
        "njeri  till 1  1 key  not let in: out of the group kaunta (kaunta cashier add njeri takes her back, kaunta "
          + "cashier remove njeri away)",
        "otieno  no till  0 keys  her account is gone (kaunta cashier remove otieno takes away what is left)",
        "brian  till unclear (line 1 of the file cashiers)  1 key",
      ])
  }

  @Test func whoSharesATillIsToldOfTheOthers() {
    var cashiers = Cashiers()
    cashiers.set("njeri", one)
    #expect(cashiers.lines(ofAdded: "njeri", at: one, withKey: false, hasKey: true) == ["njeri sits at till 1."])
    #expect(
      cashiers.lines(ofAdded: "njeri", at: one, withKey: false, hasKey: false) == [
        "njeri sits at till 1. Without a key nobody logs in: kaunta cashier add njeri --key FILE gives one."
      ])
    cashiers.set("amina", one)
    #expect(
      cashiers.lines(ofAdded: "amina", at: one, withKey: true, hasKey: true) == [
        "amina sits at till 1, and logs in with that key.", "So do njeri: one of them at a time.",
      ])
  }

  @Test func theTillIsTheWantedOneThenOnesOwnThenTheNextFreeOne() {
    var cashiers = Cashiers()
    cashiers.set("njeri", one)
    #expect(cashiers.till(for: "njeri", wanted: two) == two && cashiers.till(for: "njeri", wanted: nil) == one)
    #expect(cashiers.till(for: "amina", wanted: nil) == two)
    for number in 2...999 { if let till = Till(number) { cashiers.set("cashier\(number)", till) } }
    #expect(cashiers.till(for: "amina", wanted: nil) == nil && cashiers.till(for: "amina", wanted: one) == one)
  }
}
