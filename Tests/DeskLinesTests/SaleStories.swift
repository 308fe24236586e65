import Desk
import PaymentLaws
import Payments
import Testing

@testable import DeskLines

/// A sale from the first line to PAID, and what is heard of it.
@Suite struct SaleStories {
  let desk = LinePilot(practice: .simulator)

  @Test func aSaleIsHeardFromItsLineToItsMoney() {
    #expect(
      desk.hears() == [
        "Kaunta, Duka la Mfano, till 2, amina. DEMO, NO MONEY MOVES.",
        "Type a phone number and an amount, as in 0712345678 500. The word help tells the rest.",
      ])
    desk.types("0712345678 500")
    #expect(desk.hears() == ["One moment: KSh 500 from 0712 345 678."])
    desk.recorded()
    #expect(desk.hears() == ["Number 1: KSh 500 is on its way."])
    desk.becomes(1, .waiting(since: desk.now))
    #expect(
      desk.hears() == ["Number 1, KSh 500: with the customer. Say: \"Angalia simu yako, uweke PIN ya M-Pesa.\""])
    desk.passes(seconds: 40)
    #expect(desk.hears() == [], "ages are no news")
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now))
    #expect(
      desk.hears() == [
        "Number 1, KSh 500: PAID, receipt UJ25K3M9QX. Hand over the goods. DEMO, NO MONEY MOVES."
      ])
    desk.passes(seconds: 120)
    #expect(desk.hears() == [])
  }

  /// Heard as if it were new, the same goods would be handed over twice.
  @Test func whatIsRepeatedIsToldWithItsAge() {
    desk.asks("0712345678 500")
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now))
    let paid = "Number 1, KSh 500: PAID, receipt UJ25K3M9QX. Hand over the goods. DEMO, NO MONEY MOVES."
    _ = desk.hears()
    desk.types("repeat")
    #expect(desk.hears() == ["Said a moment ago:", paid])
    desk.passes(seconds: 38)
    desk.types("repeat")
    #expect(desk.hears() == ["Said 40 seconds ago:", paid], "from when it was said first, and once")
    desk.passes(seconds: 140)
    desk.types("rudia")
    #expect(desk.hears() == ["Said 3 minutes ago:", paid])
  }

  /// A screen has one place for notices, which trouble keeps; lines have room for both.
  @Test func theNextCustomerIsToldOfBesideTrouble() {
    let desk = LinePilot(askAbove: 400)
    desk.types("0712345678 500")
    _ = desk.hears()
    desk.types("0700001032 90")
    #expect(
      desk.hears().first?.hasPrefix("Not asked: KSh 500 of 0712 345 678. Put aside for the next customer.") == true)
    desk.recorded()
    #expect(desk.hears() == ["Number 1: KSh 90 is on its way."])
  }

  /// Whoever begins another line has another customer before him: the next amount is not the former one's.
  @Test(arguments: ["0733111111 0", "0733x11114 20", "0733111115 20 for ABCDEFGHIJKLMNOP", "0733111 20"])
  func aRefusedLineLeavesNoOtherCustomersPhone(_ line: String) {
    desk.types("0722111111", line)
    #expect(desk.state.form.isEmpty)
    #expect(desk.hears().last == "The form is empty.")
    desk.types("50")
    #expect(desk.drafts.isEmpty)
  }

  /// It is sent before anybody could read it in a form, as a screen's is.
  @Test func aPhoneOfAnotherNetworkIsSaidToBeOne() {
    _ = desk.hears()
    desk.types("0733000123 50")
    #expect(desk.hears() == ["The number looks like Airtel.", "One moment: KSh 50 from 0733 000 123."])
    desk.recorded()
    _ = desk.hears()
    desk.types("0733000124")
    #expect(desk.hears() == ["Looks like Airtel; you can still send.", "0733 000 124. The amount?"])
    desk.types("60")
    #expect(desk.hears() == ["One moment: KSh 60 from 0733 000 124."], "it was said before")
  }

  @Test func aMistakenAmountKeepsItsPhoneAndSaysSo() {
    desk.types("0722111111")
    _ = desk.hears()
    desk.types("1.5")
    #expect(desk.hears().last == "0722 111 111. The amount?")
    desk.types("50")
    #expect(desk.drafts.map(\.phone.msisdn) == ["254722111111"])
  }

  /// What is joined to a phone that lacks digits makes somebody else's.
  @Test(arguments: ["0712345 500", "07123456 10", "071234567 5", "0712345 678"])
  func anAmountIsNoPartOfAPhone(_ line: String) {
    desk.types(line)
    #expect(desk.state.form.isEmpty)
    let heard = desk.hears()
    #expect(heard.contains { $0.contains("missing") } && heard.last == "The form is empty.", "\(heard)")
  }

  @Test(arguments: ["0712 345 678", "0712 345678", "07 12 34 56 78", "+254 712 345 678", "254712 345678"])
  func aPhoneMayBeSaidInGroups(_ line: String) {
    desk.types(line)
    #expect(desk.hears().last == "0712 345 678. The amount?")
  }

  /// What a pipe sends in one piece is answered line by line.
  @Test func aBurstIsAnsweredInItsOrder() {
    _ = desk.hears()
    desk.typesInOnePiece("board", "0712345678", "back", "next")
    #expect(
      desk.hears() == [
        "No payments yet.", "0712 345 678. The amount?", "The form is empty.",
        "Nothing new needs you. The word board tells all payments.",
      ])
  }

  @Test func phoneAndAmountMayComeOneByOne() {
    desk.types("0712 345 678")
    #expect(desk.hears().last == "0712 345 678. The amount?")
    desk.types("500")
    #expect(desk.drafts.map(\.amount.count) == [500])
    #expect(desk.drafts.map(\.phone.msisdn) == ["254712345678"])
  }

  /// One burst is a phone and its amount, as the form takes it.
  @Test func aBurstOfPhoneAndAmountIsASale() {
    desk.typesInOnePiece("0712345678", "50")
    #expect(desk.drafts.map(\.amount.count) == [50])
  }

  @Test(arguments: [
    ("0712345678 500", 500, nil), ("0712 345 678 1 500", 1_500, nil), ("+254712345678 KSh 1,250", 1_250, nil),
    ("712345678 70/=", 70, nil), ("tel:0712345678 20", 20, nil), ("0712345678 500 for A7", 500, "A7"),
    ("0712345678 500 kwa 23B", 500, "23B"),
  ])
  func oneLineIsUnderstood(_ line: String, _ amount: Int, _ reference: String?) throws {
    desk.types(line)
    let draft = try #require(desk.drafts.first)
    #expect(draft.phone.msisdn == "254712345678")
    #expect(draft.amount.count == amount)
    #expect(draft.reference?.text == reference)
  }

  /// A guess would ask for other money, or somebody else.
  @Test(arguments: [
    "0712345678 12,50", "0712345678 5 0", "071234567 500", "07123456789 500", "0712345678 500 A7", "0712345678 0",
    "0712345678 500 for", "500", "12 34", "0712345678 for A7",
  ])
  func aLineWithAMistakeSendsNothing(_ line: String) {
    desk.types(line, "", "send")
    #expect(desk.drafts.isEmpty)
    #expect(desk.hears().count > 2)
  }

  /// An amount that was meant for the customer before is never asked of the next.
  @Test func anotherPhoneEmptiesTheForm() {
    desk.types("0712345678", "0700000002", "70")
    #expect(desk.drafts.map(\.phone.msisdn) == ["254700000002"])
    #expect(desk.drafts.map(\.amount.count) == [70])
  }

  /// Trouble says what happened, what it means for the money, and what to do.
  @Test func whatIsNotPaidIsHeardOnce() {
    desk.asks("0700001032 90")
    _ = desk.hears()
    desk.becomes(1, .notPaid("1032", at: desk.now))
    let heard = desk.hears()
    #expect(heard.count == 2)
    #expect(heard[0].hasPrefix("CANCELLED. Number 1, KSh 90: "), "\(heard)")
    #expect(heard[1].hasPrefix("Not paid; no money comes from this prompt. "))
    desk.passes(seconds: 30)
    #expect(desk.hears() == [])
  }

  /// Time alone makes trouble of a payment, and that is said once.
  @Test func noAnswerIsHeardOnceByTimeAlone() {
    desk.asks("0712345678 90")
    _ = desk.hears()
    desk.passes(seconds: 200)
    let heard = desk.hears()
    #expect(heard.filter { $0.contains("CHECK") }.count == 1, "\(heard)")
    #expect(heard.contains { $0.contains("check 1 asks Safaricom") })
  }

  @Test func aMarkIsTakenBackInWords() {
    desk.asks("0712345678 90")
    desk.types("other 1", "yes")
    desk.decided(1) {
      $0.paysAnotherWay = true
      $0.marks = [.init(decision: "d1", who: "amina")]
    }
    _ = desk.hears()
    desk.types("undo 1")
    #expect(desk.hears().contains { $0.contains("does its customer pay by M-Pesa after all?") })
    desk.types("yes")
    desk.decided(1) {
      $0.paysAnotherWay = false
      $0.marks = []
    }
    #expect(desk.hears().contains("Number 1: the mark is taken back."))
  }

  /// As on a screen: the prompt stays on the phone, and the customer has to hear that it is not to be paid.
  @Test func whoPaysAnotherWayIsToBeToldNotToPayThePrompt() {
    desk.asks("0712345678 90")
    desk.types("other 1", "yes")
    _ = desk.hears()
    desk.decided(1) { $0.paysAnotherWay = true }
    #expect(
      desk.hears() == [
        "Number 1, KSh 90: the customer pays another way. The prompt cannot be pulled back. Both together would be "
          + "PAID TWICE. Take the money the other way. Say: \"Ombi likija, usiweke PIN.\"",
        "Number 1: pays another way; still watched.",
      ])
    desk.passes(seconds: 30)
    #expect(desk.hears() == [])
  }

  @Test func goodsAreSpokenOfOnce() {
    desk.asks("0712345678 90")
    desk.becomes(1, .paid("", at: desk.now))
    #expect(desk.hears().filter { $0.contains("Hand over") }.count == 1)
    desk.passes(seconds: 60)
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now))
    let heard = desk.hears()
    #expect(heard.contains { $0.contains("UJ25K3M9QX") } && !heard.contains { $0.contains("Hand over") }, "\(heard)")
  }

  @Test func swahiliIsSpokenThroughout() {
    let desk = LinePilot(language: .swahili)
    desk.asks("0712345678 90")
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now))
    #expect(desk.hears().last == "Namba 1, KSh 90: IMELIPWA, code UJ25K3M9QX. Mpe mteja bidhaa.")
    desk.types("ubao")
    #expect(desk.hears().first == "Ubao: 1 ya till hii.")
  }

  /// A pipe or a log is read by whoever finds it.
  @Test func noWholeNumberGoesToALog() {
    let desk = LinePilot(askAbove: 100, hidesPhones: true)
    desk.types("0712345678", "500", "yes")
    desk.recorded()
    desk.types("number 1", "board")
    #expect(!desk.said.contains { $0.contains("345") && !$0.contains("as in 0712345678") }, "\(desk.said)")
  }
}
