import Payments

/// What a row of the board says, and in which spirit; one case per look.
package enum StandingLook: Sendable, Equatable, CaseIterable {
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
package struct StandingWords: Sendable, Equatable {
  /// The look of the row.
  package var look: StandingLook
  /// The standing's word: `PAID`, `waiting`, `WRONG PIN`.
  package var word: Phrase
  /// What stands beside the word: the receipt, the time, a hint.
  ///
  /// Never text from outside.
  package var detail: Phrase
  /// Whose move it is.
  package var actor: Actor

  /// The word, and what stands beside it.
  package var whole: Phrase { detail.isEmpty ? word : [word, detail].joined(separator: " ") }
}

extension PaymentSummary {
  /// The standing in words at a moment.
  package func words(at now: Moment) -> StandingWords {
    var words = standingWords(at: now)
    if hasBroughtNothing, isHandled || hasGivenWay {
      words.actor = .nobody
      // What is hinted at is to be done no more.
      if words.look == .failed { words.detail = .none }
    }
    if isPaidElsewhere, words.actor == .customer { words.actor = .you }
    if mayBePaidTwice, let decisiveAttempt, decisiveAttempt.reason == .paid {
      let other = decisiveAttempt
      let number = other.till == till ? "\(other.number)" : "\(other.till.number)/\(other.number)"
      words.word = Phrase("NO PIN", sw: "USIWEKE PIN")
      words.detail = Phrase("paid as \(number)", sw: "imelipwa \(number)")
    }
    return words
  }

  private func standingWords(at now: Moment) -> StandingWords {
    if isClosedBySupervisor {
      return StandingWords(
        look: .byHand, word: Phrase("RESOLVED", sw: "IMETATULIWA"), detail: shownReceipt, actor: .nobody)
    }
    if let alarm = alarmWords { return alarm }
    if isNotCountedOn {
      let word =
        status.notes.sentToWrongNumber
        ? Phrase("WRONG NUMBER", sw: "NAMBA SI SAHIHI") : Phrase("OTHER WAY", sw: "NJIA NYINGINE")
      return StandingWords(
        look: .cancelled, word: word, detail: Phrase("still watched", sw: "inafuatiliwa"), actor: .nobody)
    }
    if isOverdue(at: now) { return check(Phrase("no answer yet", sw: "bado hakuna jibu"), .you) }
    switch status.state {
    case .recorded, .sending:
      return StandingWords(
        look: .sending, word: Phrase("sending", sw: "ombi linatumwa"), detail: .none, actor: .safaricom)
    case .waiting(let since): return waitingWords(for: now.overdueMilliseconds(since: since) / 1000)
    case .check(.contradicted, _): return check(Phrase("answers differ", sw: "majibu hayaendani"), .you)
    case .check:
      return check(Phrase("not proved yet", sw: "haijathibitishwa"), canBeAskedAbout ? .safaricom : .owner)
    case .unknown: return check(Phrase("did it arrive?", sw: "ombi lilifika?"), .you)
    case .paid:
      if status.flags.contains(.receiptToFollow) {
        return StandingWords(
          look: .paid, word: Phrase("PAID", sw: "IMELIPWA"),
          detail: receiptIsInDoubt
            ? Phrase("receipt in doubt", sw: "code ina shaka") : Phrase("receipt to follow", sw: "code itafuata"),
          actor: .nobody)
      }
      return StandingWords(look: .paid, word: Phrase("PAID", sw: "IMELIPWA"), detail: shownReceipt, actor: .nobody)
    case .notPaid(let code, _, _, _):
      let meaning = code.meaning
      return StandingWords(
        look: meaning == .cancelled ? .cancelled : .failed, word: meaning.word, detail: meaning.boardHint,
        actor: meaning.actor)
    case .refused(let reason, _, _): return refusedWords(reason)
    case .notSent:
      return StandingWords(look: .failed, word: Phrase("NOT SENT", sw: "OMBI HALIKUTUMWA"), detail: .none, actor: .you)
    case .held(_, let stated, _, _): return heldWords(stating: stated)
    case .byHand:
      return StandingWords(
        look: .byHand, word: Phrase("BY HAND", sw: "NA MSIMAMIZI"), detail: shownReceipt, actor: .nobody)
    }
  }

  /// Safaricom says paid when it is asked, and the receipt that came with an answer stands on another payment too.
  var receiptIsInDoubt: Bool { status.flags.isSuperset(of: [.receiptToFollow, .receiptReused]) }

  private var shownReceipt: Phrase { status.receipt.map { Phrase(verbatim: $0.code) } ?? .none }

  private var alarmWords: StandingWords? {
    guard let alarm else { return nil }
    // The long ones leave no room for a receipt; it stands in the lines below the board.
    let detail = [.paidByWrongNumber, .byHandNotPaid].contains(alarm) ? .none : shownReceipt
    return StandingWords(look: .alarm, word: alarm.word, detail: detail, actor: .owner)
  }

  private func waitingWords(for seconds: Int64) -> StandingWords {
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

  private func check(_ detail: Phrase, _ actor: Actor) -> StandingWords {
    StandingWords(look: .check, word: Phrase("CHECK", sw: "HAIJULIKANI"), detail: detail, actor: actor)
  }

  private func heldWords(stating stated: Cents?) -> StandingWords {
    if let stated {
      return StandingWords(
        look: .held, word: Phrase("WRONG AMOUNT", sw: "KIASI TOFAUTI"), detail: Self.short(stated), actor: .owner)
    }
    if status.flags.contains(.receiptReused) {
      return StandingWords(
        look: .held, word: Phrase("RECEIPT USED", sw: "CODE IMETUMIKA"),
        detail: Phrase("stands twice", sw: "mara mbili"), actor: .owner)
    }
    return StandingWords(
      look: .held, word: Phrase("HELD", sw: "IMEZUILIWA"), detail: Phrase("for the owner", sw: "mwite mmiliki"),
      actor: .owner)
  }

  /// An answer may state any number; one that no column can hold is no amount of this shop's anyway.
  private static func short(_ stated: Cents) -> Phrase {
    stated.grouped.count <= 12
      ? Phrase("KSh \(stated.grouped)", sw: stated.grouped) : Phrase("far too much", sw: "kikubwa mno")
  }

  private func refusedWords(_ reason: Refusal) -> StandingWords {
    if reason == .subscriberBusy {
      return StandingWords(
        look: .failed, word: Phrase("PHONE BUSY", sw: "SIMU INATUMIKA"),
        detail: Phrase("other prompt", sw: "ombi lingine"), actor: .customer)
    }
    if reason.isTemporary {
      return StandingWords(
        look: .failed, word: Phrase("REFUSED", sw: "OMBI LIMEKATALIWA"), detail: Phrase("try again", sw: "jaribu tena"),
        actor: .you)
    }
    return StandingWords(
      look: .failed, word: Phrase("REFUSED", sw: "OMBI LIMEKATALIWA"), detail: Phrase("see below", sw: "soma chini"),
      actor: .owner)
  }
}

extension Alarm {
  /// The word on the board.
  package var word: Phrase {
    switch self {
    case .paidTwice: Phrase("PAID TWICE", sw: "IMELIPWA MARA 2")
    case .paidByWrongNumber: Phrase("PAID BY WRONG NUMBER", sw: "IMELIPWA NA SIMU NYINGINE")
    case .paidLate: Phrase("PAID LATE", sw: "IMELIPWA BAADAYE")
    case .byHandNotPaid: Phrase("BY HAND, UNPAID", sw: "MSIMAMIZI, HAIJALIPWA")
    }
  }
}
