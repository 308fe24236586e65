import PaymentLaws
import Payments
import SimulatedShop
import TestSupport

/// Random calls of every kind on a pair of ledgers, few phones, prompts and receipts, so that they meet.
struct RandomLedgerCalls {
  private let pair: LedgerPair
  private var random: SeededGenerator
  private var payments: [PaymentID] = []
  private var asked: [(payment: PaymentID, question: String, prompt: CheckoutRequestID, at: Moment)] = []
  private var drafts: [PaymentDraft] = []
  private var decisions: [String] = []
  private var callbacks: [CallbackEvidence] = []
  private var items: [Int: UnmatchedItem] = [:]
  private var names = 0

  /// What was done how often, to see that nothing never happens.
  private(set) var done: [String: Int] = [:]

  init(_ pair: LedgerPair, seed: UInt64) {
    self.pair = pair
    random = SeededGenerator(seed: seed)
  }

  mutating func run(_ calls: Int) throws {
    for number in 1...calls where pair.differences.isEmpty {
      try step()
      if number.isMultiple(of: 25) { compareReadings() }
    }
    compareReadings()
    try pair.compareVerified()
  }

  private func compareReadings() {
    var random = random
    pair.compareReadings(
      since: Int64(random.below(Int(pair.memory.position) + 1)),
      sinceWallMilliseconds: pair.now.wallMilliseconds - random.milliseconds(0...200_000_000))
  }

  private mutating func note(_ what: String) { done[what, default: 0] += 1 }

  private mutating func step() throws {
    passTime()
    switch random.below(106) {
    case 0..<25: try record()
    case 25..<31: if let id = payment() { pair.beginSending(id) }
    case 31..<33: if let id = payment() { pair.beginSecondRequest(id) }
    case 33..<60: if let id = payment() { pair.append(try evidence(), to: id) }
    case 60..<68:
      note("callbacks together")
      let count = random.below(5)
      pair.append(try (0..<count).compactMap { _ in try payment().map { ReceivedCallback(of: $0, try callback()) } })
    case 68..<76: try ask()
    case 76..<82: answer()
    case 82..<96: try decide()
    case 96..<98:
      try pair.backUp()
      note("backup")
    case 98..<102: try resolveUnmatched()
    case 102..<104: purge()
    default:
      guard pair.hasBackups, random.happens(perThousand: 700) else { return }
      note("restore")
      try pair.restore(number: random.below(100), strangers: random.below(3))
    }
  }

  /// Something among few items, of which some are copies of one callback; what it says never changes.
  private mutating func unmatchedItem() throws -> UnmatchedItem {
    let number = random.below(12)
    if let known = items[number] { return known }
    var item = UnmatchedItem(id: "item-\(number)", oddity: "unknown-payment")
    if number > 2 {
      item.payment = payments.first
      item.bodyHash = "body-\(number / 2)"
      item.peer = .listed
      item.code = random.pick([.paid, .paid, ResultCode("1032"), nil])
      item.receipt = try receipt()
    }
    items[number] = item
    return item
  }

  private mutating func resolveUnmatched() throws {
    let item = try unmatchedItem()
    let decision = UnmatchedDecision(
      item: item, resolution: random.pick([.goods, .refund, .kept, nil]), why: random.pick(["seen", "seen", " "]),
      cashier: "njeri", till: try till(),
      pin: random.pick([LedgerPair.supervisors[0].pin, LedgerPair.supervisors[1].pin, TypedPIN("111222"), nil]))
    switch pair.resolveUnmatched(decision) {
    case .resolved?: note("resolved unmatched")
    case .alreadyResolved?: note("resolved unmatched before")
    case .refused?, nil: note("resolving refused")
    }
  }

  /// Weeks later, mostly.
  private mutating func purge() {
    if random.happens(perThousand: 700) { pair.clock.advance(byMilliseconds: random.milliseconds(0...4_000_000_000)) }
    guard let purged = pair.purge(keptMilliseconds: 3_024_000_000) else { return }
    note(purged == PurgedPersonal() ? "purged nothing" : "purged")
  }

