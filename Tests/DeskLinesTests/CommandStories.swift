import Desk
import PaymentLaws
import Payments
import Testing
import Wording

@testable import DeskLines

/// Everything that a key does at a desk can be said.
@Suite struct CommandStories {
  let desk = LinePilot()

  /// Fields are chosen by what is typed; every other command has a word in both languages.
  @Test func everyCommandHasAWord() {
    for command in [DeskCommand].standard where ![.nextField, .previousField].contains(command) {
      #expect(!command.lineWord.english.isEmpty && !command.lineWord.swahili.isEmpty, "\(command)")
    }
  }

  @Test func noWordMeansTwoThings() {
    for language in Language.allCases {
      var meant: [String: DeskCommand] = [:]
      for words in LineWords.all {
        for word in words.words(in: language) {
          #expect(meant[word] == nil, "\(word) in \(language)")
          meant[word] = words.command
        }
      }
    }
  }

  @Test func theHelpTellsEveryWord() {
    desk.types("help")
    let told = desk.hears().joined(separator: " ")
    let notTold: [DeskCommand] = [.pickUpPhone, .leaveTour, .help, .goToForm, .selectUp, .selectDown]
    for words in LineWords.all where !notTold.contains(words.command) {
      #expect(told.contains(words.english[0]), "\(words.command)")
    }
  }

  /// A screen has them on its empty board; where money is real there are none.
  @Test(arguments: [DeskIdentity.Practice.simulator, nil])
  func theHelpOfADemoNamesWhomToTry(_ practice: DeskIdentity.Practice?) {
    let desk = LinePilot(practice: practice, hidesPhones: true)
    desk.types("help")
    let told = desk.hears()
    let isDemo = practice == .simulator
    #expect(told.contains("0700001032: closes the prompt.") == isDemo)
    #expect(told.filter { $0.hasPrefix("07") && $0.contains(": ") }.count == (isDemo ? 5 : 0), "\(told)")
  }

