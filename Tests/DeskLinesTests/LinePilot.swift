import Desk
import Keys
import PaymentLaws
import Payments
import Testing

@testable import DeskLines

/// Somebody at a desk in lines, on a clock of the story's own: types, and keeps what is said.
///
/// The ledger and Safaricom are the story's: it says what was recorded and what payments became.
final class LinePilot {
  /// 14:02 in Nairobi on 24 November 2026.
  static let start = Moment(wallMilliseconds: 1_795_518_120_000, bootMilliseconds: 5_000_000, bootID: "boot")

  private(set) var state: DeskState
  private(set) var now = LinePilot.start
  private var conversation: LineConversation
  /// Everything that was said.
  private(set) var said: [String] = []
  /// What was said since the story looked last.
  private var fresh: [String] = []
  private(set) var effects: [DeskEffect] = []
  private(set) var drafts: [PaymentDraft] = []
  private var payments: [PaymentID: PaymentSummary] = [:]
  private var requests: [(id: RequestID, request: LedgerRequest)] = []
  private var freshIDs: UInt64 = 0
  private var position: Int64 = 0

  init(
    language: Language = .english, askAbove: Int? = nil, practice: DeskIdentity.Practice? = nil,
    hidesPhones: Bool = false
  ) {
    let identity = DeskIdentity(
      shopName: "Duka la Mfano", till: Till(2) ?? .commandLine, cashier: "amina", practice: practice,
      askAbove: askAbove.flatMap(Shillings.init), language: language)
    state = DeskState(identity: identity, at: now)
    conversation = LineConversation(hidesPhones: hidesPhones)
    say()
  }

  /// Another one at the same desk, as it is now: what happens to either is not the other's.
  func copy() -> LinePilot {
    let other = LinePilot(language: state.identity.language)
    other.state = state
    other.now = now
    other.conversation = conversation
    other.said = said
    other.fresh = fresh
    other.effects = effects
    other.drafts = drafts
    other.payments = payments
    other.requests = requests
    other.freshIDs = freshIDs
    other.position = position
    return other
  }

  // MARK: Steps

  /// Lines come one after the other, a second apart: each was typed after all that was said.
  func types(_ lines: String...) {
    for line in lines {
      now = now.advanced(byMilliseconds: 1_000)
      take([line])
    }
  }

  /// Lines that came in one piece.
  func typesInOnePiece(_ lines: String...) {
    now = now.advanced(byMilliseconds: 1_000)
    take(lines)
  }

  /// A line that came a moment after what was said before it.
  func typesAtOnce(_ line: String, afterMilliseconds: Int64 = 50) {
    now = now.advanced(byMilliseconds: afterMilliseconds)
    take([line])
  }

  private func take(_ lines: [String]) {
    for line in lines {
      let typed = TypedLine(line, arrivedAtMilliseconds: now.bootMilliseconds)
      for event in conversation.events(of: typed, in: state, freshID: freshID, at: now) { handle(event) }
      say()
    }
  }

  func happens(_ event: DeskEvent) {
    handle(event)
    say()
  }

  func passes(seconds: Int64) {
    for _ in 0..<seconds {
      now = now.advanced(byMilliseconds: 1_000)
      happens(.timePassed)
    }
  }

  /// The ledger answers whatever was asked of it, as one without guards would; customers have their prompts at once.
  func ledgerAnswersAll() {
    while let request = requests.last {
      switch request.request {
      case .record:
        recorded()
        becomes(drafts.count, .waiting(since: now))
      case .decide(let decision):
        guard let index = drafts.firstIndex(where: { $0.id == decision.payment }) else {
          Issue.record("a decision about nobody")
          return
        }
        decided(index + 1) { notes in
          switch decision.action {
          case .wrongNumber: notes.sentToWrongNumber = true
          case .paysAnotherWay: notes.paysAnotherWay = true
          case .markUndone:
            notes.sentToWrongNumber = false
            notes.paysAnotherWay = false
            notes.marks = []
          default: break
          }
          if decision.action.isMark {
            notes.marks.append(PaymentStatus.Notes.Mark(decision: decision.id, who: decision.cashier))
          }
        }
      case .read, .resolveUnmatched: requests.removeLast()
      }
    }
  }

