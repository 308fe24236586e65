import Payments
import Wording

/// A draft that went nowhere, as somebody typed it; a key takes it back.
package struct PutAside: Sendable, Equatable {
  /// Its customer has left by then.
  package static let staysMilliseconds: Int64 = 600_000
  /// What was typed.
  package let draft: PaymentDraft
  /// Since when it lies there.
  package let since: Moment
}

/// A question ends with its customer, and asks for nothing when it ends.
///
/// Open while the next customer was typed and sent, it had asked the former one for money at the next `y`. So whatever
/// is typed into the form puts it aside, and so does time; and what a guard asks when somebody else is being served
/// already is never put at all. What was typed stays for a key, and a sentence names it.
extension DeskState {
  /// A question about money that nobody has answered for so long is nobody's any more.
  static let questionStaysMilliseconds: Int64 = 120_000
  /// A sentence about a customer who was not asked stays so long at least: the next one is being typed meanwhile.
  private static let asideStaysMilliseconds: Int64 = 10_000

  /// Why a question is put aside.
  private enum Overtaken {
    case byNextCustomer
    case byTime
    /// Before it could be asked.
    case blocked(GuardBlock)

    func words(at now: Moment) -> Phrase {
      switch self {
      case .byNextCustomer: Phrase("Put aside for the next customer", sw: "Imewekwa kando kwa mteja anayefuata")
      case .byTime: Phrase("Put aside: nobody answered", sw: "Imewekwa kando: hakuna aliyejibu")
      case .blocked(let block) where block.reason == .tillPace:
        Phrase("Too many phones in a minute: put aside", sw: "Simu nyingi mno kwa dakika: imewekwa kando")
      case .blocked(let block):
        Phrase("Number ", sw: "Namba ") + block.payment.spokenNumber(at: now)
          + Phrase(" is in its way: put aside", sw: " imeizuia: imewekwa kando")
      }
    }
  }

  /// Something was typed into the form, so that another customer stands there: nothing is asked of the earlier one.
  mutating func putQuestionAside(at now: Moment) -> [DeskEffect] { putQuestionAside(.byNextCustomer, at: now) }

  /// Time alone puts a question about money aside.
  mutating func putOldQuestionAside(at now: Moment) -> [DeskEffect] {
    guard let left = questionEndsMilliseconds(at: now), left <= 0 else { return [] }
    return putQuestionAside(.byTime, at: now)
  }

  /// Until time puts the question aside; nil when it asks for no money, or there is none.
  func questionEndsMilliseconds(at now: Moment) -> Int64? {
    guard let page = pages.page(QuestionPage.self), page.question.asksForMoney else { return nil }
    return Self.questionStaysMilliseconds - now.overdueMilliseconds(since: page.since)
  }

