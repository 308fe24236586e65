import Desk
import Payments
import Wording

/// What a page says, and what it asks for: each sentence once as long as the page is there.
struct PageSpeech: Sendable {
  private var ground: LineGround?
  private var heard: [Phrase] = []
  private var prompted: [Phrase] = []
  /// The payment whose details are being told, without what changes by time alone.
  private var detailed: PaymentID?

  mutating func changes(of state: DeskState, at now: Moment) -> [Phrase] {
    let ground = LineGround(state)
    if self.ground.map({ $0.isSamePage(as: ground) }) != true {
      heard = []
      detailed = nil
    }
    if self.ground != ground { prompted = [] }
    self.ground = ground
    let content = content(of: state, at: now).filter { !heard.contains($0) }
    heard += content
    let prompt = Self.prompt(of: state, at: now)
    let asked = prompt.filter { !prompted.contains($0) }
    prompted = prompt
    return content + asked
  }

  private mutating func content(of state: DeskState, at now: Moment) -> [Phrase] {
    switch state.pages.top {
    case let page as SupervisorEntry: return [page.title(at: now)] + page.hints
    case let page as Search: return Self.found(page, on: state, at: now)
    case is CodeCheck:
      return state.codeLines(at: now).map { [$0.happened, $0.money, $0.action] } ?? []
    case let page as UnmatchedPage: return Self.list(page)
    case is DetailsPage: return details(of: state, at: now)
    default: return []
    }
  }

  private mutating func details(of state: DeskState, at now: Moment) -> [Phrase] {
    guard let payment = state.toldPayment(at: now), let timeLine = state.timeLine, timeLine.payment == payment.id,
      let lines = timeLine.lines
    else { return [] }
    let evidence = lines.map { line in
      Phrase(verbatim: EastAfricaTime(line.at).timeOfDay + ", ") + line.source + Phrase(verbatim: ": ") + line.text
        + Phrase(verbatim: ".")
    }
    if detailed == payment.id { return evidence }
    detailed = payment.id
    let speech = PaymentSpeech(state: state, now: now)
    return speech.details(of: payment) + evidence + [speech.actions(on: payment)]
  }

  private static func found(_ page: Search, on state: DeskState, at now: Moment) -> [Phrase] {
    guard case .answered? = page.loading else { return [] }
    let rows = state.searchRows
    let speech = PaymentSpeech(state: state, now: now)
    if rows.isEmpty { return [Phrase("Nothing was found.", sw: "Hakuna kilichopatikana.")] }
    return rows.enumerated().map { Phrase(verbatim: "\($0 + 1). ") + speech.row($1, isTicking: false) } + [
      Phrase("open and the line's number chooses one.", sw: "fungua na namba ya mstari huchagua.")
    ]
  }

  private static func list(_ page: UnmatchedPage) -> [Phrase] {
    guard page.field == .list, let items = page.items else { return [] }
    if items.isEmpty { return [Phrase("No callback is unmatched.", sw: "Hakuna jibu lisilolingana.")] }
    return items.enumerated().map { chosen($1, $0 + 1) } + [
      Phrase(
        "Look for each in the statement. A line's number chooses it; resolve is for a supervisor.",
        sw: "Tafuta kila jibu kwenye statement. Namba ya mstari huchagua; tatua ni kwa msimamizi.")
    ]
  }

  /// One of the unmatched.
  static func chosen(_ item: UnmatchedItem, _ index: Int) -> Phrase {
    Phrase(verbatim: "\(index). \(item.timeWords), ") + item.statedWords + Phrase(verbatim: ": ") + item.whyWords
      + Phrase(verbatim: ".")
  }

  /// What is wanted on the page on top.
  static func prompt(of state: DeskState, at now: Moment) -> [Phrase] {
    switch state.pages.top {
    case let page as QuestionPage:
      let words = QuestionWords(page, at: state, now)
      return words.facts + [page.hint ?? words.answers]
    case let page as SupervisorEntry: return wanted(by: page)
    case let page as UnmatchedPage: return wanted(by: page)
    case let page as Search where page.text.isEmpty:
      return [
        Phrase(
          "What do you look for? A receipt, a number, a phone's last digits or an amount.",
          sw: "Unatafuta nini? Code, namba, tarakimu za mwisho za simu au kiasi.")
      ]
    case let page as CodeCheck where page.text.isEmpty:
      return [Phrase("The code of the customer's M-Pesa SMS?", sw: "Code iliyo kwenye SMS ya M-Pesa ya mteja?")]
    case is PhoneInHand: return phone(state, at: now)
    default: return []
    }
  }

  private static func wanted(by page: SupervisorEntry) -> [Phrase] {
    let said = page.remark ?? page.obstacle?.sentence
    if page.isDeciding { return [said].compactMap(\.self) }
    let wanted: Phrase
    switch (page.field, page.purpose) {
    case (.what, .acceptByHand): wanted = Phrase("The receipt?", sw: "Code?")
    case (.what, _): wanted = ResolvingLetters.meanings
    case (.reason, _), (.pin, _): wanted = page.field == .pin ? pin : reason
    }
    return [said].compactMap(\.self) + [wanted]
  }

  private static func wanted(by page: UnmatchedPage) -> [Phrase] {
    let said = page.signing?.remark
    if page.isDeciding { return [said].compactMap(\.self) }
    switch page.field {
    case .list: return []
    case .money:
      return [page.item?.statedWords ?? .none, ResolvingLetters.meanings, ResolvingLetters.pressOneOrNothing]
    case .reason: return [said].compactMap(\.self) + [reason]
    case .pin: return [said].compactMap(\.self) + [pin]
    }
  }

  private static let reason = Phrase(
    "The reason, in words? What did you see?", sw: "Sababu, kwa maneno? Uliona nini?")
  private static let pin = Phrase("The supervisor's PIN?", sw: "PIN ya msimamizi?")

  private static func phone(_ state: DeskState, at now: Moment) -> [Phrase] {
    guard let prompt = state.demoPhone?.prompt else { return [] }
    let amount = Shillings.group(prompt.amountShillings)
    let answers = LineAnswers(
      state.bindings(at: now).filter { $0.command == nil && $0.shownKey != nil }, state.identity.language)
    return [
      Phrase(
        "You are the customer with phone \(prompt.phone), who is asked for KSh \(amount).",
        sw: "Sasa jibu kama mteja wa simu \(prompt.phone), anayeombwa KSh \(amount)."), answers.told,
    ]
  }
}
