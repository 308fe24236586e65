import Payments

/// What the cashier is typing: phone, amount, reference.
package struct PaymentForm: Sendable, Equatable {
  /// The fields, in their order.
  package enum Field: Int, Sendable, Equatable, CaseIterable {
    case phone
    case amount
    case reference

    /// The field after this one; the last one stays.
    var next: Field { Field(rawValue: rawValue + 1) ?? self }
    /// The field before this one; the first one stays.
    var previous: Field { Field(rawValue: rawValue - 1) ?? self }
    /// Its name on the bottom line.
    var word: Phrase {
      switch self {
      case .phone: Phrase("phone", sw: "simu")
      case .amount: Phrase("amount", sw: "kiasi")
      case .reference: Phrase("reference", sw: "kumbukumbu")
      }
    }
  }

  /// The phone number as typed.
  package internal(set) var phone = ""
  /// The amount as typed.
  package internal(set) var amount = ""
  /// The reference as typed; empty for our own.
  package internal(set) var reference = ""
  /// Which field has the keyboard; one that has text already is selected when the keyboard comes to it.
  package internal(set) var field = Field.phone {
    didSet { if field != oldValue { selectField() } }
  }
  /// The field's text stands there from before: the next character replaces it instead of growing it.
  package internal(set) var isSelected = false
  /// A field whose mistake is said even though it is not finished: Enter was pressed on it.
  package internal(set) var insistsOn: Field?
  /// More came than a field can hold: what is in it may not be what was meant, so it is not sent so.
  var overflow: Overflow?

  /// The correction of a number that this is.
  var correction: Correction?
  /// The attempt whose number is being mended: this one belongs to its sale, as long as the amount stays.
  package var attempt: PaymentID? { correction?.attempt }

  /// An earlier attempt whose number is mended.
  struct Correction: Sendable, Equatable {
    let attempt: PaymentID
    /// The draft as it was given into the form.
    let draft: PaymentDraft
  }

  package init() {}

  /// Nothing is typed.
  package var isEmpty: Bool { phone.isEmpty && amount.isEmpty && reference.isEmpty }

  /// The text of a field as it is shown: phone and amount are grouped while they are typed.
  package func shown(_ field: Field) -> String {
    switch field {
    case .phone: PhoneNumber.grouped(whileTyping: phone)
    case .amount: Self.grouped(amount)
    case .reference: reference
    }
  }

  /// What was typed into a field and did not fit.
  package func tooMuch(_ field: Field) -> String {
    overflow.flatMap { $0.field == field ? $0.text : nil } ?? ""
  }

  /// The text of a field as typed.
  package subscript(_ field: Field) -> String {
    get {
      switch field {
      case .phone: phone
      case .amount: amount
      case .reference: reference
      }
    }
    set {
      switch field {
      case .phone: phone = newValue
      case .amount: amount = newValue
      case .reference: reference = newValue
      }
    }
  }

  /// What to say in a field's own line: a mistake that is certain already, or a warning that never blocks.
  package func remark(_ field: Field, limit: Shillings) -> Remark? {
    let own = ownRemark(field, limit: limit)
    if case .mistake = own { return own }
    guard let overflow, overflow.field == field else { return own }
    return .mistake(overflow.sentence(limit: limit))
  }

  private func ownRemark(_ field: Field, limit: Shillings) -> Remark? {
    switch field {
    case .phone:
      switch PhoneNumber.parse(phone) {
      case .success(let number): return number.operatorHint.remark.map(Remark.warning)
      case .failure(let error): return mistake(error.sentence, isCertain: error.isCertainWhileTyping, in: field)
      }
    case .amount:
      if case .failure(let error) = Shillings.parse(amount, limit: limit) {
        return mistake(error.sentence, isCertain: isCertain(error, limit: limit), in: field)
      }
    case .reference:
      if !reference.isEmpty, case .failure(let error) = AccountReference.parse(reference) {
        return mistake(error.sentence, isCertain: true, in: field)
      }
    }
    return nil
  }

  /// What is said about a field.
  package enum Remark: Sendable, Equatable {
    /// It cannot be sent so.
    case mistake(Phrase)
    /// It can be sent; look again.
    case warning(Phrase)
  }

  private func mistake(_ sentence: Phrase, isCertain: Bool, in field: Field) -> Remark? {
    isCertain || insistsOn == field ? .mistake(sentence) : nil
  }

  /// Whoever types `1,2` may be on the way to `1,250`, and `1500/` to `1500/=`, so it is not said at once.
  private func isCertain(_ error: AmountError, limit: Shillings) -> Bool {
    switch error {
    case .empty: return false
    case .strangeGrouping:
      return ["0", "00", "000"].allSatisfy { digits in
        if case .failure(.strangeGrouping) = Shillings.parse(amount + digits, limit: limit) { true } else { false }
      }
    case .stray:
      return ["=", "h", "sh", "s", "es", "b", "ob"].allSatisfy { end in
        if case .failure(.stray) = Shillings.parse(amount + end, limit: limit) { true } else { false }
      }
    case .fraction, .dotForThousands, .zero, .leadingZero, .tooLarge: return true
    }
  }

  /// Plain digits are grouped; whoever types groups sees what was typed.
  private static func grouped(_ typed: String) -> String {
    guard typed.utf8.allSatisfy({ (0x30...0x39).contains($0) }), typed.first != "0", let count = Int(typed) else {
      return typed
    }
    return Shillings.group(count)
  }
}

extension PaymentForm {
  /// A field to which more came than it can hold.
  struct Overflow: Sendable, Equatable {
    /// Why it did not hold all of it.
    enum Cause: Sendable, Equatable {
      case full
      case severalLines
      /// An SMS of M-Pesa came, of which nothing belongs here.
      case message
    }

    let field: Field
    let cause: Cause
    /// What did not fit, which stands behind what did: an eleventh digit that nobody sees would be looked for among the
    /// ten.
    var text = ""
    /// It came in one piece, and goes in one.
    var isOnePiece = false

    /// After a Backspace; nil when nothing is left.
    var withoutLast: Overflow? {
      if isOnePiece || text.count < 2 { return nil }
      return Overflow(field: field, cause: cause, text: String(text.dropLast()))
    }

    fileprivate func sentence(limit: Shillings) -> Phrase {
      let codeKey = DeskCommand.codeCheck.formKey
      return switch (cause, field) {
      case (.severalLines, _):
        Phrase(
          "More than one line: Backspace drops the rest.",
          sw: "Mistari kadhaa: Backspace hufuta mingine.")
      case (.message, _):
        Phrase(
          "That is a message: \(codeKey) looks up its code.",
          sw: "Hiyo ni SMS: \(codeKey) hutafuta code yake.")
      case (.full, .phone): PhoneNumberError.tooLong.sentence
      case (.full, .amount): AmountError.tooLarge(limit: limit).sentence
      case (.full, .reference): AccountReferenceError.tooLong(by: 1).sentence
      }
    }
  }
}

extension OperatorHint {
  /// The warning, as short as the room beside the field.
  fileprivate var remark: Phrase? {
    switch self {
    case .safaricom: nil
    case .other(let name):
      Phrase("Looks like \(name); you can still send.", sw: "Huenda ni \(name); unaweza kutuma.")
    case .unknown: Phrase("A new prefix; you can still send.", sw: "Namba ngeni; unaweza kutuma.")
    }
  }
}

extension PhoneNumberError {
  /// No further digit can mend it, so it is said at once and not only on Enter.
  var isCertainWhileTyping: Bool {
    switch self {
    case .empty, .tooShort: false
    case .stray, .tooLong, .notKenyanMobile: true
    }
  }
}
