import Desk
import Keys
import Payments
import Testing

/// No order of keys asks a phone for an amount that did not stand in the form, or in a question, together with it; nor
/// the phone that was marked as the wrong one, unless somebody typed it anew.
struct WhomTheDeskAsks {
  private static let steps = ["③", "⎋", "⇥", "⏎", "②", "↑", "⌫", "w", "u", "y", "n", "0733000555", "80"]

  private static let situations = [
    "", "②wy", "②wy0733000555⎋", "②wy②", "②wy0733000555②⇥③", "0733000555⏎5000⏎", "0733000555⏎5000⏎n", "②wy②u",
  ]

  @Test(arguments: situations) func eachIsAskedForWhatStoodThere(situation: String) throws {
    var desk = OneDesk()
    desk.press(KeyNotation.keys("0722000444⏎90⏎"))
    desk.press(KeyNotation.keys(situation))
    #expect(desk.wrong == nil)
    walk(desk, depth: 3, after: situation)
  }

  private func walk(_ desk: OneDesk, depth: Int, after: String) {
    if depth == 0 { return }
    for step in Self.steps {
      var there = desk
      there.press(KeyNotation.keys(step))
      if let wrong = there.wrong {
        Issue.record("\(after) \(step): \(wrong)")
        return
      }
      walk(there, depth: depth - 1, after: after + " " + step)
    }
  }

  /// A desk whose ledger takes everything at once, and whose customers have their prompts then.
  private struct OneDesk {
    var state = DeskState(
      identity: DeskIdentity(
        shopName: "Duka la Mfano", till: Till(2) ?? .commandLine, cashier: "amina", practice: nil,
        askAbove: Shillings(1_000)), at: DeskPilot.start)
    var now = DeskPilot.start
    var payments: [PaymentSummary] = []
    var position: Int64 = 0
    /// What was typed since the number was marked as wrong.
    var typed = ""
    /// A draft that nobody saw, or that goes to the wrong number.
    var wrong: String?

    mutating func press(_ keys: [KeyPress]) {
      for key in keys {
        now = now.advanced(byMilliseconds: 600)
        if case .character(let digit) = key { typed.append(digit) }
        let before = state
        take(.keyPressed(key, freshID: freshID), from: before)
      }
    }

    private var freshID: PaymentID {
      PaymentID(
        wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: UInt64(bitPattern: now.bootMilliseconds))
    }

    private mutating func take(_ event: DeskEvent, from before: DeskState) {
      for case .ask(let id, let request) in state.handle(event, at: now) {
        switch request {
        case .record(let draft):
          look(at: draft, from: before)
          position += 1
          let payment = PaymentSummary(
            id: draft.id, number: payments.count + 1, day: EastAfricaTime(now).businessDay, till: draft.till,
            cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: "2N\(payments.count + 1)",
            sale: draft.sameSaleAs.first?.id ?? draft.id, recordedAt: now, status: Statuses.waiting(since: now),
            position: position)
          payments.append(payment)
          take(.answered(id, .success(.recorded(payment))), from: before)
        case .decide(let decision):
          guard let index = payments.firstIndex(where: { $0.id == decision.payment }) else { continue }
          position += 1
          payments[index].position = position
          switch decision.action {
          case .wrongNumber:
            payments[index].status.notes.sentToWrongNumber = true
            payments[index].status.notes.marks = [.init(decision: decision.id, who: decision.cashier)]
            typed = ""
          case .markUndone:
            payments[index].status.notes.sentToWrongNumber = false
            payments[index].status.notes.marks = []
          default: break
          }
          take(.answered(id, .success(.decided(payments[index]))), from: before)
        case .read, .resolveUnmatched: break
        }
      }
    }

    private mutating func look(at draft: PaymentDraft, from before: DeskState) {
      let form = (try? PhoneNumber.parse(before.form.phone).get(), try? Shillings.parse(before.form.amount).get())
      let asked = before.question?.draft
      let stood = form == (draft.phone, draft.amount) || asked?.phone == draft.phone && asked?.amount == draft.amount
      if !stood { wrong = "KSh \(draft.amount.grouped) of \(draft.phone.spoken) stood nowhere" }
      let isMarked = payments.contains { $0.phone == draft.phone && $0.status.notes.sentToWrongNumber }
      if isMarked, !typed.contains("0" + draft.phone.msisdn.dropFirst(3)) {
        wrong = "KSh \(draft.amount.grouped) of the wrong number"
      }
    }
  }
}
