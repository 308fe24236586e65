import Desk
import Keys
import Payments
import Testing

/// A demo that goes on by itself, on a clock that nobody waits for.
@Suite struct AutomaticShopTests {
  /// A desk at which the shop presses its keys, and whose customers answer after eight seconds.
  private struct Day {
    var state: DeskState
    var now = DeskPilot.start
    var shop: AutomaticShop
    var acts: [AutomaticShop.Act] = []
    var drafts: [PaymentDraft] = []
    private var answers: [(at: Int64, PaymentSummary)] = []
    private var position: Int64 = 0

    init(seed: UInt64, minutes: Int64, till: Till, language: Language = .english) {
      state = DeskState(
        identity: DeskIdentity(
          shopName: "Duka", till: till, cashier: "amina", practice: .simulator, language: language), at: now)
      shop = AutomaticShop(seed: seed, dayMilliseconds: minutes * 60_000, at: now)
    }

    /// Until the day is over, or twice its length has gone by.
    mutating func goesBy(minutes: Int64) {
      let end = now.advanced(byMilliseconds: minutes * 120_000)
      while now.bootMilliseconds < end.bootMilliseconds, acts.last != .close { steps() }
    }

    /// What is due next.
    mutating func steps() {
      now = now.advanced(byMilliseconds: max(1, shop.dueAt - now.bootMilliseconds))
      for (_, payment) in answers.filter({ $0.at <= now.bootMilliseconds }) { take(.evidenceCommitted([payment])) }
      answers.removeAll { $0.at <= now.bootMilliseconds }
      let act = shop.act(at: state, at: now)
      if act == .wait { return }
      acts.append(act)
      if case .press(let key) = act {
        let id = PaymentID(
          wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: UInt64(acts.count))
        take(.keyPressed(key, freshID: id))
      }
    }

    private mutating func take(_ event: DeskEvent) {
      for effect in state.handle(event, at: now) {
        guard case .ask(let id, .record(let draft)) = effect else { continue }
        drafts.append(draft)
        take(.answered(id, .success(.recorded(summary(of: draft, PaymentStatus(.recorded))))))
        let pays = draft.phone.msisdn.hasPrefix("25470000") == false
        let status = pays ? Statuses.paid(at: now) : Statuses.notPaid("1032", at: now)
        answers.append((now.bootMilliseconds + 8_000, summary(of: draft, status)))
      }
    }

    private mutating func summary(of draft: PaymentDraft, _ status: PaymentStatus) -> PaymentSummary {
      position += 1
      return PaymentSummary(
        id: draft.id, number: drafts.count, day: EastAfricaTime(now).businessDay, till: draft.till,
        cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: "", sale: draft.id,
        recordedAt: now, status: status, position: position)
    }
  }

  private func day(seed: UInt64, minutes: Int64 = 40, language: Language = .english) throws -> Day {
    var day = Day(seed: seed, minutes: minutes, till: try #require(Till(1)), language: language)
    day.goesBy(minutes: minutes)
    return day
  }

  @Test(arguments: [1, 2, 3], Language.allCases)
  func aDayHasCustomersAtAllTillsAndAnEnd(_ seed: UInt64, _ language: Language) throws {
    let day = try day(seed: seed, language: language)
    #expect(day.acts.last == .close)
    #expect(day.state.form.isEmpty && day.state.pages.isEmpty && day.state.waitingHere == 0)
    #expect(day.drafts.count > 20, "\(day.drafts.count)")
    for till in 1...AutomaticShop.otherTills {
      #expect(day.acts.contains { if case .ask(till, _, _) = $0 { true } else { false } })
    }
    // What was typed is what was asked: no slip, no digit of one customer with another's.
    #expect(day.drafts.allSatisfy { $0.amount.count >= 30 && $0.amount.count <= 8_500 })
    #expect(day.state.board.known.count >= min(100, day.drafts.count))
  }

  /// Somebody pays late, somebody cancels, and no question was ever answered with yes.
  @Test func itShowsWhatGoesWrongToo() throws {
    var phones: Set<String> = []
    for seed in 1...3 {
      let day = try day(seed: UInt64(seed))
      phones.formUnion(day.drafts.map(\.phone.msisdn))
      for case .ask(_, let phone, _) in day.acts { phones.insert("254" + phone.dropFirst()) }
      #expect(!day.acts.contains(.press(.character("y"))))
    }
    #expect(phones.isSuperset(of: ["254799000033", "254700001032", "254700002001"]))
  }

  @Test func theSameSeedIsTheSameDay() throws {
    #expect(try day(seed: 7, minutes: 5).acts == day(seed: 7, minutes: 5).acts)
    #expect(try day(seed: 7, minutes: 5).acts != day(seed: 8, minutes: 5).acts)
  }

  /// Whoever has opened a page or typed something is left alone.
  @Test func itTouchesNothingOfAPersons() throws {
    var day = Day(seed: 1, minutes: 5, till: try #require(Till(1)))
    _ = day.state.handle(
      .keyPressed(.character("7"), freshID: PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: 1)), at: day.now)
    day.goesBy(minutes: 5)
    #expect(day.acts.isEmpty)
    #expect(day.state.form.phone == "7")
  }

  /// Left alone for a minute, it goes on: for good, one key that somebody typed would have ended the show.
  @Test func whatWasLeftIsPutAwayOnceTheKeysAreItsOwnAgain() throws {
    var day = Day(seed: 1, minutes: 5, till: try #require(Till(1)))
    for text in "72" {
      let id = PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: 1)
      _ = day.state.handle(.keyPressed(.character(text), freshID: id), at: day.now)
    }
    day.shop.restsItsHand()
    day.shop.takesTheKeysBack()
    day.goesBy(minutes: 5)
    #expect(day.acts.first == .press(.escape))
    #expect(day.acts.last == .close && day.state.form.isEmpty)
    #expect(day.acts.contains { if case .ask = $0 { true } else { false } })
  }

  /// A hand that had begun a number does not type its end into what somebody else has typed.
  @Test func whatWasBegunIsNotGoneOnWithInSomebodysForm() throws {
    var day = Day(seed: 1, minutes: 5, till: try #require(Till(1)))
    while day.state.form.phone.count < 3, day.acts.last != .close { day.steps() }
    let typed = day.state.form.phone
    day.shop.restsItsHand()
    for _ in 0..<20 { day.steps() }
    #expect(day.state.form.phone == typed)
    day.shop.takesTheKeysBack()
    for _ in 0..<20 where !day.state.form.isEmpty { day.steps() }
    #expect(day.state.form.isEmpty)
  }
}
