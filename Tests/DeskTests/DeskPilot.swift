import Desk
import Keys
import Payments
import Testing

/// Drives a desk with keys and events on a clock of its own, and holds a story to every effect that comes out.
///
/// Payments are named by the order in which the desk asked to record them: `#1`, `#2`. Effects are told in words:
///
///     record #1 50 from 0712345678          also: for REF, over 3, same sale as 3
///     push #1 · query #1 · ring paid · ring trouble · quit
///
/// A step that names an effect that does not come fails at once; an effect that no step names fails the story's end,
/// and so does whatever was asked of the ledger and never answered.
final class DeskPilot {
  private(set) var state: DeskState
  private(set) var failures: [String] = []
  private(set) var drafts: [PaymentDraft] = []
  private var unnamed: [(step: String, effect: String)] = []
  private var payments: [PaymentID: PaymentSummary] = [:]
  private var freshIDs: UInt64 = 0
  private var position: Int64 = 0
  private(set) var now: Moment
  /// What was asked of the ledger and waits for its answer, oldest first.
  private(set) var unanswered: [(id: RequestID, request: LedgerRequest)] = []
  /// Under which name each draft was asked for last.
  private var recordings: [PaymentID: RequestID] = [:]
  /// Names of the decisions that the desk asked the ledger to take.
  private(set) var decisions: [RequestID] = []
  /// Names of the decisions on unmatched callbacks that the desk asked for.
  private(set) var resolutions: [RequestID] = []

  /// 14:02 in Nairobi on 24 November 2026.
  static let start = Moment(wallMilliseconds: 1_795_518_120_000, bootMilliseconds: 5_000_000, bootID: "boot")

  init(
    amountLimit: Shillings = .largest, askAbove: Int? = nil, till: Int = 2, language: Language = .english,
    at start: Moment = DeskPilot.start
  ) {
    now = start
    state = DeskState(
      identity: DeskIdentity(
        shopName: "Duka la Mfano", till: Till(till) ?? .commandLine, cashier: "amina", practice: .simulator,
        amountLimit: amountLimit, askAbove: askAbove.flatMap(Shillings.init), language: language), at: start)
  }

  // MARK: Steps

  /// Keys are pressed, a tenth of a second apart; a letter that is a command waits until letters act.
  func keys(_ text: String, _ effects: String...) {
    var came: [DeskEffect] = []
    for key in KeyNotation.keys(text) { came += pressing(key) }
    hold(came, to: effects, step: "keys \(text)")
  }

  /// Keys are pressed faster than anybody reads, a hundredth of a second apart.
  func hurries(_ text: String, _ effects: String...) {
    var came: [DeskEffect] = []
    for key in KeyNotation.keys(text) { came += pressing(key, afterMilliseconds: 10) }
    hold(came, to: effects, step: "hurries \(text)")
  }

  /// One key that the notation cannot write.
  func press(_ key: KeyPress, _ effects: String...) {
    hold(pressing(key), to: effects, step: "press \(key)")
  }

  /// One key that is refused with a bell, or not.
  func press(_ key: KeyPress, rings: Bool) {
    hold(pressing(key), to: rings ? ["ring refused"] : [], step: "press \(key)")
  }

  /// Time goes by, and the desk hears of it.
  func passes(milliseconds: Int64, _ effects: String...) {
    now = now.advanced(byMilliseconds: milliseconds)
    hold(state.handle(.timePassed, at: now), to: effects, step: "passes \(milliseconds) ms")
  }

  func passes(seconds: Int64, _ effects: String...) {
    now = now.advanced(byMilliseconds: seconds * 1_000)
    hold(state.handle(.timePassed, at: now), to: effects, step: "passes \(seconds) s")
  }

  /// Time goes by, and the desk hears of it with the next event.
  func sleeps(seconds: Int64) { now = now.advanced(byMilliseconds: seconds * 1_000) }

  /// The ledger recorded the draft that was asked for as the n-th.
  func recorded(_ index: Int, _ effects: String...) {
    guard let draft = draft(index, step: "recorded \(index)") else { return }
    let payment = summary(of: draft, number: index, status: PaymentStatus(.recorded))
    hold(answer(recordings[draft.id], .recorded(payment)), to: effects, step: "recorded \(index)")
  }