  private mutating func passTime() {
    switch random.below(40) {
    case 0: pair.clock.reboot()
    case 1: pair.clock.setWallAhead(byMilliseconds: random.milliseconds(-7_200_000...7_200_000))
    case 2: pair.clock.advance(byMilliseconds: random.milliseconds(3_600_000...50_000_000))
    default: pair.clock.advance(byMilliseconds: random.milliseconds(0...40_000))
    }
  }

  /// A known payment, or now and then one that is known to nobody.
  private mutating func payment() -> PaymentID? {
    if random.happens(perThousand: 60) || payments.isEmpty { return newID() }
    // Mostly a young one, so that stories get long.
    return random.happens(perThousand: 700) ? random.pick(Array(payments.suffix(4))) : random.pick(payments)
  }

  private mutating func newID() -> PaymentID {
    PaymentID(
      wallMilliseconds: pair.now.wallMilliseconds, randomHigh: UInt16(random.below(65_536)), randomLow: random.next())
  }

  private mutating func till() throws -> Till {
    guard let till = Till(random.below(4)) else { throw TestFailure("no till") }
    return till
  }

  private mutating func record() throws {
    if let again = drafts.last, random.happens(perThousand: 60) {
      note("recorded again")
      _ = pair.record(again)
      return
    }
    guard let phone = PhoneNumber(msisdn: "25471234567\(random.below(8))"),
      let amount = Shillings(random.pick([1, 500, 1000]))
    else { throw TestFailure("not a draft") }
    var draft = PaymentDraft(id: newID(), till: try till(), cashier: "amina", phone: phone, amount: amount)
    if random.happens(perThousand: 300), let earlier = payment() { draft.sameSaleAs = [seen(earlier)] }
    if random.happens(perThousand: 80), let other = payment() { draft.sameSaleAs.append(seen(other)) }
    if random.happens(perThousand: 250) { draft.onceKey = OnceKey("once-\(random.below(8))") }
    if random.happens(perThousand: 600) { draft.phonesPerMinute = random.pick([1, 1, 2]) }
    if random.happens(perThousand: 200) { draft.confirmAbove = Shillings(700) }
    if random.happens(perThousand: 200) { draft.reference = try AccountReference.parse("INV7").get() }
    for _ in 0..<4 {
      guard let outcome = pair.record(draft) else { return note("recording refused after a restore") }
      drafts.append(draft)
      switch outcome {
      case .recorded(let payment):
        note("recorded")
        return payments.append(payment.id)
      case .alreadyRecorded: return note("recorded before")
      case .recordedBeforeRestore: return note("recorded before a restore")
      case .blocked(let block):
        note("blocked \(block.reason.rawValue)")
        if random.happens(perThousand: 400) { return }
        draft.override(block.payment)
        if random.happens(perThousand: 400) { draft.link(to: block.payment) }
      }
    }
  }

  /// Mostly as it is now, else as it was at some time.
  private mutating func seen(_ id: PaymentID) -> SeenPayment {
    let position = pair.memory.position
    return SeenPayment(
      id, upTo: random.happens(perThousand: 800) ? position : Int64(random.below(Int(position) + 1)))
  }

  private mutating func prompt() -> CheckoutRequestID { CheckoutRequestID("ws_CO_24112026_\(random.below(8))") }

  private mutating func receipt() throws -> Receipt {
    guard let receipt = Receipt("UKO\(random.below(9))XXXX") else { throw TestFailure("no receipt") }
    return receipt
  }

