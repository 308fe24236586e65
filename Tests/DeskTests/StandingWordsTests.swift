import PaymentLaws
import Payments
import Testing
import Wording

@testable import Desk

/// Every word that a standing can have on the screen: true, short enough, and none that frightens.
@Suite struct StandingWordsTests {
  static let start = DeskPilot.start
  static let codes = [
    "0", "1", "2", "3", "4", "8", "17", "26", "1001", "1019", "1025", "1031", "1032", "1036", "1037", "1101", "1102",
    "2001", "2006", "2008", "2026", "2028", "4999", "8006", "9999", "SFC_IC0003", "E3008", "100000000", "100000011",
    "4242", "a-code-that-nobody-has-seen-before",
  ]
  static let flagSets: [Flags] = (0..<128).map(Flags.init(rawValue:))

  /// A 0 that is about another prompt must not be read as this payment's.
  @Test func anAnswerAboutAnotherPromptIsSaidToBe() throws {
    let id = PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: 1)
    func line(echoed: Bool, _ finding: QueryAnswered.Finding) -> Phrase {
      let answer = QueryAnswered(
        question: "q1", checkoutRequestID: CheckoutRequestID("ws_CO_1"), askedAt: Self.start, echoed: echoed,
        finding: finding)
      return EvidenceRow(paymentID: id, key: "q1", at: Self.start, evidence: .queryAnswer(answer)).line.text
    }
    #expect(line(echoed: true, .result(.paid, text: "")).english == "asked, says paid (0)")
    let other = line(echoed: false, .result(.paid, text: ""))
    #expect(other.english == "asked, says paid (0), and does not name this prompt")
    #expect(other.swahili.hasSuffix("si kuhusu ombi hili"))
    #expect(line(echoed: false, .pending).english == "asked, says: still pending")
  }

  /// An answer that names another prompt is told as that, in the three lines as in the time line.
  @Test func moneyWithTheNumbersOfAnotherPaymentIsSaidToBeThat() throws {
    var story = EvidenceNotation(payment: PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: 1))
    for line in [
      "0 recorded 1000", "1 sending", "2 accepted A", "9 callback 0 1000 R2 B", "71 answers q1 0 A asked=70",
    ] { _ = try story.read(line) }
    let payment = try Others.payment(5, recordedAt: Self.start, status: PaymentStatus(folding: story.rows))
    let stray = try #require(payment.status.proof?.strayReceipts.first).code
    let lines = payment.lines(at: Self.start)
    #expect(lines.happened.english == "Number 5, KSh 300: PAID TWICE, one receipt to follow, one \(stray).")
    #expect(lines.money.english == "\(stray) came with another payment's numbers: look whose it is.")
    let told = story.rows.lines { _ in nil }.map(\.text.english)
    #expect(told.filter { $0.hasSuffix("; with the numbers of another payment") }.count == 1)
  }

  /// A receipt on two payments is shown on neither as its proof.
  @Test func aReceiptInDoubtIsNoReceipt() throws {
    var status = Statuses.paid(at: Self.start, flags: [.receiptToFollow, .receiptReused])
    status.state = .paid(Proof(by: .query, receipts: [], keys: ["q"], at: Self.start))
    let payment = try Others.payment(5, recordedAt: Self.start, status: status)
    #expect(payment.words(at: Self.start).whole.english == "PAID receipt in doubt")
    #expect(payment.freshlyPaidLines(at: Self.start).money.english.hasSuffix("stands on another payment too."))
    #expect(payment.servedLines(at: Self.start).money.english.hasPrefix("The receipt is in doubt"))
  }

  /// By the number that stands on the board; nobody at a till knows an id.
  @Test func anotherPaymentIsCalledByItsNumber() {
    let id = PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: 1)
    let other = PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: 2)
    func line(_ action: Decision.Action, number: Phrase?) -> Phrase {
      let row = EvidenceRow(
        paymentID: id, key: "d", at: Self.start,
        evidence: .decision(Decision(id: "d", who: "amina", why: "", action: action)))
      return row.line { $0 == other ? number : nil }.text
    }
    let known = Phrase("4 at till 2", sw: "4 ya till 2")
    #expect(line(.askedAgain(as: other), number: known).english == "asked again as number 4 at till 2")
    #expect(line(.askedAgain(as: other), number: known).swahili == "ameomba tena kama namba 4 ya till 2")
    #expect(line(.askedAgain(as: other), number: nil).english == "asked again as \(other.short)")
    #expect(
      line(.guardOverridden(blockedBy: other, seenPosition: nil), number: known).english
        == "asked although number 4 at till 2 stood in the way")
  }

  /// Every status that the fold can give, and some that it cannot.
  static func statuses() -> [PaymentStatus] {
    var statuses = Standing.allCases.map { PaymentStatus.example(.example(of: $0, at: start), askedAt: start) }
    for code in codes {
      statuses.append(Statuses.notPaid(code, by: .callback, at: start))
      statuses.append(Statuses.notPaid(code, by: .query, at: start))
    }
    for doubt in Doubt.allCases {
      for var status in [Statuses.check(doubt, at: start), Statuses.held(doubt, at: start)] {
        statuses.append(status)
        status.doubtedCode = ResultCode("a-code-that-nobody-has-seen-before")
        statuses.append(status)
      }
    }
    statuses += UnknownReason.allCases.map { Statuses.unknown($0, at: start) }
    statuses += NotSentReason.allCases.map { Statuses.notSent($0, at: start) }
    for refusal in Refusal.allCases {
      statuses.append(Statuses.refused(refusal, at: start))
      statuses.append(Statuses.refused(refusal, "500.001.1001", at: start))
    }
    let receipts = ["UJ25K3M9QX", "UJ25K3M9QY", "UJ25K3M9QZ"].compactMap(Receipt.init)
    for flags in flagSets {
      let stated = flags.contains(.wrongAmount) ? Cents(count: 99_999_999_950) : nil
      var states = receipts.prefix(1).map { PaymentState.byHand($0, at: start) }
      for count in [0, 1, 3] {
        let some = Array(receipts.prefix(count))
        states.append(.held(.idsDiffer, stating: stated, receipts: some, at: start))
        states.append(.paid(Proof(by: .callback, receipts: some, keys: [], at: start)))
      }
      states.append(.paid(Proof(by: .query, receipts: [], strayReceipts: receipts, keys: [], at: start)))
      statuses += states.map { PaymentStatus.example($0, askedAt: start, flags: flags) }
    }
    return statuses
      + statuses.map { status in
        var resolved = status
        resolved.resolved = PaymentStatus.Resolved(at: start)
        return resolved
      }
  }

  private func payments() throws -> [PaymentSummary] {
    try Self.statuses().flatMap { status in
      let payment = try Others.payment(
        888, amount: 250_000, phone: "254712345678", recordedAt: Self.start, status: status)
      return [payment]
        + (try Self.others().map { other in
          var given = payment
          given.decisiveAttempt = other
          return given
        })
    }
  }

  /// Attempts that decide about another one, with the longest name that one can have.
  static func others() throws -> [DecisiveAttempt] {
    let till = try #require(Till(999))
    let day = EastAfricaTime(start.advanced(byMilliseconds: -400 * 86_400_000)).businessDay
    return DecisiveAttempt.Reason.allCases.map { DecisiveAttempt($0, number: 888, till: till, day: day) }
  }

  /// What failed and was paid by another attempt asks nobody to ask again, in no word of any of its sentences.
  @Test func whatAnotherAttemptDecidesAboutIsNotToBeAskedForAgain() throws {
    let given = try payments().filter(\.hasGivenWay)
    #expect(given.count > 100)
    for payment in given {
      let action = payment.lines(at: Self.start).action.english
      #expect(action.hasPrefix("Do not ask again:") || action.hasPrefix("Nothing to do here:"), "\(action)")
      let words = payment.words(at: Self.start)
      #expect(words.actor == .nobody && words.detail.english != "try again")
      #expect(!payment.isTrouble)
      let spoken = payment.lineForCustomer(at: Self.start)
      #expect(!spoken.english.contains("again?") && !spoken.swahili.contains("tena?"), "\(spoken.english)")
      #expect(payment.askAgain(at: Self.start.advanced(byMilliseconds: 4_000_000)) == .never)
    }
  }

  /// Somebody noted what becomes of the sale on the very attempt, and then its prompt was closed as he asked for.
  @Test func whatWasNotedOnAnAttemptStaysSoOnceItFailed() throws {
    for change in [
      { (notes: inout PaymentStatus.Notes) in notes.paysAnotherWay = true }, { $0.sentToWrongNumber = true },
    ] {
      var payment = try Others.payment(
        888, amount: 250_000, phone: "254712345678", recordedAt: Self.start,
        status: Statuses.notPaid("1032", by: .callback, at: Self.start))
      change(&payment.status.notes)
      let action = payment.lines(at: Self.start).action.english
      #expect(!action.contains("ask again if"), "\(action)")
      #expect(!payment.lineForCustomer(at: Self.start).english.contains("again?"))
      #expect(payment.askAgain(at: Self.start) == .never)
    }
  }

  /// The sentence stands there while the old prompt may live, and after that: it tells no time; the key counts down.
  @Test func whatMayStillBePaidIsAskedForAgainOnceTheDeskOffersIt() throws {
    let payment = try Others.payment(
      888, amount: 250_000, phone: "254712345678", recordedAt: Self.start,
      status: Statuses.notPaid("1037", by: .callback, at: Self.start))
    for milliseconds in [0, 4_000_000] as [Int64] {
      let action = payment.lines(at: Self.start.advanced(byMilliseconds: milliseconds)).action
      #expect(action.english == "Ask again once the desk offers it: until then the old prompt may be paid.")
    }
  }

  /// A prompt that may be on the phone of somebody who has paid is not to be answered; after that it is looked into.
  @Test func whoHasPaidIsNotAskedForThePIN() throws {
    let others = try Self.others()
    var states: [PaymentState] = [.waiting(since: Self.start), .unknown(.connectionLost, at: Self.start)]
    states.append(.check(.strangePeer, at: Self.start))
    for (state, other) in states.flatMap({ state in others.prefix(2).map { (state, $0) } }) {
      var payment = try Others.payment(
        888, amount: 250_000, phone: "254712345678", recordedAt: Self.start,
        status: PaymentStatus.example(state, askedAt: Self.start))
      let alone = payment
      payment.decisiveAttempt = other
      #expect(payment.mayBePaidTwice && payment.isTrouble(at: Self.start) && !payment.isAwaited)
      #expect(payment.lines(at: Self.start).action.english.hasPrefix("If the prompt still comes: no PIN."))
      #expect(payment.lineForCustomer(at: Self.start).english.contains("PIN"))
      let later = Self.start.advanced(byMilliseconds: 4_000_000)
      #expect(payment.lines(at: later).action == alone.lines(at: later).action)
      #expect(payment.lines(at: later).money.english.hasSuffix("this one may be paid too."))
      #expect(payment.lineForCustomer(at: later) == alone.lineForCustomer(at: later))
      #expect(payment.askAgain(at: later) == .never)
    }
  }

  private let moments = [0, 19, 20, 59, 60, 119, 120, 4_000, 200_000].map {
    start.advanced(byMilliseconds: $0 * 1_000)
  }

  @Test func everyStandingHasThreeLinesThatFit() throws {
    for payment in try payments() {
      for moment in moments {
        let lines = payment.lines(at: moment)
        for phrase in [lines.happened, lines.money, lines.action, payment.lineForCustomer(at: moment)] {
          for line in Language.allCases.map({ phrase[$0] }) {
            #expect(!line.isEmpty && line.count <= 78, "\(line.count): \(line)")
            #expect(!line.contains("  ") && !line.contains("?."), "\(line)")
          }
        }
      }
    }
  }

  @Test func everyFirstLineBeginsWithNumberAndAmount() throws {
    for payment in try payments() {
      for moment in moments {
        var told = [payment.lines(at: moment)]
        if payment.status.standing == .paid { told.append(payment.freshlyPaidLines(at: moment)) }
        for lines in told {
          let isToday = EastAfricaTime(moment).businessDay == payment.day
          let names =
            isToday
            ? ["Number 888", "Namba 888"] : ["Number 888 of 24/11", "Namba 888 ya 24/11", "24/11-888"]
          for line in Language.allCases.map({ lines.happened[$0] }) {
            #expect(names.contains { line.hasPrefix($0 + ", KSh 250,000") }, "\(line)")
          }
          for language in Language.allCases { #expect(lines.happened[language].count <= 77) }
        }
      }
    }
  }

  @Test func goodsAreSpokenOfInTheMomentOfPayingAlone() throws {
    for payment in try payments() {
      for moment in moments {
        let action = payment.lines(at: moment).action
        #expect(
          !action.english.contains("Hand over") && !action.swahili.contains("Mpe mteja bidhaa"), "\(action.english)")
      }
    }
  }

  @Test func whatIsSaidIsTranslated() throws {
    for payment in try payments() {
      for moment in moments {
        let words = payment.words(at: moment)
        let lines = payment.lines(at: moment)
        for phrase in [words.word, lines.happened, lines.money, lines.action, payment.lineForCustomer(at: moment)] {
          #expect(phrase.english != phrase.swahili, "\(phrase.english)")
        }
      }
    }
  }

  @Test func theWordsFitTheirColumn() throws {
    for payment in try payments() {
      for moment in moments {
        let words = payment.words(at: moment)
        for language in Language.allCases {
          let text = words.whole[language]
          #expect(!words.word.isEmpty && text.count <= 29, "\(text.count): \(text)")
          let actor = words.actor.word[language]
          #expect(actor.count <= 9, "\(actor)")
        }
      }
    }
  }

  @Test func noWordFrightensOrSpeaksOfMachines() throws {
    for payment in try payments() {
      for moment in moments {
        let lines = payment.lines(at: moment)
        let words = payment.words(at: moment)
        let said = [words.whole, lines.sentence, payment.lineForCustomer(at: moment)].joined(separator: " ")
        for text in Language.allCases.map({ said[$0].lowercased() }) {
          for forbidden in ["pending", "null", "nil", "error", "ws_co", "declined", "optional(", "checkout", "phrase("]
          {
            #expect(!text.contains(forbidden), "\(text)")
          }
        }
      }
    }
  }

  @Test func onlyProvedMoneyLooksPaid() throws {
    for payment in try payments() {
      for moment in moments {
        let words = payment.words(at: moment)
        let isPaid = payment.status.standing == .paid
        if words.look == .paid { #expect(isPaid && !payment.status.needsPerson) }
        if words.word.english.hasPrefix("PAID") || words.word.swahili.hasPrefix("IMELIPWA") {
          #expect(isPaid || words.look == .alarm)
        }
        let action = payment.lines(at: moment).action
        if action.english.hasPrefix("Hand over") || action.swahili.hasPrefix("Mpe mteja bidhaa") {
          #expect(words.look == .paid, "\(words.word.english): \(action.english)")
        }
      }
    }
  }

  @Test func whatIsResolvedAsksNobodyForAnything() throws {
    for payment in try payments() where payment.status.isResolved {
      for moment in moments {
        let words = payment.words(at: moment)
        #expect(words.look != .alarm && words.look != .held)
        if words.word.english == "RESOLVED" { #expect(words.actor == .nobody) }
      }
    }
  }

  @Test func theGravestAlarmIsNamed() throws {
    for flags in Self.flagSets where !flags.isDisjoint(with: .alarms) {
      let status = Statuses.paid(at: Self.start, flags: flags)
      let words = try Others.payment(1, recordedAt: Self.start, status: status).words(at: Self.start)
      let expected =
        flags.contains(.twice) ? "PAID TWICE" : flags.contains(.wrongNumber) ? "PAID BY WRONG NUMBER" : "PAID LATE"
      #expect(words.word.english == expected && words.look == .alarm && words.actor == .owner)
    }
  }

  @Test func timeSaysCheckAndNeverFailed() throws {
    let payment = try Others.payment(1, recordedAt: Self.start, status: Statuses.waiting(since: Self.start))
    let told = moments.map { moment in
      let words = payment.words(at: moment)
      return "\(words.whole.english), \(words.actor.word.english)"
    }
    #expect(
      told == [
        "waiting 0 s, customer", "waiting 19 s, customer", "still waiting 20 s, customer",
        "still waiting 59 s, customer", "asking 60 s, Safaricom", "asking 119 s, Safaricom",
        "CHECK no answer yet, you", "CHECK no answer yet, you", "CHECK no answer yet, you",
      ])
  }
}
