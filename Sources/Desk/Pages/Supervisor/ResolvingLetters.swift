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

  private static let english = ResolvingLetters(.english)
  private static let swahili = ResolvingLetters(.swahili)

  /// What to do where one of them is wanted.
  package static let pressOne = Phrase(
    "press \(english.goods), \(english.refund) or \(english.kept)",
    sw: "bonyeza \(swahili.goods), \(swahili.refund) au \(swahili.kept)")

  /// The same where there may be nothing to do.
  package static let pressOneOrNothing = Phrase(
    "press \(english.goods), \(english.refund), \(english.kept) or \(english.nothing)",
    sw: "bonyeza \(swahili.goods), \(swahili.refund), \(swahili.kept) au \(swahili.nothing)")

  /// What each of them says.
  package static let meanings = Phrase(
    "\(english.goods): the goods are given. \(english.refund): it was refunded. "
      + "\(english.kept): kept for the customer.",
    sw: "\(swahili.goods): bidhaa zimetolewa. \(swahili.refund): pesa imerudishwa. "
      + "\(swahili.kept): imehifadhiwa kwa mteja.")

  /// The same, where no money may have come.
  package static let meaningsOrNothing = Phrase(
    meanings.english + " \(english.nothing): no money came.",
    sw: meanings.swahili + " \(swahili.nothing): hakuna pesa iliyoingia.")

  /// The letters as a page's keys, for its commands.
  func bindings<Command: Hashable & Sendable>(
    goods goodsGiven: Command, refund refunded: Command, kept isKept: Command, keptWord: Phrase
  ) -> [PageBinding<Command>] {
    [
      PageBinding(
        .letter(goods), goodsGiven, word: Phrase("goods given", sw: "bidhaa zimetolewa")),
      PageBinding(.letter(refund), refunded, word: Phrase("refunded", sw: "imerudishwa")),
      PageBinding(.letter(kept), isKept, word: keptWord),
    ]
  }
}
