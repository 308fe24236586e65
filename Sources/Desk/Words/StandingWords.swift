import Payments

/// What a row of the board says, and in which spirit; one case per look.
public enum StandingLook: Sendable, Equatable, CaseIterable {
  case sending
  case waiting
  case check
  case paid
  case cancelled
  case failed
  case alarm
  case held
  case byHand
}

/// A payment's standing in words, for the board and for the lines below it.
public struct StandingWords: Sendable, Equatable {
  /// The look of the row.
  public var look: StandingLook
  /// The standing's word: `PAID`, `waiting`, `WRONG PIN`.
  public var word: String
  /// What stands beside the word: the receipt, the time, a hint.
  ///
  /// Never text from outside.
  public var detail: String
  /// Whose move it is.
  public var actor: Actor
}

extension PaymentSummary {
  /// Something that the cashier or the owner must see: it stays until seen.
  var isTrouble: Bool {
    if status.isSettled { return false }
    return switch status.standing {
    case .paid: !status.flags.isDisjoint(with: .alarms)
    case .notPaid, .refused, .notSent: !isHandled
    case .unknown, .check, .held: true
    case .byHand: status.needsPerson
    case .recorded, .sending, .waiting: false
    }
  }

  /// The customer pays in another way, or the prompt went to somebody else, and nothing has come: nobody waits for it,
  /// and it stays watched.
  public var isNotCountedOn: Bool {
    guard isHandled, !status.isSettled else { return false }
    return switch status.standing {
    case .recorded, .sending, .waiting, .check: true
    default: false
    }
  }

  /// A supervisor closed what stood open on it: it is nobody's move any more, and never green, since the money may have
  /// gone back.
  var isClosedBySupervisor: Bool {
    guard status.isSettled else { return false }
    var open = status
    open.isSettled = false
    return open.isOpen
  }

  /// The standing in words at a moment.
  public func words(at now: Moment) -> StandingWords {
    var words = standingWords(at: now)
    if hasBroughtNothing, isHandled { words.actor = .nobody }
    return words
  }

  private func standingWords(at now: Moment) -> StandingWords {
    if isClosedBySupervisor {
      return StandingWords(look: .byHand, word: "SETTLED", detail: status.receipt?.code ?? "", actor: .nobody)
    }
    if let alarm = alarmWords { return alarm }
    if isNotCountedOn {
      let word = status.sentToWrongNumber ? "WRONG NUMBER" : "OTHER WAY"
      return StandingWords(look: .cancelled, word: word, detail: "still watched", actor: .nobody)
    }
    switch standing(at: now) {
    case .recorded: return StandingWords(look: .sending, word: "sending", detail: "", actor: .safaricom)
    case .sending: return StandingWords(look: .sending, word: "sending", detail: "", actor: .safaricom)
    case .waiting: return waitingWords(at: now)
    case .check: return checkWords
    case .unknown: return StandingWords(look: .check, word: "CHECK", detail: "did it arrive?", actor: .you)
    case .paid:
      if status.flags.contains(.receiptToFollow) {
        return StandingWords(look: .paid, word: "PAID", detail: "receipt to follow", actor: .nobody)
      }
      return StandingWords(look: .paid, word: "PAID", detail: status.receipt?.code ?? "", actor: .nobody)
    case .notPaid: return notPaidWords
    case .refused: return refusedWords
    case .notSent: return StandingWords(look: .failed, word: "NOT SENT", detail: "", actor: .you)
    case .held: return heldWords
    case .byHand:
      return StandingWords(look: .byHand, word: "BY HAND", detail: status.receipt?.code ?? "", actor: .nobody)
    }
  }

  private var alarmWords: StandingWords? {
    guard let alarm else { return nil }
    // The long one leaves no room for a receipt; it stands in the lines below the board.
    let detail = alarm == .paidByWrongNumber ? "" : status.receipt?.code ?? ""
    return StandingWords(look: .alarm, word: alarm.rawValue, detail: detail, actor: .owner)
  }

  private func waitingWords(at now: Moment) -> StandingWords {
    guard let acceptedAt = status.acceptedAt else {
      return StandingWords(look: .waiting, word: "waiting", detail: "", actor: .customer)
    }
    let seconds = now.overdueMilliseconds(since: acceptedAt) / 1000
    // Calm to 20 s, "still with the customer" to 60 s, then Safaricom's move (desk.md, look).
    switch seconds {
    case ..<20: return StandingWords(look: .waiting, word: "waiting", detail: "\(seconds) s", actor: .customer)
    case ..<60: return StandingWords(look: .waiting, word: "still waiting", detail: "\(seconds) s", actor: .customer)
    default: return StandingWords(look: .waiting, word: "asking", detail: "\(seconds) s", actor: .safaricom)
    }
  }

  private var checkWords: StandingWords {
    switch status.reason {
    case .doubt(.contradicted):
      StandingWords(look: .check, word: "CHECK", detail: "answers differ", actor: .you)
    case .doubt: StandingWords(look: .check, word: "CHECK", detail: "not proved yet", actor: .safaricom)
    default: StandingWords(look: .check, word: "CHECK", detail: "no answer yet", actor: .you)
    }
  }

  private var heldWords: StandingWords {
    if status.flags.contains(.wrongAmount), let stated = status.statedAmount {
      return StandingWords(look: .held, word: "WRONG AMOUNT", detail: Self.short(stated), actor: .owner)
    }
    if status.flags.contains(.receiptReused) {
      return StandingWords(look: .held, word: "RECEIPT USED", detail: "stands twice", actor: .owner)
    }
    return StandingWords(look: .held, word: "HELD", detail: "for the owner", actor: .owner)
  }

  /// An answer may state any number; one that no column can hold is no amount of this shop's anyway.
  private static func short(_ stated: Cents) -> String {
    stated.grouped.count <= 12 ? "KSh \(stated.grouped)" : "far too much"
  }

  private var notPaidWords: StandingWords {
    guard case .result(let code, _) = status.reason else {
      return StandingWords(look: .failed, word: "NOT PAID", detail: "", actor: .you)
    }
    let meaning = code.meaning
    return StandingWords(
      look: meaning == .cancelled ? .cancelled : .failed, word: meaning.word, detail: meaning.boardHint,
      actor: meaning.actor)
  }

  private var refusedWords: StandingWords {
    if case .refused(.subscriberBusy, _) = status.reason {
      return StandingWords(look: .failed, word: "PHONE BUSY", detail: "other prompt", actor: .customer)
    }
    if case .refused(let reason, _) = status.reason, reason.isTemporary {
      return StandingWords(look: .failed, word: "REFUSED", detail: "try again", actor: .you)
    }
    return StandingWords(look: .failed, word: "REFUSED", detail: "see below", actor: .owner)
  }
}

/// What is wrong with money that came, the gravest first.
enum Alarm: String {
  case paidTwice = "PAID TWICE"
  case paidByWrongNumber = "PAID BY WRONG NUMBER"
  case paidLate = "PAID LATE"
  case byHandNotPaid = "BY HAND, UNPAID"
}

extension PaymentSummary {
  /// The gravest alarm that nobody settled.
  var alarm: Alarm? {
    if status.isSettled { return nil }
    if status.flags.contains(.twice) { return .paidTwice }
    if status.flags.contains(.wrongNumber) { return .paidByWrongNumber }
    if status.flags.contains(.late) { return .paidLate }
    return status.standing == .byHand && status.needsPerson ? .byHandNotPaid : nil
  }
}