  private mutating func putQuestionAside(_ why: Overtaken, at now: Moment) -> [DeskEffect] {
    guard let asked = question else { return [] }
    pages.close(QuestionPage.self)
    switch asked {
    case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _),
      .askAgain(let draft, _):
      return putAside(draft, why, at: now)
    case .wrongNumber(let payment), .paysAnotherWay(let payment), .undoMark(let payment):
      say(payment.leftAsItWas(at: now), at: now)
      return []
    case .quit: return []
    }
  }

  /// A guard said no: its question is put to whoever still serves that customer, and to nobody else.
  mutating func takeBlocked(_ draft: PaymentDraft, _ block: GuardBlock, at now: Moment) -> [DeskEffect] {
    dropPlainNotice()
    let isElsewhere = focus == .form && !form.isEmpty || panelKeepsDigits
    if isElsewhere || question.map(\.isWhetherToLeave) == false { return putAside(draft, .blocked(block), at: now) }
    ask(.askAnyway(draft, block), at: now)
    return [.ring(.trouble)]
  }

  private mutating func putAside(_ draft: PaymentDraft, _ why: Overtaken, at now: Moment) -> [DeskEffect] {
    var way = wayToAskAgain
    if isRetry(draft), draft.sameSaleAs.contains(where: { board[$0.id]?.askAgain(at: now) == .never }) {
      // Money came meanwhile: the sentence names the payment that brought it.
      way = .none
    } else if !isRetry(draft) {
      keep(draft, at: now)
      way = Phrase(
        "\(takeBackKey) in an empty form takes it back.", sw: "\(takeBackKey) kwenye fomu tupu huileta tena.")
    }
    complain(
      Phrase(
        "Not asked: KSh \(draft.amount.grouped) of \(draft.phone.spoken). ",
        sw: "Haikuombwa: KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken). ")
        + [why.words(at: now) + Phrase(verbatim: "."), way].filter { !$0.isEmpty }.joined(separator: " "),
      staysMilliseconds: Self.asideStaysMilliseconds, at: now)
    return [.ring(.trouble)]
  }

  /// What *ask again* made lies on its row, and nowhere else.
  var wayToAskAgain: Phrase {
    let key = DeskCommand.askAgain.boardKey
    return Phrase("\(key) on its row asks again.", sw: "\(key) kwenye mstari wake huomba tena.")
  }

  /// The key that takes back what was put aside.
  var takeBackKey: String { DeskCommand.takeBack.formKey }

  /// Keeps what was typed for the key that takes it back.
  mutating func keep(_ draft: PaymentDraft, at now: Moment) { returned.append(PutAside(draft: draft, since: now)) }

  /// What was put aside is gone with its customer: he has left, or was asked after all.
  mutating func forgetPutAside(at now: Moment) {
    returned.removeAll { now.overdueMilliseconds(since: $0.since) >= PutAside.staysMilliseconds }
  }

  /// Until the oldest of what was put aside is let go of; nil when there is none.
  func putAsideEndsMilliseconds(at now: Moment) -> Int64? {
    returned.map { PutAside.staysMilliseconds - now.overdueMilliseconds(since: $0.since) }.filter { $0 > 0 }.min()
  }

  /// Gives a draft back to whoever typed it: into the form, or to where a key takes it from if the form is in use.
  ///
  /// - Returns: whether it is in the form.
  @discardableResult
  mutating func giveBack(_ draft: PaymentDraft, at now: Moment) -> Bool {
    keep(draft, at: now)
    guard form.isEmpty else { return false }
    takeBack()
    return true
  }

  /// The key takes back what was put aside; since when, for whoever has another customer before him by now.
  mutating func takeBackLater(at now: Moment) {
    guard let since = returned.last?.since else { return }
    takeBack()
    let time = EastAfricaTime(since).hourAndMinute
    say(Phrase("Back in the form; put aside at \(time)", sw: "Imerudi kwenye fomu; iliwekwa kando \(time)"), at: now)
  }

  /// Takes back what was put aside last.
  mutating func takeBack() {
    guard form.isEmpty, let draft = returned.popLast()?.draft else { return }
    form.phone = "0" + draft.phone.msisdn.dropFirst(3)
    form.amount = String(draft.amount.count)
    form.reference = draft.reference?.text ?? ""
    focus = .form
    // Only a wrong number's sale is kept: any other link was a question's, which is put again.
    let attempt = draft.sameSaleAs.map(\.id).first { board[$0]?.status.notes.sentToWrongNumber == true }
    form.correction = attempt.map { PaymentForm.Correction(attempt: $0, draft: draft) }
    form.field = holdsWrongNumber ? .phone : .amount
    form.selectField()
  }
}

extension PaymentSummary {
  fileprivate func leftAsItWas(at now: Moment) -> Phrase {
    numberAndAmount(at: now) + Phrase(": left as it was", sw: ": imeachwa ilivyo")
  }
}

extension Question {
  /// What is said of a payment about which nothing was decided, where the question is about one.
  package func leftAsItWas(at now: Moment) -> Phrase? {
    switch self {
    case .wrongNumber(let payment), .paysAnotherWay(let payment), .undoMark(let payment):
      payment.leftAsItWas(at: now) + Phrase(verbatim: ".")
    case .largeAmount, .withoutListener, .askAnyway, .sameSale, .askAgain, .quit: nil
    }
  }

  /// A yes may ask a customer for money.
  var asksForMoney: Bool {
    switch self {
    case .largeAmount, .withoutListener, .askAnyway, .sameSale, .askAgain: true
    case .wrongNumber, .paysAnotherWay, .undoMark, .quit: false
    }
  }

  /// It is about leaving, and about no payment.
  package var isWhetherToLeave: Bool { if case .quit = self { true } else { false } }
}
