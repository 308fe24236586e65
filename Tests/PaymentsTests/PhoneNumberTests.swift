import Payments
import Testing

/// Every input form of daraja.md section 6, each error, and what a number shows of itself.
struct PhoneNumberTests {
  @Test(arguments: [
    "0712345678", "0712 345 678", "0712-345-678", "0712.345.678", "(0712) 345678", "712345678", "712 345 678",
    "+254712345678", "+254 712 345 678", "254712345678", "254-712-345-678", "+254 0712 345 678", "2540712345678",
    " 0712345678 ", "0712\u{A0}345\u{A0}678", "0712\u{2011}345\u{2013}678", "0712\t345678", "+ 254 712345678",
  ])
  func everyFormOfOneNumber(_ typed: String) throws {
    #expect(try PhoneNumber.parse(typed).get().msisdn == "254712345678")
  }

  @Test(arguments: [
    ("0112345678", "254112345678"), ("112345678", "254112345678"), ("+254112345678", "254112345678"),
    ("0100000001", "254100000001"), ("0799999999", "254799999999"),
  ])
  func theOtherRange(_ typed: String, _ msisdn: String) throws {
    #expect(try PhoneNumber.parse(typed).get().msisdn == msisdn)
  }

  @Test(
    arguments: [
      ("", .empty), ("   ", .empty), ("+", .empty), ("07x2345678", .strangeCharacter),
      ("0712+345678", .strangeCharacter),
      ("++254712345678", .strangeCharacter), ("0712345678 ext 2", .strangeCharacter), ("٠٧١٢٣٤٥٦٧٨", .strangeCharacter),
      ("0712345678\n", .strangeCharacter), ("071234567", .tooShort(missing: 1)), ("0", .tooShort(missing: 9)),
      ("254", .tooShort(missing: 9)), ("25471234", .tooShort(missing: 4)), ("7", .tooShort(missing: 8)),
      ("07123456789", .tooLong), ("2547123456789", .tooLong), ("+2547123456780", .tooLong),
      ("0612345678", .notKenyanMobile), ("0201234567", .notKenyanMobile), ("+255712345678", .notKenyanMobile),
      ("+0712345678", .notKenyanMobile), ("00254712345678", .notKenyanMobile), ("254254712345", .notKenyanMobile),
      ("912345678", .notKenyanMobile),
    ] as [(String, PhoneNumberError)])
  func everyMistake(_ typed: String, _ error: PhoneNumberError) {
    #expect(PhoneNumber.parse(typed) == .failure(error))
  }

  @Test func aMistakesSentenceNeverRepeatsTheNumber() {
    let errors: [PhoneNumberError] = [
      .empty, .strangeCharacter, .tooShort(missing: 1), .tooShort(missing: 3), .tooLong, .notKenyanMobile,
    ]
    for error in errors {
      for sentence in Language.allCases.map({ error.sentence[$0] }) {
        #expect(sentence.hasSuffix(".") && sentence.count { $0.isNumber } <= 4)
      }
    }
    #expect(PhoneNumberError.tooShort(missing: 1).sentence.english == "One digit is missing.")
  }

  @Test(arguments: ["", "25471234567", "2547123456789", "254212345678", "0712345678", "25471234567x", "254٧12345678"])
  func onlyTwelveDigitsAreAnMSISDN(_ text: String) { #expect(PhoneNumber(msisdn: text) == nil) }

  @Test func readingASpokenNumberGivesTheSameNumber() throws {
    let number = try PhoneNumber.parse("0712345678").get()
    #expect(number.spoken == "0712 345 678")
    #expect(try PhoneNumber.parse(number.spoken).get() == number)
    #expect(number.lastThree == "678")
  }

  /// Over many numbers: the middle three digits stand in no masked form.
  @Test func maskingHidesTheMiddle() throws {
    for middle in ["345", "901", "999", "000"] {
      let number = try PhoneNumber.parse("0712\(middle)678").get()
      #expect(number.masked == "0712 ··· 678")
      #expect(number.maskedASCII == "0712***678")
      #expect(number.maskedASCII.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  /// A number may be typed in three ways; every prefix of each is grouped as far as it goes.
  @Test(arguments: [
    ("0712345678", "0712 345 678"), ("254712345678", "254 712 345 678"), ("+254712345678", "+254 712 345 678"),
    ("712345678", "712 345 678"), ("0112345678", "0112 345 678"),
  ])
  func groupingWhileTyping(_ typed: String, _ grouped: String) {
    for length in 1...typed.count {
      let prefix = String(typed.prefix(length))
      let shown = PhoneNumber.grouped(whileTyping: prefix)
      #expect(shown.filter { $0 != " " } == prefix)
      #expect(!shown.hasSuffix(" "))
      // "2", "25" are not known to be a country code yet.
      if length >= 3 { #expect(grouped.hasPrefix(shown)) }
    }
  }

  @Test(arguments: ["", "amina", "07a", "#1"])
  func otherTextIsShownAsItStands(_ text: String) { #expect(PhoneNumber.grouped(whileTyping: text) == text) }

  @Test(
    arguments: [
      ("0700", .safaricom), ("0729", .safaricom), ("0740", .safaricom), ("0743", .safaricom), ("0745", .safaricom),
      ("0746", .safaricom), ("0748", .safaricom), ("0757", .safaricom), ("0759", .safaricom), ("0768", .safaricom),
      ("0769", .safaricom), ("0790", .safaricom), ("0799", .safaricom), ("0110", .safaricom), ("0115", .safaricom),
      // The ranges of August 2026.
      ("0118", .safaricom), ("0119", .safaricom), ("0140", .safaricom), ("0143", .safaricom), ("0180", .safaricom),
      ("0181", .safaricom), ("0182", .safaricom),
      ("0730", .other("Airtel")), ("0739", .other("Airtel")), ("0750", .other("Airtel")), ("0756", .other("Airtel")),
      ("0762", .other("Airtel")), ("0780", .other("Airtel")), ("0789", .other("Airtel")), ("0100", .other("Airtel")),
      ("0109", .other("Airtel")), ("0770", .other("Telkom")), ("0779", .other("Telkom")), ("0763", .other("Equitel")),
      ("0764", .other("Equitel")), ("0747", .other("Faiba")),
      ("0744", .unknown), ("0749", .unknown), ("0116", .unknown), ("0117", .unknown), ("0144", .unknown),
      ("0183", .unknown), ("0199", .unknown), ("0760", .unknown),
    ] as [(String, OperatorHint)])
  func theOperatorIsAHintAndNeverABlock(_ prefix: String, _ hint: OperatorHint) throws {
    let number = try PhoneNumber.parse(prefix + "345678").get()
    #expect(number.operatorHint == hint)
  }
}
