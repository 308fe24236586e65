import PaymentLaws
import Payments
import Testing

/// The guards against asking twice (rules.md section 4).
struct GuardsTests {
  static let asked = "0 recorded 1000\n1 sending\n2 accepted A\n"

  /// A payment of KSh 1,000 on 0712 345 678, as a story tells it.
  private func payment(
    _ story: String, id: PaymentID = PaymentStory.payment, sale: PaymentID? = nil, phone: String = "254712345678",
    amount: Int = 1000
  ) throws -> PaymentSummary {
    let told = try PaymentStory(story)
    #expect(told.breaches.isEmpty, "\(told.breaches)")
    var payment = PaymentStory.summary(told.status)
    payment.id = id
    payment.sale = sale ?? id
    payment.phone = PhoneNumber(msisdn: phone)
    payment.amount = try #require(Shillings(amount))
    return payment
  }

  private func draft(amount: Int = 1000, phone: String = "254712345678", again: PaymentID? = nil) throws -> PaymentDraft
  {
    PaymentDraft(
      id: try #require(PaymentID(hex: "0190aaaabbbbccccddddeeeeffff0009")), till: .commandLine, cashier: "amina",
      phone: try #require(PhoneNumber(msisdn: phone)), amount: try #require(Shillings(amount)),
      sameSaleAs: again.map { [SeenPayment($0, upTo: 1)] } ?? [])
  }

  private func reason(_ draft: PaymentDraft, _ earlier: [PaymentSummary], at seconds: Int64) -> GuardReason? {
    Guards.check(draft, against: earlier, keysSeen: { _ in [] }, at: EvidenceNotation.moment(seconds))?.reason
  }

