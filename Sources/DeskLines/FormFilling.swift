import Desk
import Keys
import Payments
import Wording

/// Puts the numbers of a line into the form, with the keys that a hand would press.
///
/// Each is tried out on a copy before: nothing is sent unless the form holds what the line said, and nothing besides.
struct FormFilling {
  let reader: LineReader

  private var state: DeskState { reader.state }
  private var form: PaymentForm { state.form }

  func meaning(of line: FormLine) -> LineMeaning {
    switch line {
    case .wrong(let sentence): refusing([sentence])
    case .wrongAmount(let sentence): LineMeaning(says: [sentence] + FormSpeech(state: state, now: reader.now).sentences)
    case .phone(let phone): typing(phone)
    case .payment(let phone, let amount, let reference):
      sending(phone, amount, reference, after: beginning + [.key(.paste(phone.typed)), .key(.enter)])
        .saying(first: warning(of: phone))
    case .amount(let amount, let reference):
      if let phone = try? PhoneNumber.parse(form.phone).get() {
        sending(phone, amount, reference, after: reader.closingPages)
      } else {
        reader.notUnderstood
      }
    }
  }

  /// *send*: what stands in the form.
  var sending: LineMeaning {
    // The desk refuses it, and says why.
    if state.holdsWrongNumber { return LineMeaning(steps: reader.closingPages + [.key(.enter)]) }
    guard let phone = try? PhoneNumber.parse(form.phone).get(),
      let amount = try? Shillings.parse(form.amount, limit: state.identity.amountLimit).get()
    else {
      return form.isEmpty
        ? .says(
          Phrase("Nothing to send: say a phone number and an amount.", sw: "Hakuna cha kutuma: sema namba na kiasi."))
        : LineMeaning(says: FormSpeech(state: state, now: reader.now).sentences)
    }
    let steps = reader.closingPages + (form.field == .phone ? [.key(.enter)] : [])
    return holds(steps, phone, amount) ? LineMeaning(steps: steps + [.key(.enter)]) : reader.notUnderstood
  }

  /// *back*: the form is empty afterwards.
  var emptying: LineMeaning {
    var there = state
    var steps: [LineStep] = []
    if form.isEmpty { return LineMeaning(steps: state.focus == .board ? [.key(.escape)] : [], says: [Self.isEmpty]) }
    // Three fields, a step for each text and for each way back.
    while !there.form.isEmpty, steps.count < 8 {
      steps.append(.key(.escape))
      there = reader.after(steps)
    }
    return LineMeaning(steps: steps, says: [Self.isEmpty])
  }

  /// Whoever begins another line has another customer before him, whose amount must not go to the one in the form.
  private func refusing(_ sentences: [Phrase]) -> LineMeaning {
    if state.question != nil { return LineMeaning(says: sentences) }
    return LineMeaning(steps: form.isEmpty ? [] : emptying.steps, says: sentences + [Self.isEmpty])
  }

  static let isEmpty = Phrase("The form is empty.", sw: "Fomu ni tupu.")

  /// A phone alone; the amount of a number that is mended stays.
  private func typing(_ phone: PhoneNumber) -> LineMeaning {
    let steps = beginning + [.key(.paste(phone.typed)), .key(.enter)]
    let there = reader.after(steps)
    guard (try? PhoneNumber.parse(there.form.phone).get()) == phone, there.form.field == .amount else {
      return notTaken
    }
    return LineMeaning(steps: steps)
  }

  /// A customer's number was said and did not come into the form: what stands there is another customer's, and the next
  /// amount must not go to him.
  private var notTaken: LineMeaning { refusing(reader.notUnderstood.says) }

  /// The way to an empty form, or to the number that is mended.
  private var beginning: [LineStep] {
    let closed = reader.closingPages
    // Under a question the next customer's number puts that aside by itself.
    if form.isEmpty || state.question != nil { return closed }
    if form.attempt == nil { return closed + emptying.steps }
    // Another field has to have the keyboard before, so that what stands there is replaced.
    let away: [LineStep] = form.field == .phone ? [.key(.tab)] : []
    let up = form.field == .reference ? 2 : 1
    return closed + away + Array(repeating: .key(.up), count: up)
  }

  private func sending(
    _ phone: PhoneNumber, _ amount: Shillings, _ reference: AccountReference?, after steps: [LineStep]
  ) -> LineMeaning {
    var steps = steps + [.key(.paste("\(amount.count)"))]
    if let reference { steps += [.key(.tab), .key(.paste(reference.text))] }
    guard holds(steps, phone, amount) else { return notTaken }
    return LineMeaning(steps: steps + [.key(.enter)], says: [whatBecomesOfTheMending(after: steps)])
  }

  /// A screen warns while the number stands in the form; a whole line is sent before it stood there.
  private func warning(of phone: PhoneNumber) -> Phrase {
    switch phone.operatorHint {
    case .safaricom: .none
    case .other(let name): Phrase("The number looks like \(name).", sw: "Namba huenda ni ya \(name).")
    case .unknown: Phrase("The number has a new prefix.", sw: "Namba ni ya mwanzo mpya.")
    }
  }

  /// While a number is mended: whether this is another attempt at its sale, or somebody else's.
  private func whatBecomesOfTheMending(after steps: [LineStep]) -> Phrase {
    guard let mended = form.attempt.flatMap({ state.board[$0] }) else { return .none }
    let number = mended.spokenNumber(at: reader.now)
    // Which the desk refuses, with its own words.
    if reader.after(steps).holdsWrongNumber { return .none }
    return reader.after(steps).isCorrection
      ? Phrase(
        "This is another attempt at number \(number.english).",
        sw: "Hili ni jaribio lingine la namba \(number.swahili).")
      : Phrase(
        "This is a new sale; number \(number.english) is not mended.",
        sw: "Haya ni mauzo mapya; namba \(number.swahili) haikurekebishwa.")
  }

  /// After the steps the form holds this, and the next key sends it.
  private func holds(_ steps: [LineStep], _ phone: PhoneNumber, _ amount: Shillings) -> Bool {
    let there = reader.after(steps)
    return (try? PhoneNumber.parse(there.form.phone).get()) == phone
      && (try? Shillings.parse(there.form.amount, limit: state.identity.amountLimit).get()) == amount
      && there.isTypingInForm && there.form.field != .phone
  }
}

extension PhoneNumber {
  /// As people type it.
  fileprivate var typed: String { "0" + msisdn.dropFirst(3) }
}
