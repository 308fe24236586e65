import Cells
import Desk
import DeskScreens
import Keys
import PaymentLaws
import Payments

/// A desk brought into a state by events alone, as it is brought there in a shop.
struct Scene {
  private(set) var state: DeskState
  private(set) var effects: [DeskEffect] = []
  private(set) var now: Moment
  private var freshIDs: UInt64 = 0
  private var position: Int64 = 0

  /// 14:02:09 in Nairobi on 24 November 2026.
  static let start = Moment(wallMilliseconds: 1_795_518_129_000, bootMilliseconds: 90_000_000, bootID: "boot")

  struct Impossible: Error {}

  /// In which language the desks of the scenes speak that are made now.
  @TaskLocal static var language = Language.english

  init(
    shop: String = "Duka la Mfano", cashier: String = "amina", practice: DeskIdentity.Practice? = .simulator,
    askAbove: Int? = nil, commands: [DeskCommand] = .standard
  ) throws {
    guard let till = Till(2) else { throw Impossible() }
    now = Self.start
    state = DeskState(
      identity: DeskIdentity(
        shopName: shop, till: till, cashier: cashier, practice: practice, askAbove: askAbove.flatMap(Shillings.init),
        language: Self.language),
      at: now, commands: commands)
    var health = Health()
    health.listener = .alive
    health.watching = .inotify
    health.lastCallbackWallMilliseconds = now.wallMilliseconds - 120_000
    happens(.healthChanged(health))
  }

  mutating func happens(_ event: DeskEvent) { effects += state.handle(event, at: now) }

  /// What is on a screen now.
  func frame(_ shape: ScreenShape, regions: PageRegions = .standard) -> Frame {
    DeskFrame.frame(of: state, at: now, shape: shape, regions: regions)
  }

  mutating func opens(_ page: some DeskPage) { state.open(page) }

  /// The ledger answers what this is an answer to and was asked last.
  mutating func answers(_ answer: Answer) {
    let id = lastAsked { request in
      switch (request, answer) {
      case (.record, .recorded), (.record, .blocked), (.decide, .decided), (.decide, .refused),
        (.resolveUnmatched, .unmatchedDecided), (.read, .evidence), (.read, .payments), (.read, .code),
        (.read, .supervisors), (.read, .unmatched):
        true
      default: false
      }
    }
    if let id { happens(.answered(id, .success(answer))) }
  }

  /// The ledger could not record the draft that it was asked to record last.
  mutating func cannotRecord(_ sentence: Phrase) throws {
    guard let id = lastAsked({ if case .record = $0 { true } else { false } }) else { throw Impossible() }
    happens(.answered(id, .failure(Trouble(sentence))))
  }

  private func lastAsked(_ isMeant: (LedgerRequest) -> Bool) -> RequestID? {
    for case .ask(let id, let request) in effects.reversed() where isMeant(request) { return id }
    return nil
  }

  mutating func press(_ key: KeyPress) {
    freshIDs += 1
    // A hand comes to rest before it presses a letter.
    if case .character = key, state.bindings(at: now).contains(where: { $0.keys.contains(key) }) {
      now = now.advanced(byMilliseconds: state.lettersActInMilliseconds(at: now))
    }
    let id = PaymentID(wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: freshIDs)
    happens(.keyPressed(key, freshID: id))
  }

  /// Types text; `⏎`, `⇥`, `⎋` and arrows are keys.
  mutating func types(_ text: String) {
    for character in text {
      switch character {
      case "⏎": press(.enter)
      case "\u{8}": press(.backspace)
      case "⇥": press(.tab)
      case "⎋": press(.escape)
      case "↑": press(.up)
      case "↓": press(.down)
      default: press(.character(character))
      }
    }
  }

  /// Goes to a payment's row on the board.
  mutating func choose(_ payment: PaymentSummary) throws {
    let rows = state.board.rows
    for _ in rows { press(.up) }
    for _ in rows where state.board.selectedPayment?.id != payment.id { press(.down) }
    if state.board.selectedPayment?.id != payment.id { throw Impossible() }
  }