  @Test func nothingStandsInTheWay() throws { #expect(reason(try draft(), [], at: 0) == nil) }

  struct Case: Sendable {
    let story: String
    let seconds: Int64
    let reason: GuardReason?
  }

  /// The same phone, another amount: only a prompt that may be on the phone minds.
  @Test(arguments: [
    Case(story: "0 recorded 1000\n= recorded", seconds: 94, reason: .livePrompt),
    Case(story: "0 recorded 1000\n= recorded", seconds: 95, reason: nil),
    Case(story: "0 recorded 1000\n1 sending\n= sending", seconds: 95, reason: .livePrompt),
    Case(story: "0 recorded 1000\n1 sending\n= sending", seconds: 96, reason: nil),
    // The request went out once more with another token: its prompt is younger than the attempt.
    Case(story: "0 recorded 1000\n1 sending\n29 token-refused\n= sending", seconds: 123, reason: .livePrompt),
    Case(story: "0 recorded 1000\n1 sending\n29 token-refused\n= sending", seconds: 124, reason: nil),
    Case(story: asked + "= waiting", seconds: 61, reason: .livePrompt),
    Case(story: asked + "= waiting", seconds: 62, reason: nil),
    Case(
      story: "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n= unknown", seconds: 90, reason: .livePrompt),
    Case(story: "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n= unknown", seconds: 91, reason: nil),
    Case(story: asked + "9 callback 7777 A\n= check", seconds: 61, reason: .livePrompt),
    Case(story: asked + "9 callback 0 1 R1 A\n= held wrong-amount", seconds: 61, reason: .livePrompt),
    Case(story: asked + "9 callback 0 1 R1 A\n= held wrong-amount", seconds: 62, reason: nil),
    Case(story: asked + "9 callback 1037 A\n= not-paid", seconds: 61, reason: .livePrompt),
    Case(story: asked + "9 callback 1037 A\n= not-paid", seconds: 62, reason: nil),
    // The callback of an attempt whose acknowledgement was lost: it may have gone out at its limit.
    Case(story: "0 recorded 1000\n1 sending\n9 callback 1037 A\n= not-paid", seconds: 95, reason: .livePrompt),
    Case(story: asked + "9 callback 1032 A\n= not-paid", seconds: 10, reason: nil),
    Case(story: asked + "9 callback 0 1000 R1 A\n= paid", seconds: 10, reason: nil),
    Case(story: asked + "20 decides d1 by-hand R1\n= by-hand", seconds: 61, reason: .livePrompt),
    Case(story: "0 recorded 1000\n1 sending\n2 refused firewall\n= refused", seconds: 3, reason: nil),
    Case(story: "0 recorded 1000\n2 not-sent too-old\n= not-sent", seconds: 3, reason: nil),
  ])
  func aLivePrompt(_ told: Case) throws {
    #expect(reason(try draft(amount: 5), [try payment(told.story)], at: told.seconds) == told.reason, "\(told)")
    #expect(reason(try draft(amount: 5, phone: "254700000000"), [try payment(told.story)], at: told.seconds) == nil)
  }

  /// The same phone and the same amount asks first as long as the earlier payment has no end, and for two minutes after
  /// its end became known, unless nothing can come of it.
  @Test(arguments: [
    Case(story: asked + "9 callback 0 1000 R1 A\n= paid", seconds: 128, reason: .sameAgain),
    Case(story: asked + "9 callback 0 1000 R1 A\n= paid", seconds: 129, reason: nil),
    // Whoever waited for 150 s and asks for the same once more was told that nobody knows.
    Case(story: asked + "= waiting", seconds: 152, reason: .sameAgain),
    Case(story: asked + "= waiting", seconds: 86_400, reason: .sameAgain),
    Case(story: asked + "140 callback 0 1000 R1 A\n= paid", seconds: 259, reason: .sameAgain),
    Case(story: asked + "140 callback 0 1000 R1 A\n= paid", seconds: 260, reason: nil),
    Case(story: "0 recorded 1000\n= recorded", seconds: 600, reason: .sameAgain),
    Case(story: "0 recorded 1000\n1 sending\n= sending", seconds: 600, reason: .sameAgain),
    Case(
      story: "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n= unknown", seconds: 600, reason: .sameAgain),
    Case(story: asked + "9 callback 7777 A\n= check", seconds: 600, reason: .sameAgain),
    Case(story: asked + "9 callback 0 1 R1 A\n= held wrong-amount", seconds: 600, reason: .sameAgain),
    // A supervisor's word is an end as well.
    Case(
      story: asked + "9 callback 0 1 R1 A\n300 decides d1 resolved refund\n= held wrong-amount", seconds: 419,
      reason: .sameAgain),
    Case(
      story: asked + "9 callback 0 1 R1 A\n300 decides d1 resolved refund\n= held wrong-amount", seconds: 420,
      reason: nil),
    Case(story: asked + "90 decides d1 by-hand R1\n= by-hand", seconds: 209, reason: .sameAgain),
    Case(story: asked + "90 decides d1 by-hand R1\n= by-hand", seconds: 210, reason: nil),
    Case(story: asked + "9 callback 1037 A\n= not-paid", seconds: 128, reason: .sameAgain),
    Case(story: asked + "9 callback 1037 A\n= not-paid", seconds: 129, reason: nil),
    Case(story: asked + "9 callback 1032 A\n= not-paid", seconds: 20, reason: nil),
    Case(story: "0 recorded 1000\n1 sending\n2 refused firewall\n= refused", seconds: 3, reason: nil),
  ])
  func theSameAgain(_ told: Case) throws {
    #expect(reason(try draft(), [try payment(told.story)], at: told.seconds) == told.reason, "\(told)")
  }

  @Test func anUnresolvedAttemptOfTheSale() throws {
    let first = try payment(Self.asked + "= waiting", phone: "254700000001")
    #expect(reason(try draft(again: first.id), [first], at: 500) == .unresolvedAttempt)
    let asked = try payment(Self.asked + "71 asks q1 A\n72 answers q1 pending A\n= waiting", phone: "254700000001")
    #expect(reason(try draft(again: asked.id), [asked], at: 500) == nil)
  }

  /// The third attempt names the second; the first has no answer either.
  @Test func anEarlierAttemptThanTheOneThatIsNamed() throws {
    let first = try payment(Self.asked + "= waiting", phone: "254700000001")
    let second = try payment(
      Self.asked + "9 callback 1032 A\n= not-paid", id: PaymentStory.other, sale: first.id, phone: "254700000002")
    let block = Guards.check(
      try draft(again: second.id), against: [second, first], keysSeen: { _ in [] }, at: EvidenceNotation.moment(500))
    #expect(block?.payment.id == first.id)
    #expect(block?.reason == .unresolvedAttempt)
  }

  /// One attempt at two sales: no attempt of either may be open.
  @Test func anUnresolvedAttemptOfTheOtherSale() throws {
    let over = Self.asked + "9 callback 1032 A\n= not-paid"
    let first = try payment(over, phone: "254700000001")
    let other = try payment(Self.asked + "= waiting", id: PaymentStory.other, phone: "254700000002")
    var draft = try draft(again: first.id)
    #expect(reason(draft, [first, other], at: 500) == nil)
    draft.link(to: other)
    #expect(reason(draft, [first, other], at: 500) == .unresolvedAttempt)
  }

  struct Override: Sendable {
    /// What came after the person had read the question.
    let news: String
    /// The guard that asks once more.
    let reason: GuardReason?
  }

  /// An override is given to what stood on the screen: money that came since then is asked about anew.
  @Test(arguments: [
    Override(news: "= waiting", reason: nil),
    Override(news: "4 asks q1 A\n5 answers q1 pending A\n= waiting", reason: nil),
    Override(news: "5 callback 1032 A\n= not-paid", reason: nil),
    Override(news: "5 callback 0 1000 R1 A\n= paid", reason: .sameAgain),
    Override(news: "5 callback 0 1000 R1 A unlisted\n= check", reason: .livePrompt),
    Override(news: "5 callback 0 1 R1 A\n= held wrong-amount", reason: .livePrompt),
    Override(news: "5 answers q1 0 A\n= check", reason: .livePrompt),
    Override(news: "5 decides d1 by-hand R1\n= by-hand", reason: .livePrompt),
  ])
  func anOverrideHoldsUntilMoneyComes(_ told: Override) throws {
    let seen = ["accepted/ws_CO_24112026_A", "recorded", "sending"]
    let payment = try payment(Self.asked + told.news)
    var draft = try draft()
    draft.override(payment)
    let block = Guards.check(
      draft, against: [payment], keysSeen: { _ in seen }, at: EvidenceNotation.moment(10))
    #expect(block?.reason == told.reason, "\(told)")
    let all = payment.status.moneyKeys + seen
    #expect(
      Guards.check(draft, against: [payment], keysSeen: { _ in all }, at: EvidenceNotation.moment(10)) == nil,
      "whoever has seen it may override it: \(told)")
  }

