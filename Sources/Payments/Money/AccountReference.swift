/// The reference that the prompt, the customer's SMS and the statement show: letters and digits, 12 at most.
///
/// It is printed verbatim in the payer's SMS, so nothing private belongs in it (daraja.md section 2.1).
package struct AccountReference: Sendable, Hashable, CustomStringConvertible {
  /// One to twelve letters and digits.
  package let text: String

  /// The most characters that Safaricom takes.
  package static let longest = 12

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private init(checked text: String) { self.text = text }

  /// Reads what a person typed or pasted; spaces around it do not count, nor signs that nobody sees.
  package static func parse(_ typed: String) -> Result<AccountReference, AccountReferenceError> {
    let text = TypedText(typed).trimmed.text
    if text.isEmpty { return .failure(.empty) }
    guard text.utf8.allSatisfy(Self.isLetterOrDigit) else { return .failure(.strangeCharacter) }
    if text.utf8.count > longest { return .failure(.tooLong(by: text.utf8.count - longest)) }
    return .success(AccountReference(checked: text))
  }

  /// For people.
  package var description: String { text }
}

/// Why a typed reference is not one.
package enum AccountReferenceError: TypedError, Equatable, Sendable {
  case empty
  case strangeCharacter
  case tooLong(by: Int)

  /// One line for the person who typed it.
  package var sentence: Phrase {
    switch self {
    case .empty: Phrase("Type a reference, or leave it to Kaunta.", sw: "Andika kumbukumbu, au iachie Kaunta.")
    case .strangeCharacter:
      Phrase("A reference has letters and digits only.", sw: "Kumbukumbu ni herufi na tarakimu tu.")
    case .tooLong(let by):
      Phrase(
        by == 1 ? "One character too many: 12 at most." : "\(by) characters too many: 12 at most.",
        sw: "Imezidi kwa \(by): mwisho ni 12.")
    }
  }
}
