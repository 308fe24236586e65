import GRDB
import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// Evidence comes back as it went in: every kind, every field, every case.
struct EvidenceKeepingTests {
  static let receipt = Receipt("UJ25K3M9QX")
  static let prompt = CheckoutRequestID("ws_CO_24112026090000712345678")
  static let moment = Moment(wallMilliseconds: -5, bootMilliseconds: 1 << 40, bootID: "b\"o\\o\nt")

  static let samples: [Evidence] = {
    var samples: [Evidence] = [
      .sending(SendingStart(owner: "process 4711, \"till\" 2\n")), .tokenRefused,
      .accepted(Acceptance(checkoutRequestID: prompt, merchantRequestID: "29115-34620561-1")),
      .accepted(Acceptance(checkoutRequestID: CheckoutRequestID(""), merchantRequestID: nil)),
      .refused(RefusedAnswer(reason: .firewall, code: nil, answerMark: "403-firewall")),
      .queryAsked(QueryAsked(question: "q1", checkoutRequestID: prompt, till: .commandLine)),
    ]
    samples += Refusal.allCases.map {
      .refused(RefusedAnswer(reason: $0, code: "500.001.1001", answerMark: "500-" + $0.rawValue))
    }
    samples +=
      NotSentReason.allCases.map { Evidence.notSent($0) } + UnknownReason.allCases.map { Evidence.outcomeUnknown($0) }
    let words = [
      AnswerWords(status: 520), AnswerWords(status: 500, code: "999.001", text: "Something \"new\""),
      AnswerWords(status: 200, text: ""),
    ]
    samples += words.map { .outcomeUnknown(.unlistedAnswer, answer: $0) }
    samples += words.map { .notSent(.noToken, answer: $0) }
    samples += words.map {
      .refused(RefusedAnswer(reason: .firewall, code: $0.code, answerMark: "mark-\($0.status)", answer: $0))
    }
    for peer in PeerClass.allCases {
      samples.append(
        .callback(
          CallbackEvidence(
            bodyHash: "full", peer: peer, keyIsTrusted: true, code: .paid, text: "The service was accepted é😀",
            amount: Cents(count: 100_050), receipt: receipt, checkoutRequestID: prompt, merchantRequestID: "29115-1")))
      samples.append(
        .callback(
          CallbackEvidence(
            bodyHash: "bare", peer: peer, keyIsTrusted: false, code: ResultCode("SFC_IC0003"), text: "")))
    }
    let findings: [QueryAnswered.Finding] = [
      .result(.paid, text: "done"), .result(ResultCode(""), text: "\u{0}"), .pending, .nothing("timeout"),
    ]
    for (index, finding) in findings.enumerated() {
      samples.append(
        .queryAnswer(
          QueryAnswered(
            question: "q\(index)", checkoutRequestID: prompt, askedAt: moment, echoed: index % 2 == 0, finding: finding)
        ))
    }
    var actions: [Decision.Action] = [
      .wrongNumber, .fasterPaceAllowed, .paysAnotherWay, .markUndone, .askedAgain(as: PaymentStory.other),
      .guardOverridden(blockedBy: PaymentStory.other, seenPosition: 4711),
      .guardOverridden(blockedBy: PaymentStory.other, seenPosition: nil),
      .muted,
    ]
    if let receipt { actions.append(.acceptedByHand(receipt)) }
    actions += Decision.Resolution.allCases.map(Decision.Action.resolved)
    for (index, action) in actions.enumerated() {
      samples.append(
        .decision(
          Decision(
            id: "d\(index)", who: "baraka", why: "she showed the SMS, \"paid\"", action: action,
            answers: index == 0 ? [] : ["recorded", "sending"], supersedes: index == 1 ? ["d0"] : [])))
    }
    return samples
  }()

  @Test(arguments: samples) func evidenceComesBack(_ evidence: Evidence) throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    let payment = try ledger.ask(try home.draft())
    guard case .added = try ledger.append([evidence], to: payment.id, at: Self.moment) else {
      throw TestFailure("not added")
    }
    let row = try #require(try home.open().evidence(of: payment.id).last)
    #expect(row.evidence == evidence)
    #expect(row.at == Self.moment)
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func everyKindHasASample() throws {
    let kinds = Set(Self.samples.map(\.kind)).union(["recorded"])
    #expect(kinds.count == 11)
  }