  @Test func aPurgedPhoneBlocksNobody() throws {
    var old = try payment(Self.asked + "= waiting")
    old.phone = nil
    #expect(reason(try draft(), [old], at: 10) == nil)
  }
}

/// *Ask again* (rules.md section 4): when it unlocks, by which clock.
struct AskAgainTests {
  struct Case: Sendable {
    let story: String
    let opensAt: Int64?
  }

  static let asked = GuardsTests.asked

  @Test(arguments: [
    Case(story: "0 recorded 1000\n= recorded", opensAt: nil),
    Case(story: "0 recorded 1000\n1 sending\n= sending", opensAt: nil),
    Case(story: asked + "= waiting", opensAt: nil),
    Case(story: asked + "71 asks q1 A\n72 answers q1 nothing A\n= waiting", opensAt: nil),
    Case(story: asked + "71 asks q1 A\n72 answers q1 pending A\n= waiting", opensAt: 62),
    // An early "pending" says nothing about the last seconds of the prompt; an early end does.
    Case(story: asked + "32 asks q1 A\n33 answers q1 pending A\n= waiting", opensAt: nil),
    Case(story: asked + "61 asks q1 A\n63 answers q1 pending A\n= waiting", opensAt: nil),
    Case(story: asked + "62 asks q1 A\n63 answers q1 pending A\n= waiting", opensAt: 62),
    Case(story: asked + "32 asks q1 A\n33 answers q1 7777 A\n= waiting", opensAt: nil),
    Case(story: asked + "32 asks q1 A\n33 answers q1 1032 A\n= not-paid", opensAt: 62),
    Case(story: asked + "71 asks q1 A\n72 answers q1 1032 A\n= not-paid", opensAt: 62),
    // An answer that names another prompt, or none, answers nothing about this one; least of all a 0.
    Case(story: asked + "71 asks q1 A\n72 answers q1 0 A unechoed\n= waiting", opensAt: nil),
    Case(story: asked + "71 asks q1 A\n72 answers q1 1032 A unechoed\n= waiting", opensAt: nil),
    Case(story: asked + "9 callback 1037 A\n= not-paid", opensAt: nil),
    Case(story: asked + "9 callback 1037 A\n71 asks q1 A\n72 answers q1 1037 A\n= not-paid", opensAt: 62),
    Case(story: asked + "9 callback 1032 A\n= not-paid", opensAt: 0),
    // Said by a stranger who knows the address and the prompt, while the prompt is on the phone.
    Case(story: asked + "9 callback 1032 A unlisted\n= not-paid", opensAt: nil),
    Case(story: asked + "9 callback 1032 A unlisted\n71 asks q1 A\n72 answers q1 1032 A\n= not-paid", opensAt: 62),
    Case(story: "0 recorded 1000\n1 sending\n2 refused firewall\n= refused", opensAt: 0),
    Case(story: "0 recorded 1000\n2 not-sent no-token\n= not-sent", opensAt: 0),
    Case(story: "0 recorded 1000\n1 sending\n31 outcome-unknown no-answer\n= unknown", opensAt: 91),
    Case(story: asked + "9 callback 7777 A\n71 asks q1 A\n72 answers q1 pending A\n= check", opensAt: 62),
    // A success that is not proved yet never opens it, nor does money that came.
    Case(
      story: asked + "9 callback 0 1000 R1 A unlisted\n71 asks q1 A\n72 answers q1 pending A\n= check", opensAt: nil),
    Case(story: asked + "10 asks q1 A\n11 answers q1 0 A\n= check", opensAt: nil),
    Case(
      story: asked + "9 callback 0 1 R1 A\n71 asks q1 A\n72 answers q1 pending A\n= held wrong-amount", opensAt: nil),
    Case(story: asked + "9 callback 0 1000 R1 A\n= paid", opensAt: nil),
    Case(story: asked + "20 decides d1 by-hand R1\n= by-hand", opensAt: nil),
    // Until she says that nothing came; then it is an attempt as any.
    Case(
      story: asked + "71 asks q1 A\n72 answers q1 1032 A\n130 decides d1 by-hand R1\n140 decides d2 resolved nothing"
        + "\n= by-hand contradicted", opensAt: 62),
    Case(story: asked + "20 decides d1 by-hand R1\n30 decides d2 resolved nothing\n= by-hand", opensAt: nil),
  ])
  func whenItOpens(_ told: Case) throws {
    let story = try PaymentStory(told.story)
    #expect(story.breaches.isEmpty, "\(story.breaches)")
    guard let opensAt = told.opensAt else {
      #expect(!Guards.mayAskAgain(story.status, at: EvidenceNotation.moment(1_000_000)), "\(told.story)")
      return
    }
    #expect(Guards.mayAskAgain(story.status, at: EvidenceNotation.moment(opensAt)), "\(told.story)")
    if opensAt > 0 {
      #expect(!Guards.mayAskAgain(story.status, at: EvidenceNotation.moment(opensAt - 1)), "\(told.story)")
    }
  }