  private mutating func evidence() throws -> [Evidence] {
    note("evidence")
    switch random.below(12) {
    case 0: return [.tokenRefused]
    case 1, 2, 3:
      return [.accepted(Acceptance(checkoutRequestID: prompt(), merchantRequestID: random.pick([nil, "M1"])))]
    case 4:
      return [
        .refused(RefusedAnswer(reason: .subscriberBusy, code: "500.001.1001", answerMark: "500-\(random.below(2))"))
      ]
    case 5: return [.notSent(random.pick([.tooOld, .restarted]))]
    case 6: return [.outcomeUnknown(random.pick([.noAnswer, .interrupted]))]
    case 7: return [.callback(try callback()), .callback(try callback())]
    default: return [.callback(try callback())]
    }
  }

  /// A new one, or an earlier one once more, perhaps of another peer: what says something else has another hash.
  private mutating func callback() throws -> CallbackEvidence {
    var callback = try random.happens(perThousand: 200) && !callbacks.isEmpty ? random.pick(callbacks) : newCallback()
    callback.peer = random.pick([.listed, .listed, .unlisted])
    callbacks.append(callback)
    return callback
  }

  private mutating func newCallback() throws -> CallbackEvidence {
    names += 1
    let code = random.pick(["0", "0", "0", "1032", "1037", "7777"])
    return CallbackEvidence(
      bodyHash: "body-\(names)", peer: .listed, keyIsTrusted: random.happens(perThousand: 850),
      code: ResultCode(code), text: "As stated.",
      amount: code == "0" ? random.pick([1, 500, 1000].map { Shillings($0)?.cents }) : nil,
      receipt: code == "0" && random.happens(perThousand: 900) ? try receipt() : nil, checkoutRequestID: prompt(),
      merchantRequestID: random.pick([nil, "M1", "M2"]))
  }

  private mutating func ask() throws {
    guard let id = payment() else { return }
    names += 1
    let question = "question-\(names)"
    guard let prompt = pair.takeQueryTurn(id, try till(), question: question) else { return note("no turn") }
    note("asked")
    asked.append((id, question, prompt, pair.now))
  }

  private mutating func answer() {
    guard !asked.isEmpty else { return }
    note("answered")
    let question = asked[random.below(asked.count)]
    let finding: QueryAnswered.Finding
    switch random.below(4) {
    case 0: finding = .pending
    case 1: finding = .nothing("timeout")
    default: finding = .result(ResultCode(random.pick(["0", "0", "1032", "1"])), text: "As stated.")
    }
    let answer = QueryAnswered(
      question: question.question, checkoutRequestID: question.prompt, askedAt: question.at,
      echoed: random.happens(perThousand: 900), finding: finding)
    pair.append([.queryAnswer(answer)], to: question.payment)
  }

  private mutating func decide() throws {
    guard let id = payment() else { return }
    names += 1
    let name = random.happens(perThousand: 100) && names > 1 ? "decision-\(random.below(names))" : "decision-\(names)"
    let action: Decision.Action
    var supersedes: [String] = random.happens(perThousand: 150) ? decisions.suffix(2) : []
    switch random.below(10) {
    case 6: action = .fasterPaceAllowed
    case 7:
      action = .markUndone
      if random.happens(perThousand: 800) {
        supersedes = try pair.memory.payment(id)?.status.notes.marks.map(\.decision) ?? []
      }
    case 0, 1: action = .acceptedByHand(try receipt())
    case 2: action = .wrongNumber
    case 3: action = .paysAnotherWay
    case 4: action = .muted
    case 5: action = .askedAgain(as: id)
    default: action = .resolved(random.pick([.goods, .refund, .kept]))
    }
    let position = pair.memory.position
    let request = DecisionRequest(
      id: name, payment: id, action: action, why: random.pick(["saw the SMS", "saw the SMS", ""]), cashier: "njeri",
      till: try till(),
      seenPosition: random.happens(perThousand: 800) ? position : Int64(random.below(Int(position) + 1)),
      pin: random.pick(LedgerPair.supervisors.map(\.pin) + [LedgerPair.supervisors[0].pin, TypedPIN("000000"), nil]),
      supersedes: supersedes)
    decisions.append(name)
    note("decision")
    pair.decide(request)
  }
}
