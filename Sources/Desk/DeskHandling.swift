import Keys
import Payments
import Wording

extension DeskState {
  /// The one way in which a desk changes: an event comes in, the state changes, and what is to be done comes out.
  package mutating func handle(_ event: DeskEvent, at now: Moment) -> [DeskEffect] {
    let formWasEmpty = form.isEmpty
    letGoOfWhatIsOver(at: now)
    let aside = putOldQuestionAside(at: now)
    // A letter was meant for what stood there.
    let effects = !aside.isEmpty && event.isLetter ? aside : aside + take(event, at: now)
    if form.isEmpty, notice?.about == .form { notice = nil }
    if formWasEmpty, !form.isEmpty { news.nextCustomerBegan(at: now) }
    let bells = hearOfTime(at: now)
    resolveNews(at: now)
    holdChoices()
    if !pages.isEmpty { pages.follow(self) }
    followQuestion(at: now)
    letters.note(letterGround, at: now, isByKey: event.isByHand)
    return effects + bells + followTour(at: now) + readTimeLine(at: now) + endIfDue(at: now)
  }

  private mutating func take(_ event: DeskEvent, at now: Moment) -> [DeskEffect] {
    switch event {
    case .keyPressed(let key, let freshID):
      // Nothing of what the key would do is on the screen, a question's words included.
      return room == .nothing ? [.ring(.refused)] : press(key, freshID: freshID, at: now)
    case .meant(let command, let payment, let freshID):
      return carryOutMeant(command, about: payment, freshID: freshID, at: now)
    case .timePassed: return []
    case .evidenceCommitted(let payments): return commit(payments, at: now)
    case .questionPutOff(let id), .questionFailed(let id):
      tellThatNothingWasAsked(about: id, event == .questionPutOff(id) ? .tooSoon : .ledgerDidNotTakeIt, at: now)
      return []
    case .answered(let id, let result): return takeAnswer(id, result, at: now)
    case .cameBack(let since):
      comeBack(sinceWallMilliseconds: since, at: now)
      return []
    case .roomChanged(let room):
      self.room = room
      return []
    case .askedToEnd(let asker, let seconds, let isTakenOver):
      return takeEnding(by: asker, inSeconds: seconds, isTakenOver: isTakenOver, at: now)
    case .noted(let text):
      say(text, at: now)
      return []
    case .totalsChanged(let totals):
      self.totals = totals
      totalsAreKnown = true
      return []
    case .tourBegan:
      changeDemo { $0.tour = Tour() }
      return []
    case .supervisorOfDemo(let supervisor):
      changeDemo { $0.supervisor = supervisor }
      return []
    case .phonesChanged(let phones):
      take(phones)
      return []
    case .healthChanged(let health):
      let isWellAgain = self.health.ledgerTrouble != nil && health.ledgerTrouble == nil
      self.health = health
      if isWellAgain, notice?.about == .ledger {
        notice = nil
        say(
          Phrase(
            "The ledger can be written again: go on.",
            sw: "Leja inaandikika tena: endelea."), stays: true, at: now)
      }
      return []
    }
  }

  /// Time takes away what stood there for a while.
  private mutating func letGoOfWhatIsOver(at now: Moment) {
    if let until = notice?.until, now.leftMilliseconds(until: until) == 0 { notice = nil }
    if let until = shownNumber?.until, now.leftMilliseconds(until: until) == 0 { shownNumber = nil }
    forgetPutAside(at: now)
  }

  /// The one attempt is made for what this desk asked to be recorded, and for nothing else.
  mutating func takeRecorded(_ draft: PaymentDraft, _ payment: PaymentSummary, at now: Moment) -> [DeskEffect] {
    _ = hear(payment, at: now)
    guard draft.id == payment.id else { return impossible("recorded, and never asked for") }
    for earlier in draft.sameSaleAs { askedAgain(earlier.id) }
    typedAgain(draft)
    // Whoever asked again from the board wants to see what becomes of the new attempt.
    if focus == .board, let selected = board.selectedPayment, draft.isLinked(to: selected.id) {
      select(payment.id)
    }
    newest = payment.id
    say(payment.onItsWayNotice, about: .payment(payment.id), at: now)
    return [.push(payment.id)]
  }

  /// The ledger could not take a draft.
  mutating func takeNotRecorded(_ draft: PaymentDraft, _ sentence: Phrase, at now: Moment) -> [DeskEffect] {
    let place: Phrase
    if isRetry(draft) {
      place = wayToAskAgain
    } else if giveBack(draft, at: now) {
      place = Phrase("What you typed is back in the form.", sw: "Ulichoandika kimerudi kwenye fomu.")
    } else {
      place = Phrase(
        "\(takeBackKey) in an empty form takes back what you typed.",
        sw: "\(takeBackKey) kwenye fomu tupu huleta tena ulichoandika.")
    }
    complain([sentence, place].joined(separator: " "), about: .ledger, at: now)
    return [.ring(.trouble)]
  }

  /// Payments of this till whose answer is still to come.
  package var waitingHere: Int { board.tally.ownWaitingCount + recording.count }

