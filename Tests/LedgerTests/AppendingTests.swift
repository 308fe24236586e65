import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// Evidence, its neighbours, and what other desks hear of it.
struct AppendingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  @Test func appendingTwiceIsHarmless() throws {
    let payment = try ledger.ask(try home.draft())
    var notation = EvidenceNotation(payment: payment.id)
    let rows = try ["1 sending", "2 accepted A", "9 callback 0 1000 R1 A"].map { try notation.read($0) }
    for row in rows { _ = try ledger.append([row.evidence], to: payment.id, at: row.at) }
    let before = try #require(try ledger.payment(payment.id))
    for row in rows.reversed() {
      guard case .alreadyKnown(let known) = try ledger.append([row.evidence], to: payment.id, at: at(500)) else {
        throw TestFailure("the same evidence twice")
      }
      #expect(known == before)
    }
    #expect(try ledger.evidence(of: payment.id).count == 4)
    guard case .noSuchPayment = try ledger.append(rows.map(\.evidence), to: home.newID(), at: at(1)) else {
      throw TestFailure("evidence without a payment")
    }
  }

  /// One attempt, for ever, over two processes.
  @Test func exactlyOneBeginsSending() throws {
    let views = [try home.open(as: "process 1"), try home.open(as: "process 2")]
    for _ in 0..<15 {
      let payment = try ledger.ask(try home.draft())
      let won = try together(
        views.enumerated().map { index, view in
          { try view.beginSending(payment.id, owner: "process \(index + 1)", at: at(1)) }
        })
      #expect(won.count { $0 } == 1)
      let owners = try ledger.evidence(of: payment.id).compactMap { row in
        if case .sending(let start) = row.evidence { start.owner } else { nil }
      }
      #expect(owners == ["process \((won.firstIndex(of: true) ?? -2) + 1)"])
      for view in views { #expect(try !view.beginSending(payment.id, owner: "late", at: at(2))) }
    }
  }

  /// The row stands before the second request, once, and only while nothing else is known of the attempt.
  @Test func exactlyOneSecondRequest() throws {
    let views = [try home.open(as: "process 1"), try home.open(as: "process 2")]
    let payment = try ledger.ask(try home.draft())
    #expect(try !ledger.beginSecondRequest(payment.id, at: at(1)), "nothing went out yet")
    #expect(try ledger.beginSending(payment.id, owner: "process 1", at: at(1)))
    let begun = try together(views.map { view in { try view.beginSecondRequest(payment.id, at: at(3)) } })
    #expect(begun.count { $0 } == 1)
    #expect(try #require(try ledger.payment(payment.id)).status.attempt.sendingAt == at(3))
    #expect(try !ledger.beginSecondRequest(home.newID(), at: at(3)))
  }

  @Test(arguments: ["3 outcome-unknown interrupted", "3 accepted A", "3 callback 1032 A", "3 refused firewall"])
  func noSecondRequestAfterAnOutcome(_ line: String) throws {
    let payment = try ledger.ask(try home.draft())
    #expect(try ledger.beginSending(payment.id, owner: "process 1", at: at(1)))
    try ledger.tell(payment.id, line)
    #expect(try !ledger.beginSecondRequest(payment.id, at: at(4)))
  }

  @Test(arguments: ["2 not-sent restarted", "2 accepted A", "2 outcome-unknown interrupted", "2 callback 1032 A"])
  func whateverHappenedIsNotBegunAgain(_ line: String) throws {
    let payment = try ledger.ask(try home.draft())
    try ledger.tell(payment.id, line)
    #expect(try !ledger.beginSending(payment.id, owner: "process 1", at: at(3)))
    #expect(try !ledger.beginSending(home.newID(), owner: "process 1", at: at(3)))
  }

  @Test func aReceiptOnTwoPaymentsHoldsBoth() throws {
    let first = try ledger.ask(try home.draft())
    let second = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    #expect(try ledger.payment(first.id)?.status.standing == .paid)
    let position = try ledger.changes(since: 0).position
    try ledger.tell(second.id, "1 sending", "2 accepted B", "9 callback 0 1000 R1 B")
    for id in [first.id, second.id] {
      let status = try #require(try ledger.payment(id)?.status)
      #expect(status.standing == .held)
      #expect(status.flags.contains(.receiptReused))
    }
    #expect(try ledger.changes(since: position).payments.map(\.id) == [first.id, second.id])
    try ledger.tell(first.id, "71 asks q1 A", "72 answers q1 0 A asked=71")
    #expect(try ledger.payment(first.id)?.status.standing == .paid)
    #expect(try ledger.payment(second.id)?.status.standing == .held)
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func aPromptOnTwoPaymentsHoldsBoth() throws {
    let first = try ledger.ask(try home.draft())
    let second = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A")
    #expect(try ledger.payment(first.id)?.status.standing == .waiting)
    try ledger.tell(second.id, "1 sending", "2 accepted A")
    #expect(try ledger.payment(first.id)?.status.standing == .held)
    #expect(try ledger.payment(second.id)?.status.standing == .held)
  }

  @Test func aReceiptAcceptedByHandTwice() throws {
    let first = try ledger.ask(try home.draft())
    let second = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "130 decides d1 by-hand R1")
    #expect(try ledger.payment(first.id)?.status.standing == .byHand)
    try ledger.tell(second.id, "1 sending", "2 accepted B", "9 callback 0 1000 R1 B")
    // Goods went out for it, and M-Pesa says that its money was for another payment.
    #expect(try ledger.payment(first.id)?.status.standing == .held)
    #expect(try ledger.payment(first.id)?.status.doubt == .receiptReused)
    #expect(try ledger.payment(second.id)?.status.standing == .held)
    #expect(try ledger.verify().problems.isEmpty)
  }

  /// Whoever has got hold of one address must not take PAID away from anybody whose receipt he knows.
  @Test(arguments: ["unlisted", "leaked", "unlisted leaked"])
  func aStrangersReceiptDoubtsItsOwnPaymentOnly(_ word: String) throws {
    let first = try ledger.ask(try home.draft())
    let second = try ledger.ask(try home.draft())
    let paid = try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    try ledger.tell(second.id, "1 sending", "2 accepted B", "9 callback 0 1000 R1 B \(word)")
    #expect(try ledger.payment(first.id)?.status == paid.status)
    #expect(paid.status.standing == .paid && paid.status.flags == [])
    #expect(try ledger.payment(second.id)?.status.standing == .held)
    #expect(try ledger.payment(second.id)?.status.flags == [.receiptReused])
    #expect(try ledger.verify().problems.isEmpty)
    // Safaricom's own word is another matter, whenever it comes.
    try ledger.tell(second.id, "95 callback 0 1000 R1 B")
    #expect(try ledger.payment(first.id)?.status.standing == .held)
    #expect(try ledger.payment(second.id)?.status.standing == .held)
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test(arguments: ["unlisted", "leaked"])
  func aStrangersPromptDoubtsItsOwnPaymentOnly(_ word: String) throws {
    let paid = try ledger.ask(try home.draft())
    let waiting = try ledger.ask(try home.draft())
    let known = try ledger.tell(paid.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    try ledger.tell(waiting.id, "1 sending", "2 accepted B")
    // One whose request nobody acknowledged, so that there is no prompt of its own to hold a callback to.
    let third = try ledger.ask(try home.draft())
    try ledger.tell(third.id, "1 sending", "9 callback 0 1000 R3 A \(word)", "9 callback 0 1000 R4 B \(word)")
    #expect(try ledger.payment(paid.id)?.status == known.status)
    #expect(try ledger.payment(waiting.id)?.status.standing == .waiting)
    #expect(try ledger.payment(third.id)?.status.standing == .held)
    try ledger.tell(waiting.id, "71 asks q1 B", "72 answers q1 0 B asked=71")
    #expect(try ledger.payment(waiting.id)?.status.standing == .paid)
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func aStrangersReceiptTakesNoHandAway() throws {
    let first = try ledger.ask(try home.draft())
    let second = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "130 decides d1 by-hand R1")
    try ledger.tell(second.id, "1 sending", "2 accepted B", "131 callback 0 1000 R1 B unlisted")
    #expect(try ledger.payment(first.id)?.status.standing == .byHand)
    #expect(try ledger.payment(second.id)?.status.standing == .held)
    #expect(try ledger.verify().problems.isEmpty)
  }

  /// What no listed peer has said: each is in doubt by itself, and neither because of the other.
  @Test func twoStrangersReceiptsSayNothingOfEachOther() throws {
    let payments = try (0..<2).map { _ in try ledger.ask(try home.draft()) }
    for (payment, prompt) in zip(payments, ["A", "B"]) {
      try ledger.tell(payment.id, "1 sending", "2 accepted \(prompt)", "9 callback 0 1000 R1 \(prompt) unlisted")
    }
    for payment in payments {
      #expect(try ledger.payment(payment.id)?.status.standing == .check)
      #expect(try ledger.payment(payment.id)?.status.doubt == .strangePeer)
    }
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func aSalePaidTwiceIsFlaggedOnBoth() throws {
    let first = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "71 asks q1 A", "72 answers q1 1037 A asked=71")
    let second = try ledger.ask(try home.draft(again: first.id), at: 80)
    let position = try ledger.changes(since: 0).position
    try ledger.tell(second.id, "81 sending", "82 accepted B", "90 callback 0 1000 R2 B")
    #expect(try ledger.payment(second.id)?.status.flags == [])
    try ledger.tell(first.id, "95 callback 0 1000 R1 A")
    #expect(try ledger.payment(first.id)?.status.flags == [.late, .twice, .contradicted])
    #expect(try ledger.payment(second.id)?.status.flags == [.twice])
    #expect(try ledger.changes(since: position).payments.count == 2)
    #expect(try ledger.openPayments().count == 2)
    #expect(try ledger.verify().problems.isEmpty)
  }

  /// A neighbour's sale mate changes too: its sale is no longer paid twice once the neighbour is held.
  @Test func theSaleMateOfANeighbour() throws {
    let first = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "71 asks q1 A", "72 answers q1 1037 A asked=71")
    let mate = try ledger.ask(try home.draft(again: first.id), at: 80)
    try ledger.tell(mate.id, "81 sending", "82 accepted B", "90 callback 0 1000 R2 B")
    try ledger.tell(first.id, "95 callback 0 1000 R1 A")
    #expect(try ledger.payment(mate.id)?.status.flags == [.twice])
    let stranger = try ledger.ask(try home.draft())
    let position = try ledger.changes(since: 0).position
    try ledger.tell(stranger.id, "1 sending", "2 accepted C", "99 callback 0 1000 R1 C")
    #expect(try ledger.payment(mate.id)?.status.flags == [])
    #expect(try ledger.changes(since: position).payments.map(\.id).sorted() == [first.id, mate.id, stranger.id])
    #expect(try ledger.verify().problems.isEmpty, "the caches know")
  }

  @Test func otherDesksHearOfEveryChange() throws {
    let other = try home.open(as: "process 2")
    var position = try other.changes(since: 0).position
    let payment = try ledger.ask(try home.draft())
    for line in ["1 sending", "2 accepted A", "70 asks q1 A", "71 answers q1 pending A", "80 callback 0 1000 R1 A"] {
      try ledger.tell(payment.id, line)
      let changes = try other.changes(since: position)
      #expect(changes.payments == [try #require(try ledger.payment(payment.id))])
      #expect(changes.position > position)
      position = changes.position
    }
    #expect(try other.changes(since: position).payments.isEmpty)
    #expect(try other.changes(since: position).position == position)
  }

  @Test func theTurnToAskIsTheShops() throws {
    let other = try home.open(as: "process 2")
    let till = try #require(Till(2))
    let payments = try (0..<2).map { _ in try ledger.ask(try home.draft()) }
    func turn(_ view: LedgerDatabase, _ index: Int, _ question: String, at now: Moment) throws -> CheckoutRequestID? {
      try view.takeQueryTurn(
        payments[index].id, till: till, question: question, spacingMilliseconds: 12_000, at: { now })
    }
    #expect(try turn(ledger, 0, "q0", at: at(50)) == nil, "there is no ID to ask about")
    for (payment, prompt) in zip(payments, ["A", "B"]) {
      try ledger.tell(payment.id, "1 sending", "2 accepted \(prompt)")
    }
    #expect(try turn(ledger, 0, "q1", at: at(70)) == EvidenceNotation.prompt("A"))
    #expect(try turn(other, 1, "q2", at: at(70)) == nil)
    #expect(try turn(ledger, 1, "q3", at: at(81)) == nil)
    #expect(try turn(other, 1, "q4", at: at(82)) == EvidenceNotation.prompt("B"))
    #expect(try turn(other, 1, "q4", at: at(200)) == nil, "one question, one row")
    var setBack = at(300)
    setBack.wallMilliseconds -= 3_600_000
    #expect(try turn(ledger, 0, "q5", at: setBack) != nil, "a clock that was set back silences nobody")
    #expect(try ledger.payment(payments[0].id)?.status.queries.count == 2)
  }

  @Test func oneOfTwoTakesTheTurn() throws {
    let views = [try home.open(as: "process 1"), try home.open(as: "process 2")]
    let payment = try ledger.ask(try home.draft())
    try ledger.tell(payment.id, "1 sending", "2 accepted A")
    for round in 0..<10 as Range<Int64> {
      let turns = try together(
        views.enumerated().map { index, view in
          {
            try view.takeQueryTurn(
              payment.id, till: .commandLine, question: "\(round)-\(index)", spacingMilliseconds: 12_000,
              at: { at(70 + round * 12) })
          }
        })
      #expect(turns.count { $0 != nil } == 1)
    }
  }

  /// Whatever a query or a person said is watched for a day; a final word is not.
  @Test func whatIsWatched() throws {
    let stories = [
      ("2 accepted A", true), ("9 callback 1032 B", true), ("130 decides d1 by-hand R1", true),
      ("9 callback 0 1000 R2 D", false),
      ("2 refused firewall", false),
    ]
    var watched: [PaymentID] = []
    for (line, isWatched) in stories {
      let payment = try ledger.ask(try home.draft())
      try ledger.tell(payment.id, line)
      if isWatched { watched.append(payment.id) }
    }
    #expect(try ledger.watchedPayments(sinceWallMilliseconds: at(0).wallMilliseconds).payments.map(\.id) == watched)
    #expect(
      try ledger.watchedPayments(sinceWallMilliseconds: at(1).wallMilliseconds).payments.map(\.id) == [watched[0]])
  }

  @Test func totalsOfADay() throws {
    for line in ["9 callback 0 1000 R1 A", "9 callback 0 1000 R2 B", "2 accepted C", "2 refused firewall"] {
      try ledger.tell(try ledger.ask(try home.draft()).id, line)
    }
    let totals = try ledger.totals(of: EastAfricaTime(at(0)).businessDay, till: .commandLine)
    #expect(
      [totals.paidCount, totals.paidShillings, totals.waitingCount, totals.waitingShillings] == [2, 2000, 1, 1000])
    #expect(try ledger.totals(of: BusinessDay(year: 2026, month: 11, day: 25), till: .commandLine) == DayTotals())
  }

  /// The cached standing of every order of arrival, with a restart after each, is the fold of the whole set.
  @Test func theCacheIsTheFoldAfterEveryStep() throws {
    let letters = [
      "1 sending", "2 accepted A", "9 callback 0 1000 R1 A", "9 callback 1032 A", "12 callback 0 10 R3 A",
      "71 answers q1 0 A asked=70", "2 not-sent too-old", "24 decides d5 asked-again saw-nothing",
    ]
    for first in letters {
      for second in letters {
        let own = try LedgerHome()
        let payment = try own.open().ask(try own.draft())
        for line in [first, second, first] { try own.open(as: "another process").tell(payment.id, line) }
        let reopened = try own.open()
        let rows = try reopened.evidence(of: payment.id)
        let status = try #require(try reopened.payment(payment.id)?.status)
        #expect(status == PaymentStatus(folding: rows.shuffled()), "\(first), \(second)")
        #expect(try reopened.verify().problems.isEmpty, "\(first), \(second)")
      }
    }
  }
}