  /// A guard stopped the n-th draft because of a payment.
  func blocked(_ index: Int, by other: PaymentSummary, _ reason: GuardReason = .sameAgain, _ effects: String...) {
    guard let draft = draft(index, step: "blocked \(index)") else { return }
    let block = GuardBlock(reason: reason, payment: other)
    hold(answer(recordings[draft.id], .blocked(block)), to: effects, step: "blocked \(index)")
  }

  /// The ledger could not take the n-th draft.
  func failed(_ index: Int, _ sentence: String, _ effects: String...) {
    guard let draft = draft(index, step: "failed \(index)") else { return }
    hold(take(recordings[draft.id], .failure(trouble(sentence))), to: effects, step: "failed \(index)")
  }

  /// The n-th payment's evidence adds up to something else now.
  func becomes(_ index: Int, _ status: PaymentStatus, _ effects: String...) {
    guard let draft = draft(index, step: "becomes \(index)"), var payment = payments[draft.id] else {
      failures.append("becomes \(index): it was never recorded")
      return
    }
    position += 1
    payment.status = status
    payment.position = position
    payments[draft.id] = payment
    hold(state.handle(.evidenceCommitted([payment]), at: now), to: effects, step: "becomes \(index) \(status.standing)")
  }

  /// The ledger took the last decision; the payment adds up to this now.
  func decided(_ payment: PaymentSummary, _ change: (inout PaymentStatus) -> Void = { _ in }, _ effects: String...) {
    var payment = payment
    position += 1
    payment.position = position + 1_000
    change(&payment.status)
    hold(answer(decisions.last, .decided(payment)), to: effects, step: "decided")
  }

  /// The ledger did not take the last decision.
  func refused(_ refusal: DecisionRefusal, _ effects: String...) {
    hold(answer(decisions.last, .refused(refusal)), to: effects, step: "refused")
  }

  /// What became of the n-th decision about something among the unmatched callbacks.
  func unmatchedDecided(_ index: Int, _ outcome: UnmatchedOutcome, _ effects: String...) {
    guard resolutions.indices.contains(index - 1) else {
      failures.append("unmatched decided \(index): \(resolutions.count) were asked for only")
      return
    }
    hold(
      answer(resolutions[index - 1], .unmatchedDecided(outcome)), to: effects, step: "unmatched decided \(index)")
  }

  /// Any other event.
  func happens(_ event: DeskEvent, _ effects: String...) {
    hold(take(event), to: effects, step: "happens")
  }

  /// An event whose effects are another story's.
  func quietly(_ event: DeskEvent) { note(take(event)) }

  /// The ledger answers the newest reading that this is an answer to.
  func answers(_ answer: Answer, _ effects: String...) {
    guard let asked = unanswered.last(where: { $0.request.isReadingAnswered(by: answer) }) else {
      failures.append("answers: nobody asked for it")
      return
    }
    hold(self.answer(asked.id, answer), to: effects, step: "answers")
  }

  /// The newest reading fails.
  func cannotRead(_ sentence: String, _ effects: String...) {
    guard let asked = unanswered.last(where: { $0.request.reading != nil }) else {
      failures.append("cannot read: nothing was asked")
      return
    }
    hold(take(asked.id, .failure(trouble(sentence))), to: effects, step: "cannot read")
  }

  /// Every reading that waits is answered with nothing: this story is not about it.
  func answersAll() {
    while let asked = unanswered.last(where: { $0.request.reading != nil }), let reading = asked.request.reading {
      quietly(.answered(asked.id, .success(reading.nothing)))
    }
  }

  /// Whatever the ledger still owes comes at last, recorded or refused: this story was about what goes before it.
  func theLedgerAnswersAll() {
    while let asked = unanswered.last {
      switch asked.request {
      case .record(let draft):
        let payment = summary(of: draft, number: drafts.count, status: PaymentStatus(.recorded))
        quietly(.answered(asked.id, .success(.recorded(payment))))
      case .decide, .resolveUnmatched: quietly(.answered(asked.id, .failure(trouble("Nothing was decided."))))
      case .read(let reading): quietly(.answered(asked.id, .success(reading.nothing)))
      }
    }
  }