  /// The ledger recorded the newest draft, as the n-th payment of the day.
  func recorded() {
    guard let request = requests.last, case .record(let draft) = request.request else {
      Issue.record("nothing to record")
      return
    }
    requests.removeAll { $0.id == request.id }
    happens(.answered(request.id, .success(.recorded(summary(of: draft)))))
  }

  /// A guard stopped the newest draft.
  func blocked(by payment: PaymentSummary) {
    guard let request = requests.last, case .record = request.request else {
      Issue.record("nothing to block")
      return
    }
    requests.removeAll { $0.id == request.id }
    happens(.answered(request.id, .success(.blocked(GuardBlock(reason: .sameAgain, payment: payment)))))
  }

  /// The n-th draft's payment adds up to something else.
  func becomes(_ index: Int, _ state: PaymentState, flags: Flags = []) {
    guard let payment = payment(index) else {
      Issue.record("no payment \(index)")
      return
    }
    position += 1
    var changed = payment
    changed.status = .example(state, askedAt: payment.recordedAt, flags: flags)
    changed.position = position
    payments[payment.id] = changed
    happens(.evidenceCommitted([changed]))
  }

  /// The ledger took a decision about the n-th draft's payment.
  func decided(_ index: Int, _ change: (inout PaymentStatus.Notes) -> Void) {
    guard var changed = payment(index) else {
      Issue.record("no payment \(index)")
      return
    }
    position += 1
    change(&changed.status.notes)
    changed.position = position
    payments[changed.id] = changed
    answers(.decided(changed))
  }

  /// The ledger answers what was asked of it last.
  func answers(_ answer: Answer) {
    guard let request = requests.popLast() else {
      Issue.record("nothing was asked")
      return
    }
    happens(.answered(request.id, .success(answer)))
  }

  func payment(_ index: Int) -> PaymentSummary? {
    drafts.indices.contains(index - 1) ? payments[drafts[index - 1].id] : nil
  }

  // MARK: Looking

  /// What was said since this was asked last.
  func hears() -> [String] {
    defer { fresh = [] }
    return fresh
  }

  /// The same, where only a part of it matters.
  func hears(_ part: String) -> Bool { hears().contains { $0.contains(part) } }

  /// What waits for the ledger's word, newest last.
  var asked: [LedgerRequest] { requests.map(\.request) }

  // MARK: Inside

  private func freshID() -> PaymentID {
    freshIDs += 1
    return PaymentID(wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: freshIDs)
  }

  private func handle(_ event: DeskEvent) {
    let came = state.handle(event, at: now)
    effects += came
    for case .ask(let id, let request) in came {
      requests.append((id, request))
      if case .record(let draft) = request {
        drafts.removeAll { $0.id == draft.id }
        drafts.append(draft)
      }
    }
  }

  private func say() {
    let lines = conversation.lines(of: state, at: now)
    conversation.wereWritten(atMilliseconds: now.bootMilliseconds)
    said += lines
    fresh += lines
  }

  private func summary(of draft: PaymentDraft) -> PaymentSummary {
    position += 1
    let number = payments.count + 1
    let payment = PaymentSummary(
      id: draft.id, number: number, day: EastAfricaTime(now).businessDay, till: draft.till, cashier: draft.cashier,
      phone: draft.phone, amount: draft.amount,
      reference: draft.reference?.text ?? ShortReference(till: draft.till, number: number, at: now).text,
      sale: draft.sameSaleAs.first?.id ?? draft.id, recordedAt: now, status: PaymentStatus(.recorded),
      position: position)
    payments[draft.id] = payment
    return payment
  }
}

extension LinePilot {
  /// A payment that was asked for, and waits for its customer.
  func asks(_ line: String) {
    types(line)
    recorded()
    becomes(drafts.count, .waiting(since: now))
  }
}
