import Payments

/// What a line with a number at its beginning puts into the form.
enum FormLine: Equatable {
  /// A phone alone: the amount is asked for next.
  case phone(PhoneNumber)
  case payment(PhoneNumber, Shillings, AccountReference?)
  /// The amount for the phone that stands in the form.
  case amount(Shillings, AccountReference?)
  /// It is none, for this reason.
  case wrong(Phrase)
  /// It was meant as the amount for the phone that stands in the form, and is none.
  case wrongAmount(Phrase)

  /// What stands before a reference, which may itself begin with a digit.
  static let beforeReference = ["for", "kwa"]

  /// Nil for a line that is no number's.
  ///
  /// - Parameter wantsAmount: a phone stands in the form, and its amount is missing or may be changed.
  init?(_ line: TypedWords, limit: Shillings, wantsAmount: Bool) {
    var numbers = line
    var reference: AccountReference?
    if let parts = line.split(at: Self.beforeReference) {
      numbers = parts.before
      switch AccountReference.parse(parts.after.text) {
      case .success(let typed): reference = typed
      case .failure(let error):
        guard Self.isNumber(numbers.text) else { return nil }
        self = .wrong(error.sentence)
        return
      }
    }
    if wantsAmount, case .success(let amount) = Shillings.parse(numbers.text, limit: limit) {
      self = .amount(amount, reference)
      return
    }
    // Alone, or a link to one before its amount.
    let isPhone = [numbers.text, numbers.beginning(1)].contains { (try? PhoneNumber.parse($0).get()) != nil }
    guard isPhone || Self.isNumber(numbers.text) else { return nil }
    self = Self.payment(in: numbers, reference, limit: limit, wantsAmount: wantsAmount)
  }

  private static func isNumber(_ text: String) -> Bool {
    text.first.map { ("0"..."9").contains($0) || $0 == "+" } ?? false
  }

  /// The first words that are a whole phone are the phone, and the rest is the amount.
  private static func payment(
    in line: TypedWords, _ reference: AccountReference?, limit: Shillings, wantsAmount: Bool
  ) -> FormLine {
    for count in 1...line.count {
      guard case .success(let phone) = PhoneNumber.parse(line.beginning(count)) else { continue }
      // `0712345 500` is a phone that lacks digits, and an amount: joined, it would be somebody else's.
      if count == line.count, count == 2, line.first.map({ $0.filter(\.isNumber).count > 6 }) == true,
        case .failure(let error) = PhoneNumber.parse(line.beginning(1))
      {
        return .wrong(error.sentence)
      }
      let rest = line.after(count)
      if rest.isEmpty {
        return reference == nil
          ? .phone(phone)
          : .wrong(Phrase("The amount is missing before the reference.", sw: "Kiasi hakipo kabla ya kumbukumbu."))
      }
      switch Shillings.parse(rest.text, limit: limit) {
      case .success(let amount): return .payment(phone, amount, reference)
      case .failure(let error): return .wrong(error.sentence)
      }
    }
    // Where an amount is wanted, a line without the shape of a phone is one with a mistake.
    if wantsAmount, line.count == 1, !looksLikePhone(line.text),
      case .failure(let error) = Shillings.parse(line.text, limit: limit)
    {
      return .wrongAmount(error.sentence)
    }
    // With more digits than a phone has, the last word was meant as the amount.
    let hasAmount = line.count > 1 && line.text.filter(\.isNumber).count > 10
    let phone = hasAmount ? line.beginning(line.count - 1) : line.text
    guard case .failure(let error) = PhoneNumber.parse(phone) else { return .wrong(.none) }
    return .wrong(error.sentence)
  }

  private static func looksLikePhone(_ text: String) -> Bool {
    text.first == "0" || text.first == "+" || text.filter(\.isNumber).count > 8
  }
}
