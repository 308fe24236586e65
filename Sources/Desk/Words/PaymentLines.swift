import Payments

extension PaymentSummary {
  /// The three lines about a payment at a moment: what happened; what it means for the money; what to do now.
  public func lines(at now: Moment) -> ThreeLines {
    if isClosedBySupervisor { return settledLines }
    if let alarm = alarmLines { return alarm }
    if isNotCountedOn, status.sentToWrongNumber {
      return ThreeLines(
        happened: "Number \(number): its prompt went to a wrong number.",
        money: "It cannot be pulled back. Money from it is somebody else's: you hear of it.",
        action: "Ask the right number; this one stays watched.")
    }
    if isNotCountedOn {
      return ThreeLines(
        happened: "Number \(number): the customer pays another way.",
        money: "The prompt cannot be pulled back: if M-Pesa money comes too, you hear of it.",
        action: "Take the money the other way. Both together are shown as PAID TWICE.")
    }
    let lines = standingLines(at: now)
    if mark != .wrongNumber { return lines }
    return lines.acting("Nothing to do here: its prompt went to a wrong number.")
  }

  private func standingLines(at now: Moment) -> ThreeLines {
    switch standing(at: now) {
    case .recorded, .sending:
      return ThreeLines(
        happened: "Number \(number): the request for KSh \(amount.grouped) is going out.",
        money: "Nothing is paid yet.", action: "Wait a moment.")
    case .waiting: return waitingLines(at: now)
    case .check: return checkLines
    case .paid: return paidLines
    case .byHand:
      return ThreeLines(
        happened: "Accepted by hand\(withReceipt): KSh \(amount.grouped), number \(number).",
        money: "A supervisor says that it is paid; M-Pesa has not said so.", action: "Nothing to do.")
    case .held: return heldLines
    case .notPaid: return notPaidLines
    case .refused:
      guard case .refused(let reason, let code) = status.reason else { return .nothingKnown }
      return reason.lines.acting(reason.shortAction).naming(code)
    case .notSent:
      guard case .notSent(let reason) = status.reason else { return .nothingKnown }
      return reason.lines
    case .unknown:
      guard case .unknown(let reason) = status.reason else { return .nothingKnown }
      return reason.lines.acting("Do not ask again yet: look at the customer's phone, and wait for the answer.")
    }
  }

  private var settledLines: ThreeLines {
    let receipt = status.receipt.map { ", receipt \($0.code)" } ?? ""
    return ThreeLines(
      happened: "Number \(number), KSh \(amount.grouped)\(receipt): settled by a supervisor.",
      money: "What was done with the money stands in the ledger.", action: "Nothing to do.")
  }

  private var alarmLines: ThreeLines? {
    let what = "KSh \(amount.grouped), number \(number)"
    switch alarm {
    case .paidTwice:
      return ThreeLines(
        happened: "PAID TWICE: \(what), \(receipts(atMost: 2)).", money: "This sale brought money more than once.",
        action: "Call the owner: one of the payments goes back to the customer.")
    case .paidByWrongNumber:
      return ThreeLines(
        happened: "PAID BY WRONG NUMBER: \(what), \(receipts(atMost: 1)).",
        money: "This is somebody else's money, from phone \(phone?.masked ?? "unknown").",
        action: "Call the owner: it goes back to that phone. No goods for it.")
    case .paidLate:
      return ThreeLines(
        happened: "PAID LATE: \(what), \(receipts(atMost: 1)).",
        money: "It came after it was given up; the customer may be gone, or have paid again.",
        action: "Call the owner: goods, refund, or kept for the customer.")
    case .byHandNotPaid:
      return ThreeLines(
        happened: "Accepted by hand\(withReceipt); Safaricom says not paid.",
        money: "Goods may have gone out for KSh \(amount.grouped) that never came.",
        action: "Call the owner: look for the receipt on the statement.")
    case nil: return nil
    }
  }

  private var withReceipt: String { status.receipt.map { " with receipt \($0.code)" } ?? "" }

  /// The receipts that the line holds, and how many more there are.
  private func receipts(atMost most: Int) -> String {
    let codes = ([status.receipt].compactMap(\.self) + status.otherReceipts).map(\.code)
    switch codes.count {
    case 0: return "receipt to follow"
    case 1: return "receipt " + codes[0]
    case ...most: return "receipts " + codes.joined(separator: " and ")
    default: return "receipts \(codes[0]) and \(codes.count - 1) more"
    }
  }

  private func waitingLines(at now: Moment) -> ThreeLines {
    let seconds = status.acceptedAt.map { now.overdueMilliseconds(since: $0) / 1000 } ?? 0
    switch seconds {
    case ..<20:
      return ThreeLines(
        happened: "Number \(number) is with the customer.", money: "Not paid yet.",
        action: "Say: \"Ombi limetumwa. Weka PIN yako ya M-Pesa.\"")
    case ..<60:
      return ThreeLines(
        happened: "Number \(number) is still with the customer.", money: "Not paid yet.",
        action: "Ask whether the prompt is on the phone. It lives for a minute.")
    default:
      return ThreeLines(
        happened: "The prompt of number \(number) should be over.", money: "Not known yet: Safaricom is being asked.",
        action: "Wait for the answer; do not hand over goods yet.")
    }
  }

