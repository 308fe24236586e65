import PaymentLaws
import Payments
import Testing

/// One sale, one payment (rules.md section 5).
struct SaleTests {
  private func attempt(_ story: String) throws -> PaymentStatus {
    let told = try PaymentStory("0 recorded 1000\n1 sending\n2 accepted A\n" + story)
    #expect(told.breaches.isEmpty, "\(told.breaches)")
    return told.status
  }

  @Test func twoAttemptsThatBothPaid() throws {
    let attempts = [
      try attempt("9 callback 0 1000 R2 A\n= paid"), try attempt("9 callback 0 1000 R1 A\n= paid"),
      try attempt("9 callback 1032 A\n= not-paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
    #expect(Sale.receipts(of: attempts).map(\.code) == ["UKOR1XXXX", "UKOR2XXXX"])
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true, false])
  }

  @Test func oneAttemptThatPaid() throws {
    let attempts = [try attempt("9 callback 1032 A\n= not-paid"), try attempt("9 callback 0 1000 R1 A\n= paid")]
    #expect(!Sale.isPaidTwice(attempts))
    #expect(Sale.flagged(attempts) == attempts)
  }

  private func seconds(_ seconds: Int64) -> Moment {
    Moment(wallMilliseconds: 1_000_000 + seconds * 1_000, bootMilliseconds: seconds * 1_000, bootID: "boot")
  }

