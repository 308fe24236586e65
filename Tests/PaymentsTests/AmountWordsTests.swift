import Payments
import Testing

/// Amounts in words.
@Suite struct AmountWordsTests {
  @Test(arguments: [
    (1, "One", "KSh moja"), (15, "Fifteen", "KSh kumi na tano"), (90, "Ninety", "KSh tisini"),
    (100, "One hundred", "KSh mia moja"), (110, "One hundred and ten", "KSh mia moja na kumi"),
    (1_250, "One thousand two hundred and fifty", "KSh elfu moja, mia mbili na hamsini"),
    (10_001, "Ten thousand and one", "KSh elfu kumi, na moja"),
    (11_000, "Eleven thousand", "KSh elfu kumi na moja"),
    (100_000, "One hundred thousand", "KSh laki moja"),
    (125_000, "One hundred and twenty-five thousand", "KSh laki moja, elfu ishirini na tano"),
    (250_000, "Two hundred and fifty thousand", "KSh laki mbili, elfu hamsini"),
  ])
  func inWords(_ count: Int, _ english: String, _ swahili: String) throws {
    let words = AmountWords.phrase(try #require(Shillings(count)))
    #expect(words == Phrase(english, sw: swahili))
  }

  @Test(arguments: Language.allCases)
  func noTwoAmountsHaveTheSameWords(_ language: Language) {
    let amounts = (1...Shillings.largest.count).compactMap(Shillings.init)
    #expect(Set(amounts.map { AmountWords.phrase($0)[language] }).count == amounts.count)
  }
}