  private mutating func press(_ key: KeyPress, freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    dropSeenTrouble(at: now)
    if let absence, now.elapsedMilliseconds(since: absence.until) >= Absence.staysMilliseconds { self.absence = nil }
    if key == .up || key == .down { letters.noteArrow(at: now) }
    hint = nil
    // By places: a binding that is looked at by its value is copied.
    let bindings = bindings(at: now)
    guard let place = bindings.indices.first(where: { bindings[$0].keys.contains(key) }) else {
      return refuseForThisPayment(key, at: now) ?? type(key, at: now)
    }
    if case .character(let letter) = key, lettersActInMilliseconds(at: now) > 0 {
      return refuseTooSoon(letter, at: now)
    }
    let wasElsewhere = !isTypingInForm && !isPhoneInHand
    let effects =
      switch bindings[place].action {
      case .desk(let command): command.carryOut(on: &self, freshID: freshID, at: now)
      case .page(let command): carryOut(command, freshID: freshID, at: now)
      }
    // Whoever was elsewhere may have another customer before him than the one whose text stands here.
    if wasElsewhere, isTypingInForm { form.selectField() }
    return effects
  }

  /// A letter that does something about other payments, and nothing about the chosen one now; nil for any other key.
  private mutating func refuseForThisPayment(_ key: KeyPress, at now: Moment) -> [DeskEffect]? {
    guard pages.isEmpty, focus == .board, let payment = board.selectedPayment,
      commands.contains(where: { $0.isAboutThePayment && $0.boardKeys(in: identity.language).contains(key) })
    else { return nil }
    say(
      payment.numberAndAmount(at: now, seenFrom: identity.till)
        + Phrase(": not now, it is ", sw: ": sasa haiwezekani, ni ") + payment.words(at: now).word,
      at: now)
    return [.ring(.refused)]
  }

  /// What no binding takes is text for whatever has the keyboard.
  private mutating func type(_ key: KeyPress, at now: Moment) -> [DeskEffect] {
    switch pages.top?.textGoes ?? .form {
    case .nowhere: break
    case .page: typeIntoPage(key)
    case .form: return typeIntoForm(key, at: now)
    }
    return []
  }

  /// Digits and pasted text find their way into the form from everywhere, and put a question aside.
  private mutating func typeIntoForm(_ key: KeyPress, at now: Moment) -> [DeskEffect] {
    switch key {
    case .character(let character):
      // Whoever presses a letter while a question waits means to answer it, and not to type a phone number.
      if question != nil, !character.beginsNumber { return refuseUnderQuestion() }
      guard comeToForm(with: character) else { return [] }
      let aside = putQuestionAside(at: now)
      return aside + (form.type(character, limit: identity.amountLimit) ? [] : [.ring(.refused)])
    case .paste(let text):
      let first = PaymentForm.firstSign(of: text)
      if question != nil, first?.beginsNumber != true { return refuseUnderQuestion() }
      guard comeToForm(with: first) else { return [.ring(.refused)] }
      let aside = putQuestionAside(at: now)
      return aside + paste(text, at: now)
    case .backspace, .delete:
      guard isTypingInForm, !form.isEmpty else { return [] }
      form.deleteBackward()
      return putQuestionAside(at: now)
    default:
      guard question != nil, bindings(below: .lines, at: now).contains(where: { $0.keys.contains(key) }) else {
        return []
      }
      let refused = refuseUnderQuestion()
      // Held, it rings for nobody.
      return key == .enter ? [] : refused
    }
  }

  /// What came in one piece is looked at before it is sent.
  private mutating func paste(_ text: String, at now: Moment) -> [DeskEffect] {
    guard form.paste(text, limit: identity.amountLimit) else { return [.ring(.refused)] }
    if text.contains(where: \.isNewline) {
      let key = DeskCommand.advance.formKey
      say(
        Phrase("Came in one piece: look, then press \(key)", sw: "Imekuja kwa mkupuo: angalia, kisha \(key)"),
        about: .form, at: now)
    }
    return []
  }

  /// The keyboard is in the form, or comes there with a number; letters stay where they are.
  private mutating func comeToForm(with first: Character?) -> Bool {
    if isTypingInForm { return true }
    guard let first, first.beginsNumber else { return false }
    goToForm()
    form.selectField()
    return true
  }

  private mutating func typeIntoPage(_ key: KeyPress) {
    pages.changeTop { page in
      switch key {
      case .character(let character): page.type(character)
      case .paste(let text): page.paste(text)
      case .backspace, .delete: page.deleteBackward()
      default: break
      }
    }
  }

  mutating func goToForm() {
    pages.close(.board)
    focus = .form
    board.select(nil)
  }
}

extension DeskEvent {
  /// Somebody pressed a key, or said a word.
  fileprivate var isByHand: Bool {
    switch self {
    case .keyPressed, .meant: true
    default: false
    }
  }

  /// A letter, which is no beginning of the next customer's number.
  fileprivate var isLetter: Bool {
    if case .keyPressed(.character(let character), _) = self { !character.beginsNumber } else { false }
  }
}

extension Character {
  /// A phone number may begin with it.
  fileprivate var beginsNumber: Bool { ("0"..."9").contains(self) || self == "+" }
}