  @Test func askingAgainNamesAPaymentAndIsAsked() {
    desk.asks("0700001032 90")
    desk.becomes(1, .notPaid("1032", at: desk.now))
    desk.asks("0712345678 40")
    _ = desk.hears()
    desk.types("ask 1")
    #expect(
      desk.hears().suffix(3) == [
        "Ask 0700 001 032 again for KSh 90?",
        "It is another attempt at the sale of number 1; both stay watched.", "Ask again? Press y to ask, n not to.",
      ])
    desk.types("yes")
    #expect(desk.drafts.map(\.amount.count) == [90, 40, 90])
    #expect(desk.drafts.last?.sameSaleAs.count == 1)
  }

  @Test(arguments: ["again 1", "ask again 1", "a 1", "omba 1", "ask number 1", "ask #1"])
  func itIsSaidInManyWays(_ line: String) {
    desk.asks("0700001032 90")
    desk.becomes(1, .notPaid("1032", at: desk.now))
    desk.types(line)
    #expect(desk.state.question != nil)
  }

  @Test func whatCannotBeDoneSaysWhy() {
    desk.asks("0712345678 40")
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now))
    _ = desk.hears()
    desk.types("ask 1")
    #expect(desk.hears() == ["Number 1, KSh 40: that cannot be done with it now. It is PAID UJ25K3M9QX."])
    desk.types("ask 7", "ask")
    #expect(desk.hears().count == 2)
    #expect(desk.state.question == nil && desk.drafts.count == 1)
  }

  @Test func whatHasNothingToDoSaysWhatIsNotThere() {
    _ = desk.hears()
    desk.types("unmatched", "mine", "all")
    let alone = "Only this till has payments."
    #expect(desk.hears() == ["There are no unmatched answers.", alone, alone])
  }

  /// What was asked again already is not to be asked for a third time.
  @Test func whatWasAskedAgainSaysAsWhichNumber() throws {
    desk.asks("0700001032 90")
    desk.becomes(1, .notPaid("1032", at: desk.now))
    var payment = try #require(desk.payment(1))
    payment.decisiveAttempt = DecisiveAttempt(.isLater, number: 2, till: payment.till, day: payment.day)
    payment.position += 10
    desk.happens(.evidenceCommitted([payment]))
    _ = desk.hears()
    desk.types("ask 1")
    #expect(desk.hears("Nothing to do here: it was asked again as number 2."))
  }

  /// Nothing stands below in lines.
  @Test func aRefusalPointsAtNoPlaceOfAScreen() {
    desk.asks("0712345678 40")
    desk.becomes(1, .refused(.wrongCredentials, code: nil, at: desk.now))
    desk.types("board")
    #expect(desk.said.contains { $0.contains(": REFUSED; acts: ") }, "\(desk.said)")
    #expect(!desk.said.contains { $0.contains("below") })
  }

  /// A word without a number is about what was chosen, and about nothing where nothing was.
  @Test func theChosenPaymentNeedsNoNumber() {
    desk.asks("0712345678 40")
    desk.types("detail 1", "check")
    #expect(desk.effects.contains(.query(desk.drafts[0].id)))
    _ = desk.hears()
    desk.happens(.questionPutOff(desk.drafts[0].id))
    #expect(desk.hears() == ["A question just went out; try again in 10 s."], "and not that it is asked as well")
  }

  @Test func detailsAreToldWithWhatCanBeDone() {
    desk.asks("0712345678 40")
    _ = desk.hears()
    desk.types("detail 1")
    desk.answers(
      .evidence([EvidenceLine(at: desk.now, source: Phrase(verbatim: "amina"), text: Phrase(verbatim: "asked"))]))
    let heard = desk.hears()
    #expect(heard.first == "Number 1, KSh 40, 0712 ... 678, till 2, amina, asked at 14:02.")
    #expect(heard.contains { $0.hasSuffix(", amina: asked.") })
    #expect(heard.last?.hasPrefix("You can say: check 1, check now; ask 1, again in ") == true, "\(heard)")
    desk.passes(seconds: 30)
    #expect(desk.hears() == [])
  }

  /// Whoever asks twice is answered twice.
  @Test func theSameAnswerIsHeardAgain() {
    for _ in 0..<2 {
      _ = desk.hears()
      desk.types("code UJ25K3M9QX")
      if !desk.asked.isEmpty { desk.answers(.code(.notSeen(unanswered: 0))) }
      #expect(desk.hears("UJ25K3M9QX: not seen yet; no payment waits for an answer."))
    }
  }

  /// It closes the page, and what stands in the form stays as it is.
  @Test(arguments: ["back", "rudi"]) func backClosesAPageAndThenEmptiesTheForm(_ word: String) {
    desk.types("0712345678", "detail", "code")
    desk.types(word)
    #expect(desk.state.pages.isEmpty)
    #expect(desk.state.form.phone == "0712345678")
    _ = desk.hears()
    desk.types(word)
    #expect(desk.hears() == ["The form is empty."])
  }

  /// What only a supervisor can close is not left out of the day.
  @Test func todayTellsWhatNeedsSomebody() {
    desk.asks("0712345678 40")
    desk.becomes(1, .held(.amountDiffers, stating: Cents(count: 3_000), receipts: [], at: desk.now))
    _ = desk.hears()
    desk.types("today")
    #expect(desk.hears() == ["The money of the day is not counted yet: ask again in a second."])
    desk.happens(.totalsChanged(DayTotals()))
    desk.types("today")
    #expect(desk.hears("Somebody must look at: 1; the word board tells them."))
  }

  @Test func eachPaymentsDetailsAreToldAnew() {
    desk.asks("0712345678 40")
    desk.asks("0733000001 50")
    let evidence = EvidenceLine(at: desk.now, source: Phrase(verbatim: "amina"), text: Phrase(verbatim: "asked"))
    for number in [1, 2, 1] {
      _ = desk.hears()
      desk.types("detail \(number)")
      if !desk.asked.isEmpty { desk.answers(.evidence([evidence])) }
      let heard = desk.hears()
      #expect(heard.contains { $0.hasPrefix("Number \(number), KSh ") }, "\(heard)")
      #expect(heard.contains { $0.hasSuffix(", amina: asked.") }, "\(heard)")
    }
  }

  @Test func theBoardTellsOwnPaymentsFirst() {
    desk.asks("0712345678 40")
    desk.asks("0700001032 90")
    desk.becomes(2, .notPaid("1032", at: desk.now))
    _ = desk.hears()
    desk.types("board")
    let heard = desk.hears()
    #expect(heard.first == "Board: 2 of this till, 1 needs you.")
    #expect(heard[1].hasPrefix("Number 2, KSh 90, 0700 ... 032: CANCELLED"), "\(heard)")
    #expect(heard[2].hasPrefix("Number 1, KSh 40, 0712 ... 678: waiting"))
  }

  @Test func nextGoesToWhatNeedsSomebody() {
    desk.asks("0700001032 90")
    desk.becomes(1, .notPaid("1032", at: desk.now))
    _ = desk.hears()
    desk.types("next")
    #expect(desk.hears().first?.hasPrefix("CANCELLED. Number 1, KSh 90: ") == true)
    #expect(desk.state.needingSomebody.isEmpty)
  }

  /// Whoever finds a payment opens it by its line.
  @Test func aPaymentIsFoundAndOpened() {
    desk.asks("0712345678 40")
    _ = desk.hears()
    desk.types("find 40")
    desk.answers(.payments([]))
    #expect(
      desk.hears() == [
        "1. Number 1, KSh 40, 0712 ... 678: waiting; acts: customer.", "open and the line's number chooses one.",
      ])
    desk.types("open 1")
    #expect(desk.hears().first?.hasPrefix("Number 1, KSh 40: ") == true)
    #expect(desk.state.board.selection == desk.drafts[0].id)
  }

  /// A phone behind a name is a customer's; behind this word it is looked for, and nobody is asked for money.
  @Test func aPhoneThatIsLookedForIsNotTheNextCustomers() {
    desk.asks("0712345678 40")
    _ = desk.hears()
    for word in ["find", "search"] {
      desk.types("\(word) 0712345678")
      desk.answers(.payments([]))
      #expect(desk.hears().first == "1. Number 1, KSh 40, 0712 ... 678: waiting; acts: customer.")
      #expect(desk.state.form.isEmpty)
      desk.types("back")
      _ = desk.hears()
    }
    #expect(desk.drafts.count == 1)
  }

  @Test func aCodeIsLookedUp() throws {
    desk.types("code UJ25K3M9QX")
    desk.answers(.code(.notSeen(unanswered: 0)))
    #expect(desk.hears("UJ25K3M9QX: not seen yet"))
    desk.types("0712345678 40")
    #expect(desk.drafts.count == 1, "the next customer needs no way back")
  }

  @Test func leavingAsksWhileSomebodyIsWaitedFor() {
    desk.types("leave")
    #expect(desk.effects == [.quit])
  }

  /// The PIN is digits, is asked for by name, and stands in no line.
  @Test func aSupervisorResolvesInLines() throws {
    desk.asks("0712345678 40")
    desk.becomes(1, .paid("UJ25K3M9QX", at: desk.now), flags: .late)
    _ = desk.hears()
    desk.types("resolve 1")
    desk.answers(.supervisors(nil))
    #expect(desk.hears("g: the goods are given."))
    desk.types("goods", "goods were given out")
    #expect(desk.state.pages.top?.hidesTyping == true)
    desk.typesAtOnce("749210")
    #expect(desk.asked.isEmpty, "typed before the PIN was asked for")
    desk.types("seven", "749210")
    guard case .decide(let request)? = desk.asked.last else {
      Issue.record("nothing was decided")
      return
    }
    #expect(request.why == "goods were given out")
    #expect(!desk.said.contains { $0.contains("749210") })
  }

  /// Nobody looks for a receipt first that no supervisor here can accept.
  @Test func thatNoPINCanBeRightIsSaidBeforeAnythingIsAsked() throws {
    desk.asks("0712345678 40")
    _ = desk.hears()
    desk.types("accept 1")
    #expect(!desk.hears("The receipt?"))
    desk.answers(.supervisors(.noSupervisor))
    let heard = desk.hears()
    let obstacle = try #require(heard.firstIndex { $0.hasPrefix("No supervisor has a PIN here yet.") })
    #expect(heard.firstIndex(of: "The receipt?").map { $0 > obstacle } == true, "\(heard)")
  }

  /// A PIN that is typed in the wrong moment is not read out.
  @Test func nothingThatWasTypedIsRepeated() {
    desk.types("749210", "hunter2", "code 749210")
    #expect(!desk.said.contains { $0.contains("7492") || $0.contains("hunter") }, "\(desk.said)")
  }

  @Test func aWrongNumberIsMended() throws {
    desk.asks("0712345678 40")
    desk.types("wrong 1", "yes")
    let payment = try #require(desk.payment(1))
    var marked = payment
    marked.status.notes.sentToWrongNumber = true
    marked.position += 10
    desk.answers(.decided(marked))
    #expect(desk.hears("In the form: 0712 345 678, KSh 40, another attempt at number 1."))
    desk.types("0700000002")
    #expect(desk.drafts.count == 1)
    desk.types("send")
    #expect(desk.drafts.last?.phone.msisdn == "254700000002")
    #expect(desk.drafts.last?.sameSaleAs.map(\.id) == [payment.id])
  }
}
