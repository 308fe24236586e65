import Desk
import Keys
import Payments

/// What holds over every step of a walk, whatever was pressed.
enum WalkLaws {
  /// A letter records what the question on the screen was about; and no question stands under a page that takes digits,
  /// whose keys would be no answer.
  static func answersWhatIsAsked(
    _ before: DeskState, _ after: DeskState, _ key: KeyPress?, _ effects: [DeskEffect]
  ) -> String? {
    if case .character = key {
      for case .ask(_, .record(let draft)) in effects {
        let asked: PaymentID? =
          switch before.question {
          case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _),
            .askAgain(let draft, _):
            draft.id
          case .wrongNumber, .paysAnotherWay, .undoMark, .quit, nil: nil
          }
        if asked != draft.id { return "\(draft.id) is asked for by a letter about something else" }
      }
    }
    let isCovered = after.question != nil && (after.panel.map { $0.textGoes != .form } ?? false)
    return isCovered ? "a question stands under a page that takes digits" : nil
  }

  /// No text goes but by a key that takes text away, and no draft goes but by an answer.
  static func kept(_ before: DeskState, _ after: DeskState, _ key: KeyPress?, at now: Moment) -> String? {
    let isTaking: Bool =
      switch key {
      case .escape, .backspace, .delete, .enter: true
      default: false
      }
    // What stood there from before is replaced by the first character; a correction goes as a whole.
    let isReplaced = before.form.isSelected || !before.isTypingInForm
    let isPutAway = before.form.attempt != nil && after.returned.count > before.returned.count
    if !isTaking, !isPutAway {
      for field in PaymentForm.Field.allCases
      where !after.form[field].hasPrefix(before.form[field]) && !(isReplaced && field == before.form.field) {
        // What is pasted behind signs that mean nothing stands there as it was understood.
        if case .paste = key, digits(after.form[field]).hasPrefix(digits(before.form[field])) { continue }
        // A whole phone replaces the part of one.
        if case .paste(let text) = key, field == .phone, (try? PhoneNumber.parse(after.form.phone).get()) != nil,
          digits(text).contains(digits(after.form.phone).dropFirst())
        {
          continue
        }
        return "\(field.rawValue): \(before.form[field]) became \(after.form[field])"
      }
    }
    let left = drafts(in: after)
    for id in drafts(in: before) where !left.contains(id) {
      let isInForm = before.form.isEmpty && !after.form.isEmpty
      let isDone = after.board[id] != nil || ["n", "N", "h", "H"].contains { key == .character($0) }
      // What was put aside is let go of with its customer: he left, or is asked after all.
      let isOver = before.returned.contains { aside in
        aside.draft.id == id
          && (now.overdueMilliseconds(since: aside.since) >= PutAside.staysMilliseconds
            || after.recording.contains { $0.phone == aside.draft.phone && $0.amount == aside.draft.amount })
      }
      if !isInForm && !isDone && !isOver { return "a draft is gone after \(key.map { "\($0)" } ?? "an event")" }
    }
    return nil
  }

  private static func digits(_ text: String) -> String { text.filter(\.isNumber) }

  /// Drafts that somebody typed and that are on their way.
  private static func drafts(in state: DeskState) -> [PaymentID] {
    var drafts = state.returned.map(\.draft) + state.recording
    switch state.question {
    case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _):
      drafts.append(draft)
    case .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .quit, nil: break
    }
    // Nobody typed the draft of asking again.
    return drafts.filter { $0.sameSaleAs.isEmpty || !$0.overriding.isEmpty }.map(\.id)
  }
}