  /// Which attempt decides about which; the n-th was recorded at n x 100 s.
  private func decisive(_ statuses: [PaymentStatus], notedAt: [Int: Int64] = [:], twiceAlone: Set<Int> = []) -> [String]
  {
    let attempts = statuses.enumerated().map { place, status in
      let id = PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: UInt64(place))
      var rows = [recorded(id, at: seconds(Int64(place) * 100))]
      if let noted = notedAt[place] {
        let decision = Decision(id: "d", who: "amina", why: "cash", action: .paysAnotherWay, answers: [])
        rows.append(EvidenceRow(paymentID: id, key: "d", at: seconds(noted), evidence: .decision(decision)))
      }
      var alone = status
      if !twiceAlone.contains(place) { alone.flags.remove(.twice) }
      return SaleAttempt(status, alone: alone, rows)
    }
    return attempts.indices.map { index in
      Sale.decisive(about: index, among: attempts).map { "\($0.index) \($0.reason)" } ?? "itself"
    }
  }

  private func recorded(_ id: PaymentID, at: Moment) -> EvidenceRow {
    guard let phone = PhoneNumber(msisdn: "254712345678"), let amount = Shillings(1_000), let till = Till(1) else {
      fatalError("no phone")
    }
    let recording = Recording(
      cashier: "amina", phone: phone, amount: amount, reference: "A", sale: id, confirmAbove: nil, till: till, number: 1
    )
    return EvidenceRow(paymentID: id, key: "recorded", at: at, evidence: .recorded(recording))
  }

  private func paysAnotherWay(_ status: PaymentStatus) -> PaymentStatus {
    var noted = status
    noted.notes.paysAnotherWay = true
    return noted
  }

  @Test func whatBroughtNothingGivesWayToWhatWasAskedLast() throws {
    let failed = try attempt("9 callback 1032 A\n= not-paid")
    let waiting = try attempt("= waiting")
    #expect(decisive([failed, failed, waiting]) == ["2 isLater", "2 isLater", "itself"])
    #expect(decisive([failed, failed, failed]) == ["2 isLater", "2 isLater", "itself"])
    #expect(decisive([failed]) == ["itself"])
    #expect(decisive([waiting, failed]) == ["itself", "itself"], "what may still bring something speaks for itself")
  }

  @Test func whateverIsNotPaidGivesWayToMoney() throws {
    let failed = try attempt("9 callback 1032 A\n= not-paid")
    let waiting = try attempt("= waiting")
    let paid = try attempt("9 callback 0 1000 R1 A\n= paid")
    let byHand = try attempt("130 decides d1 by-hand R1\n= by-hand")
    for money in [paid, byHand] {
      #expect(decisive([failed, money, waiting]) == ["1 paid", "itself", "1 paid"])
      #expect(decisive([money, waiting, failed]) == ["itself", "0 paid", "0 paid"])
    }
    let twice = Sale.flagged([byHand, try attempt("130 decides d1 by-hand R2\n= by-hand"), waiting])
    #expect(decisive(twice) == ["itself", "itself", "1 paid"], "an alarm on it is no reason to ask a third time")
  }

  /// Somebody else's money, and what went back, pay no sale.
  @Test func moneyThatIsNotTheSalesDecidesNothing() throws {
    let failed = try attempt("9 callback 1032 A\n= not-paid")
    let paid = try attempt("9 callback 0 1000 R1 A\n= paid")
    var wrongNumber = paid
    wrongNumber.flags.insert(.wrongNumber)
    var refunded = paid
    refunded.resolved = PaymentStatus.Resolved(at: seconds(1), isRefund: true)
    for other in [wrongNumber, refunded] { #expect(decisive([other, failed]) == ["itself", "itself"]) }
  }

  /// Of two that brought money the one that did not go back is the sale's.
  @Test func whatWentBackIsSaidAtTheOther() throws {
    let both = Sale.flagged([
      try attempt("9 callback 0 1000 R1 A\n= paid"), try attempt("9 callback 0 1000 R2 A\n= paid"),
    ])
    #expect(decisive(both) == ["itself", "itself"])
    var refunded = both
    refunded[0].resolved = PaymentStatus.Resolved(at: seconds(1), isRefund: true)
    #expect(decisive(refunded) == ["itself", "0 wentBack"])
    #expect(decisive(refunded, twiceAlone: [1]) == ["itself", "itself"], "two receipts stand on it alone")
    // Of three that brought money two are left, and of these one must still go back.
    var three = Sale.flagged(both + [try attempt("9 callback 0 1000 R3 A\n= paid")])
    three[0].resolved = PaymentStatus.Resolved(at: seconds(1), isRefund: true)
    #expect(decisive(three) == ["itself", "itself", "itself"])
    // What went back to somebody else was never this sale's.
    three[0].flags = .wrongNumber
    #expect(decisive(three) == ["itself", "itself", "itself"])
  }

  /// Who asks again after the note has changed his mind; what was asked before it must not be paid as well.
  @Test func aNoteDecidesAboutWhatWasAskedBeforeIt() throws {
    let failed = try attempt("9 callback 1032 A\n= not-paid")
    let waiting = try attempt("= waiting")
    let noted = paysAnotherWay(failed)
    #expect(decisive([noted, waiting], notedAt: [0: 50]) == ["itself", "itself"])
    #expect(decisive([noted, failed], notedAt: [0: 50]) == ["itself", "itself"])
    #expect(decisive([noted, waiting], notedAt: [0: 150]) == ["itself", "0 paidAnotherWay"])
    #expect(decisive([failed, paysAnotherWay(waiting)], notedAt: [1: 150]) == ["1 paidAnotherWay", "itself"])
  }

  @Test func aCodeAcceptedByHandAndTheSameReceipt() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("9 callback 0 1000 R1 A\n= paid"),
    ]
    #expect(!Sale.isPaidTwice(attempts))
  }

  @Test func aCodeAcceptedByHandAndAnotherReceipt() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true])
  }

  @Test func twoCodesAcceptedByHand() throws {
    let attempts = [
      try attempt("130 decides d1 by-hand R1\n= by-hand"), try attempt("130 decides d1 by-hand R2\n= by-hand"),
    ]
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true])
  }

  @Test func paidByQueryAndByCallback() throws {
    let attempts = [
      try attempt("71 answers q1 0 A asked=70\n= paid receipt-to-follow"),
      try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
  }

  /// A query proved each of them; that their callbacks name one receipt does not make one payment of two.
  @Test func twoProvedAttemptsThatNameOneReceipt() throws {
    let proved =
      "9 callback 0 1000 R1 A\n71 answers q1 0 A asked=70\nelsewhere R1\n= paid receipt-to-follow receipt-reused no-receipt"
    let attempts = [try attempt(proved), try attempt(proved)]
    #expect(Sale.flagged(attempts).map { $0.flags.contains(.twice) } == [true, true])
  }

  @Test func paidAndPaidAnotherWay() throws {
    let attempts = [
      try attempt("20 decides d1 pays-another-way\n= waiting"), try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(Sale.isPaidTwice(attempts))
  }

  @Test func aWrongNumbersMoneyIsSomebodyElses() throws {
    let attempts = [
      try attempt("9 callback 0 1000 R1 A\n20 decides d1 wrong-number\n= paid wrong-number"),
      try attempt("9 callback 0 1000 R2 A\n= paid"),
    ]
    #expect(!Sale.isPaidTwice(attempts))
    let third = [try attempt("9 callback 0 1000 R3 A\n= paid")]
    #expect(Sale.flagged(attempts + third).map { $0.flags.contains(.twice) } == [false, true, true])
  }
}

/// Which attempts are one sale, by what the evidence says of them.
struct SaleNameTests {
  private let ids = (1...5).map { PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: $0) }

  private func names(_ links: [SaleLinks]) -> [PaymentID?] { links.map { Sale.name(of: $0.id, among: links) } }

  @Test func attemptsOfOneSale() {
    let links = [SaleLinks(id: ids[0], sale: ids[0], askedAgainAs: [ids[1]]), SaleLinks(id: ids[1], sale: ids[0])]
    #expect(names(links) == [ids[0], ids[0]])
  }

  @Test func salesThatNothingLinksStayApart() {
    let links = [SaleLinks(id: ids[0], sale: ids[0]), SaleLinks(id: ids[1], sale: ids[1])]
    #expect(names(links) == [ids[0], ids[1]])
  }

  /// The third was made at the first and at the second; whatever was ever linked to either belongs to it, in any order.
  @Test func anAttemptAtTwoSalesMakesThemOne() {
    let links = [
      SaleLinks(id: ids[3], sale: ids[1]),
      SaleLinks(id: ids[1], sale: ids[1], askedAgainAs: [ids[3], ids[2]]),
      SaleLinks(id: ids[0], sale: ids[0], askedAgainAs: [ids[2]]),
      SaleLinks(id: ids[4], sale: ids[4]),
      SaleLinks(id: ids[2], sale: ids[1]),
    ]
    #expect(names(links) == [ids[0], ids[0], ids[0], ids[4], ids[0]])
    #expect(names(links.reversed()) == names(links).reversed())
  }

  @Test func aPaymentThatIsNotAmongThem() { #expect(Sale.name(of: ids[0], among: []) == nil) }
}

/// The words that machines read.
struct NamesTests {
  @Test func everyFlagHasOneNameAndOneBit() {
    #expect(Set(Flags.named.map(\.name)).count == Flags.named.count)
    #expect(Set(Flags.named.map(\.flag.rawValue)).count == Flags.named.count)
    for subset in 0..<(1 << Flags.named.count) {
      let flags = Flags(rawValue: subset)
      #expect(Flags(names: flags.names.reversed() + ["unheard-of"]) == flags)
    }
    #expect(Flags.alarms.names == ["late", "twice", "wrong-number"])
  }

  @Test func theStandingsOfThePage() {
    let page = "recorded sending waiting not-sent refused unknown check paid not-paid held by-hand"
    #expect(Standing.allCases.map(\.rawValue).sorted() == page.split(separator: " ").map(String.init).sorted())
  }

  /// One row for a payment and a key, ever: repeats of one fact share a key, different facts do not.
  @Test func keysOfEvidence() throws {
    var notation = EvidenceNotation(payment: PaymentStory.payment)
    let different = [
      "0 recorded 1", "0 sending", "0 token-refused", "0 accepted A", "0 accepted B", "0 refused firewall",
      "0 refused quota-exceeded", "0 not-sent too-old", "0 outcome-unknown no-answer", "0 callback 1032 A",
      "0 callback 1032 A unlisted", "0 callback 1032 A leaked", "0 callback 1037 A", "0 asks q1 A", "0 asks q2 A",
      "0 answers q1 pending A",
      "0 answers q2 pending A", "0 decides d1 muted", "0 decides d2 muted",
    ]
    #expect(Set(try different.map { try notation.read($0).key }).count == different.count)
    let same = [
      ("1 accepted A merchant=M", "0 accepted A"), ("1 not-sent no-token", "0 not-sent too-old"),
      ("5 answers q1 0 A", "0 answers q1 pending A"), ("5 sending", "0 sending"),
    ]
    for (left, right) in same { #expect(try notation.read(left).key == notation.read(right).key) }
    let hidden = try notation.read("0 accepted A").evidence.key { _ in "concealed" }
    #expect(hidden == "accepted/concealed")
  }
}
