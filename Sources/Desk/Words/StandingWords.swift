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
  public var word: Phrase
  /// What stands beside the word: the receipt, the time, a hint.
  ///
  /// Never text from outside.
  public var detail: Phrase
  /// Whose move it is.
  public var actor: Actor

  /// The word, and what stands beside it.
  public var whole: Phrase { detail.isEmpty ? word : [word, detail].joined(separator: " ") }
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
  ///
  /// What an answer put in doubt is not among these: money may have come, and that is said first.
  public var isNotCountedOn: Bool {
    guard isHandled, !status.isSettled else { return false }
    return switch status.standing {
    case .recorded, .sending, .waiting: true
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
      return StandingWords(
        look: .byHand, word: Phrase("SETTLED", sw: "IMETATULIWA"), detail: shownReceipt, actor: .nobody)
    }
    if let alarm = alarmWords { return alarm }
    if isNotCountedOn {
      let word =
        status.sentToWrongNumber
        ? Phrase("WRONG NUMBER", sw: "NAMBA SIYO") : Phrase("OTHER WAY", sw: "NJIA NYINGINE")
      return StandingWords(
        look: .cancelled, word: word, detail: Phrase("still watched", sw: "inafuatiliwa"), actor: .nobody)
    }
    switch standing(at: now) {
    case .recorded:
      return StandingWords(look: .sending, word: Phrase("sending", sw: "inatuma"), detail: .none, actor: .safaricom)
    case .sending:
      return StandingWords(look: .sending, word: Phrase("sending", sw: "inatuma"), detail: .none, actor: .safaricom)
    case .waiting: return waitingWords(at: now)
    case .check: return checkWords
    case .unknown:
      return StandingWords(
        look: .check, word: Phrase("CHECK", sw: "HAKIKI"), detail: Phrase("did it arrive?", sw: "je, lilifika?"),
        actor: .you)
    case .paid:
      if status.flags.contains(.receiptToFollow) {
        return StandingWords(
          look: .paid, word: Phrase("PAID", sw: "IMELIPWA"), detail: Phrase("receipt to follow", sw: "risiti itafuata"),
          actor: .nobody)
      }
      return StandingWords(look: .paid, word: Phrase("PAID", sw: "IMELIPWA"), detail: shownReceipt, actor: .nobody)
    case .notPaid: return notPaidWords
    case .refused: return refusedWords
    case .notSent:
      return StandingWords(look: .failed, word: Phrase("NOT SENT", sw: "HAIKUTUMWA"), detail: .none, actor: .you)
    case .held: return heldWords
    case .byHand:
      return StandingWords(
        look: .byHand, word: Phrase("BY HAND", sw: "KWA MKONO"), detail: shownReceipt, actor: .nobody)
    }
  }

  private var shownReceipt: Phrase { status.receipt.map { Phrase(verbatim: $0.code) } ?? .none }

  private var alarmWords: StandingWords? {
    guard let alarm else { return nil }
    // The long one leaves no room for a receipt; it stands in the lines below the board.
    let detail = alarm == .paidByWrongNumber ? .none : shownReceipt
    return StandingWords(look: .alarm, word: alarm.word, detail: detail, actor: .owner)
  }

  private func waitingWords(at now: Moment) -> StandingWords {
    guard let acceptedAt = status.acceptedAt else {
      return StandingWords(look: .waiting, word: Phrase("waiting", sw: "inasubiri"), detail: .none, actor: .customer)
    }
    let seconds = now.overdueMilliseconds(since: acceptedAt) / 1000
    let counter = Phrase("\(seconds) s", sw: "sek \(seconds)")
    // Calm to 20 s, "still with the customer" to 60 s, then Safaricom's move (desk.md, look).
    switch seconds {
    case ..<20:
      return StandingWords(look: .waiting, word: Phrase("waiting", sw: "inasubiri"), detail: counter, actor: .customer)
    case ..<60:
      return StandingWords(
        look: .waiting, word: Phrase("still waiting", sw: "bado inasubiri"), detail: counter, actor: .customer)
    default:
      return StandingWords(look: .waiting, word: Phrase("asking", sw: "inauliza"), detail: counter, actor: .safaricom)
    }
  }

  private var checkWords: StandingWords {
    switch status.reason {
    case .doubt(.contradicted):
      StandingWords(
        look: .check, word: Phrase("CHECK", sw: "HAKIKI"), detail: Phrase("answers differ", sw: "majibu hayaendani"),
        actor: .you)
    case .doubt:
      StandingWords(
        look: .check, word: Phrase("CHECK", sw: "HAKIKI"), detail: Phrase("not proved yet", sw: "haijathibitika"),
        actor: canBeAskedAbout ? .safaricom : .owner)
    default:
      StandingWords(
        look: .check, word: Phrase("CHECK", sw: "HAKIKI"), detail: Phrase("no answer yet", sw: "bado hakuna jibu"),
        actor: .you)
    }
  }

  private var heldWords: StandingWords {
    if status.flags.contains(.wrongAmount), let stated = status.statedAmount {
      return StandingWords(
        look: .held, word: Phrase("WRONG AMOUNT", sw: "KIASI SIYO"), detail: Self.short(stated), actor: .owner)
    }
    if status.flags.contains(.receiptReused) {
      return StandingWords(
        look: .held, word: Phrase("RECEIPT USED", sw: "RISITI IMETUMIKA"),
        detail: Phrase("stands twice", sw: "mara mbili"), actor: .owner)
    }
    return StandingWords(
      look: .held, word: Phrase("HELD", sw: "IMEZUILIWA"), detail: Phrase("for the owner", sw: "kwa mmiliki"),
      actor: .owner)
  }

  /// An answer may state any number; one that no column can hold is no amount of this shop's anyway.
  private static func short(_ stated: Cents) -> Phrase {
    stated.grouped.count <= 12 ? Phrase(verbatim: "KSh \(stated.grouped)") : Phrase("far too much", sw: "kikubwa mno")
  }

  private var notPaidWords: StandingWords {
    guard case .result(let code, _) = status.reason else {
      return StandingWords(look: .failed, word: Phrase("NOT PAID", sw: "HAIJALIPWA"), detail: .none, actor: .you)
    }
    let meaning = code.meaning
    return StandingWords(
      look: meaning == .cancelled ? .cancelled : .failed, word: meaning.word, detail: meaning.boardHint,
      actor: meaning.actor)
  }

  private var refusedWords: StandingWords {
    if case .refused(.subscriberBusy, _) = status.reason {
      return StandingWords(
        look: .failed, word: Phrase("PHONE BUSY", sw: "SIMU INATUMIKA"),
        detail: Phrase("other prompt", sw: "ombi lingine"), actor: .customer)
    }
    if case .refused(let reason, _) = status.reason, reason.isTemporary {
      return StandingWords(
        look: .failed, word: Phrase("REFUSED", sw: "IMEKATALIWA"), detail: Phrase("try again", sw: "jaribu tena"),
        actor: .you)
    }
    return StandingWords(
      look: .failed, word: Phrase("REFUSED", sw: "IMEKATALIWA"), detail: Phrase("see below", sw: "soma chini"),
      actor: .owner)
  }
}

/// What is wrong with money that came, the gravest first.
enum Alarm {
  case paidTwice
  case paidByWrongNumber
  case paidLate
  case byHandNotPaid

  /// The word on the board.
  var word: Phrase {
    switch self {
    case .paidTwice: Phrase("PAID TWICE", sw: "IMELIPWA MARA 2")
    case .paidByWrongNumber: Phrase("PAID BY WRONG NUMBER", sw: "IMELIPWA NA NAMBA SIYO")
    case .paidLate: Phrase("PAID LATE", sw: "IMELIPWA KUCHELEWA")
    case .byHandNotPaid: Phrase("BY HAND, UNPAID", sw: "MKONO, HAIJALIPWA")
    }
  }
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