  @Test func theSlowerClockUnlocks() throws {
    let story = try PaymentStory(Self.asked + "10 asks q1 A\n11 answers q1 1032 A\n= not-paid")
    let accepted = EvidenceNotation.moment(2)
    func opens(_ now: Moment) -> Bool { Guards.mayAskAgain(story.status, at: now) }
    var ahead = accepted.advanced(byMilliseconds: 10_000)
    ahead.wallMilliseconds += 3_600_000
    #expect(!opens(ahead), "the wall clock jumped ahead")
    var back = accepted.advanced(byMilliseconds: 90_000)
    back.wallMilliseconds -= 3_600_000
    #expect(!opens(back), "the wall clock was set back")
    var rebooted = Moment(
      wallMilliseconds: accepted.wallMilliseconds + 600_000, bootMilliseconds: 59_999, bootID: "boot-2")
    #expect(!opens(rebooted), "after a reboot the lock starts again in full")
    rebooted.bootMilliseconds = 60_000
    #expect(opens(rebooted))
  }

  /// What is shown as overdue goes by the faster clock, and says *check*, never failed.
  @Test func theFasterClockShows() throws {
    var payment = PaymentStory.summary(try PaymentStory(Self.asked + "= waiting").status)
    let accepted = EvidenceNotation.moment(2)
    #expect(payment.standing(at: accepted.advanced(byMilliseconds: 119_999)) == .waiting)
    #expect(payment.standing(at: accepted.advanced(byMilliseconds: 120_000)) == .check)
    var back = accepted.advanced(byMilliseconds: 130_000)
    back.wallMilliseconds -= 3_600_000
    #expect(payment.standing(at: back) == .check)
    #expect(payment.standing(at: Moment(wallMilliseconds: 0, bootMilliseconds: 120_000, bootID: "boot-2")) == .check)
    payment.status = try PaymentStory("0 recorded 1000\n1 sending\n= sending").status
    #expect(payment.standing(at: EvidenceNotation.moment(120)) == .sending)
    #expect(payment.standing(at: EvidenceNotation.moment(121)) == .check)
  }
}
