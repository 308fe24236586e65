import Payments

extension Phrase {
  /// A sentence as a part of another one: it begins small, unless with a name or a standing's word.
  package var inSentence: Phrase { Phrase(Self.inSentence(english), sw: Self.inSentence(swahili)) }

  private static let names = ["Safaricom", "Kaunta", "Fuliza"]

  private static func inSentence(_ sentence: String) -> String {
    let word = sentence.prefix { $0.isLetter }
    // M-Pesa, PIN, PAID TWICE.
    let isShouted = word.dropFirst().allSatisfy(\.isUppercase) && (word.count > 1 || sentence.hasPrefix("M-"))
    if isShouted || names.contains(String(word)) { return sentence }
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}
