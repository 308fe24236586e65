import Payments
import Testing

/// Amounts in words.
@Suite struct AmountWordsTests {
  @Test(arguments: [
    (1, "One", "Moja"), (15, "Fifteen", "Kumi na tano"), (90, "Ninety", "Tisini"),
    (100, "One hundred", "Mia moja"), (110, "One hundred and ten", "Mia moja na kumi"),
    (1_250, "One thousand two hundred and fifty", "Elfu moja, mia mbili na hamsini"),
    (10_001, "Ten thousand and one", "Elfu kumi, na moja"), (11_000, "Eleven thousand", "Elfu kumi na moja"),
    (100_000, "One hundred thousand", "Laki moja"),
    (125_000, "One hundred and twenty-five thousand", "Laki moja, elfu ishirini na tano"),
    (250_000, "Two hundred and fifty thousand", "Laki mbili, elfu hamsini"),
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
