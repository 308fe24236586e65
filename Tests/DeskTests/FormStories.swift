import Desk
import Keys
import Payments
import Testing

/// Typing phone, amount and reference.
@Suite struct FormStories {
  @Test func phoneEnterAmountEnterIsAPayment() {
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      #expect(desk.form == "[] |  | ", "at once free for the next customer")
      #expect(desk.state.notice?.text.english == "One moment: KSh 50 from 0712 345 678")
      desk.recorded(1, "push #1")
      #expect(desk.state.notice?.text.english == "Number 1: KSh 50 is on its way")
      desk.becomes(1, Statuses.waiting(since: desk.now))
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
    }
  }

  @Test(arguments: [
    ("0712345678", "0712345678"), ("0110345678", "0110345678"), ("712345678", "0712345678"),
    ("110345678", "0110345678"), ("+254712345678", "0712345678"), ("254712345678", "0712345678"),
    ("0712 345 678", "0712345678"), ("0712-345-678", "0712345678"), ("+254 (0) 712-345-678", "0712345678"),
    ("(0712) 345.678", "0712345678"),
  ])
  func everyFormOfANumberIsTaken(typed: String, sent: String) {
    story { desk in
      desk.keys("\(typed)⏎1⏎", "record #1 1 from \(sent)")
      desk.theLedgerAnswersAll()
    }
    story { desk in
      desk.press(.paste("\(typed)\r\n"))
      desk.keys("⏎1⏎", "record #1 1 from \(sent)")
      desk.theLedgerAnswersAll()
    }
  }

  @Test(arguments: [
    "\u{202A}+254 712 345 678\u{202C}", "tel:+254712345678", "https://wa.me/254712345678?text=Habari",
    "00254712345678\n",
    "\u{FEFF}0712\u{2009}345\u{2009}678", "07\u{200D}12345678", "\u{FF10}\u{FF17}\u{FF11}\u{FF12}345678",
  ])
  func aPastedNumberStandsThereAsItWasUnderstood(pasted: String) {
    story { desk in
      desk.press(.paste(pasted))
      #expect(desk.form == "[0712 345 678] |  | ")
      desk.keys("⏎1⏎", "record #1 1 from 0712345678")
      // From the board, and with the cursor elsewhere.
      desk.keys("⇥")
      desk.press(.paste(pasted))
      #expect(desk.form == "[0712 345 678] |  | ")
      desk.keys("⎋")
      desk.theLedgerAnswersAll()
    }
  }

  @Test(arguments: ["KSh 1,500", "1500/=", "1,500/-", "Ksh.1500.00\n", "KES\u{A0}1\u{202F}500", "\u{FEFF}1500"])
  func aPastedAmountStandsThereAsItWasUnderstood(pasted: String) {
    story { desk in
      desk.keys("0712345678⏎")
      desk.press(.paste(pasted))
      #expect(desk.form == "0712 345 678 | [1,500] | ")
      desk.keys("⏎", "record #1 1500 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  /// Typed letter by letter it is the same amount, and nothing is called wrong on the way.
  @Test(arguments: ["KSh 1,500", "Kshs. 1,500/=", "1500/-", "1500 KES", "1500ksh", "sh 1,500.00"])
  func moneyMayBeTypedAsPeopleWriteIt(typed: String) {
    story { desk in
      desk.keys("0712345678⏎")
      for letter in typed {
        desk.keys("\(letter)")
        #expect(desk.remark(.amount) == nil, "\(desk.state.form.amount)")
      }
      desk.keys("⏎", "record #1 1500 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test(arguments: [
    ("1.500", "A dot begins cents: write 1,250 or 1250."), ("1500.50", "M-Pesa takes whole shillings only."),
    ("1\t500", "An unseen sign in place 2 is no digit."),
    ("12\u{7}50", "An unseen sign in place 3 is no digit."),
    ("50\n200", "More than one line: Backspace drops the rest."),
    ("KSh 15OO", "The letter O in place 6 is no digit."),
  ])
  func aPastedAmountThatCouldMeanSomethingElseIsNotSent(pasted: String, told: String) {
    story { desk in
      desk.keys("0712345678⏎")
      desk.press(.paste(pasted), rings: pasted.contains("\n"))
      #expect(desk.remark(.amount) == "mistake: " + told)
      desk.keys("⏎⏎")
    }
  }

  /// A line that is read in parts is one text.
  @Test func aLinkThatComesInPartsIsOneNumber() {
    story { desk in
      desk.press(.paste("https://wa"))
      desk.press(.paste(".me/254712345678"))
      #expect(desk.form == "[0712 345 678] |  | ")
      desk.keys("⎋")
    }
  }

  @Test func theNumberIsGroupedWhileItIsTyped() {
    story { desk in
      desk.keys("0712")
      #expect(desk.form == "[0712] |  | ")
      desk.keys("3456")
      #expect(desk.form == "[0712 345 6] |  | ")
      desk.keys("⌫78")
      #expect(desk.form == "[0712 345 78] |  | ")
      desk.keys("⎋+2547123")
      #expect(desk.form == "[+254 712 3] |  | ")
    }
  }

  @Test func whatCannotBecomeANumberIsSaidAtOnceAndWhatIsOnlyShortOnEnter() {
    story { desk in
      #expect(desk.remark(.phone) == nil)
      desk.keys("08")
      #expect(desk.remark(.phone) == "mistake: A Kenyan mobile number starts with 07 or 01.")
      desk.keys("⎋07x")
      #expect(desk.remark(.phone) == "mistake: The letter x in place 3 is no digit.")
      desk.keys("⎋0712345")
      #expect(desk.remark(.phone) == nil, "it may still become one")
      desk.keys("⏎")
      #expect(desk.remark(.phone) == "mistake: 3 digits are missing.")
      #expect(desk.form == "[0712 345] |  | ")
      desk.keys("6")
      #expect(desk.remark(.phone) == nil, "typing on takes it away")
      desk.keys("789", "ring refused")
      #expect(desk.remark(.phone) == "mistake: That is too long for a phone number.")
      desk.keys("⎋⏎")
      #expect(desk.remark(.phone) == "mistake: Type the customer's phone number.")
    }
  }

  @Test(arguments: [
    ("0733345678", "Looks like Airtel; you can still send."),
    ("0772345678", "Looks like Telkom; you can still send."),
    ("0766345678", "A new prefix; you can still send."),
  ])
  func anUnknownPrefixWarnsAndNeverBlocks(typed: String, warning: String) {
    story { desk in
      desk.keys(typed)
      #expect(desk.remark(.phone) == "warning: " + warning)
      desk.keys("⏎50⏎", "record #1 50 from \(typed)")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func theAmountIsGroupedAndWhole() {
    story { desk in
      desk.keys("0712345678⏎1250")
      #expect(desk.form == "0712 345 678 | [1,250] | ")
      desk.keys("⏎", "record #1 1250 from 0712345678")
      desk.keys("0712345678⏎1,250⏎", "record #2 1250 from 0712345678")
      desk.keys("0712345678⏎1 250.00⏎", "record #3 1250 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func anAmountThatCouldMeanSomethingElseIsAskedAgain() {
    story { desk in
      desk.keys("0712345678⏎12,5")
      #expect(desk.remark(.amount) == nil, "it may become 12,500")
      desk.keys("0")
      #expect(desk.remark(.amount) == nil)
      desk.keys("⏎")
      #expect(desk.remark(.amount) == "mistake: Write thousands in groups of three: 1,250.")
      desk.keys("0⏎", "record #1 12500 from 0712345678")
      desk.keys("0712345678⏎12.5")
      #expect(desk.remark(.amount) == "mistake: M-Pesa takes whole shillings only.")
      desk.keys("⎋x")
      #expect(desk.remark(.amount) == "mistake: The letter x in place 1 is no digit.")
      desk.keys("⎋0⏎")
      #expect(desk.remark(.amount) == "mistake: The smallest amount is KSh 1.")
      desk.keys("⎋⏎")
      #expect(desk.remark(.amount) == "mistake: Type the amount in whole shillings.")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func theShopsLimitIsTheLimit() throws {
    let limit = try #require(Shillings(20_000))
    story(DeskPilot(amountLimit: limit)) { desk in
      desk.keys("0712345678⏎20001")
      #expect(desk.remark(.amount) == "mistake: The largest amount is KSh 20,000.")
      desk.keys("⏎⏎⏎")
      desk.keys("⌫0⏎", "record #1 20000 from 0712345678")
      desk.theLedgerAnswersAll()
    }
    story { desk in
      desk.keys("0712345678⏎250001⏎")
      #expect(desk.remark(.amount) == "mistake: The largest amount is KSh 250,000.")
      desk.keys("⎋9999999⏎", "ring refused")
      #expect(desk.remark(.amount) == "mistake: The largest amount is KSh 250,000.")
      desk.keys("⎋250000⏎", "record #1 250000 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func theReferenceIsOptional() {
    story { desk in
      desk.keys("0712345678⏎50⇥yqnjkc5⏎", "record #1 50 from 0712345678 for yqnjkc5")
      desk.keys("0712345678⏎50⇥Table 5")
      #expect(desk.remark(.reference) == "mistake: A reference has letters and digits only.")
      desk.keys("⏎")
      desk.keys("⎋ABCDEFGHIJKLM", "ring refused")
      #expect(desk.remark(.reference) == "mistake: One character too many: 12 at most.")
      desk.keys("⌫⏎", "record #2 50 from 0712345678 for ABCDEFGHIJKL")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func escapeStepsBackAndNeverStopsAPayment() {
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.keys("⎋⎋⎋")
      #expect(desk.state.board.tally.waitingCount == 1)
      desk.keys("0722000111⏎70⇥AB")
      desk.keys("⎋")
      #expect(desk.form == "0722 000 111 | 70 | []")
      desk.keys("⎋")
      #expect(desk.form == "0722 000 111 | [70] | ")
      desk.keys("⎋")
      #expect(desk.form == "0722 000 111 | [] | ")
      desk.keys("⎋⎋⎋⎋")
      #expect(desk.form == "[] |  | ")
    }
  }

  /// Nothing stands before the first field: another customer's amount would wait there for the next phone.
  @Test func fromThePhoneEscapeEmptiesTheRest() {
    story { desk in
      desk.keys("0712345678⏎50⇥AB↑↑")
      #expect(desk.form == "[0712 345 678] | 50 | AB")
      desk.keys("⎋")
      #expect(desk.form == "[] | 50 | AB")
      desk.keys("⎋")
      #expect(desk.form == "[] |  | ")
    }
  }

  @Test func tabAndArrowsMove() {
    story { desk in
      desk.keys("⇥")
      #expect(desk.form == " | [] | ")
      desk.keys("↓")
      #expect(desk.form == " |  | []")
      desk.keys("⇥↓")
      #expect(desk.form == " |  | []", "an empty board takes no keyboard")
      desk.keys("↑⇤⇤↑")
      #expect(desk.form == "[] |  | ")
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.keys("⇥⇥⇥")
      #expect(desk.state.focus == .board)
      desk.keys("⇥")
      #expect(desk.state.focus == .form)
    }
  }

  @Test func aPastedReferenceStandsThereAsItWasUnderstood() {
    story { desk in
      desk.keys("0712345678⏎50⇥")
      desk.press(.paste("  \u{FEFF}INVOICE00012\u{A0}\r\n"))
      #expect(desk.form == "0712 345 678 | 50 | [INVOICE00012]")
    }
  }

  /// Its digits are an amount, a balance, a date and somebody's phone: none of them is what the field asks for.
  @Test(arguments: ["", "0712345678⏎"])
  func ofAPastedMessageNothingComesIntoTheForm(typed: String) {
    story { desk in
      desk.keys(typed)
      let form = desk.form
      desk.press(
        .paste("UJ25K3M9QA Confirmed. Ksh300.00 received from JANE DOE 0722000111 on 24/11/26 at 2:02 PM.\n"),
        "ring refused")
      #expect(desk.form == form)
      let field: PaymentForm.Field = typed.isEmpty ? .phone : .amount
      #expect(desk.remark(field) == "mistake: That is a message: F6 looks up its code.")
      desk.keys("⏎")
      #expect(desk.form == form)
      // What is typed next is what was meant.
      desk.keys(typed.isEmpty ? "0712345678⏎50⏎" : "50⏎", "record #1 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test(arguments: ["Mama Mboga\n+254 712 345678", "0712345678\nJane Doe\n", "Mama Mboga: 0712 345 678"])
  func aPastedContactIsItsNumber(pasted: String) {
    story { desk in
      desk.press(.paste(pasted))
      #expect(desk.state.form.shown(.phone) == "0712 345 678")
      desk.keys("⏎")
      #expect(desk.state.form.field == .amount)
    }
  }

  @Test func pastedLineEndsSubmitNothing() {
    story { desk in
      desk.press(.paste("\r\n0712345678\n50\n"), "ring refused")
      #expect(desk.form == "[0712 345 678] |  | ")
      #expect(desk.remark(.phone) == "mistake: More than one line: Backspace drops the rest.")
      desk.keys("⏎")
      #expect(desk.form == "[0712 345 678] |  | ", "the second line may be another number")
      desk.keys("⌫")
      #expect(desk.form == "[0712 345 678] |  | " && desk.remark(.phone) == nil, "as the words say")
      desk.keys("⎋")
      #expect(desk.form == "[] |  | ")
      desk.press(.paste("0712345678\n"))
      #expect(desk.state.notice != nil)
      desk.keys("⎋")
      #expect(desk.state.notice == nil, "it was about what stood there")
      desk.press(.paste("\u{1B}[31m0712\u{200B}345678\u{0007}\r\n"))
      #expect(
        desk.state.form.phone == "\u{FFFD}[31m0712345678\u{FFFD}", "no control reaches the field, nor goes unseen")
      #expect(desk.remark(.phone) == "mistake: An unseen sign in place 1 is no digit.")
    }
  }

  @Test func lettersTypedIntoAFieldAreNeverCommands() {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for field in PaymentForm.Field.allCases {
      for letter in letters + "!/#*" {
        story { desk in
          for _ in 0..<field.rawValue { desk.keys("⇥") }
          desk.keys("\(letter)")
          #expect(desk.state.form[field] == "\(letter)")
          #expect(desk.state.focus == .form && !(desk.state.panel is HelpPage) && desk.state.question == nil)
        }
      }
    }
  }

  @Test func anAmountBeginsWithNoZero() {
    story { desk in
      desk.keys("0712345678⏎0722")
      #expect(desk.remark(.amount) == "mistake: No amount begins with 0; a phone number does.")
      desk.keys("⏎⏎")
      #expect(desk.form == "0712 345 678 | [0722] | ")
    }
  }

  @Test func whatComesInOnePieceIsLookedAtBeforeItIsSent() {
    story { desk in
      desk.keys("0712345678⏎")
      desk.press(.paste("1500\n"))
      #expect(desk.form == "0712 345 678 | [1,500] | ")
      #expect(desk.state.notice?.text.english == "Came in one piece: look, then press Enter")
      desk.press(.paste("\n"))
      desk.keys("⏎", "record #1 1500 from 0712345678")
      desk.press(.paste("0722000111\n"))
      desk.keys("⌫⌫⌫⌫⌫⌫⌫⌫⌫")
      #expect(desk.state.notice != nil)
      desk.keys("⌫")
      #expect(desk.state.notice == nil, "nothing came in any more")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func lettersThatComeInOnePieceAreNoCommands() throws {
    try story { desk in
      desk.happens(
        .evidenceCommitted([
          try Others.payment(3, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
        ]))
      desk.keys("②")
      desk.passes(seconds: 2)
      desk.press(.paste("ay"), "ring refused")
      #expect(desk.state.question == nil)
      #expect(desk.state.focus == .board)
    }
  }
}
