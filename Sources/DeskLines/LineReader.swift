import Desk
import Keys
import Payments
import Wording

/// Reads a line at a desk as it is: a number for the form, a command in words, an answer.
///
/// Nothing that it says repeats what was typed: a PIN may have been typed in the wrong moment.
struct LineReader {
  let state: DeskState
  let now: Moment
  let speeches: PageSpeeches
  /// What is asked was said before the line came.
  let isTimely: Bool

  var language: Language { state.identity.language }

  func meaning(of line: TypedWords) -> LineMeaning {
    if let general = wherever(line) { return general }
    if let page = state.pages.top, let speech = speeches.speech(of: state, at: now) {
      if page.textGoes == .page, speech.isFilledIn { return filling(page, speech, with: line) }
      if let meaning = speech.meaning(of: line, for: self) { return meaning }
    }
    return line.isEmpty ? ofNothing : freely(line)
  }

  /// What is understood on every page, a text of one's own included.
  private func wherever(_ line: TypedWords) -> LineMeaning? {
    switch line.spoken {
    case "repeat", "rudia": return LineMeaning(repeats: true)
    case "help", "msaada", "?": return LineMeaning(says: HelpSpeech(state: state).sentences)
    case "back" where !state.pages.isEmpty, "rudi" where !state.pages.isEmpty:
      return LineMeaning(steps: [.key(.escape)])
    default: return nil
    }
  }

  /// A word that is known, or a number.
  private func freely(_ line: TypedWords) -> LineMeaning {
    // First: behind these a phone number is looked for, and not asked for money.
    if let (command, rest) = LineWords.reading(line, in: language), command == .search || command == .codeCheck {
      return commanding(command, rest)
    }
    let wantsAmount = (try? PhoneNumber.parse(state.form.phone).get()) != nil && state.form.field != .phone
    if let form = FormLine(line, limit: state.identity.amountLimit, wantsAmount: wantsAmount) {
      return FormFilling(reader: self).meaning(of: form)
    }
    if ReceiptText.isMessage(line.text) { return asking(.codeCheck, typing: line.text) }
    switch line.spoken {
    case "board", "list", "ubao", "orodha": return LineMeaning(says: BoardSpeech(state: state, now: now).sentences)
    case "today", "leo": return LineMeaning(says: BoardSpeech(state: state, now: now).money)
    default: break
    }
    if let (command, rest) = LineWords.reading(line, in: language) { return commanding(command, rest) }
    if let key = KeyPress.named(line.text), key.isOffered(by: state.bindings(at: now)) {
      return LineMeaning(steps: [.key(key)], tellsChosen: true)
    }
    return notUnderstood
  }

  /// A key of the page on top, by its letter or its word; nil where the line means none.
  func pressing(_ line: TypedWords) -> LineMeaning? {
    guard let key = LineAnswers(of: state, at: now).key(for: line) else { return nil }
    return isTimely ? LineMeaning(steps: [.key(key)]) : tooEarly
  }

  /// Nothing was typed: nothing is sent by that, and whoever wonders where he is hears it.
  private var ofNothing: LineMeaning {
    if state.form.isEmpty {
      return .says(
        Phrase(
          "Ready for a phone number and an amount. The word help tells all words.",
          sw: "Tayari kwa namba ya simu na kiasi. Neno msaada hueleza maneno yote."))
    }
    return LineMeaning(says: FormSpeech(state: state, now: now).sentences)
  }

  /// The way out, wherever the desk is: pages that ask for nothing are closed first.
  var leaving: LineMeaning {
    if let page = state.pages.page(QuestionPage.self) {
      return .says(
        Phrase("First answer this. ", sw: "Kwanza jibu hili. ") + QuestionWords(page, at: state, now).answers)
    }
    return LineMeaning(steps: closingPages + [.meant(.quit)])
  }

  /// Steps that close the pages which lie above form and board; a question stays.
  var closingPages: [LineStep] {
    var there = state
    var steps: [LineStep] = []
    // No page has more steps than these.
    while let page = there.pages.top, !(page is QuestionPage), steps.count < 8 {
      _ = there.handle(.keyPressed(.escape, freshID: .ofNobody), at: now)
      steps.append(.key(.escape))
    }
    return steps
  }

  /// The desk as it would be after some steps.
  func after(_ steps: [LineStep]) -> DeskState {
    var there = state
    for step in steps { _ = there.handle(step.event(.ofNobody), at: now) }
    return there
  }

  var notUnderstood: LineMeaning {
    .says(
      Phrase(
        "Not understood; nothing was done. The word help tells all words.",
        sw: "Haikueleweka; hakuna kilichofanyika. Neno msaada hueleza maneno yote."))
  }

  var tooEarly: LineMeaning {
    .says(
      Phrase(
        "That came before the question could be heard, and answers nothing. Answer it now.",
        sw: "Hilo lilikuja kabla swali kusikika, si jibu. Jibu sasa."))
  }
}

extension PaymentID {
  /// For trying out on a copy what a line would do, and for what makes no payment; nothing comes of it.
  static let ofNobody = PaymentID(wallMilliseconds: 0, randomHigh: 0, randomLow: 0)
}

extension TypedWords {
  /// A line's number in a list: alone, or behind a word where one is wanted.
  func index(behind words: [String]) -> Int? {
    if words.isEmpty { return count == 1 ? Int(text) : nil }
    return count == 2 && words.contains(beginning(1)) ? Int(after(1).text) : nil
  }
}

extension KeyPress {
  /// Keys that somebody may call by what is printed on them.
  private static let callable: [KeyPress] =
    (1...12).map { .function($0) } + "abcdefghijklmnopqrstuvwxyz".map { .control($0) }
    + [.tab, .backTab, .up, .down, .escape]

  fileprivate static func named(_ text: String) -> KeyPress? {
    callable.first { $0.name.lowercased() == text.lowercased() }
  }

  fileprivate func isOffered(by bindings: [KeyBinding]) -> Bool { bindings.contains { $0.keys.contains(self) } }
}
