import Payments

/// The letters that say what was done with the money, on both pages where a supervisor resolves.
package struct ResolvingLetters: Sendable, Equatable {
  /// The customer has the goods.
  package let goods: Character
  /// The money goes back.
  package let refund: Character = "r"
  /// It is kept for the customer.
  package let kept: Character
  /// Nothing is to be done.
  package let nothing: Character = "x"

  /// The letters of a desk in a language.
  ///
  /// In Swahili they are *bidhaa*, *imerudishwa* and *mteja*: `g` begins *ghairi*, and `k` both *kurudisha* and
  /// *kubali*. None of them is a letter for *no*.
  package init(_ language: Language) {
    goods = language == .swahili ? "b" : "g"
    kept = language == .swahili ? "m" : "k"
  }

  /// The letters as a page's keys, for its commands.
  func bindings<Command: Hashable & Sendable>(
    goods goodsGiven: Command, refund refunded: Command, kept isKept: Command, keptWord: Phrase
  ) -> [KeyBinding] {
    [
      KeyBinding(
        .letter(goods), goodsGiven, shownKey: String(goods), word: Phrase("goods given", sw: "bidhaa zimetolewa")),
      KeyBinding(.letter(refund), refunded, shownKey: String(refund), word: Phrase("refunded", sw: "imerudishwa")),
      KeyBinding(.letter(kept), isKept, shownKey: String(kept), word: keptWord),
    ]
  }
}
