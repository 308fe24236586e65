import Payments

/// A question in the place of the three lines, until a letter answers it or it is put aside.
package struct QuestionPage: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case yes
    case sameSale
    case otherGoods
    case no
    case leave
  }

  package static var place: PagePlace { .lines }

  /// What is asked.
  package private(set) var question: Question
  /// Since when it stands there.
  let since: Moment
  /// Why the last key did nothing.
  package internal(set) var hint: Phrase?

  init(_ question: Question, since: Moment) {
    self.question = question
    self.since = since
  }

  /// Its payment has become something else: the same is asked about that.
  mutating func put(_ anew: Question) { question = anew }

  /// How many wait may change while the question whether to leave stands.
  package mutating func follow(_ desk: DeskState) {
    if case .quit = question { question = .quit(waiting: desk.waitingHere) }
  }

  /// One looks about under a question; what would cover it, or ask another one, waits.
  package func letsThrough(_ binding: KeyBinding, on desk: DeskState) -> Bool {
    if binding.keys.first == .escape { return false }
    guard let command = binding.command else { return true }
    return command.goesOnUnderAQuestion && !(command == .advance && desk.form.isEmpty)
  }

  /// What goes on, what stops, and the way back.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    bindings(desk.identity.language)
  }

  /// How a sentence names the key of an answer, in each language.
  package func key(for answer: Command) -> Phrase {
    Phrase(bindings(.english).key(for: answer), sw: bindings(.swahili).key(for: answer))
  }

  func bindings(_ language: Language) -> [PageBinding<Command>] {
    question.waysOn.map { PageBinding(.letter($0.letter), $0.command, word: $0.word) } + [
      PageBinding(KeyBinding.noKeys(in: language), Command.no, word: question.wordForNo),
      PageBinding([.escape], Command.leave, word: Phrase("back", sw: "rudi")),
    ]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .yes, .sameSale, .otherGoods:
      guard let way = question.waysOn.first(where: { $0.command == command }) else {
        return .stays(impossible("a key of another question"))
      }
      return .closes(way.goOn(&desk, freshID, now))
    case .no: desk.answerNo(question, at: now)
    case .leave: if let draft = question.draft, !desk.isRetry(draft) { desk.giveBack(draft, at: now) }
    }
    return .closes([])
  }
}

extension DeskState {
  /// The question that waits for an answer.
  package var question: Question? { pages.page(QuestionPage.self)?.question }

  /// Asks, in the place of nothing but the question whether to leave.
  mutating func ask(_ question: Question, at now: Moment) {
    pages.close(HelpPage.self)
    pages.show(QuestionPage(question, since: now))
  }

  /// Why the last key did nothing under the question.
  package internal(set) var hint: Phrase? {
    get { pages.page(QuestionPage.self)?.hint }
    set { pages.change { (page: inout QuestionPage) in page.hint = newValue } }
  }
}