  mutating func passes(seconds: Int64) { passes(milliseconds: seconds * 1_000) }

  mutating func passes(milliseconds: Int64) {
    now = now.advanced(byMilliseconds: milliseconds)
    happens(.timePassed)
  }

  mutating func health(_ change: (inout Health) -> Void) {
    var health = state.health
    change(&health)
    happens(.healthChanged(health))
  }

  /// The ledger takes the decision that the desk asked for last.
  mutating func decided(_ payment: PaymentSummary, _ change: (inout PaymentStatus) -> Void) throws {
    guard lastAsked({ if case .decide = $0 { true } else { false } }) != nil else { throw Impossible() }
    position += 1
    var payment = payment
    payment.position = position
    change(&payment.status)
    answers(.decided(payment))
  }

  /// The ledger records what the form asked it to record last, as the next number of the day.
  mutating func recorded(as state: PaymentState) throws -> PaymentSummary {
    let drafts = effects.compactMap { effect -> PaymentDraft? in
      if case .ask(_, .record(let draft)) = effect { draft } else { nil }
    }
    guard let draft = drafts.last else { throw Impossible() }
    position += 1
    let payment = PaymentSummary(
      id: draft.id, number: drafts.count, day: EastAfricaTime(now).businessDay, till: draft.till,
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: "2N\(drafts.count)", sale: draft.id,
      recordedAt: now, status: PaymentStatus.example(state, askedAt: now), position: position)
    answers(.recorded(payment))
    return payment
  }

  /// What became of a payment now.
  mutating func becomes(_ state: PaymentState, _ payment: inout PaymentSummary) {
    position += 1
    payment.status = PaymentStatus.example(state, askedAt: payment.recordedAt)
    payment.position = position
    happens(.evidenceCommitted([payment]))
  }

  /// A payment that came about some seconds ago, put on the board.
  @discardableResult
  mutating func payment(
    _ number: Int, _ phone: String, _ amount: Int, secondsAgo: Int64, till: Int = 2, cashier: String = "amina",
    _ status: (Moment) -> PaymentStatus
  ) throws -> PaymentSummary {
    let moment = now.advanced(byMilliseconds: -secondsAgo * 1_000)
    position += 1
    guard let till = Till(till), let amount = Shillings(amount),
      case .success(let phone) = PhoneNumber.parse(phone)
    else { throw Impossible() }
    let payment = PaymentSummary(
      id: PaymentID(wallMilliseconds: moment.wallMilliseconds, randomHigh: 1, randomLow: UInt64(number)),
      number: number, day: EastAfricaTime(moment).businessDay, till: till, cashier: cashier, phone: phone,
      amount: amount, reference: "2N\(number)", sale: PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: 1),
      recordedAt: moment, status: status(moment), position: position)
    happens(.evidenceCommitted([payment]))
    return payment
  }
}

extension PaymentStatus {
  static func waiting(at moment: Moment) -> PaymentStatus { example(.waiting(since: moment), askedAt: moment) }

  /// The answer came fourteen seconds after the request.
  static func answered(
    flags: Flags = [], _ state: @escaping (Moment) -> PaymentState
  ) -> (Moment) -> PaymentStatus {
    { moment in example(state(moment.advanced(byMilliseconds: 14_000)), askedAt: moment, flags: flags) }
  }

  static func paid(_ receipt: String, flags: Flags = []) -> (Moment) -> PaymentStatus {
    answered(flags: flags) { .paid(receipt, at: $0) }
  }

  static func notPaid(_ code: String, by witness: Witness = .callback) -> (Moment) -> PaymentStatus {
    answered { .notPaid(code, by: witness, at: $0) }
  }

  static func byHand(_ receipt: String, flags: Flags = []) -> (Moment) -> PaymentStatus {
    answered(flags: flags) { moment in Receipt(receipt).map { .byHand($0, at: moment) } ?? .recorded }
  }
}