  // MARK: Looking

  /// The n-th payment as it was told last.
  func payment(_ index: Int) -> PaymentSummary? {
    drafts.indices.contains(index - 1) ? payments[drafts[index - 1].id] : nil
  }

  /// The first line below the board.
  var told: String? { state.toldPayment(at: now).map { state.lines(about: $0, at: now).happened.english } }

  /// The last of the three lines.
  var advice: String? { state.toldPayment(at: now).map { state.lines(about: $0, at: now).action.english } }

  /// The numbers on the board, from the top.
  var board: [Int] { state.board.rows.map(\.number) }

  /// What is said about a field: `mistake: …`, `warning: …` or nil.
  func remark(_ field: PaymentForm.Field) -> String? {
    switch state.form.remark(field, limit: state.identity.amountLimit) {
    case .mistake(let sentence): "mistake: " + sentence.english
    case .warning(let sentence): "warning: " + sentence.english
    case nil: nil
    }
  }

  /// The form as it is shown, field by field, the one with the keyboard in brackets.
  var form: String {
    PaymentForm.Field.allCases.map { field in
      let text = state.form.shown(field)
      return state.form.field == field && state.focus == .form ? "[\(text)]" : text
    }.joined(separator: " | ")
  }

  /// What the bottom line says.
  var bottomLine: String { bottomLine(.english) }

  /// What the bottom line says in one language.
  func bottomLine(_ language: Language) -> String {
    state.bindings(at: now).filter { !$0.isAction }
      .compactMap { binding in binding.shownKey.map { "\($0) \(binding.word[language])" } }.joined(separator: " · ")
  }

  /// What can be done about the selected payment, in the desk's own language.
  var actions: String {
    state.bindings(at: now).filter(\.isAction)
      .compactMap { binding in binding.shownKey.map { "\($0) \(binding.word[state.identity.language])" } }
      .joined(separator: " · ")
  }

  /// Ends the story; returns all that was wrong with it.
  func finish() -> [String] {
    let forgotten = unnamed.map { "not named: \($0.effect), which came out of: \($0.step)" }
    unnamed = []
    return failures + forgotten + unanswered.map { "never answered: \(words($0.request))" }
  }

  // MARK: Inside

  private func pressing(_ key: KeyPress) -> [DeskEffect] {
    var wait: Int64 = 100
    if case .character = key, state.bindings(at: now).contains(where: { $0.keys.contains(key) }) {
      wait = max(wait, state.lettersActInMilliseconds(at: now))
    }
    return pressing(key, afterMilliseconds: wait)
  }

  private func pressing(_ key: KeyPress, afterMilliseconds wait: Int64) -> [DeskEffect] {
    now = now.advanced(byMilliseconds: wait)
    freshIDs += 1
    let id = PaymentID(wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: freshIDs)
    return state.handle(.keyPressed(key, freshID: id), at: now)
  }

  private func note(_ effects: [DeskEffect]) {
    for case .ask(let id, let request) in effects {
      unanswered.append((id, request))
      switch request {
      case .record(let draft): recordings[draft.id] = id
      case .decide: decisions.append(id)
      case .resolveUnmatched: resolutions.append(id)
      case .read: break
      }
    }
  }

  private func take(_ event: DeskEvent) -> [DeskEffect] {
    if case .answered(let id, _) = event { unanswered.removeAll { $0.id == id } }
    return state.handle(event, at: now)
  }

  private func take(_ id: RequestID?, _ result: Result<Answer, Trouble>) -> [DeskEffect] {
    if let id { return take(.answered(id, result)) }
    failures.append("answered, and never asked for: \(result)")
    return []
  }

  private func answer(_ id: RequestID?, _ answer: Answer) -> [DeskEffect] { take(id, .success(answer)) }

  private func trouble(_ sentence: String) -> Trouble { Trouble(Phrase(verbatim: sentence)) }

  private func draft(_ index: Int, step: String) -> PaymentDraft? {
    if drafts.indices.contains(index - 1) { return drafts[index - 1] }
    failures.append("\(step): the desk asked to record \(drafts.count) only")
    return nil
  }

