import Desk
import Keys
import Payments
import Testing

/// Goods are spoken of once, to the till that asked, whatever else happens in that moment.
@Suite struct GoodsStories {
  @Test func goodsAreSpokenOfOnceAndForAShortWhile() {
    story { desk in
      desk.waits(1)
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.told == "Number 1, KSh 100: PAID, receipt UJ25K3M9QX.")
      #expect(desk.advice == "Hand over the goods.")
      // The line is on its colour so long, and the words stay.
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == 3_000)
      desk.passes(milliseconds: 3_000)
      #expect(desk.advice == "Hand over the goods.")
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == 17_000)
      desk.passes(milliseconds: 16_999)
      #expect(desk.advice == "Hand over the goods.")
      desk.passes(milliseconds: 1)
      #expect(desk.told == "Number 1, KSh 100, was paid 20 s ago.")
      #expect(desk.advice == "")
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == 1_000)
      desk.passes(milliseconds: 39_999)
      #expect(desk.told == "Number 1, KSh 100, was paid 59 s ago.", "no minute before it is one")
      desk.passes(milliseconds: 1)
      #expect(desk.told == "Number 1, KSh 100, was paid 1 min ago.")
      desk.passes(seconds: 80)
      #expect(desk.told == "Number 1, KSh 100, was paid 2 min ago.")
      desk.keys("②")
      #expect(desk.told == "Number 1, KSh 100, was paid at 14:02 at till 2.")
      #expect(
        desk.state.toldPayment(at: desk.now).map { desk.state.lines(about: $0, at: desk.now).money.english }
          == "Receipt UJ25K3M9QX, asked for by amina.")
      #expect(desk.advice == "One payment, one handing-over: ask who served it.")
    }
  }

  @Test func theNextCustomersFirstDigitEndsItUnlessItWasTypedAhead() {
    story { desk in
      desk.waits(2)
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      desk.keys("0")
      #expect(desk.advice == "Hand over the goods.", "nobody can have read it yet")
      desk.keys("⎋")
      desk.passes(seconds: 3)
      desk.keys("0")
      #expect(desk.state.toldPayment(at: desk.now)?.number == 2, "the next one who waits")
      #expect(!desk.state.moneyJustCame)
      desk.becomes(2, Statuses.paid(at: desk.now), "ring paid")
      desk.passes(seconds: 4)
      desk.keys("712")
      #expect(desk.advice == "Hand over the goods.", "it came while that number was being typed")
    }
  }

  @Test func twoWhoPayInOneSecondAreBothTold() throws {
    try story { desk in
      desk.waits(3)
      var both = [try #require(desk.payment(1)), try #require(desk.payment(2))]
      for index in both.indices {
        both[index].status = Statuses.paid(at: desk.now)
        both[index].position += 100
      }
      desk.happens(.evidenceCommitted(both), "ring paid")
      let lines = try #require(desk.state.toldPayment(at: desk.now).map { desk.state.lines(about: $0, at: desk.now) })
      #expect(lines.happened.english == "Number 1, KSh 100: PAID, receipt UJ25K3M9QX.")
      #expect(lines.money.english == "Number 2, KSh 200: PAID, receipt UJ25K3M9QX.")
      #expect(lines.action.english == "Hand over the goods, to each customer his own.")
      desk.becomes(3, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      #expect(desk.told == "Number 3, KSh 300: the customer closed the prompt.")
    }
  }

  /// Trouble keeps its lines; what was paid meanwhile has one of its own as long as its goods are spoken of.
  @Test func goodNewsBesideTroubleNamesNumberAndAmount() {
    story { desk in
      desk.waits(4)
      func besides(covered: Bool = false) -> String? {
        desk.state.paidBesides(linesAreCovered: covered, at: desk.now)?.english
      }
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(besides() == nil, "the three lines tell it")
      #expect(
        besides(covered: true) == "Number 1, KSh 100: PAID, receipt UJ25K3M9QX. Hand over the goods.",
        "a question stands in their place")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      #expect(desk.told == "Number 2, KSh 200: the customer closed the prompt.")
      #expect(besides() == "Number 1, KSh 100: PAID, receipt UJ25K3M9QX. Hand over the goods.")
      desk.becomes(3, Statuses.paid(at: desk.now), "ring paid")
      #expect(
        besides() == "PAID: number 1, KSh 100; number 3, KSh 300. Hand over the goods, to each customer his own.")
      desk.keys("⑥")
      #expect(
        besides(covered: true) == "PAID meanwhile: number 1, KSh 100; number 3, KSh 300.",
        "no goods beside a code that is looked up")
      desk.keys("⎋②")
      #expect(desk.state.board.selectedPayment?.number == 2)
      #expect(besides()?.hasPrefix("PAID: number 1, KSh 100; number 3") == true, "another row is looked at")
      desk.keys("↓↓↓")
      #expect(desk.state.board.selectedPayment?.number == 1)
      #expect(besides() == "Number 3, KSh 300: PAID, receipt UJ25K3M9QX. Hand over the goods.")
      desk.passes(seconds: 20)
      #expect(besides() == nil)
    }
  }

  @Test func ofThreeWhoPayInOneSecondEachIsNamed() throws {
    try story { desk in
      desk.waits(3)
      var all = try (1...3).map { try #require(desk.payment($0)) }
      for index in all.indices {
        all[index].status = Statuses.paid(at: desk.now)
        all[index].position += 100
      }
      desk.happens(.evidenceCommitted(all), "ring paid")
      let lines = try #require(desk.state.toldPayment(at: desk.now).map { desk.state.lines(about: $0, at: desk.now) })
      #expect(lines.happened.english.hasPrefix("Number 1, KSh 100: PAID"))
      #expect(lines.money.english == "Number 2, KSh 200: PAID, receipt UJ25K3M9QX.")
      #expect(
        desk.state.paidBesides(linesAreCovered: false, at: desk.now)?.english
          == "Number 3, KSh 300: PAID, receipt UJ25K3M9QX. Hand over the goods.")
    }
  }

  @Test func aNumberThatIsMendedIsStillSpokenOf() throws {
    try story { desk in
      desk.waits(2)
      let first = try #require(desk.payment(1))
      desk.keys("②↓w")
      desk.keys("y", "decide #1 wrong number seen \(first.position)")
      desk.decided(first, { $0.notes.sentToWrongNumber = true })
      #expect(desk.form == "[0712 345 678] | 100 | ")
      #expect(desk.told == "Number 1, KSh 100: its prompt went to a wrong number.")
      desk.keys("⎋")
      #expect(desk.state.toldPayment(at: desk.now)?.number == 2, "nobody mends it any more")
    }
  }

  @Test func anOldPaymentIsNeverGoodsToHandOver() throws {
    try story { desk in
      let yesterday = desk.now.advanced(byMilliseconds: -86_400_000)
      let old = try Others.payment(7, till: 3, recordedAt: yesterday, status: Statuses.paid(at: yesterday))
      desk.happens(
        .evidenceCommitted([try Others.payment(1, till: 2, recordedAt: desk.now, status: Statuses.paid(at: desk.now))]))
      #expect(desk.advice == "", "a desk that starts hands nothing over")
      desk.keys("②/7")
      desk.keys("⏎", "search 7")
      desk.answers(.payments([old]))
      desk.keys("⏎")
      #expect(desk.told == "Number 7 of 23/11, KSh 300, was paid at 2026-11-23 14:02 at till 3.")
      #expect(desk.advice == "One payment, one handing-over: ask who served it.")
    }
  }

  @Test func checkThatTurnsPaidIsMoneyAndNoTroubleAnyMore() {
    story { desk in
      desk.waits(1)
      desk.passes(seconds: 121, "ring trouble")
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.advice == "Hand over the goods.")
      desk.passes(milliseconds: 300)
      desk.becomes(1, Statuses.held(.receiptReused, at: desk.now), "ring trouble")
      #expect(!desk.state.moneyJustCame)
      #expect(desk.told == "Number 1, KSh 100: its receipt stands on another payment too.")
    }
  }
}
