import Payments

/// The text of a field that wants a code, or what else a payment is found by.
///
/// Letters stand as capitals. Of an SMS that comes in one piece the code alone is kept.
package struct CodeText: Sendable, Equatable {
  /// An SMS is shorter, and a desk must not grow with what is pasted.
  private static let longestPaste = 2_048
  /// A code with *Imethibitishwa* behind it; a link to a phone.
  private static let longest = 40

  /// As it stands in the field.
  private(set) var text = ""
  /// What was typed before something came in one piece.
  private var typed = ""
  /// What came in one piece so far: an SMS may be read in parts.
  private var pasted = ""

  /// The code in it.
  var finding: ReceiptText.Finding {
    if case .several = ReceiptText(pasted).finding { return .several }
    return ReceiptText(text).finding
  }

  mutating func type(_ character: Character) {
    pasted = ""
    let read = TypedText(String(character)).text
    if text.count < Self.longest, read.allSatisfy(Self.isKept) { text += read.uppercased() }
  }

  mutating func paste(_ piece: String) {
    if pasted.isEmpty { typed = text }
    pasted = String((pasted + piece).prefix(Self.longestPaste))
    if case .code(let receipt) = ReceiptText(pasted).finding, typed.isEmpty || Receipt(pasted) == nil {
      text = receipt.code
    } else {
      let line = TypedText(typed + pasted).lines.first?.text ?? ""
      text = String(line.uppercased().filter(Self.isKept).prefix(Self.longest))
    }
  }

  /// Letters of other scripts stand in the field, and the signs for a phone's hidden digits.
  ///
  /// Without such a letter, the rest of its code would be another one, and never seen.
  private static func isKept(_ character: Character) -> Bool {
    (" "..."~").contains(character) || character.isLetter || character.isNumber || "·•…".contains(character)
  }

  mutating func deleteBackward() {
    pasted = ""
    if !text.isEmpty { text.removeLast() }
  }

  /// Shows the code alone, once it is looked for.
  mutating func keep(_ receipt: Receipt) { self = CodeText(receipt.code) }

  init(_ text: String = "") { self.text = text }
}
