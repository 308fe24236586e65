import Payments
import Testing

/// Every input form of daraja.md section 6, each error, and what a number shows of itself.
struct PhoneNumberTests {
  @Test(arguments: [
    "0712345678", "0712 345 678", "0712-345-678", "0712.345.678", "(0712) 345678", "712345678", "712 345 678",
    "+254712345678", "+254 712 345 678", "254712345678", "254-712-345-678", "+254 0712 345 678", "2540712345678",
    " 0712345678 ", "0712\u{A0}345\u{A0}678", "0712\u{2011}345\u{2013}678", "0712\t345678", "+ 254 712345678",
    // What is pasted: line ends, marks that nobody sees, spaces and digits of other scripts.
    "0712345678\n", "\r\n0712345678\r\n", "0712345678\u{2028}", "\u{FEFF}0712345678", "0712\u{200B}345678",
    "\u{202A}+254 712 345 678\u{202C}", "\u{2066}0712345678\u{2069}", "\u{202E}0712345678\u{202C}",
    "0712\u{2060}345678",
    "0712\u{200D}345678", "0712\u{AD}345678", "0712\u{2009}345\u{202F}678", "\u{3000}0712345678", "0712\u{1680}345678",
    "\u{FF10}\u{FF17}\u{FF11}\u{FF12}345678", "\u{FF0B}254712345678", "\u{660}\u{667}\u{661}\u{662}345678",
    "\u{6F0}\u{6F7}\u{6F1}\u{6F2}345678", "0712\u{2212}345678",
    // Links and the other ways to the country code.
    "00254712345678", "00254 0712 345 678", "+254 (0)712 345 678", "(+254) 712 345678", "tel:+254712345678",
    "TEL:0712345678", "tel:+254-712-345-678", "sms:+254712345678?body=Hi", "wa.me/254712345678",
    "https://wa.me/254712345678", "https://wa.me/+254712345678?text=Habari%20254", "http://www.wa.me/254712345678/",
    "https://wa.me/%2B254712345678", "tel:%2B254%20712345678",
    "https://api.whatsapp.com/send?phone=254712345678&text=1", "whatsapp://send?phone=+254712345678",
    // Contacts, labels, cells of a table.
    "Mama Mboga 0712345678", "Mama Mboga: 0712 345 678", "0712 345 678 (Mama Mboga)", "J. Doe +254 712 345 678",
    "Jane Doe\n+254 712 345678", "Jane (0712345678)", "M-Pesa 0712345678", "Simu: 0712345678", "Tel 0712345678",
    "No. 0712345678", "\"0712345678\"", "'0712345678",
    "0712345678,", "0712345678;", "<0712345678>", "\u{1F4F1}+254712345678", "\u{260E} 0712345678",
    "[Jane] (0712) 345678 |",
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
      ("", .empty), ("   ", .empty), ("+", .empty), ("\u{FEFF}\n", .empty), ("00", .tooShort(missing: 12)),
      ("00254", .tooShort(missing: 9)), ("0025", .tooShort(missing: 10)), ("tel:", .empty),
      ("071234567", .tooShort(missing: 1)), ("0", .tooShort(missing: 9)),
      ("254", .tooShort(missing: 9)), ("25471234", .tooShort(missing: 4)), ("7", .tooShort(missing: 8)),
      ("07123456789", .tooLong), ("2547123456789", .tooLong), ("+2547123456780", .tooLong),
      ("0612345678", .notKenyanMobile), ("0201234567", .notKenyanMobile), ("+255712345678", .notKenyanMobile),
      ("+0712345678", .notKenyanMobile), ("00255712345678", .notKenyanMobile), ("254254712345", .notKenyanMobile),
      ("912345678", .notKenyanMobile),
    ] as [(String, PhoneNumberError)])
  func everyMistake(_ typed: String, _ error: PhoneNumberError) {
    #expect(PhoneNumber.parse(typed) == .failure(error))
  }

  /// What cannot be understood is refused by naming the very sign and its place; never the number.
  @Test(arguments: [
    ("07x2345678", "The letter x in place 3 is no digit."), ("O712345678", "The letter O in place 1 is no digit."),
    ("07 12 34S 678", "The letter S in place 7 is no digit."), ("0712+345678", "The sign + in place 5 is no digit."),
    ("++254712345678", "The sign + in place 2 is no digit."),
    ("O 712345678", "The letter O in place 1 is no digit."),
    ("0712345678 O", "The letter O in place 11 is no digit."),
    ("Jane0712345678", "The letter J in place 1 is no digit."),
    ("0712345678x", "The letter x in place 11 is no digit."),
    ("Jane 0712345678 or 0722000111", "The letter o in place 15 is no digit."),
    ("254712345678@c.us", "The sign @ in place 13 is no digit."),
    ("UJ25K3M9QX Confirmed. 0712345678", "The letter U in place 1 is no digit."),
    ("Account: 123456789", "The letter A in place 1 is no digit."),
    ("Order 712345678", "The letter O in place 1 is no digit."),
    ("07XX XXX 678", "The letter X in place 3 is no digit."),
    ("Pay #0712345678", "The letter P in place 1 is no digit."),
    ("0712345678 ext 2", "The letter e in place 11 is no digit."),
    ("0712345678/0722000111", "The sign / in place 11 is no digit."),
    ("0712,345678", "The sign , in place 5 is no digit."), ("0712345678\n50", "A line end in place 11 is no digit."),
    ("71234567\n5", "A line end in place 9 is no digit."), ("71234567.0", "The sign . in place 9 is no digit."),
    ("254712345678.0", "The sign . in place 13 is no digit."), ("2.54712E+11", "The letter E in place 8 is no digit."),
    ("07\u{41E}2345678", "U+041E in place 3 is no digit: cyrillic capital letter o."),
    ("0712\u{7}345678", "U+0007 in place 5 is no digit."),
    ("0712\u{2800}345678", "U+2800 in place 5 is no digit: braille pattern blank."),
    ("07\u{301}12345678", "U+0301 in place 3 is no digit: combining acute accent."),
    ("\u{96A}712345678", "U+096A in place 1 is no digit: devanagari digit four."),
    ("tel:+254712345678;ext=2", "The sign ; in place 18 is no digit."),
    ("https://example.com/254712345678", "The letter h in place 1 is no digit."),
    ("wa.me/message/ABC", "The letter m in place 7 is no digit."),
  ])
  func theVerySignIsNamed(_ typed: String, _ sentence: String) {
    guard case .failure(let error) = PhoneNumber.parse(typed) else {
      Issue.record("taken")
      return
    }
    #expect(error.sentence.english == sentence)
  }

  @Test func aMistakesSentenceNeverRepeatsTheNumber() {
    let errors: [PhoneNumberError] = [
      .empty, .tooShort(missing: 1), .tooShort(missing: 3), .tooLong, .notKenyanMobile,
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
