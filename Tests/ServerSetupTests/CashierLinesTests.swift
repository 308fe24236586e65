import Payments
import ServerSetup
import Settings
import Testing

/// Who sits where, in words, and which till a new cashier gets.
@Suite struct CashierLinesTests {
  private let home = Home(path: "/var/lib/kaunta")
  private let one: Till
  private let two: Till

  init() throws {
    one = try #require(Till(1))
    two = try #require(Till(2))
  }

  @Test func eachIsToldWithTillAndKeys() {
    var cashiers = Cashiers()
    #expect(cashiers.lines([], at: home) == ["There are no cashiers yet: kaunta cashier add NAME --key FILE"])
    cashiers.set("njeri", one)
    #expect(
      cashiers.lines([ListedCashier("njeri", keys: 1), ListedCashier("amina", keys: 0)], at: home) == [
        "njeri  till 1  1 key", "amina  no till, so that no desk opens (kaunta cashier add amina gives one)  0 keys",
      ])
  }

  @Test func whoIsShutOutIsToldSo() {
    var cashiers = Cashiers(parsing: "brian: 2\n")
    cashiers.set("njeri", one)
    let listed = [
      ListedCashier("njeri", keys: 1, .leftOut), ListedCashier("otieno", keys: 0, .vanished),
      ListedCashier("brian", keys: 1), ListedCashier("otto", keys: 0, .stranger),
    ]
    #expect(
      cashiers.lines(listed, at: home) == [
        "njeri  till 1  1 key  not let in: out of the group kaunta (kaunta cashier add njeri takes her back, kaunta "
          + "cashier remove njeri away)",
        "otieno  no till  0 keys  her account is gone (kaunta cashier remove otieno takes away what is left)",
        "brian  till unclear (line 1 of the file cashiers)  1 key",
        "otto  no till  0 keys  no cashier's account, and in the group kaunta by hand (gpasswd --delete otto kaunta takes "
          + "it out)",
      ])
  }

  /// Whoever has a desk that she would not be let in to any more has it yet.
  @Test func aDeskThatGoesOnIsToldWithItsEnd() throws {
    var cashiers = Cashiers()
    cashiers.set("njeri", one)
    cashiers.set("otieno", two)
    let three = try #require(Till(3))
    let stray = [
      StrayDesk(
        OpenDesk(till: one, userID: 1_001, account: "njeri"), .leftOut(group: "kaunta", isOfCashiers: true)),
      StrayDesk(OpenDesk(till: two, userID: 1_002, account: nil), .gone),
      StrayDesk(OpenDesk(till: three, userID: 1_003, account: nil), .gone),
    ]
    let listed = [ListedCashier("njeri", keys: 1, .leftOut), ListedCashier("otieno", keys: 0, .vanished)]
    let lines = cashiers.lines(listed, stray: stray, at: home)
    #expect(lines[0].hasSuffix("  a desk open at till 1 (kaunta tills --home /var/lib/kaunta --close 1 ends it)"))
    #expect(lines[1].hasSuffix("  a desk open at till 2 (kaunta tills --home /var/lib/kaunta --close 2 ends it)"))
    #expect(
      lines[2...] == [
        "user 1003 at till 3: that desk is open and asks for money, and its account is gone from this machine. End it: "
          + "kaunta tills --home /var/lib/kaunta --close 3."
      ])
    #expect(stray[0].remedy(at: home).hasSuffix(" Or take her back: kaunta cashier add njeri."))
  }

  /// Adding a key must not give her another till in passing.
  @Test func whoseTillIsUnclearIsGivenNoneUnasked() {
    let cashiers = Cashiers(parsing: "njeri till one\namina 2\n")
    #expect(cashiers.doubt(about: "amina", in: "/cashiers") == nil && cashiers.doubt(about: "brian", in: "/x") == nil)
    #expect(
      cashiers.doubt(about: "njeri", in: "/cashiers")
        == "which till njeri has is not clear (line 1 of /cashiers). Say which it is to be: kaunta cashier add njeri --till "
        + "N. Nothing was done.")
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