  @Test func aRecordingComesBack() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    var draft = try home.draft(amount: 250_000, phone: "254112345678", till: 999, reference: "INV12")
    draft.confirmAbove = Shillings(500)
    let payment = try ledger.ask(draft)
    let row = try #require(try ledger.evidence(of: payment.id).first)
    let recording = Recording(
      cashier: "amina", phone: draft.phone, amount: draft.amount, reference: "INV12", sale: draft.id,
      confirmAbove: Shillings(500), till: Till(999), number: 1)
    #expect(row.evidence == .recorded(recording))
    #expect(row.key == "recorded")
  }

  /// However much a person had seen, what was written can be read.
  @Test func aDecisionThatSawThousands() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    let payment = try ledger.ask(try home.draft())
    let decision = Decision(id: "d", who: "b", why: "w", action: .muted, answers: (0..<5_000).map { "key \($0)" })
    _ = try ledger.append([.decision(decision)], to: payment.id, at: at(1))
    #expect(try ledger.evidence(of: payment.id).last?.evidence == .decision(decision))
  }

  /// Phone and prompt stand in the purgeable table and nowhere else (rules.md section 8).
  @Test func evidenceHoldsNoPersonalData() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    let payment = try ledger.ask(try home.draft(phone: "254712345678"))
    for evidence in Self.samples { _ = try ledger.append([evidence], to: payment.id, at: at(1)) }
    let queue = try home.raw()
    let tables = ["evidence", "payment", "receipt", "prompt", "asked_phone", "meta"]
    try queue.read { database in
      for table in tables {
        for row in try Row.fetchAll(database, sql: "SELECT * FROM \(table)") {
          for (column, value) in row {
            let text = "\(value.storage.value ?? "")"
            for secret in ["712345678", "ws_CO_"] { #expect(!text.contains(secret), "\(table).\(column)") }
          }
        }
      }
      let personal = try String.fetchAll(database, sql: "SELECT value FROM personal ORDER BY value")
      #expect(personal.contains("254712345678"))
      #expect(personal.contains(Self.prompt.rawValue))
    }
    try queue.close()
  }

  /// A purge takes the personal data and leaves the money: the chain holds and the fold is the same.
  @Test func aPurgeLeavesTheMoney() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    let stories = [
      ["1 sending", "2 accepted A", "9 callback 0 1000 R1 A"],
      ["1 sending", "2 accepted B", "71 asks q1 B", "72 answers q1 0 B asked=71"],
      ["1 sending", "2 accepted C", "9 callback 0 1000 R1 C"], ["1 sending", "2 accepted D", "9 callback 0 1000 R4 E"],
      ["1 sending", "2 accepted F", "3 accepted G"], ["1 sending", "2 accepted H"], ["1 sending", "2 accepted H"],
      ["1 sending", "31 outcome-unknown no-answer", "40 callback 1032 I", "41 callback 1032 J"],
      ["1 sending", "2 accepted K", "10 asks q2 K", "11 answers q2 0 K asked=10", "9 callback 1032 K"],
    ]
    var before: [PaymentSummary] = []
    for story in stories {
      let payment = try ledger.ask(try home.draft())
      for line in story { try ledger.tell(payment.id, line) }
      before.append(payment)
    }
    before = try before.map { try #require(try ledger.payment($0.id)) }
    try home.tamper("DELETE FROM personal")
    for earlier in before {
      let after = try #require(try ledger.payment(earlier.id))
      var expected = earlier
      expected.phone = nil
      expected.status.attempt.checkoutRequestID = after.status.attempt.checkoutRequestID
      #expect(after == expected)
      let turn = try ledger.takeQueryTurn(
        earlier.id, till: .commandLine, question: "q", spacingMilliseconds: 0, at: { at(9_000) })
      #expect(turn == nil, "nobody can be asked about what was purged")
      #expect(after.status.attempt.checkoutRequestID == nil, "nothing says that one could ask")
    }
    #expect(try ledger.verify().problems.isEmpty)
    // A callback that is in doubt opens it again; a question that nobody can put must not take every turn.
    let opened = try ledger.tell(before[5].id, "80 callback 0 1000 R9 X")
    #expect(opened.status.standing == .held)
    #expect(
      QuerySchedule.standard.dueInMilliseconds(opened.status, at: at(9_000), callbacksLookBroken: false) == nil)
    // Evidence that comes after the purge still finds its prompt.
    try ledger.tell(before[5].id, "90 callback 1032 H copy=9")
    #expect(try ledger.verify().problems.isEmpty)
  }
}
