import Keys
import Payments

/// How long a plain notice stays.
private let noticeMilliseconds: Int64 = 6_000

extension DeskState {
  /// The one way in which a desk changes: an event comes in, the state changes, and what is to be done comes out.
  public mutating func handle(_ event: DeskEvent) -> [DeskEffect] {
    switch event {
    case .keyPressed(let key, let moment, let freshID):
      advanceClock(to: moment)
      return press(key, freshID: freshID)
    case .clockAdvanced(let moment):
      advanceClock(to: moment)
      return []
    case .paymentRecorded(let payment):
      recording.removeAll { $0.id == payment.id }
      board.put(payment)
      if focus == .form { board.select(nil) }
      notice = Notice(
        "Number \(payment.number): KSh \(payment.amount.grouped) is on its way to the phone",
        until: now.advanced(byMilliseconds: noticeMilliseconds))
      return [.push(payment.id)]
    case .paymentBlocked(let draft, let block):
      recording.removeAll { $0.id == draft.id }
      notice = nil
      question = .askAnyway(draft, block)
      return [.ring(.trouble)]
    case .recordingFailed(let draft, let sentence):
      recording.removeAll { $0.id == draft.id }
      putBack(draft)
      notice = Notice(sentence, kind: .trouble)
      return [.ring(.trouble)]
    case .evidenceCommitted(let payments): return commit(payments)
    case .questionPutOff:
      notice = Notice(
        "Safaricom was asked a moment ago. Try again in a few seconds.",
        until: now.advanced(byMilliseconds: noticeMilliseconds))
      return []
    case .totalsChanged(let totals):
      self.totals = totals
      return []
    case .healthChanged(let health):
      self.health = health
      return []
    }
  }

  private mutating func advanceClock(to moment: Moment) {
    now = moment
    if let until = notice?.until, until.wallMilliseconds <= moment.wallMilliseconds { notice = nil }
  }

  /// Bells are for what this till asked and saw change: money, or something that the cashier must act upon.
  private mutating func commit(_ payments: [PaymentSummary]) -> [DeskEffect] {
    var bell: Bell?
    for payment in payments {
      let before = board[payment.id]
      board.put(payment)
      guard payment.till == identity.till, let before, before.status != payment.status else { continue }
      if payment.isTrouble, !before.isTrouble || payment.status.flags != before.status.flags {
        bell = .trouble
      } else if payment.status.standing == .paid, before.status.standing != .paid, bell == nil {
        bell = .paid
      }
    }
    return bell.map { [.ring($0)] } ?? []
  }

  private mutating func press(_ key: KeyPress, freshID: PaymentID) -> [DeskEffect] {
    if let binding = bindings.first(where: { $0.keys.contains(key) }), !isText(key) {
      return carryOut(binding.command, freshID: freshID)
    }
    guard focus == .form, question == nil, !isHelpOpen else { return [] }
    if notice?.kind == .trouble { notice = nil }
    switch key {
    case .character(let character): form.type(character)
    case .paste(let text): form.paste(text)
    case .backspace, .delete: form.deleteBackward()
    default: break
    }
    return []
  }

  /// A letter in a field is text, never a command; `?` is help only where nothing has been typed.
  private func isText(_ key: KeyPress) -> Bool {
    guard case .character = key, focus == .form, question == nil, !isHelpOpen else { return false }
    return !(key == .character("?") && form[form.field].isEmpty)
  }

  private mutating func carryOut(_ command: DeskCommand, freshID: PaymentID) -> [DeskEffect] {
    switch command {
    case .advance: return advanceForm(freshID: freshID)
    case .nextField:
      if let next = PaymentForm.Field(rawValue: form.field.rawValue + 1) { form.field = next } else { focus = .board }
    case .previousField:
      if let previous = PaymentForm.Field(rawValue: form.field.rawValue - 1) { form.field = previous }
    case .stepBack: _ = form.stepBack()
    case .goToBoard:
      if !board.rows.isEmpty {
        focus = .board
        board.select(board.selectedPayment?.id)
      }
    case .goToForm:
      focus = .form
      board.select(nil)
    case .selectUp: board.moveSelection(by: -1)
    case .selectDown: board.moveSelection(by: 1)
    case .checkNow:
      guard let payment = board.selectedPayment else { return [] }
      notice = Notice(
        "Asking Safaricom about number \(payment.number)", until: now.advanced(byMilliseconds: noticeMilliseconds))
      return [.query(payment.id)]
    case .answerYes: return answerYes()
    case .answerNo: return answerNo()
    case .leaveQuestion: leaveQuestion()
    case .help: isHelpOpen = true
    case .closeHelp: isHelpOpen = false
    case .quit:
      let waiting = board.waiting.count { $0.till == identity.till }
      if waiting == 0, recording.isEmpty { return [.quit] }
      question = .quit(waiting: waiting + recording.count)
    }
    return []
  }
}