  private func summary(of draft: PaymentDraft, number: Int, status: PaymentStatus) -> PaymentSummary {
    position += 1
    let payment = PaymentSummary(
      id: draft.id, number: number, day: EastAfricaTime(now).businessDay, till: draft.till, cashier: draft.cashier,
      phone: draft.phone, amount: draft.amount,
      reference: draft.reference?.text ?? ShortReference(till: draft.till, number: number, at: now).text,
      sale: draft.id, recordedAt: now, status: status, position: position)
    payments[draft.id] = payment
    return payment
  }

  private func hold(_ came: [DeskEffect], to named: [String], step: String) {
    note(came)
    for effect in came {
      if case .ask(_, .record(let draft)) = effect {
        // A draft that a guard stopped keeps its ID when it is asked anyway.
        if let known = drafts.firstIndex(where: { $0.id == draft.id }) {
          drafts[known] = draft
        } else {
          drafts.append(draft)
        }
      }
      unnamed.append((step, words(effect)))
    }
    for effect in named {
      if let first = unnamed.first, first.effect == effect {
        unnamed.removeFirst()
      } else {
        let next = unnamed.first.map { "next is: \($0.effect)" } ?? "nothing came"
        failures.append("\(step): named \(effect), but \(next)")
      }
    }
  }

  private func words(_ effect: DeskEffect) -> String {
    switch effect {
    case .ask(_, let request): return words(request)
    case .push(let id): return "push \(name(id))"
    case .query(let id): return "query \(name(id))"
    case .noteNumberShown(let id): return "shown \(name(id))"
    case .answerAsCustomer(let prompt, let answer): return "customer \(prompt.rawValue) \(answer)"
    case .ring(.paid): return "ring paid"
    case .ring(.trouble): return "ring trouble"
    case .ring(.refused): return "ring refused"
    case .quit: return "quit"
    }
  }

  private func words(_ request: LedgerRequest) -> String {
    switch request {
    case .record(let draft):
      var text = "record \(name(draft.id)) \(draft.amount.count) from 0\(draft.phone.msisdn.dropFirst(3))"
      if let reference = draft.reference { text += " for \(reference.text)" }
      for over in draft.overriding { text += " over \(name(over.id))" }
      for attempt in draft.sameSaleAs { text += " same sale as \(name(attempt.id))" }
      return text
    case .read(let reading): return words(reading)
    case .decide(let request):
      var text = "decide \(name(request.payment)) \(Self.words(request.action)) seen \(request.seenPosition)"
      if !request.supersedes.isEmpty { text += " in place of \(request.supersedes.joined(separator: " "))" }
      if !request.why.isEmpty { text += " because \(request.why)" }
      if let pin = request.pin { text += " pin \(pin.digits)" }
      return text
    case .resolveUnmatched(let decision):
      let done = decision.resolution.map { " " + $0.rawValue } ?? ""
      return "resolve unmatched \(decision.item.key)\(done) because \(decision.why) pin \(decision.pin?.digits ?? "")"
    }
  }

  private func words(_ reading: Reading) -> String {
    switch reading {
    case .evidence(let id): "evidence \(name(id))"
    case .payments(let term): "search \(term.text)"
    case .code(let receipt): "look up \(receipt.code)"
    case .supervisors: "find supervisors"
    case .unmatched: "look among the unmatched callbacks"
    }
  }

  private static func words(_ action: Decision.Action) -> String {
    switch action {
    case .acceptedByHand(let receipt): "by hand \(receipt.code)"
    case .wrongNumber: "wrong number"
    case .paysAnotherWay: "pays another way"
    case .askedAgain: "asked again"
    case .guardOverridden: "guard overridden"
    case .fasterPaceAllowed: "faster pace allowed"
    case .markUndone: "mark undone"
    case .muted: "muted"
    case .resolved(let resolution): "resolved \(resolution.rawValue)"
    }
  }

  private func name(_ id: PaymentID) -> String {
    if let index = drafts.firstIndex(where: { $0.id == id }) { return "#\(index + 1)" }
    return id.short
  }
}