  private var checkLines: ThreeLines {
    switch status.reason {
    case .doubt(.contradicted):
      ThreeLines(
        happened: "One answer says paid, another says not.", money: "Not proved.",
        action: "Look at the customer's SMS; the owner checks the statement before goods leave.")
    case .doubt(.strangePeer):
      ThreeLines(
        happened: "A message says paid, but not from an address known as Safaricom's.",
        money: "Not proved: Safaricom is being asked.", action: "Wait for Safaricom's answer.")
    case .doubt(.unlistedCode):
      ThreeLines(
        happened: "Safaricom gave a code that Kaunta does not know.", money: "Not proved either way.",
        action: "Look at the customer's SMS, and tell the owner the code."
      ).naming(status.resultCode?.rawValue)
    case .doubt:
      ThreeLines(
        happened: "A message says paid, but it is not proof by itself.", money: "Not proved: Safaricom is being asked.",
        action: "Wait for Safaricom's answer.")
    default:
      ThreeLines(
        happened: "No answer yet for number \(number).", money: "It may be paid or not: nobody has said.",
        action: "Look at the customer's phone for an M-Pesa SMS"
          + (canBeAskedAbout ? "; F2 then c asks Safaricom." : "."))
    }
  }

  private var paidLines: ThreeLines {
    if status.receipt == nil {
      return ThreeLines(
        happened: "PAID: KSh \(amount.grouped), number \(number).",
        money: "Safaricom says so; the receipt is to follow.",
        action: "Hand over the goods. The receipt is on the customer's SMS.")
    }
    return ThreeLines(
      happened: "PAID: KSh \(amount.grouped), number \(number), receipt \(status.receipt?.code ?? "").",
      money: "The money is in the shop's account.", action: "Hand over the goods.")
  }

  private var heldLines: ThreeLines {
    guard case .doubt(let doubt) = status.reason else { return .nothingKnown }
    switch doubt {
    case .amountDiffers:
      return ThreeLines(
        happened:
          "WRONG AMOUNT: asked KSh \(amount.grouped), the answer says \(status.statedAmount.map { "KSh " + $0.grouped } ?? "another").",
        money: "Money may have come, but not what was asked.", action: "Call the owner before goods leave.")
    case .receiptReused:
      return ThreeLines(
        happened: "The receipt stands on another payment too.", money: "One of the two is not paid by it.",
        action: "Call the owner: compare both with the statement.")
    case .twoPrompts:
      return ThreeLines(
        happened: "Two prompts claim to be this payment.", money: "Not clear which one was paid.",
        action: "Call the owner: compare with the statement.")
    case .callbackOnly:
      return ThreeLines(
        happened: "M-Pesa says paid; the ledger, restored from a backup, has no record of it.",
        money: "Money has probably come: who asked for it, and for what, is not known.",
        action: "Call the owner: compare with the statement.")
    default:
      return ThreeLines(
        happened: "An answer came for this payment, but its numbers are another payment's.", money: "Not proved.",
        action: "Call the owner: compare with the statement.")
    }
  }

  private var notPaidLines: ThreeLines {
    guard case .result(let code, let witness) = status.reason else { return .nothingKnown }
    let money: String
    if code.meaning.mayStillPay || witness == .query {
      money = "Not paid so far. Money may still come: it stays watched."
    } else {
      money = "Not paid; no money comes from this prompt."
    }
    return ThreeLines(happened: code.meaning.happened, money: money, action: code.meaning.action)
      .naming(code.meaning == .unlisted ? code.rawValue : nil)
  }
}

extension ThreeLines {
  fileprivate static let nothingKnown = ThreeLines(
    happened: "Nothing more is known.", money: "Not proved.", action: "Look at the details, and tell the owner.")

  /// The same with another third line, where the whole one is too long for the narrowest full screen.
  fileprivate func acting(_ action: String?) -> ThreeLines {
    ThreeLines(happened: happened, money: money, action: action ?? self.action)
  }

  /// The same with Safaricom's code after the first line, for whoever must look it up.
  fileprivate func naming(_ code: String?) -> ThreeLines {
    guard let code else { return self }
    return ThreeLines(happened: happened + " (\(code.prefix(24)))", money: money, action: action)
  }
}

extension Refusal {
  /// What to do now, for the cases whose whole sentence does not fit into 78 columns.
  fileprivate var shortAction: String? {
    switch self {
    case .wrongCredentials: "Owner: do passkey and short code belong together? Is the clock right?"
    case .invalidReceiver: "Owner: check short code, till number and kind in the settings."
    case .accessTokenRefused: "Owner: do keys, environment and the app's products belong together?"
    default: nil
    }
  }
}
