import Desk
import Keys
import Payments
import Wording

extension LineReader {
  /// A question waits: an answer, the next customer, or a look about; nothing else.
  func answering(_ page: QuestionPage, with line: TypedWords) -> LineMeaning {
    // The word that asked the question, out of habit once more, is no answer to it.
    let isAskedAgain = page.question.isWhetherToLeave && LineWords.reading(line, in: language)?.command == .quit
    if !isAskedAgain, let meaning = pressing(line) { return meaning }
    if let form = FormLine(line, limit: state.identity.amountLimit, wantsAmount: false), state.form.isEmpty {
      switch form {
      case .phone, .payment:
        var meaning = FormFilling(reader: self).meaning(of: form)
        if let left = page.question.leftAsItWas(at: now) { meaning.says.insert(left, at: 0) }
        return meaning
      case .amount, .wrong, .wrongAmount: break
      }
    }
    switch line.spoken {
    case "board", "list", "ubao", "orodha": return LineMeaning(says: BoardSpeech(state: state, now: now).sentences)
    case "today", "leo": return LineMeaning(says: BoardSpeech(state: state, now: now).money)
    default: break
    }
    let first = isTimely ? Phrase("First answer this. ", sw: "Kwanza jibu hili. ") : Phrase.none
    return .says(first + QuestionWords(page, at: state, now).answers)
  }

  /// The text of a page's field, as a whole; what was in it before goes.
  func filling(_ page: any DeskPage, _ speech: any PageSpeech, with line: TypedWords) -> LineMeaning {
    if line.isEmpty { return LineMeaning(says: speech.prompt) }
    if !isTimely { return tooEarly }
    if page.hidesTyping {
      guard line.text.allSatisfy({ ("0"..."9").contains($0) }) else {
        return .says(
          Phrase(
            "A PIN has digits alone; that was not tried.", sw: "PIN ina tarakimu pekee; hiyo haikujaribiwa."))
      }
      return LineMeaning(steps: line.text.map { .key(.character($0)) } + [.key(.enter)])
    }
    if isWordOfTheDesk(line) {
      return .says(
        Phrase(
          "That is a word of the desk, and not taken for an answer. The word back closes this.",
          sw: "Hilo ni neno la kaunta, si jibu. Neno rudi hufunga hapa."))
    }
    return LineMeaning(
      steps: Array(repeating: .key(.backspace), count: page.text.count) + [.key(.paste(line.text)), .key(.enter)])
  }

  /// A command and perhaps a payment's number: as a receipt or a reason it would stand in the books.
  private func isWordOfTheDesk(_ line: TypedWords) -> Bool {
    if ["board", "list", "today", "ubao", "orodha", "leo"].contains(line.spoken) { return true }
    guard let (_, rest) = LineWords.reading(line, in: language), Receipt(line.text.uppercased()) == nil else {
      return false
    }
    return rest.isEmpty || rest.count == 1 && rest.text.contains(where: \.isNumber)
  }

  /// Opens a page with a field, and fills it in.
  func asking(_ command: DeskCommand, typing text: String) -> LineMeaning {
    let steps = closingPages + [.meant(command)]
    if text.isEmpty { return LineMeaning(steps: steps) }
    return LineMeaning(steps: steps + [.key(.paste(text)), .key(.enter)])
  }

  /// A word of the table.
  func commanding(_ command: DeskCommand, _ rest: TypedWords) -> LineMeaning {
    if LineWords.aboutAPayment.contains(where: { $0.command == command }) { return aboutPayment(command, rest) }
    switch command {
    case .search where rest.text.contains("/"):
      guard case .one(let payment) = PaymentName(rest).payment(on: state, at: now) else {
        return .says(Phrase("No payment here has that number.", sw: "Hakuna malipo ya namba hiyo hapa."))
      }
      return LineMeaning(says: PaymentSpeech(state: state, now: now).telling(of: payment))
    case .search, .codeCheck:
      return mayBeMeant(command) ? asking(command, typing: rest.text) : notNow(command)
    default: break
    }
    if !rest.isEmpty { return notUnderstood }
    switch command {
    case .advance: return FormFilling(reader: self).sending
    case .stepBack: return FormFilling(reader: self).emptying
    case .goToForm:
      return LineMeaning(steps: closingPages, says: FormSpeech(state: after(closingPages), now: now).sentences)
    case .quit: return leaving
    case .goToBoard where state.needingSomebody.isEmpty:
      return .says(
        Phrase(
          "Nothing new needs you. The word board tells all payments.",
          sw: "Hakuna jipya linalokuhitaji. Neno ubao husema malipo yote."))
    case .goToBoard, .selectUp, .selectDown:
      guard mayBeMeant(command) else {
        return .says(Phrase("Nothing is on the board.", sw: "Hakuna kitu kwenye ubao."))
      }
      return LineMeaning(steps: closingPages + [.meant(command)], tellsChosen: true)
    case .switchView, .toggleSound:
      guard mayBeMeant(command) else { return notNow(command) }
      let steps = closingPages + [.meant(command)]
      return LineMeaning(steps: steps, says: [BoardSpeech(state: after(steps), now: now).switched(command)])
    default: return mayBeMeant(command) ? LineMeaning(steps: closingPages + [.meant(command)]) : notNow(command)
    }
  }

  private func mayBeMeant(_ command: DeskCommand) -> Bool { after(closingPages).offers(command, at: now) }

  private func notNow(_ command: DeskCommand) -> LineMeaning {
    switch command {
    case .openUnmatched where state.health.oddCallbacks == 0:
      .says(Phrase("There are no unmatched answers.", sw: "Hakuna majibu yasiyolingana."))
    case .switchView where !state.hasOtherTills:
      .says(Phrase("Only this till has payments.", sw: "Ni till hii pekee yenye malipo."))
    default: .says(Phrase("There is nothing to do that with now.", sw: "Hakuna cha kufanyia hivyo sasa."))
    }
  }

  /// A command about one payment: the one whose number stands behind it, or the one that was chosen.
  private func aboutPayment(_ command: DeskCommand, _ rest: TypedWords) -> LineMeaning {
    let payment: PaymentSummary
    switch PaymentName(rest).payment(on: state, at: now) {
    case .one(let named): payment = named
    case .chosen:
      guard state.focus == .board, let chosen = state.board.selectedPayment else {
        return .says(
          Phrase(
            "Which payment? Say \(command.lineWord.english) and its number; board tells the numbers.",
            sw: "Malipo yapi? Sema \(command.lineWord.swahili) na namba yake; ubao husema namba."))
      }
      payment = chosen
    case .notHere:
      return .says(
        Phrase(
          "No payment here has that number. The word find looks in the ledger.",
          sw: "Hakuna malipo ya namba hiyo hapa. Neno tafuta huangalia kwenye leja."))
    }
    let there = after(closingPages)
    guard there.offers(command, about: payment.id, at: now) else {
      // What stands at another attempt of its sale names that one.
      let elsewhere =
        payment.hasGivenWay ? Phrase(verbatim: " ") + payment.lines(at: now).action : Phrase.none
      return .says(
        payment.numberAndAmount(at: now, seenFrom: state.identity.till)
          + Phrase(": that cannot be done with it now. It is ", sw: ": haliwezekani sasa. Hali yake: ")
          + payment.words(at: now).whole + Phrase(verbatim: ".") + elsewhere)
    }
    return LineMeaning(steps: closingPages + [.meant(command, about: payment.id)])
  }
}
