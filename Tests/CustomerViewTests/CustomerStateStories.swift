import CustomerView
import PaymentLaws
import Payments
import Testing

/// What a customer is shown, and for how long.
@Suite struct CustomerStateStories {
  private let amount: Shillings
  private var scene: CustomerScene

  init() throws {
    amount = try #require(Shillings(1_250))
    scene = try CustomerScene()
  }

  @Test mutating func aPaymentFromAskingToWelcome() throws {
    #expect(scene.page == .unreadable, "nothing is known before the first look")
    scene.finds(nil)
    #expect(scene.page == .welcome)
    scene.finds(try CustomerScene.payment(.recorded, secondsAgo: 0))
    #expect(scene.page == .sending(amount))
    scene.finds(try CustomerScene.payment(.sending(since: CustomerScene.start)))
    #expect(scene.page == .sending(amount))
    scene.finds(try CustomerScene.payment(.waiting(since: CustomerScene.ago(seconds: 3))))
    #expect(scene.page == .enterPIN(amount))
    let paid = try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start))
    scene.finds(paid)
    #expect(scene.page == .paid(amount))
    scene.passes(seconds: 19)
    scene.finds(paid)
    #expect(scene.page == .paid(amount))
    scene.passes(seconds: 1)
    scene.finds(paid)
    #expect(scene.page == .welcome)
  }

  @Test mutating func afterAMinuteThePINIsNoLongerAskedFor() throws {
    scene.finds(try CustomerScene.payment(.waiting(since: CustomerScene.ago(seconds: 60)), secondsAgo: 61))
    #expect(scene.page == .pleaseWait(amount))
  }

  @Test mutating func anAnswerThatDoesNotComeIsForTheCashierUntilTheCustomerHasGone() throws {
    let waiting = try CustomerScene.payment(.waiting(since: CustomerScene.ago(seconds: 119)), secondsAgo: 120)
    scene.finds(waiting)
    scene.passes(seconds: 60)
    scene.finds(waiting)
    #expect(scene.page == .askCashier(amount))
    scene.passes(seconds: 120)
    scene.finds(waiting)
    #expect(scene.page == .welcome)
  }

  /// The desk died between recording and sending: nothing goes out.
  @Test mutating func whatWasOnlyRecordedDoesNotStayForEver() throws {
    let recorded = try CustomerScene.payment(.recorded, secondsAgo: 59)
    scene.finds(recorded)
    #expect(scene.page == .sending(amount))
    scene.passes(seconds: 1)
    scene.finds(recorded)
    #expect(scene.page == .welcome)
  }

  @Test(arguments: [
    PaymentState.check(.strangePeer, at: CustomerScene.start), .unknown(.noAnswer, at: CustomerScene.start),
    .held(.idsDiffer, at: CustomerScene.start), .notPaid("1037", at: CustomerScene.start),
    .notPaid("1032", by: .query, at: CustomerScene.start),
  ])
  mutating func whatIsInDoubtIsForTheCashier(_ state: PaymentState) throws {
    scene.finds(try CustomerScene.payment(state))
    #expect(scene.page == .askCashier(amount))
  }

  @Test(arguments: [
    PaymentState.notPaid("1032", at: CustomerScene.start), .notPaid("2001", at: CustomerScene.start),
    .notSent(.networkUnreachable, at: CustomerScene.start),
    .refused(.wrongCredentials, code: nil, at: CustomerScene.start),
  ])
  mutating func whatSurelyBroughtNothingIsSaidKindlyAndGoes(_ state: PaymentState) throws {
    let payment = try CustomerScene.payment(state)
    scene.finds(payment)
    #expect(scene.page == .notPaid(amount))
    scene.passes(seconds: 30)
    scene.finds(payment)
    #expect(scene.page == .welcome)
  }

  @Test(arguments: [Flags.late, .twice, .wrongNumber])
  mutating func moneyUnderAnAlarmIsNeverPlainlyPaid(_ flag: Flags) throws {
    scene.finds(try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start), flags: flag))
    #expect(scene.page == .askCashier(amount))
  }

  @Test mutating func whatASupervisorAcceptedIsNotCalledPaid() throws {
    let receipt = try #require(Receipt("UJ25K3M9QX"))
    scene.finds(try CustomerScene.payment(.byHand(receipt, at: CustomerScene.start)))
    #expect(scene.page == .accepted(amount))
  }

  /// Somebody who has not answered yet must not be invited to pay by hand as well.
  @Test mutating func whileAnEarlierPromptIsOutTheNumberIsNotShown() throws {
    let paid = try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start))
    scene.passes(seconds: 30)
    scene.finds(paid, aPromptIsOut: true)
    #expect(scene.page == .welcomeWithoutNumber)
    scene.finds(paid)
    #expect(scene.page == .welcome)
  }

  /// The cashier said so; whoever has the prompt now is somebody else.
  @Test mutating func aWrongNumberAsksNobodyHereForAPIN() throws {
    scene.finds(
      try CustomerScene.payment(.waiting(since: CustomerScene.start)) { $0.notes.sentToWrongNumber = true })
    #expect(scene.page == .askCashier(amount))
  }

  /// The welcome shows the shop's number, which would take the same money once more.
  @Test mutating func whoPaysAnotherWayIsToldNotToEnterThePINWhileThePromptLives() throws {
    let payment = try CustomerScene.payment(.waiting(since: CustomerScene.start)) { $0.notes.paysAnotherWay = true }
    scene.finds(payment)
    #expect(scene.page == .doNotEnterPIN(amount))
    scene.passes(seconds: 120)
    scene.finds(payment)
    #expect(scene.page == .welcome)
  }

  /// She cancelled as she was told: a big NOT PAID would be read as being about the money that she gave another way.
  @Test mutating func whoPaysAnotherWayAndCancelsIsDone() throws {
    for state in [PaymentState.notPaid("1032", at: CustomerScene.start), .notPaid("2001", at: CustomerScene.start)] {
      scene.finds(try CustomerScene.payment(state) { $0.notes.paysAnotherWay = true })
      #expect(scene.page == .welcome)
    }
  }

  @Test mutating func whatASupervisorResolvedIsOver() throws {
    scene.finds(
      try CustomerScene.payment(.held(.idsDiffer, at: CustomerScene.start)) {
        $0.resolved = PaymentStatus.Resolved(at: CustomerScene.start)
      })
    #expect(scene.page == .welcome)
  }

  /// Two prompts for one sale: the first was paid while the second is on the phone.
  @Test(arguments: [true, false])
  mutating func whoHasPaidTheOtherPromptIsNotAskedForThePINAgain(_ isPaid: Bool) throws {
    var payment = try CustomerScene.payment(.waiting(since: CustomerScene.start))
    if isPaid {
      payment.decisiveAttempt = DecisiveAttempt(.paid, number: 46, till: payment.till, day: payment.day)
    }
    scene.finds(payment)
    #expect(scene.page == (isPaid ? .doNotEnterPIN(amount) : .enterPIN(amount)))
  }

  /// The newest attempt failed, and an earlier one brought the money after all.
  @Test mutating func whatFailedIsNotShownToWhoHasPaidTheOtherPrompt() throws {
    var payment = try CustomerScene.payment(.notPaid("1032", at: CustomerScene.start))
    payment.decisiveAttempt = DecisiveAttempt(.paid, number: 46, till: payment.till, day: payment.day)
    scene.finds(payment)
    #expect(scene.page == .welcome)
  }

  @Test mutating func whatIsKnownFromItsCallbackOnlyIsNobodysHere() throws {
    scene.finds(try CustomerScene.payment(.held(.idsDiffer, at: CustomerScene.start), cashier: ""))
    #expect(scene.page == .welcome)
  }

  @Test mutating func aLedgerThatCannotBeReadShowsNoOldPaid() throws {
    scene.finds(try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start)))
    #expect(scene.page.isPaid)
    scene.cannotRead()
    #expect(scene.page == .unreadable)
  }

  /// A disk that does not answer keeps the look itself from coming back.
  @Test mutating func aLookThatIsOldTellsNothing() throws {
    scene.finds(try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start)))
    scene.passes(seconds: 4)
    #expect(scene.page.isPaid)
    scene.passes(seconds: 1)
    #expect(scene.page == .unreadable)
  }

  /// The screen was off, or the clock was moved: the larger of the two clocks' answers counts.
  @Test mutating func paidGoesWhicheverClockMoved() throws {
    let paid = try CustomerScene.payment(.paid("UJ25K3M9QX", at: CustomerScene.start))
    scene.now.wallMilliseconds -= 3_600_000
    scene.now.bootMilliseconds += 20_000
    scene.finds(paid)
    #expect(scene.page == .welcome)
    scene.now = CustomerScene.start
    scene.now.bootID = "another boot"
    scene.finds(paid)
    #expect(scene.page == .welcome)
  }

  @Test mutating func withoutADeskTheTillIsClosedOnceNothingIsToBeSaid() throws {
    scene.finds(nil, isDeskOpen: false)
    #expect(scene.page == .closed)
    scene.finds(nil, isDeskOpen: nil)
    #expect(scene.page == .welcome, "what nobody can tell closes no till")
    scene.finds(try CustomerScene.payment(.waiting(since: CustomerScene.start)), isDeskOpen: false)
    #expect(scene.page == .enterPIN(amount), "the prompt is on the phone, whoever has the till")
  }

  /// Whatever the evidence and however old: PAID is what is plainly paid, and just now.
  @Test(arguments: Standing.allCases, [0, 5, 19, 20, 59, 60, 89, 90, 299, 300, 86_400] as [Int64])
  mutating func paidIsShownForNothingElse(_ standing: Standing, _ age: Int64) throws {
    for flags in [[], .late, .twice, .wrongNumber, .contradicted, .receiptReused] as [Flags] {
      let payment = try CustomerScene.payment(
        .example(of: standing, at: CustomerScene.ago(seconds: age)), secondsAgo: age, flags: flags)
      scene.finds(payment)
      #expect(scene.page.isPaid == (payment.isPlainlyPaid && age < 20))
    }
  }
}
