import Desk
import Payments
import Testing

/// More is typed than a field can hold.
struct OverflowStories {
  @Test func aFieldEndsAtItsLongestLegalLengthAndWhatDidNotFitIsNotSent() throws {
    story { desk in
      desk.keys("07123456789", "ring refused")
      #expect(desk.form == "[0712 345 678] |  | ")
      #expect(desk.remark(.phone) == "mistake: That is too long for a phone number.")
      desk.keys("⏎⏎")
      #expect(desk.form == "[0712 345 678] |  | ", "a digit too many may mean another number")
      desk.keys("⌫")
      #expect(desk.form == "[0712 345 678] |  | ", "what was refused goes first")
      desk.keys("90", "ring refused", "ring refused")
      desk.keys("⌫⏎")
      #expect(desk.form == "[0712 345 678] |  | ", "one of the two that did not fit is there still")
      #expect(desk.remark(.phone) == "mistake: That is too long for a phone number.")
      desk.keys("⌫⏎1234567⏎", "ring refused")
      #expect(desk.remark(.amount) == "mistake: The largest amount is KSh 250,000.")
      desk.keys("⌫⏎", "record #1 123456 from 0712345678")
      desk.theLedgerAnswersAll()
    }
    for full in ["254712345678", "+254712345678", "712345678", "+254 (0) 712-345-678"] {
      story { desk in
        desk.keys(full)
        #expect(desk.remark(.phone) == nil)
        desk.keys("1", "ring refused")
      }
    }
    let limit = try #require(Shillings(20_000))
    story(DeskPilot(amountLimit: limit)) { desk in
      desk.keys("0712345678⏎20,000.00")
      desk.keys("0", "ring refused")
      desk.keys("⌫⏎", "record #1 20000 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }
}
