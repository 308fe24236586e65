import Payments

/// *Is this code real?*: the code of a customer's SMS, and what the ledger knows of it.
public struct CodeCheck: Sendable, Equatable {
  /// The code as typed.
  public internal(set) var text = ""
  /// What the ledger was asked about last.
  public internal(set) var asked: Receipt?
  /// What it answered.
  public internal(set) var finding: CodeFinding?
  /// Enter was pressed on something that is no code.
  public internal(set) var insists = false
}

extension DeskState {
  /// The check that is on the screen.
  public var codeCheck: CodeCheck? {
    if case .code(let check) = panel { check } else { nil }
  }

  mutating func change(_ body: (inout CodeCheck) -> Void) {
    guard case .code(var check) = panel else { return }
    body(&check)
    panel = .code(check)
  }

  /// Enter: the ledger is asked.
  mutating func advanceCodeCheck() -> [DeskEffect] {
    guard let check = codeCheck else { return [] }
    guard let receipt = Receipt(check.text) else {
      change { $0.insists = true }
      return []
    }
    change { check in
      if check.asked != receipt { check.finding = nil }
      check.asked = receipt
    }
    return [.lookUp(receipt)]
  }

  mutating func takeFinding(_ receipt: Receipt, _ finding: CodeFinding) {
    change { check in
      if check.asked == receipt { check.finding = finding }
    }
  }

  /// The three lines about the code that was typed; nil before there is something to say.
  ///
  /// None says that a code is false: an honest payer must not be accused (money.md section 5).
  public var codeLines: ThreeLines? {
    guard let check = codeCheck else { return nil }
    if check.insists {
      return ThreeLines(
        happened: "That is no whole code yet.", money: "A code has six to twenty letters and digits.",
        action: "Read it from the customer's SMS, letter by letter.")
    }
    guard let receipt = check.asked, let finding = check.finding, Receipt(check.text) == receipt else { return nil }
    switch finding {
    case .seen(let payments):
      guard let first = payments.first else { return nil }
      return seenLines(receipt, first, count: payments.count)
    case .notSeen(let unanswered): return notSeenLines(receipt, unanswered: unanswered)
    }
  }

  private func seenLines(_ receipt: Receipt, _ payment: PaymentSummary, count: Int) -> ThreeLines {
    let time = EastAfricaTime(payment.status.answeredAt ?? payment.recordedAt)
    let day = time.businessDay == EastAfricaTime(now).businessDay ? "today" : time.businessDay.text
    let words = payment.words(at: now)
    let also = count > 1 ? " It stands on \(count) payments: call the owner." : ""
    return ThreeLines(
      happened: "\(receipt.code): seen \(day) \(time.hourAndMinute) at till \(payment.till.number) for number "
        + "\(payment.number), KSh \(payment.amount.grouped).",
      money: "That payment is \(words.word).\(also)",
      action: "One code pays once: is this customer number \(payment.number)?")
  }

  private func notSeenLines(_ receipt: Receipt, unanswered: Int) -> ThreeLines {
    let waiting =
      switch unanswered {
      case 0: "no payment waits for an answer."
      case 1: "1 payment has no answer."
      default: "\(unanswered) payments have no answer."
      }
    return ThreeLines(
      happened: "\(receipt.code): not seen yet; \(waiting)",
      money: "Not proved here. It may be on its way, or be for another shop.",
      action: unanswered == 0
        ? "Look at name, amount and time in the SMS together, and call the owner."
        : "Wait, or check now the payment that it should be for; no goods before PAID.")
  }
}
